import { expect, test } from "vitest";
import {
  makeBytes,
  sendRange,
  sendTo,
  sha256,
  startUploads,
  until,
  writeTo,
} from "../../helpers/raw-upload.ts";

const bytes = makeBytes(2500);
const file = { fileName: "movie.mp4", fileSize: bytes.length, multiChunk: false };

test("UploadServer.createSession() returns only id and location without multi-chunk", async () => {
  const server = await startUploads();

  const { id, location, response, parts, missingParts } = server.createSession(file);

  expect(response).toEqual({ id, location });
  expect({ parts, missingParts }).toEqual({ parts: 0, missingParts: [] });
});

test.each(["PUT", "POST"])("UploadServerSession.location accepts ranges by %s", async (method) => {
  const server = await startUploads();
  const session = server.createSession(file);

  const before = await sendRange(session, "*/2500", undefined, method);
  const first = await sendRange(session, "0-0/2500", bytes.subarray(0, 1), method);
  const second = await sendRange(session, "1-1999/2500", bytes.subarray(1, 2000), method);
  const between = await sendRange(session, "*/2500", undefined, method);
  const last = await sendRange(session, "2000-2499/2500", bytes.subarray(2000), method);
  const after = await sendRange(session, "*/2500", undefined, method);

  expect([before, first, second, between].map(({ status }) => status)).toEqual(Array(4).fill(204));
  expect(before.headers).not.toHaveProperty("range");
  expect(first.headers).toMatchObject({ range: "0-0" });
  expect([second, between].map(({ headers }) => headers.range)).toEqual(["0-1999", "0-1999"]);
  expect(last.status).toBe(200);
  expect(JSON.parse(last.text)).toMatchObject({ id: session.video?.id, status: "processing" });
  expect(after.text).toBe(last.text);
  expect(session.sha256()).toBe(sha256(bytes));
  expect(session).toMatchObject({ acceptedBytes: 2500, receivedBytes: 2500, isComplete: true });
  expect(session.requests[1]).toMatchObject({ part: undefined, range: "bytes 0-0/2500" });
});

test("UploadServerSession.location accepts the whole file in one request", async () => {
  const server = await startUploads();
  const session = server.createSession(file);

  const { status, text } = await sendTo(session.location, "PUT", { body: bytes });

  expect([status, JSON.parse(text)]).toEqual([200, session.video]);
  expect(session.sha256()).toBe(sha256(bytes));
});

test("UploadServerSession.location accepts an empty file", async () => {
  const server = await startUploads();
  const session = server.createSession({ ...file, fileSize: 0 });

  const before = await sendRange(session, "*/0");
  const { status } = await sendTo(session.location, "PUT", { body: Buffer.alloc(0) });

  expect([before.status, status]).toEqual([204, 200]);
  expect(session.sha256()).toBe(sha256(Buffer.alloc(0)));
});

test("UploadServerSession.location retains the bytes of an interrupted range", async () => {
  const server = await startUploads();
  const session = server.createSession(file);
  const { pathname, search } = new URL(session.location);
  const head = `PUT ${pathname}${search} HTTP/1.1\r\nHost: a\r\nContent-Length: 2500\r\n\r\n`;
  const socket = writeTo(session, head, bytes.subarray(0, 700));
  await until(() => session.acceptedBytes === 700);
  socket.destroy();
  await until(() => session.requests[0]?.status === "aborted");

  const { headers } = await sendRange(session, "*/2500");
  const rest = await sendRange(session, "700-2499/2500", bytes.subarray(700));

  expect(headers.range).toBe("0-699");
  expect(rest.status).toBe(200);
  expect(session.sha256()).toBe(sha256(bytes));
});

test("UploadServerSession.location accepts bytes that it already has", async () => {
  const server = await startUploads();
  const session = server.createSession(file);
  await sendRange(session, "0-1999/2500", bytes.subarray(0, 2000));

  const again = await sendRange(session, "500-999/2500", bytes.subarray(500, 1000));
  const last = await sendRange(session, "1500-2499/2500", bytes.subarray(1500));

  expect(again.headers.range).toBe("0-1999");
  expect(last.status).toBe(200);
  expect(session.sha256()).toBe(sha256(bytes));
  expect(session).toMatchObject({ acceptedBytes: 2500, receivedBytes: 3500 });
});

test.each([
  ["a gap", "bytes 1-10/2500", 10, "The next byte is 0, not 1"],
  ["another size", "bytes 0-9/2501", 10, "The file has 2500 bytes, not 2501"],
  ["a status query for another size", "bytes */9", 0, "The file has 2500 bytes, not 9"],
  ["an end after the last byte", "bytes 0-2500/2500", 2501, "The last byte is 2499, not 2500"],
  ["a body too short", "bytes 0-9/2500", 9, "The range has 10 bytes, the body has 9"],
  ["a body too long", "bytes 0-9/2500", 11, "The range has 10 bytes, the body has 11"],
  [
    "an end before the start",
    "bytes 0--1/2500",
    0,
    "Content-Range must be bytes S-E/L or bytes */L",
  ],
  ["no range", "0-9/2500", 10, "Content-Range must be bytes S-E/L or bytes */L"],
  ["a status query with a body", "bytes */2500", 3, "A status query has no body"],
])("UploadServerSession.location rejects %s", async (_, range, length, message) => {
  const server = await startUploads();
  const session = server.createSession(file);

  const { status, text } = await sendTo(session.location, "PUT", {
    headers: { "Content-Range": range },
    body: Buffer.alloc(length),
  });

  expect(status).toBe(400);
  expect(JSON.parse(text)).toEqual({ error: "BadRequest", message });
  expect(session.acceptedBytes).toBe(0);
});

test("UploadServerSession.location for ranges rejects numbered parts and queries for them", async () => {
  const server = await startUploads();
  const session = server.createSession(file);
  const headers = { "X-Part": 0 };

  const responses = await Promise.all([
    sendTo(session.location, "PUT", { headers, body: bytes }),
    sendTo(session.location, "GET"),
  ]);

  expect(responses.map(({ status }) => status)).toEqual([400, 400]);
});

test("UploadServerSession.location ends with DELETE", async () => {
  const server = await startUploads();
  const session = server.createSession(file);
  await sendRange(session, "0-9/2500", bytes.subarray(0, 10));

  await sendTo(session.location, "DELETE");
  const { status } = await sendRange(session, "*/2500");

  expect(status).toBe(404);
});
