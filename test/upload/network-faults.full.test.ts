import { randomBytes } from "node:crypto";
import type { UploadFault } from "flip-pili/testing";
import { expect, test } from "vitest";
import {
  createUpload,
  expectClean,
  expectStored,
  expectUploaded,
  shortTimeouts,
  startUploads,
  timesSent,
} from "./start-uploads.ts";

const megabyte = 1024 * 1024;
const always = Number.POSITIVE_INFINITY;

test("UploadSession retries only the part whose connection was reset", async () => {
  const uploads = await startUploads({ partSize: 100_000 });
  uploads.server.script([{ kind: "reset", part: 3, after: 50_000 }]);
  const upload = await createUpload(uploads, { bytes: randomBytes(950_000) });

  await upload.session.start();

  expect(timesSent(upload.stored, 3)).toBe(2);
  expect(upload.stored.requests).toHaveLength(10 + 1 + 1);
  await expectUploaded(upload);
});

test("UploadSession retries without delay when a kept-alive connection was closed", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "reset", part: 1, after: "head" }]);
  const upload = await createUpload(uploads, { concurrency: 1, retryMs: 60_000 });

  await upload.session.start();

  expect(timesSent(upload.stored, 1)).toBe(2);
  await expectUploaded(upload);
});

test("UploadSession counts an attempt on a closed kept-alive connection", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "reset", part: 4, times: always }]);
  const upload = await createUpload(uploads, { concurrency: 1, attempts: 4 });

  const run = upload.session.start();

  await expect(run).rejects.toMatchObject({ reason: "retries-exhausted", part: 4, attempts: 4 });
  expect(timesSent(upload.stored, 4)).toBe(4);
});

const recovered: [string, UploadFault[]][] = [
  ["a server that never responds to a part", [{ kind: "stall", part: 2 }]],
  ["a server that never responds with the missing parts", [{ kind: "stall", method: "GET" }]],
  ["a response that arrives byte by byte", [{ kind: "drip", part: 2, everyMs: 50 }]],
  ["a response that is cut off", [{ kind: "truncate", part: 2 }]],
  ["a list that is cut off", [{ kind: "truncate", method: "GET" }]],
  ["a response that is not HTTP", [{ kind: "raw", part: 2 }]],
  ["a list that is not HTTP", [{ kind: "raw", method: "GET" }]],
  ["a response of more than 1 MiB", [{ kind: "body", json: {}, padTo: 2 * megabyte, part: 2 }]],
  ["a list of more than 1 MiB", [{ kind: "body", padTo: 2 * megabyte, method: "GET" }]],
  [
    "a response that decompresses to more than 1 MiB",
    [{ kind: "gzip", padTo: megabyte, method: "GET" }],
  ],
  ["a lost response", [{ kind: "loseAnswer", part: 2 }]],
];

for (const [what, faults] of recovered) {
  test(`UploadSession recovers from ${what}`, async () => {
    const uploads = await startUploads();
    uploads.server.script(faults);
    const upload = await createUpload(uploads, shortTimeouts);

    await upload.session.start();

    await expectUploaded(upload);
  });
}

test("UploadSession retries a part whose connection takes no more bytes", async () => {
  const uploads = await startUploads({ partSize: 16 * megabyte });
  uploads.server.script([{ kind: "stall", part: 1, after: 1_000 }]);
  const upload = await createUpload(uploads, {
    bytes: Buffer.alloc(33 * megabyte, "panda"),
    ...shortTimeouts,
  });

  await upload.session.start();

  expect(timesSent(upload.stored, 1)).toBeGreaterThan(1);
  expectStored(upload);
  // The stalled request is not read, so that the server does not notice the end of its connection.
  await uploads.server.close();
  await expectClean(uploads);
});

test("UploadSession does not stop a slow connection that makes progress", async () => {
  const uploads = await startUploads({ partSize: 16 * megabyte });
  const pace = { bytes: 96 * 1024, everyMs: 10 };
  uploads.server.script([{ kind: "readSlowly", part: 0, times: always, ...pace }]);
  const upload = await createUpload(uploads, {
    bytes: Buffer.alloc(16 * megabyte),
    stallMs: 1_000,
    attempts: 3,
  });

  await upload.session.start();

  const [list, part] = [...upload.stored.requests].reverse();
  expect(Number(list?.startedAt) - Number(part?.startedAt)).toBeGreaterThan(1_000);
  await expectUploaded(upload);
});

test("UploadSession recovers from a server that restarts", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "restart", part: 4, downMs: 300 }]);
  const upload = await createUpload(uploads, { retryMs: 100, attempts: 50 });

  await upload.session.start();

  await expectUploaded(upload);
});
