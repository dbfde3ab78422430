import { randomBytes } from "node:crypto";
import type { UploadFault } from "flip-pili/testing";
import { expect, test } from "vitest";
import {
  createUpload,
  expectClean,
  expectStored,
  expectUploaded,
  impatient,
  startUploads,
  timesSent,
} from "./start-uploads.ts";

const megabyte = 1024 * 1024;

test("UploadSession sends only the part again whose connection was reset half-way", async () => {
  const uploads = await startUploads({ partSize: 100_000 });
  uploads.server.script([{ kind: "reset", part: 3, after: 50_000 }]);
  const upload = await createUpload(uploads, { bytes: randomBytes(950_000) });

  await upload.session.start();

  expect(timesSent(upload.stored, 3)).toBe(2);
  expect(upload.stored.requests).toHaveLength(10 + 1 + 1);
  await expectUploaded(upload);
});

test("UploadSession takes another connection at once when a kept one was closed", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "reset", part: 1, after: "head" }]);
  const upload = await createUpload(uploads, { concurrency: 1, retryMs: 60_000 });

  await upload.session.start();

  expect(timesSent(upload.stored, 1)).toBe(2);
  await expectUploaded(upload);
});

test("UploadSession counts an attempt on a kept connection that was closed", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "reset", part: 4, times: Number.POSITIVE_INFINITY }]);
  const upload = await createUpload(uploads, { concurrency: 1, attempts: 4 });

  const run = upload.session.start();

  await expect(run).rejects.toMatchObject({ reason: "retries-exhausted", part: 4, attempts: 4 });
  expect(timesSent(upload.stored, 4)).toBe(4);
});

const recovered: [string, UploadFault[]][] = [
  ["a server that takes a part and never answers", [{ kind: "stall", part: 2 }]],
  ["a server that never answers what is missing", [{ kind: "stall", method: "GET" }]],
  ["an answer that comes a byte at a time", [{ kind: "drip", part: 2, everyMs: 50 }]],
  ["an answer that is cut off", [{ kind: "truncate", part: 2 }]],
  ["a list that is cut off", [{ kind: "truncate", method: "GET" }]],
  ["an answer that is no HTTP", [{ kind: "raw", part: 2 }]],
  ["a list that is no HTTP", [{ kind: "raw", method: "GET" }]],
  ["an answer of more than 1 MiB", [{ kind: "body", json: {}, padTo: 2 * megabyte, part: 2 }]],
  ["a list of more than 1 MiB", [{ kind: "body", padTo: 2 * megabyte, method: "GET" }]],
  ["an answer that unpacks to more than 1 MiB", [{ kind: "gzip", padTo: megabyte, method: "GET" }]],
  ["an answer that was lost", [{ kind: "loseAnswer", part: 2 }]],
];

for (const [what, faults] of recovered) {
  test(`UploadSession gets over ${what}`, async () => {
    const uploads = await startUploads();
    uploads.server.script(faults);
    const upload = await createUpload(uploads, impatient);

    await upload.session.start();

    await expectUploaded(upload);
  });
}

test("UploadSession gives up a connection that takes no more bytes", async () => {
  const uploads = await startUploads({ partSize: 16 * megabyte });
  uploads.server.script([{ kind: "stall", part: 1, after: 1_000 }]);
  const upload = await createUpload(uploads, {
    bytes: Buffer.alloc(33 * megabyte, "film"),
    ...impatient,
  });

  await upload.session.start();

  expect(timesSent(upload.stored, 1)).toBe(2);
  expectStored(upload);
  await uploads.server.close(); // It does not read, so that it does not see the connection's end.
  await expectClean(uploads);
});

test("UploadSession lets a slow connection take its time", async () => {
  const uploads = await startUploads({ partSize: 12 * megabyte });
  const pace = { bytes: 16 * 1024, everyMs: 1 };
  uploads.server.script([{ kind: "readSlowly", part: 0, ...pace }]);
  const upload = await createUpload(uploads, {
    bytes: Buffer.alloc(12 * megabyte),
    stallMs: 600,
    answerMs: 9_000,
  });

  await upload.session.start();

  const [part, list] = upload.stored.requests;
  expect(Number(list?.startedAt) - Number(part?.startedAt)).toBeGreaterThan(700);
  expect(timesSent(upload.stored, 0)).toBe(1);
  await expectUploaded(upload);
});

test("UploadSession gets over a server that restarts", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "restart", part: 4, downMs: 300 }]);
  const upload = await createUpload(uploads, { retryMs: 100 });

  await upload.session.start();

  await expectUploaded(upload);
});
