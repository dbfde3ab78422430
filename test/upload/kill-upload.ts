import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { UploadState } from "flip-pili/flip";
import type { UploadServerSession } from "flip-pili/testing";
import { expect, onTestFinished } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { bundleProgram } from "./bundle-program.ts";
import { createUpload, startUploads, type Uploads } from "./start-uploads.ts";

const concurrency = 4;
export const partSize: number = 64 * 1024;
export const bytes: Buffer<ArrayBuffer> = randomBytes(40 * partSize - 5);
export const sha256: string = createHash("sha256").update(bytes).digest("hex");

let program: Promise<string> | undefined;

/** Files of an upload that another process sends. */
export interface UploadFiles {
  readonly script: string;
  readonly video: string;
  readonly state: string;
}

/** Creates a session, and writes its file, its state and the program that sends it. */
export async function prepareUpload(
  uploads: Uploads,
): Promise<{ files: UploadFiles; stored: UploadServerSession; state: UploadState }> {
  const folder = await temporaryDirectory();
  const files = {
    script: join(folder, "send.mjs"),
    video: join(folder, "panda.mp4"),
    state: join(folder, "state.json"),
  };
  const entry = fileURLToPath(new URL("send-file.ts", import.meta.url));
  program ??= bundleProgram({ entryPoints: [entry] });
  await writeFile(files.script, await program);
  await writeFile(files.video, bytes);
  const { session, stored } = await createUpload(uploads, { bytes, source: files.video });
  await writeFile(files.state, JSON.stringify(session.state));
  return { files, stored, state: session.state };
}

/** Starts a process that sends the file. */
export function sendFile({ script, state, video }: UploadFiles): ChildProcess {
  const child = spawn(process.execPath, [script, state, video, String(concurrency)]);
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** Kills a process when the server has received so many requests. */
export async function killAfter(
  requests: number,
  child: ChildProcess,
  stored: UploadServerSession,
): Promise<void> {
  const exit = once(child, "exit");
  while (stored.requests.length < requests && child.exitCode === null) await nextTurn();
  child.kill("SIGKILL");
  await exit;
}

/** Sends files with up to five kills each, and checks that only parts in flight were sent again. */
export async function surviveKills(kills: number): Promise<void> {
  const uploads = await startUploads({ partSize });
  for (let left = kills; left > 0; ) {
    const { files, stored } = await prepareUpload(uploads);
    const times = Math.min(left, 5);
    for (let killed = 0; killed < times; killed++) {
      const more = 1 + ((left * 3 + killed * 2) % 7);
      await killAfter(stored.requests.length + more, sendFile(files), stored);
    }
    left -= times;
    const [code] = await once(sendFile(files), "exit");

    expect(code).toBe(0);
    expect(stored.sha256()).toBe(sha256);
    expect(stored.receivedBytes - bytes.length).toBeLessThanOrEqual(times * concurrency * partSize);
  }
}
