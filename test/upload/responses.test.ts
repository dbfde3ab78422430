import { randomBytes } from "node:crypto";
import { restoreUploadSession } from "flip-pili/flip";
import { expect, test } from "vitest";
import {
  createUpload,
  expectClean,
  expectUploaded,
  restoreLocally,
  startUploads,
  timesSent,
} from "./start-uploads.ts";

const always = Number.POSITIVE_INFINITY;

const invalidBodies: [string, object][] = [
  ["OK", { kind: "body", text: "OK" }],
  ["an HTML page", { kind: "html" }],
  ["null", { kind: "body", json: null }],
  ["an array", { kind: "body", json: [] }],
  ["a string", { kind: "body", json: "x" }],
  ["half of an object", { kind: "body", text: '{"missing_parts":' }],
  ["nested 200,000 deep", { kind: "body", text: "[".repeat(2e5) + "]".repeat(2e5) }],
  [
    "an object nested 200,000 deep",
    { kind: "body", text: `${'{"id":'.repeat(1e5)}1${"}".repeat(1e5)}` },
  ],
];

for (const [what, fault] of invalidBodies) {
  for (const method of ["PUT", "GET"] as const) {
    test(`UploadSession recovers when the response to a ${method} is ${what} once`, async () => {
      const uploads = await startUploads();
      uploads.server.script([{ ...(fault as { kind: "html" }), method }]);
      const upload = await createUpload(uploads);

      await upload.session.start();

      await expectUploaded(upload);
    });

    test(`UploadSession stops when each response to a ${method} is ${what}, and can be resumed`, async () => {
      const uploads = await startUploads();
      const part = method === "PUT" ? 9 : undefined;
      uploads.server.script([{ ...(fault as { kind: "html" }), method, part, times: 3 }]);
      const upload = await createUpload(uploads, { concurrency: 1, attempts: 3 });

      await expect(upload.session.start()).rejects.toMatchObject({
        reason: "protocol",
        attempts: 3,
        part,
      });

      expect(upload.session.status).toBe("error");
      await upload.session.resume();
      await expectUploaded(upload);
    });
  }
}

const badLists: unknown[] = [
  { parts: [] },
  { missing_parts: {} },
  { missing_parts: "0" },
  { missing_parts: [null] },
  { missing_parts: [{}] },
  { missing_parts: [-1] },
  { missing_parts: [1.5] },
  { missing_parts: [10] },
  { missing_parts: ["10"] },
  { missing_parts: [2 ** 53] },
  { missing_parts: ["__proto__"] },
  { missing_parts: Array(1_000).fill(1) },
  { media_id: 5.5 },
];

test.each(badLists)("UploadSession rejects the list of missing parts %j", async (json) => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "body", json, method: "GET" }]);
  const upload = await createUpload(uploads, { attempts: 1 });

  await expect(upload.session.start()).rejects.toMatchObject({ reason: "protocol" });

  await upload.session.resume();
  await expectUploaded(upload);
});

const complete: unknown[] = [
  { media_id: "v9", missing_parts: null },
  { missing_parts: null },
  { media_id: 9 },
  { media_id: 9, missing_parts: [] },
  { media_id: "v9", missing_parts: null, status: "processing" },
];

test.each(complete)("UploadSession accepts %j as the list of a complete upload", async (json) => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "body", json, method: "GET" }]);
  const upload = await createUpload(uploads);

  await upload.session.start();

  await expectUploaded(upload);
});

test("UploadSession accepts the id of a video that is an integer", async () => {
  const uploads = await startUploads();
  uploads.server.script([
    { kind: "body", json: { id: 17, status: "processing" }, part: 9 },
    { kind: "body", json: { missing_parts: [] }, method: "GET" },
  ]);
  const { session, stored } = await createUpload(uploads, { concurrency: 1 });

  const video = await session.start();

  expect(video.id).toBe("17");
  expect(stored.isComplete).toBe(true);
  await expectClean(uploads);
});

test("UploadSession accepts missing parts that are strings", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "body", json: { missing_parts: ["3", "1"] }, method: "GET" }]);
  const upload = await createUpload(uploads);

  await upload.session.start();

  expect([1, 2, 3].map((part) => timesSent(upload.stored, part))).toEqual([2, 1, 2]);
  await expectUploaded(upload);
});

for (const kind of ["duplicateMissing", "unsorted"] as const) {
  test(`UploadSession sorts a list of missing parts: ${kind}`, async () => {
    const uploads = await startUploads();
    uploads.server.script([
      { kind: "forget", parts: [2, 5, 7], part: 9 },
      { kind, method: "GET" },
    ]);
    const upload = await createUpload(uploads, { concurrency: 1 });

    await upload.session.start();

    const resent = upload.stored.requests.slice(11).flatMap(({ part }) => part ?? []);
    expect(resent).toEqual([2, 5, 7]);
    await expectUploaded(upload);
  });
}

test("UploadSession rejects a list with a part that does not exist", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "outOfRange" }]);
  const upload = await createUpload(uploads, { attempts: 1 });

  await expect(upload.session.start()).rejects.toMatchObject({ reason: "protocol" });

  await upload.session.resume();
  await expectUploaded(upload);
});

test("UploadSession finds the video when the response with its id was lost", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "loseAnswer", part: 9 }]);
  const upload = await createUpload(uploads, { concurrency: 1, attempts: 1 });

  await expect(upload.session.start()).rejects.toMatchObject({ reason: "retries-exhausted" });
  await upload.session.resume();

  expect(timesSent(upload.stored, 9)).toBe(1);
  await expectUploaded(upload);
});

test("UploadSession sends the last part again when no response had the id of the video", async () => {
  const uploads = await startUploads();
  uploads.server.script([
    { kind: "body", part: 9 },
    { kind: "body", json: { missing_parts: [] }, method: "GET" },
  ]);
  const upload = await createUpload(uploads, { concurrency: 1 });

  await upload.session.start();

  expect(timesSent(upload.stored, 9)).toBe(2);
  await expectUploaded(upload);
});

test("UploadSession rejects with video-unknown when the server never reports the video", async () => {
  const uploads = await startUploads();
  uploads.server.script([
    { kind: "body", part: 9, times: 2 },
    { kind: "body", json: { missing_parts: [] }, method: "GET", times: 2 },
  ]);
  const { session, stored } = await createUpload(uploads, { concurrency: 1 });

  await expect(session.start()).rejects.toMatchObject({ reason: "video-unknown" });

  expect(session.status).toBe("uploaded");
  expect(stored.isComplete).toBe(true);
  await expect(session.abort()).rejects.toMatchObject({ name: "UploadStatusError" });
  await expectClean(uploads);
});

test("UploadSession is not uploaded when the server does not report missing parts", async () => {
  const uploads = await startUploads();
  uploads.server.script([
    { kind: "body", part: 9, times: 2, stored: false },
    { kind: "body", method: "GET", times: 2 },
  ]);
  const upload = await createUpload(uploads, { concurrency: 1 });

  await expect(upload.session.start()).rejects.toMatchObject({ reason: "protocol" });

  await upload.session.resume();
  await expectUploaded(upload);
});

test("UploadSession sends a part again that the server lost while the video was unknown", async () => {
  const uploads = await startUploads();
  uploads.server.script([
    { kind: "body", part: 9 },
    { kind: "body", json: { missing_parts: [] }, method: "GET" },
    { kind: "forget", parts: [3], part: 9, nth: 2 },
  ]);
  const upload = await createUpload(uploads, { concurrency: 1 });

  await upload.session.start();

  expect(timesSent(upload.stored, 3)).toBe(2);
  await expectUploaded(upload);
});

test("UploadSession sends parts again that the server has lost", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "forget", parts: [0, 4], method: "GET", nth: 1 }]);
  const upload = await createUpload(uploads);

  await upload.session.start();

  expect([0, 1, 4].map((part) => timesSent(upload.stored, part))).toEqual([2, 1, 2]);
  const confirmed = upload.progress.map((step) => step.confirmed);
  expect(confirmed).toContain(7_500); // The progress shows the loss immediately.
  expect(confirmed.at(-1)).toBe(9_500);
  await expectUploaded(upload);
});

test("UploadSession accepts a list of missing parts of more than 1 MiB for 100,000 parts", async () => {
  const uploads = await startUploads({ partSize: 1 });
  const json = { missing_parts: [], media_id: "v1" };
  uploads.server.script([{ kind: "body", json, padTo: 3_000_000, method: "GET", times: 2 }]);
  const bytes = Buffer.alloc(100_000);
  const { session } = await createUpload(uploads, { bytes });

  const restored = restoreUploadSession(session.state, bytes, { ...restoreLocally, attempts: 1 });
  const video = await restored.resume();

  expect(video.id).toBe("v1");
  await expectClean(uploads);
});

test("UploadSession rejects with incomplete when the server keeps losing a part", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "forget", parts: [4], method: "GET", times: 5 }]);
  const upload = await createUpload(uploads);

  await expect(upload.session.start()).rejects.toMatchObject({ reason: "incomplete" });

  expect(timesSent(upload.stored, 4)).toBe(5);
  await upload.session.resume();
  await expectUploaded(upload);
});

test("UploadSession is not uploaded while the server reports a part as missing", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "neverComplete", part: 0 }]);
  const { session } = await createUpload(uploads);

  await expect(session.start()).rejects.toMatchObject({ reason: "incomplete" });

  expect(session.status).toBe("error");
  expect(session.missingParts).toEqual([9]);
  await expectClean(uploads);
});

test("UploadSession accepts any order of responses", async () => {
  const uploads = await startUploads();
  uploads.server.script([
    { kind: "delay", ms: 90, part: 0 },
    { kind: "delay", ms: 60, part: 1 },
    { kind: "loseAnswer", part: 2 },
    { kind: "loseAnswer", part: 5 },
  ]);
  const upload = await createUpload(uploads);

  await upload.session.start();

  await expectUploaded(upload);
});

test("UploadSession decompresses responses", async () => {
  const uploads = await startUploads();
  uploads.server.script([{ kind: "gzip", method: "GET", times: always }]);
  const upload = await createUpload(uploads);

  await upload.session.start();

  await expectUploaded(upload);
});

for (const completeAs of ["empty", "status"] as const) {
  for (const isStreamed of [false, true]) {
    test(`UploadSession.resume() of a complete upload sends the last part alone, completeAs: ${completeAs}, stream: ${isStreamed}`, async () => {
      const uploads = await startUploads({ completeAs });
      uploads.server.script([{ kind: "status", status: 403, method: "GET" }]);
      const bytes = randomBytes(9_500);
      const stream = { source: new Blob([bytes]).stream(), size: bytes.length };
      const upload = await createUpload(uploads, { bytes, ...(isStreamed ? stream : {}) });
      await expect(upload.session.start()).rejects.toMatchObject({ reason: "refused" });

      await upload.session.resume();

      const times = Array.from({ length: 10 }, (_, part) => timesSent(upload.stored, part));
      expect(times).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
      await expectUploaded(upload);
    });
  }
}

test("UploadSession.resume() of a complete stream survives that the response to the last part says nothing", async () => {
  const uploads = await startUploads({ completeAs: "status" });
  uploads.server.script([
    { kind: "status", status: 403, method: "GET" },
    { kind: "body", json: {}, part: 9, nth: 2 },
  ]);
  const bytes = randomBytes(9_500);
  const stream = { source: new Blob([bytes]).stream(), size: bytes.length };
  const upload = await createUpload(uploads, { bytes, ...stream });
  await expect(upload.session.start()).rejects.toMatchObject({ reason: "refused" });

  await upload.session.resume();

  await expectUploaded(upload);
});
