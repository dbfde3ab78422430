import { randomBytes } from "node:crypto";
import type { UploadFault } from "flip-pili/testing";
import { expect, test } from "vitest";
import {
  createUpload,
  expectClean,
  expectUploaded,
  shortTimeouts,
  startUploads,
} from "./start-uploads.ts";

const rangeBytes = 5 * 1024 * 1024;
const bytes = randomBytes(2 * rangeBytes + 7);

const recovered: [string, UploadFault[]][] = [
  ["no fault at all", []],
  ["a connection that is reset", [{ kind: "reset", method: "PUT", nth: 2, after: 70_000 }]],
  ["a server that never responds", [{ kind: "stall", method: "PUT", nth: 2 }]],
  ["an error", [{ kind: "status", status: 503, method: "PUT", nth: 2 }]],
  ["a lost response", [{ kind: "loseAnswer", method: "PUT", nth: 3 }]],
  ["a response without the stored range", [{ kind: "body", method: "PUT", nth: 2 }]],
  ["a response without the video", [{ kind: "body", method: "PUT", nth: 3 }]],
];

for (const [what, faults] of recovered) {
  test(`UploadSession in ranges recovers from ${what}`, async () => {
    const uploads = await startUploads();
    uploads.server.script(faults);
    const upload = await createUpload(uploads, {
      bytes,
      multiChunk: false,
      ...shortTimeouts,
    });

    await upload.session.start();

    expect(upload.session.parts).toBe(0);
    await expectUploaded(upload);
  });
}

test("UploadSession in ranges resumes at the position of the server", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "status", status: 403, method: "PUT", nth: 2 }]);
  const upload = await createUpload(uploads, { bytes, multiChunk: false });

  await expect(upload.session.start()).rejects.toMatchObject({ reason: "refused" });
  await upload.session.resume();

  const [, , query, next] = upload.stored.requests;
  expect(query?.range).toBe(`bytes */${bytes.length}`);
  expect(next?.range).toBe(`bytes ${rangeBytes}-${2 * rangeBytes - 1}/${bytes.length}`);
  await expectUploaded(upload);
});

test("UploadSession in ranges is not uploaded after an HTML page", async () => {
  const uploads = await startUploads();
  const upload = await createUpload(uploads, { bytes, multiChunk: false });
  uploads.server.script([{ kind: "status", status: 403, method: "PUT", nth: 2 }]);
  await expect(upload.session.start()).rejects.toMatchObject({ reason: "refused" });

  uploads.server.script([{ kind: "html", method: "PUT" }]);
  await expect(upload.session.resume()).rejects.toMatchObject({ reason: "protocol" });

  expect(upload.session.status).toBe("error");
  await upload.session.resume();
  await expectUploaded(upload);
});

test.each(["invalid", "5-9", `0-${bytes.length}`])(
  "UploadSession in ranges rejects the stored range %s",
  async (range) => {
    const uploads = await startUploads();
    const headers = { Range: range };
    uploads.server.script([{ kind: "status", status: 204, headers, method: "PUT", stored: true }]);
    const { session } = await createUpload(uploads, { bytes, multiChunk: false });

    await expect(session.start()).rejects.toMatchObject({ reason: "protocol" });

    await expectClean(uploads);
  },
);

test("UploadSession in ranges rejects with incomplete when the server stores nothing", async () => {
  const uploads = await startUploads();
  const times = Number.POSITIVE_INFINITY;
  uploads.server.script([{ kind: "status", status: 204, method: "PUT", times }]);
  const { session } = await createUpload(uploads, { bytes, multiChunk: false });

  await expect(session.start()).rejects.toMatchObject({ reason: "incomplete" });

  await expectClean(uploads);
});
