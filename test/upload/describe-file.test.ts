import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeFile, type FileDescription, restoreUploadSession } from "flip-pili/flip";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { createUpload, expectClean, expectUploaded, quick, startUploads } from "./start-uploads.ts";

const bytes = randomBytes(9_500);

/** As it comes to a service: through JSON. */
function copy<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}

for (const size of [9_500, 5_000_000]) {
  test(`a service creates a session for a file of ${size} bytes that only another one has`, async () => {
    const uploads = await startUploads({ partSize: 1_000_000 });
    const film = randomBytes(size);
    const description = copy(await describeFile(new File([film], "film.mp4")));
    const upload = await createUpload(uploads, { bytes: film, source: description });

    const session = restoreUploadSession(copy(upload.session.state), film, quick);
    await session.resume();

    expect(upload.stored.fileName).toBe("film.mp4");
    await expectUploaded({ ...upload, session, progress: [] });
  });
}

test("describeFile() gives the same for a path and for bytes", async () => {
  const path = join(await temporaryDirectory(), "film.mp4");
  await writeFile(path, bytes);

  const [one, other] = await Promise.all([
    describeFile(path),
    describeFile(new File([bytes], "film.mp4")),
  ]);

  expect(one.fingerprint.sample).toBe(other.fingerprint.sample);
  expect(one).toMatchObject({ name: "film.mp4", size: 9_500 });
});

test("a session of a described file is sent by nobody who has another file", async () => {
  const uploads = await startUploads();
  const description = await describeFile(bytes);
  const { session, stored } = await createUpload(uploads, { source: description });

  const restored = restoreUploadSession(session.state, randomBytes(9_500), quick);

  await expect(restored.resume()).rejects.toMatchObject({ reason: "source-changed" });
  expect(stored.requests).toEqual([]);
});

test("a session of a described file cannot send it, but can be aborted", async () => {
  const uploads = await startUploads();
  const { session, stored } = await createUpload(uploads, { source: await describeFile(bytes) });

  const run = session.start();

  await expect(run).rejects.toThrow(/has no file: give its state to restoreUploadSession\(\)/);
  await expect(run).rejects.toMatchObject({ reason: "source-unreadable" });
  await session.abort();
  expect(stored.deletes).toBe(1);
  await expectClean(uploads);
});

test("describeFile() refuses an empty file", async () => {
  await expect(describeFile(new Uint8Array())).rejects.toMatchObject({
    name: "InvalidArgumentError",
    argument: "source",
  });
});

const { fingerprint } = await describeFile(bytes);
const good = { name: "film.mp4", size: 9_500, fingerprint };

test.each([
  ["source.name", { ...good, name: "" }],
  ["source.name", { ...good, name: 5 }],
  ["source.name", { ...good, name: "../film.mp4" }],
  ["source.name", { ...good, name: "C:\\film.mp4" }],
  ["source.size", { ...good, size: 0 }],
  ["source.size", { ...good, size: "9500" }],
  ["source.size", { ...good, size: 2 ** 53 }],
  ["source.fingerprint", { name: "film.mp4", size: 9_500 }],
  ["source.fingerprint", { ...good, fingerprint: { sample: "none" } }],
])(
  "uploadSession() refuses a description by its %s before any request",
  async (argument, wrong) => {
    const uploads = await startUploads();
    const sent = uploads.api.requests.length;

    const creation = uploads.factory.uploadSession(wrong as FileDescription);

    await expect(creation).rejects.toMatchObject({ name: "InvalidArgumentError", argument });
    expect(uploads.api.requests).toHaveLength(sent);
  },
);
