import { randomBytes } from "node:crypto";
import type { UploadFault } from "flip-pili/testing";
import { expect, test } from "vitest";
import { createUpload, expectClean, expectUploaded, startUploads } from "./start-uploads.ts";

const rangeBytes = 5 * 1024 * 1024;
const bytes = randomBytes(2 * rangeBytes + 7);

const recovered: [string, UploadFault[]][] = [
  ["nothing", []],
  ["a connection that is reset", [{ kind: "reset", method: "PUT", nth: 2, after: 70_000 }]],
  ["a server that never answers", [{ kind: "stall", method: "PUT", nth: 2 }]],
  ["an error", [{ kind: "status", status: 503, method: "PUT", nth: 2 }]],
  ["an answer that was lost", [{ kind: "loseAnswer", method: "PUT", nth: 3 }]],
  ["an answer that does not say what has arrived", [{ kind: "body", method: "PUT", nth: 2 }]],
  ["an answer that does not name the video", [{ kind: "body", method: "PUT", nth: 3 }]],
];

for (const [what, faults] of recovered) {
  test(`UploadSession in ranges gets over ${what}`, async () => {
    const uploads = await startUploads();
    uploads.server.script(faults);
    const upload = await createUpload(uploads, {
      bytes,
      multiChunk: false,
      stallMs: 1_000,
      answerMs: 1_000,
    });

    await upload.session.start();

    expect(upload.session.parts).toBe(0);
    await expectUploaded(upload);
  });
}

test("UploadSession in ranges goes on where the server stands", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "status", status: 403, method: "PUT", nth: 2 }]);
  const upload = await createUpload(uploads, { bytes, multiChunk: false });

  await expect(upload.session.start()).rejects.toMatchObject({ reason: "refused" });
  await upload.session.resume();

  const [, , question, next] = upload.stored.requests;
  expect(question?.range).toBe(`bytes */${bytes.length}`);
  expect(next?.range).toBe(`bytes ${rangeBytes}-${2 * rangeBytes - 1}/${bytes.length}`);
  await expectUploaded(upload);
});

test("UploadSession in ranges is not uploaded because of a page that is no answer", async () => {
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

test.each(["nonsense", "5-9", `0-${bytes.length}`])(
  "UploadSession in ranges does not believe that the server has %s",
  async (range) => {
    const uploads = await startUploads();
    const headers = { Range: range };
    uploads.server.script([{ kind: "status", status: 204, headers, method: "PUT", stored: true }]);
    const { session } = await createUpload(uploads, { bytes, multiChunk: false });

    await expect(session.start()).rejects.toMatchObject({ reason: "protocol" });

    await expectClean(uploads);
  },
);

test("UploadSession in ranges gives up a server that never moves on", async () => {
  const uploads = await startUploads();
  const times = Number.POSITIVE_INFINITY;
  uploads.server.script([{ kind: "status", status: 204, method: "PUT", times }]);
  const { session } = await createUpload(uploads, { bytes, multiChunk: false });

  await expect(session.start()).rejects.toMatchObject({ reason: "incomplete" });

  await expectClean(uploads);
});
