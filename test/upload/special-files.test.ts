import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, constants, openSync, rmSync, symlinkSync } from "node:fs";
import { open, rename, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describeFile, restoreUploadSession } from "flip-pili/flip";
import { describe, expect, onTestFinished, test } from "vitest";
import { outcomeOf } from "../helpers/network-faults.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import {
  createUpload,
  expectClean,
  expectUploaded,
  restoreLocally,
  startUploads,
} from "./start-uploads.ts";

const bytes = randomBytes(9_500);

async function createFifo(): Promise<string> {
  const path = join(await temporaryDirectory(), "fifo");
  execFileSync("mkfifo", [path]);
  return path;
}

async function createSocket(): Promise<string> {
  const path = join(await temporaryDirectory(), "socket");
  const server = createServer().listen(path);
  onTestFinished(() => void server.close());
  while (!server.listening) await nextTurn();
  return path;
}

async function createLink(target: string): Promise<string> {
  const path = join(await temporaryDirectory(), "link");
  symlinkSync(target, path);
  return path;
}

const kinds: [what: string, create: () => string | Promise<string>][] = [
  ["a FIFO", createFifo],
  ["a FIFO", async () => createLink(await createFifo())],
  ["a device", () => "/dev/zero"],
  ["a device", () => "/dev/tty"],
  ["a socket", createSocket],
  ["a folder", tmpdir],
];

describe.skipIf(process.platform === "win32")("special files", () => {
  test.each(kinds)("uploadSession() and describeFile() reject %s (%#)", async (what, create) => {
    const path = await create();
    const uploads = await startUploads();
    const sent = uploads.api.requests.length;
    const error = {
      name: "InvalidArgumentError",
      argument: "source",
      message: `Invalid argument source: must be a file, not ${what}: ${path}`,
    };

    await expect(uploads.factory.uploadSession(path)).rejects.toMatchObject(error);
    await expect(describeFile(path)).rejects.toMatchObject(error);

    expect(uploads.api.requests).toHaveLength(sent);
    await expectClean(uploads);
  });

  test("uploadSession() of more FIFOs than there are threads blocks none", async () => {
    const uploads = await startUploads();
    const path = await createFifo();

    const creations = Array.from({ length: 10 }, () => uploads.factory.uploadSession(path));
    const outcomes = await Promise.allSettled(creations);

    expect(outcomes.map(({ status }) => status)).toEqual(Array(10).fill("rejected"));
    await expect(stat(path)).resolves.toHaveProperty("mode");
  });

  test("start(), interrupt() and abort() settle when a FIFO has replaced the file", async () => {
    const uploads = await startUploads();
    const path = join(await temporaryDirectory(), "panda.mp4");
    await writeFile(path, bytes);
    const upload = await createUpload(uploads, { bytes, source: path });
    const other = await createUpload(uploads, { bytes, source: path });
    const fifo = await createFifo();
    await rename(path, `${path}.moved`);
    await rename(fifo, path);

    const run = outcomeOf(upload.session.start());
    const interrupted = outcomeOf(other.session.start());
    other.session.interrupt();

    expect(await run).toMatchObject({
      reason: "source-unreadable",
      message: expect.stringMatching(/^The file cannot be read: it must be a file, not a FIFO/),
    });
    expect(await interrupted).toMatchObject({ name: "UploadError" });
    await other.session.abort();
    expect(other.session.status).toBe("aborted");
    rmSync(path);
    await rename(`${path}.moved`, path);
    await upload.session.resume();
    await expectUploaded(upload);
  });

  test("UploadSession stops when a FIFO replaces the file while it is sent", async () => {
    const uploads = await startUploads();
    const path = join(await temporaryDirectory(), "panda.mp4");
    await writeFile(path, bytes);
    uploads.server.script([{ kind: "delay", ms: 50, part: 3 }]);
    const { session } = await createUpload(uploads, { bytes, source: path, concurrency: 1 });
    const fifo = await createFifo();
    const run = outcomeOf(session.start());
    while (uploads.server.unusedFaults.length > 0) await nextTurn();

    await rename(fifo, path);

    expect(await run).toMatchObject({ reason: "source-changed" });
    await session.abort();
    await expectClean(uploads);
  });

  test("uploadSession(), start(), interrupt() and abort() settle when the file system hangs", async () => {
    const uploads = await startUploads();
    const path = join(await temporaryDirectory(), "panda.mp4");
    await writeFile(path, bytes);
    const create = () => createUpload(uploads, { bytes, source: path, stallMs: 200 });
    const [started, interrupted, aborted] = [await create(), await create(), await create()];
    const unblock = await blockThreads();

    const signal = AbortSignal.timeout(50);
    const creation = uploads.factory.uploadSession(path, { signal });
    await expect(creation).rejects.toMatchObject({ name: "TimeoutError" });
    const stop = outcomeOf(interrupted.session.start());
    interrupted.session.interrupt();
    const end = outcomeOf(aborted.session.start());
    await aborted.session.abort();
    await expect(started.session.start()).rejects.toMatchObject({
      reason: "source-unreadable",
      message: "The file could not be read within 200 ms",
    });

    expect(await stop).toMatchObject({ reason: "interrupted" });
    expect(await end).toMatchObject({ reason: "aborted" });
    expect(aborted.stored.deletes).toBe(1);
    await unblock();
    const restored = restoreUploadSession(started.session.state, path, restoreLocally);
    await restored.resume();
    await expectUploaded({ ...started, session: restored, progress: [] });
  });
});

/**
 * Blocks all threads that access files, as a network drive does that no longer responds.
 *
 * @returns A function that ends this.
 */
async function blockThreads(): Promise<() => Promise<void>> {
  const fifo = await createFifo();
  const opening = Array.from({ length: 32 }, () => open(fifo, "r"));
  let isBlocked = true;
  const unblock = async (): Promise<void> => {
    if (!isBlocked) return;
    isBlocked = false;
    const writer = openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
    for (const handle of await Promise.all(opening)) await handle.close();
    closeSync(writer);
  };
  onTestFinished(unblock);
  return unblock;
}
