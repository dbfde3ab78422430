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
  const upload = await createUpload(uploads, { bytes, multiChunk: false, attempts: 1 });
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
    const fault: UploadFault = {
      kind: "status",
      status: 204,
      headers: { Range: range },
      method: "PUT",
      stored: true,
      times: 3,
    };
    uploads.server.script([fault]);
    const upload = await createUpload(uploads, { bytes, multiChunk: false, attempts: 2 });

    // The range, and two queries.
    await expect(upload.session.start()).rejects.toMatchObject({ reason: "protocol" });

    await upload.session.resume();
    await expectUploaded(upload);
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

const unknownOutcomes: [string, UploadFault][] = [
  ["a reset", { kind: "reset", method: "PUT", nth: 2, after: 70_000 }],
  ["a lost response", { kind: "loseAnswer", method: "PUT", nth: 2 }],
  ["a stalled response", { kind: "stall", method: "PUT", nth: 2 }],
  ["a server that stops reading", { kind: "stall", method: "PUT", nth: 2, after: 70_000 }],
  ["an error", { kind: "status", status: 502, method: "PUT", nth: 2, stored: true }],
  ["an overloaded server", { kind: "status", status: 503, method: "PUT", nth: 2 }],
  ["a response that is cut off", { kind: "truncate", method: "PUT", nth: 3 }],
  ["an HTML page", { kind: "html", method: "PUT", nth: 3, stored: true }],
  ["the text OK", { kind: "body", text: "OK", method: "PUT", nth: 3 }],
];

for (const [what, fault] of unknownOutcomes) {
  test(`UploadSession in ranges queries the server after ${what} before it sends anything again`, async () => {
    const uploads = await startUploads();
    uploads.server.script([fault]);
    const upload = await createUpload(uploads, { bytes, multiChunk: false, ...shortTimeouts });

    await upload.session.start();

    const ranges = upload.stored.requests.map(({ range }) => range);
    expect(ranges[fault.nth ?? 1]).toBe(`bytes */${bytes.length}`);
    expectStored(upload);
    // A request that is not read does not notice the end of its connection.
    await uploads.server.close();
    await expectClean(uploads);
  });
}

test("UploadSession in ranges stops when the stored range goes forward and back", async () => {
  const uploads = await startUploads();
  const end = { forward: rangeBytes - 1, back: 999_999 };
  const respondWith = (Range: string): UploadFault => {
    return { kind: "status", status: 204, headers: { Range }, method: "PUT" };
  };
  uploads.server.script(
    Array.from({ length: 40 }, (_, index) =>
      respondWith(`0-${index % 2 === 0 ? end.forward : end.back}`),
    ),
  );
  const { session, stored } = await createUpload(uploads, { bytes, multiChunk: false });

  await expect(session.start()).rejects.toMatchObject({ reason: "incomplete" });

  expect(stored.requests.length).toBeLessThan(15);
  expect(session.status).toBe("error");
});

test("UploadSession in ranges stops when each range is stored by one byte only", async () => {
  const uploads = await startUploads();
  const creep = (_: unknown, index: number): UploadFault => {
    const headers = { Range: `0-${index}` };
    return { kind: "status", status: 204, headers, method: "PUT" };
  };
  uploads.server.script(Array.from({ length: 40 }, creep));
  const { session, stored } = await createUpload(uploads, { bytes, multiChunk: false });

  await expect(session.start()).rejects.toMatchObject({ reason: "incomplete" });

  expect(stored.requests.length).toBeLessThan(15);
});

test("UploadSession in ranges shows in its progress that the server has lost bytes", async () => {
  const uploads = await startUploads();
  const headers = { Range: "0-999" };
  uploads.server.script([{ kind: "status", status: 204, headers, method: "PUT", nth: 2 }]);
  const upload = await createUpload(uploads, { bytes, multiChunk: false });

  await upload.session.start();

  expect(upload.progress.map(({ confirmed }) => confirmed)).toContain(1_000);
  await expectUploaded(upload);
});

test("UploadSession in ranges gives up after as many failures without progress as attempts", async () => {
  const uploads = await startUploads();
  const { session, stored } = await createUpload(uploads, {
    bytes,
    multiChunk: false,
    attempts: 3,
  });
  // Each failure is followed by a query, which succeeds.
  const resets = [1, 2, 3].map((): UploadFault => ({ kind: "reset", method: "PUT" }));
  const queries = [1, 2].map((): UploadFault => ({ kind: "delay", ms: 0, method: "PUT" }));
  uploads.server.script(resets.flatMap((reset, index) => [reset, queries[index] ?? []].flat()));

  await expect(session.start()).rejects.toMatchObject({ reason: "retries-exhausted", attempts: 3 });

  expect(stored.requests).toHaveLength(5);
  await expectClean(uploads);
});

test("UploadSession in ranges is not complete when a response before the last one has an id", async () => {
  const uploads = await startUploads();
  const json = { id: "session-1", status: "uploading" };
  uploads.server.script([
    { kind: "body", json, method: "PUT" },
    { kind: "status", status: 200, headers: { Range: "0-999" }, body: json, method: "PUT" },
  ]);
  const upload = await createUpload(uploads, { bytes, multiChunk: false });

  await upload.session.start();

  await expectUploaded(upload);
});
