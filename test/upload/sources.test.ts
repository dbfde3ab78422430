import { createHash, randomBytes } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { open, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import {
  describeFile,
  type FileInput,
  matchesDescription,
  restoreUploadSession,
} from "flip-pili/flip";
import { expect, test } from "vitest";
import { outcomeOf } from "../helpers/network-faults.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import {
  createUpload,
  expectClean,
  expectUploaded,
  quick,
  restoreLocally,
  startUploads,
} from "./start-uploads.ts";

const bytes = randomBytes(9_500);
const otherBytes = randomBytes(9_500);

/** Writes a temporary file. */
async function videoFile(content: Uint8Array): Promise<string> {
  const path = join(await temporaryDirectory(), "panda.mp4");
  await writeFile(path, content);
  return path;
}

const sources: Record<string, () => FileInput | Promise<FileInput>> = {
  "a path": () => videoFile(bytes),
  "a file: URL": async () => pathToFileURL(await videoFile(bytes)),
  "a Buffer": () => bytes,
  "a Uint8Array inside a larger one": () => new Uint8Array([1, ...bytes, 2]).subarray(1, -1),
  "an ArrayBuffer": () => new Uint8Array(bytes).buffer,
  "a Blob": () => new Blob([bytes]),
  "a File": () => new File([bytes], "panda.mp4"),
};

for (const [what, makeSource] of Object.entries(sources)) {
  test(`UploadSession sends ${what}`, async () => {
    const uploads = await startUploads();
    const upload = await createUpload(uploads, { bytes, source: await makeSource() });

    await upload.session.start();

    await expectUploaded(upload);
  });
}

for (const size of [1, 999, 1_000, 1_001, 2_999, 3_000, 3_001]) {
  test(`UploadSession splits ${size} bytes into parts of 1,000`, async () => {
    const upload = await createUpload(await startUploads(), { bytes: randomBytes(size) });

    await upload.session.start();

    const sent = upload.stored.requests.filter(({ method }) => method === "PUT");
    const lengths = sent.map(({ headers }) => Number(headers["content-length"]));
    expect(lengths).toHaveLength(Math.ceil(size / 1_000));
    expect(Math.min(...lengths)).toBe(size % 1_000 || 1_000);
    await expectUploaded(upload);
  });
}

test("UploadSession sends more than 1,000 parts", async () => {
  const uploads = await startUploads({ partSize: 16 });
  const upload = await createUpload(uploads, { bytes: randomBytes(1_024 * 16) });

  await upload.session.start();

  expect(upload.session.parts).toBe(1_024);
  await expectUploaded(upload);
});

test("UploadSession reads a file beyond 4 GiB", async () => {
  const partSize = 1_073_700_007;
  const uploads = await startUploads({ partSize, discard: "count" });
  const path = await videoFile(new Uint8Array());
  const size = 5 * 1024 ** 3 + 1;
  truncateSync(path, size);
  const handle = await open(path, "r+");
  await handle.write("the end", size - 7);
  await handle.close();
  const session = await uploads.factory.uploadSession(path, quick);
  uploads.server.script([
    { kind: "body", json: { missing_parts: [5] }, method: "GET" },
    { kind: "body", json: { missing_parts: [], media_id: "v" }, method: "GET", nth: 2 },
  ]);

  const restored = restoreUploadSession(session.state, path, restoreLocally);
  await restored.resume();

  const [part] = (uploads.server.sessions[0]?.requests ?? []).filter(
    ({ method }) => method === "PUT",
  );
  expect(part?.headers["content-length"]).toBe(String(size - 5 * partSize));
  expect(session.parts).toBe(6);
});

/** Synchronous, so that no further part is sent before the file has changed. */
const alterations: [string, (path: string) => void][] = [
  ["truncated", (path) => truncateSync(path, 5_000)],
  ["extended", (path) => appendFileSync(path, "more")],
  ["overwritten", (path) => writeFileSync(path, otherBytes)],
  [
    "replaced",
    (path) => {
      writeFileSync(`${path}.new`, otherBytes);
      renameSync(`${path}.new`, path);
    },
  ],
  [
    "overwritten, and its time restored",
    (path) => {
      const { atime, mtime } = statSync(path);
      writeFileSync(path, otherBytes);
      utimesSync(path, atime, mtime);
    },
  ],
];

for (const [how, alter] of alterations) {
  test(`UploadSession detects that its file was ${how} while it is sent`, async () => {
    const uploads = await startUploads();
    const path = await videoFile(bytes);
    uploads.server.script([{ kind: "delay", ms: 50, part: 3 }]);
    const { session } = await createUpload(uploads, { bytes, source: path, concurrency: 1 });

    const run = outcomeOf(session.start());
    while (uploads.server.unusedFaults.length > 0) await nextTurn();
    alter(path);

    expect(await run).toMatchObject({ reason: "source-changed" });
    expect(session.status).toBe("error");
    await expectClean(uploads);
  });

  test(`UploadSession detects that its file was ${how} before it is resumed`, async () => {
    const uploads = await startUploads();
    const path = await videoFile(bytes);
    uploads.server.script([{ kind: "status", status: 403, part: 3 }]);
    const { session, stored } = await createUpload(uploads, {
      bytes,
      source: path,
      concurrency: 1,
    });
    await outcomeOf(session.start());
    const sent = stored.requests.length;

    alter(path);

    await expect(session.resume()).rejects.toMatchObject({ reason: "source-changed" });
    expect(stored.requests).toHaveLength(sent);
    await expectClean(uploads);
  });
}

test("UploadSession accepts that its file was only touched", async () => {
  const uploads = await startUploads();
  const path = await videoFile(bytes);
  uploads.server.script([
    { kind: "status", status: 403, part: 3 },
    { kind: "delay", ms: 50, part: 5 },
  ]);
  const upload = await createUpload(uploads, { bytes, source: path, concurrency: 1 });
  await outcomeOf(upload.session.start());

  utimesSync(path, 1, 1);
  const run = upload.session.resume();
  while (uploads.server.unusedFaults.length > 0) await nextTurn();
  utimesSync(path, 2, 2);
  chmodSync(path, 0o600);
  await run;

  await expectUploaded(upload);
});

test("UploadSession can be resumed when a deleted file is restored", async () => {
  const uploads = await startUploads();
  const path = await videoFile(bytes);
  uploads.server.script([{ kind: "delay", ms: 50, part: 3 }]);
  const upload = await createUpload(uploads, { bytes, source: path, concurrency: 1 });
  const run = outcomeOf(upload.session.start());
  while (uploads.server.unusedFaults.length > 0) await nextTurn();

  rmSync(path);

  expect(await run).toMatchObject({ reason: "source-unreadable" });
  await expect(upload.session.resume()).rejects.toMatchObject({ reason: "source-unreadable" });
  await writeFile(path, bytes);
  await upload.session.resume();
  await expectUploaded(upload);
});

/** A file that a browser can no longer read, or only at times. */
class BrokenBlob extends Blob {
  mode: "whole" | "unreadable" | "hanging" = "whole";

  override slice(start?: number, end?: number): Blob {
    const slice = super.slice(start, end);
    const broken = {
      whole: () => new Blob([slice]).arrayBuffer(),
      unreadable: () => Promise.reject(new DOMException("Gone", "NotReadableError")),
      hanging: () => new Promise<never>(() => {}),
    };
    return Object.assign(slice, { arrayBuffer: broken[this.mode] });
  }
}

test("UploadSession can be resumed when a Blob can be read again", async () => {
  const uploads = await startUploads();
  const blob = new BrokenBlob([bytes]);
  const upload = await createUpload(uploads, { bytes, source: blob });

  blob.mode = "unreadable";
  await expect(upload.session.start()).rejects.toMatchObject({ reason: "source-unreadable" });
  blob.mode = "whole";
  await upload.session.resume();

  expect(upload.session.status).toBe("uploaded");
  await expectUploaded(upload);
});

test("UploadSession settles when a read of its source hangs", async () => {
  const uploads = await startUploads();
  const blob = new BrokenBlob([bytes]);
  const { session } = await createUpload(uploads, {
    bytes,
    source: blob,
    attempts: 2,
    stallMs: 100,
  });

  blob.mode = "hanging";
  await expect(session.start()).rejects.toMatchObject({ reason: "source-unreadable" });
  const run = outcomeOf(session.resume());
  await nextTurn();
  await session.abort();

  expect(await run).toMatchObject({ reason: "aborted" });
  await expectClean(uploads);
});

test.each([
  undefined,
  null,
  5,
  {},
  "",
  "/nowhere/panda.mp4",
  tmpdir(),
  new URL("http://a/panda.mp4"),
])("uploadSession() rejects the source %s before any request", async (source) => {
  const uploads = await startUploads();
  const sent = uploads.api.requests.length;

  const creation = uploads.factory.uploadSession(source as FileInput);

  await expect(creation).rejects.toMatchObject({ name: "InvalidArgumentError" });
  expect(uploads.api.requests).toHaveLength(sent);
  await expectClean(uploads);
});

test("UploadSession sends only the base name of a path", async () => {
  const uploads = await startUploads();
  const upload = await createUpload(uploads, { bytes, source: await videoFile(bytes) });

  expect(upload.stored.fileName).toBe("panda.mp4");
  expect(upload.session.state.fingerprint.sample).toBe(
    createHash("sha256").update(bytes).digest("hex"),
  );
});

/** Returns the sample of a fingerprint as versions have taken it that did not store the number of samples. */
function earlierSample(video: Uint8Array, count: number): string {
  const hash = createHash("sha256");
  const size = 16 * 1024;
  for (let index = 0; index < count; index++) {
    const start = Math.floor((index * (video.length - size)) / (count - 1));
    hash.update(video.subarray(start, start + size));
  }
  return hash.digest("hex");
}

test.each([256, 32, 16])(
  "restoreUploadSession() resumes a state of an earlier version with %i samples",
  async (count) => {
    const video = randomBytes(6_000_000);
    const uploads = await startUploads({ partSize: 2_000_000 });
    const path = await videoFile(video);
    const upload = await createUpload(uploads, { bytes: video, source: path });
    const { state } = upload.session;
    const fingerprint = { sample: earlierSample(video, count) };
    const changed = { sample: earlierSample(randomBytes(6_000_000), count) };

    const other = restoreUploadSession({ ...state, fingerprint: changed }, path, restoreLocally);
    await expect(other.resume()).rejects.toMatchObject({ reason: "source-changed" });
    const session = restoreUploadSession({ ...state, fingerprint }, path, restoreLocally);
    await session.resume();

    expect(state.fingerprint.samples).toBe(8);
    await expectUploaded({ ...upload, session, progress: [] });
  },
);

test("matchesDescription() compares size and content, not times and names", async () => {
  const video = randomBytes(5_000_000);
  const description = await describeFile(await videoFile(video));
  const changed = Uint8Array.from(video);
  changed[0] = (changed[0] ?? 0) ^ 1;

  const results = [video, new File([video], "other.mp4"), changed, video.subarray(1)].map(
    (source) => matchesDescription(source, description),
  );

  expect(await Promise.all(results)).toEqual([true, true, false, false]);
});

/** A file whose reads end through an event, after the process was busy for longer than a limit. */
class BlockingBlob extends Blob {
  override slice(start?: number, end?: number): Blob {
    const slice = super.slice(start, end);
    const arrayBuffer = async (): Promise<ArrayBuffer> => {
      const reading = new Blob([slice]).arrayBuffer();
      const event = stat(tmpdir());
      await nextTurn();
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
      await event;
      return reading;
    };
    return Object.assign(slice, { arrayBuffer });
  }
}

test("UploadSession reads on when the process was suspended during a read", async () => {
  const uploads = await startUploads({ partSize: 5_000 });
  const source = new BlockingBlob([bytes]);
  const upload = await createUpload(uploads, { bytes, source, stallMs: 100, concurrency: 1 });

  await upload.session.start();

  await expectUploaded(upload);
});

/** A file on a slow drive. */
class SlowBlob extends Blob {
  override slice(start?: number, end?: number): Blob {
    const slice = super.slice(start, end);
    const arrayBuffer = async (): Promise<ArrayBuffer> => {
      await wait(5);
      return new Blob([slice]).arrayBuffer();
    };
    return Object.assign(slice, { arrayBuffer });
  }
}

test("UploadSession limits the time of each read of a comparison, not of all together", async () => {
  const large = Buffer.alloc(5 * 1024 * 1024, 7);
  const uploads = await startUploads({ partSize: large.length });
  const source = new SlowBlob([large]);
  const upload = await createUpload(uploads, { bytes: large, source, stallMs: 600 });

  await upload.session.start(); // Compares 256 samples.

  await expectUploaded(upload);
});
