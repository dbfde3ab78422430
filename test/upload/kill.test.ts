import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes, randomInt } from "node:crypto";
import { once } from "node:events";
import { stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { restoreUploadSession, type UploadState } from "flip-pili/flip";
import type { UploadServerSession } from "flip-pili/testing";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { bundleProgram } from "./bundle-program.ts";
import { createUpload, quick, startUploads, type Uploads } from "./start-uploads.ts";

const { UPLOAD_KILLS = "20" } = process.env;
const kills = Number(UPLOAD_KILLS);
const concurrency = 4;
const partSize = 64 * 1024;
const parts = 40;
const bytes = randomBytes(parts * partSize - 5);

let program = "";

beforeAll(async () => {
  const entry = fileURLToPath(new URL("send-file.ts", import.meta.url));
  program = await bundleProgram({ entryPoints: [entry] });
});

/** A session of an upload server, its file, and the program that sends it. */
async function prepare(uploads: Uploads) {
  const folder = await temporaryDirectory();
  const [script, film, state] = ["send.mjs", "film.mp4", "state.json"].map((name) =>
    join(folder, name),
  );
  const paths = { script: script ?? "", film: film ?? "", state: state ?? "" };
  await writeFile(paths.script, program);
  await writeFile(paths.film, bytes);
  const { session, stored } = await createUpload(uploads, { bytes, source: paths.film });
  await writeFile(paths.state, JSON.stringify(session.state));
  return { paths, stored, state: session.state };
}

type Paths = Awaited<ReturnType<typeof prepare>>["paths"];

function send({ script, state, film }: Paths): ChildProcess {
  const child = spawn(process.execPath, [script, state, film, String(concurrency)]);
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** Waits until the server has so many requests for parts, and kills. */
async function killAfter(requests: number, child: ChildProcess, stored: UploadServerSession) {
  const exit = once(child, "exit");
  while (stored.requests.length < requests && child.exitCode === null) await nextTurn();
  child.kill("SIGKILL");
  await exit;
}

test(`UploadSession goes on after ${kills} kills, and sends only what was under way again`, async () => {
  const uploads = await startUploads({ partSize });
  for (let left = kills; left > 0; ) {
    const { paths, stored } = await prepare(uploads);
    let killed = 0;
    for (const times = Math.min(left, 5); killed < times; killed++) {
      const more = randomInt(1, 8);
      await killAfter(stored.requests.length + more, send(paths), stored);
    }
    left -= killed;
    const [code] = await once(send(paths), "exit");

    expect(code).toBe(0);
    expect(stored.sha256()).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect(stored.receivedBytes - bytes.length).toBeLessThanOrEqual(
      killed * concurrency * partSize,
    );
  }
}, 600_000);

test("UploadSession lets two processes send the same file", async () => {
  const uploads = await startUploads({ partSize });
  const { paths, stored } = await prepare(uploads);

  const exits = [send(paths), send(paths)].map((child) => once(child, "exit"));
  const codes = await Promise.all(exits);

  expect(codes.map(([code]) => code)).toEqual([0, 0]);
  expect(stored.sha256()).toBe(createHash("sha256").update(bytes).digest("hex"));
}, 60_000);

test("UploadSession notices between two processes that its file was changed, but not that it was touched", async () => {
  const uploads = await startUploads({ partSize });
  const { paths, stored, state } = await prepare(uploads);
  await killAfter(5, send(paths), stored);
  const restore = (from: UploadState) => restoreUploadSession(from, paths.film, quick);
  const { atime, mtime } = await stat(paths.film);

  const changed = Buffer.from(bytes);
  changed[777_777] = (changed[777_777] ?? 0) ^ 1;
  await writeFile(paths.film, changed);
  await utimes(paths.film, atime, mtime);
  await expect(restore(state).resume()).rejects.toMatchObject({ reason: "source-changed" });
  await writeFile(paths.film, bytes);
  await utimes(paths.film, 1, 1);
  await restore(state).resume();

  expect(stored.sha256()).toBe(createHash("sha256").update(bytes).digest("hex"));
}, 60_000);
