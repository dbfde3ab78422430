import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeFile, type FileDescription, restoreUploadSession } from "flip-pili/flip";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import {
  createUpload,
  expectClean,
  expectUploaded,
  restoreLocally,
  startUploads,
} from "./start-uploads.ts";

const bytes = randomBytes(9_500);
const isWindows = process.platform === "win32";

/** Serializes and parses a value, as a page and a server do. */
function copy<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}

for (const size of [9_500, 5_000_000]) {
  test(`uploadSession() accepts the description of a file of ${size} bytes, which a page sends`, async () => {
    const uploads = await startUploads({ partSize: 1_000_000 });
    const video = randomBytes(size);
    const description = copy(await describeFile(new File([video], "panda.mp4")));
    const upload = await createUpload(uploads, { bytes: video, source: description });

    const session = restoreUploadSession(copy(upload.session.state), video, restoreLocally);
    await session.resume();

    expect(upload.stored.fileName).toBe("panda.mp4");
    await expectUploaded({ ...upload, session, progress: [] });
  });
}

test("describeFile() returns the same for a path and for bytes", async () => {
  const path = join(await temporaryDirectory(), "panda.mp4");
  await writeFile(path, bytes);

  const [one, other] = await Promise.all([
    describeFile(path),
    describeFile(new File([bytes], "panda.mp4")),
  ]);

  expect(one.fingerprint.sample).toBe(other.fingerprint.sample);
  expect(one).toMatchObject({ name: "panda.mp4", size: 9_500 });
});

test.each([
  ["folder/clip.mp4", "clip.mp4"],
  ["/a/b/", "b"],
  ["C:\\videos\\clip.mp4", "clip.mp4"],
  ["a\\b/c.mp4", "c.mp4"],
  ["..", "file"],
  ["a/..", "file"],
  ["", "file"],
  [" ", "file"],
  ["/", "file"],
  ["two\nlines.mp4", "two\nlines.mp4"],
  ["映画😀.mp4", "映画😀.mp4"],
])("describeFile() and uploadSession() agree on the base name of %j", async (name, expected) => {
  const uploads = await startUploads();
  const file = new File([bytes], name);
  const description = copy(await describeFile(file));

  const described = await createUpload(uploads, { source: description });
  const direct = await createUpload(uploads, { source: file });

  expect(description.name).toBe(expected);
  expect([described.stored.fileName, direct.stored.fileName]).toEqual([expected, expected]);
});

test.skipIf(isWindows)(
  "describeFile() returns the base name of a path with backslashes",
  async () => {
    const uploads = await startUploads();
    const path = join(await temporaryDirectory(), "folder\\clip.mp4");
    await writeFile(path, bytes);

    const { stored } = await createUpload(uploads, { source: await describeFile(path) });

    expect(stored.fileName).toBe("clip.mp4");
  },
);

for (const source of [bytes, await describeFile(bytes)]) {
  test("uploadSession() sends the option fileName", async () => {
    const uploads = await startUploads();

    const { session, stored } = await createUpload(uploads, { source, fileName: "映画 1.mp4" });

    expect([session.state.fileName, stored.fileName]).toEqual(["映画 1.mp4", "映画 1.mp4"]);
  });
}

test.each(["", " ", "a/b.mp4", "a\\b.mp4", "..", 5, null])(
  "uploadSession() rejects the fileName %j before any request",
  async (fileName) => {
    const uploads = await startUploads();
    const sent = uploads.api.requests.length;

    const creation = uploads.factory.uploadSession(bytes, { fileName: fileName as string });

    await expect(creation).rejects.toMatchObject({
      name: "InvalidArgumentError",
      argument: "fileName",
    });
    expect(uploads.api.requests).toHaveLength(sent);
  },
);

test("uploadSession() copies only the known fields of a description", async () => {
  const uploads = await startUploads();
  const { fingerprint, ...described } = await describeFile(bytes);
  const description = {
    ...described,
    fingerprint: { ...fingerprint, modified: null, inode: "5", more: "x".repeat(1_000) },
    more: 5,
  } as unknown as FileDescription;

  const { session } = await createUpload(uploads, { source: description });

  expect(session.state.fingerprint).toEqual({ sample: fingerprint.sample, inode: "5" });
});

test("restoreUploadSession() of a described file does not send another file", async () => {
  const uploads = await startUploads();
  const description = await describeFile(bytes);
  const { session, stored } = await createUpload(uploads, { source: description });

  const restored = restoreUploadSession(session.state, randomBytes(9_500), restoreLocally);

  await expect(restored.resume()).rejects.toMatchObject({ reason: "source-changed" });
  expect(stored.requests).toEqual([]);
});

test("UploadSession of a described file cannot send it, but can be aborted", async () => {
  const uploads = await startUploads();
  const { session, stored } = await createUpload(uploads, { source: await describeFile(bytes) });

  const run = session.start();

  await expect(run).rejects.toThrow(/has no file: pass its state to restoreUploadSession\(\)/);
  await expect(run).rejects.toMatchObject({ reason: "source-unreadable" });
  await session.abort();
  expect(stored.deletes).toBe(1);
  await expectClean(uploads);
});

test("describeFile() rejects an empty file", async () => {
  await expect(describeFile(new Uint8Array())).rejects.toMatchObject({
    name: "InvalidArgumentError",
    argument: "source",
  });
});

const { fingerprint } = await describeFile(bytes);
const valid = { name: "panda.mp4", size: 9_500, fingerprint };

test.each([
  ["source.name", { ...valid, name: "" }],
  ["source.name", { ...valid, name: 5 }],
  ["source.name", { ...valid, name: "../panda.mp4" }],
  ["source.name", { ...valid, name: "C:\\panda.mp4" }],
  ["source.size", { ...valid, size: 0 }],
  ["source.size", { ...valid, size: "9500" }],
  ["source.size", { ...valid, size: 2 ** 53 }],
  ["source.fingerprint", { name: "panda.mp4", size: 9_500 }],
  ["source.fingerprint", { ...valid, fingerprint: { sample: "none" } }],
])(
  "uploadSession() rejects a description with an invalid %s before any request",
  async (argument, invalid) => {
    const uploads = await startUploads();
    const sent = uploads.api.requests.length;

    const creation = uploads.factory.uploadSession(invalid as FileDescription);

    await expect(creation).rejects.toMatchObject({ name: "InvalidArgumentError", argument });
    expect(uploads.api.requests).toHaveLength(sent);
  },
);
