import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { FlipPiliError, InvalidArgumentError } from "flip-pili";
import { startUploadServer } from "flip-pili/testing";
import { expect, test, vi } from "vitest";
import {
  bytes,
  failureOf,
  file,
  getMissingParts,
  headOf,
  makeBytes,
  partOf,
  sendPart,
  sendTo,
  sha256,
  startUploads,
  until,
  writeTo,
} from "../../helpers/raw-upload.ts";
import { temporaryDirectory } from "../../helpers/temporary-directory.ts";

test("UploadServer.createSession() returns the response of the service", async () => {
  const server = await startUploads();

  const { id, response, location, parts } = server.createSession(file);

  expect(parts).toBe(3);
  expect(location).toBe(`${server.url}/upload/session?id=${id}`);
  expect(response).toEqual({ id, location, parts: "3", part_size: "1000", max_connections: "16" });
});

test("UploadServer.createSession() writes numbers as JSON numbers with numbersAs: number", async () => {
  const server = await startUploads({ maxConnections: 4, numbersAs: "number" });

  const { response } = server.createSession({ ...file, partSize: 500 });

  expect(response).toMatchObject({ parts: 5, part_size: 500, max_connections: 4 });
});

test.each([
  ["fileName", { fileName: "" }],
  ["fileSize", { fileSize: -1 }],
  ["partSize", { partSize: 0 }],
  ["numbersAs", { numbersAs: "roman" }],
  ["multichunk", { multichunk: false }],
])("UploadServer.createSession() rejects an invalid %s", async (argument, options) => {
  const server = await startUploads();

  const creating = () => server.createSession({ ...file, ...(options as object) });

  expect(creating).toThrow(InvalidArgumentError);
  expect(creating).toThrow(expect.objectContaining({ argument }));
});

test.each([
  ["port", { port: -1 }],
  ["partSize", { partSize: 0.5 }],
  ["maxConnections", { maxConnections: 0 }],
  ["memoryLimit", { memoryLimit: -1 }],
  ["video", { video: {} }],
  ["partsize", { partsize: 1000 }],
  ["options", null],
])("startUploadServer() rejects an invalid %s", async (argument, options) => {
  const starting = startUploadServer(options as object);

  await expect(starting).rejects.toMatchObject({ name: "InvalidArgumentError", argument });
});

test("startUploadServer() listens on the given port, if it is free", async () => {
  const first = await startUploads();

  const second = startUploadServer({ port: first.port });

  await expect(second).rejects.toMatchObject({ code: "EADDRINUSE" });
  await first.close();
  expect(await startUploads({ port: first.port })).toMatchObject({ url: first.url });
});

test.each(["PUT", "POST"])(
  "UploadServerSession.location accepts parts by %s, in any order and repeatedly",
  async (method) => {
    const server = await startUploads();
    const session = server.createSession(file);

    const before = await getMissingParts(session);
    const responses = [];
    for (const part of [2, 0, 2]) responses.push(await sendPart(session, bytes, part, method));
    const between = await getMissingParts(session);
    const last = await sendPart(session, bytes, 1, method);

    expect(before).toEqual({ missing_parts: [0, 1, 2] });
    expect(responses.map(({ status, text }) => [status, text])).toEqual(Array(3).fill([200, ""]));
    expect(between).toEqual({ missing_parts: [1] });
    expect(last.status).toBe(200);
    expect(JSON.parse(last.text)).toMatchObject({
      id: session.video?.id,
      status: "processing",
      original_filename: "movie.mp4",
      file_size: 2500,
    });
    expect(await getMissingParts(session)).toEqual({
      missing_parts: [],
      media_id: session.video?.id,
    });
    expect(session.sha256()).toBe(sha256(bytes));
    expect(session).toMatchObject({ isComplete: true, acceptedBytes: 2500, receivedBytes: 3000 });
  },
);

test("UploadServerSession.location accepts concurrent parts", async () => {
  const server = await startUploads({ partSize: 10 });
  const session = server.createSession(file);

  const parts = Array.from({ length: 250 }, (_, part) => (part * 37) % 250);
  const responses = await Promise.all(parts.map((part) => sendPart(session, bytes, part)));

  expect(responses.filter(({ text }) => text !== "")).toHaveLength(1);
  expect(session.sha256()).toBe(sha256(bytes));
});

test("UploadServerSession counts the maximum of concurrent requests", async () => {
  const server = await startUploads();
  const session = server.createSession(file);
  const sockets = [0, 1, 2].map((part) => writeTo(session, headOf(session, part, 1000)));
  await until(() => session.requests.length === 3);
  for (const socket of sockets) socket.destroy();
  await until(() => session.requests.every(({ endedAt }) => endedAt !== undefined));

  await getMissingParts(session);

  expect(session.mostAtOnce).toBe(3);
});

test("UploadServerSession.location returns the video also for a part that is repeated after completion", async () => {
  const server = await startUploads({ video: () => ({ id: "mine", status: "processing" }) });
  const session = server.createSession(file);
  for (const part of [0, 1, 2]) await sendPart(session, bytes, part);

  const { text } = await sendPart(session, bytes, 0);

  expect(JSON.parse(text)).toEqual({ id: "mine", status: "processing" });
  expect(session.acceptedBytes).toBe(2500);
});

test.each([
  ["a part after the last", { "X-Part": 3 }, 1000, "X-Part must be from 0 to 2, not 3"],
  ["a part before the first", { "X-Part": -1 }, 1000, "X-Part must be from 0 to 2, not -1"],
  ["a part that is no number", { "X-Part": "0x1" }, 1000, "X-Part must be from 0 to 2, not 0x1"],
  ["no part", {}, 1000, "The upload has parts: X-Part is required"],
  ["a part too short", { "X-Part": 0 }, 999, "Part 0 has 1000 bytes, not 999"],
  ["a part too long", { "X-Part": 0 }, 1001, "Part 0 has 1000 bytes, not 1001"],
  ["a last part too long", { "X-Part": 2 }, 1000, "Part 2 has 500 bytes, not 1000"],
  ["an empty part", { "X-Part": 0 }, 0, "Part 0 has 1000 bytes, not 0"],
  [
    "headers of both protocols",
    { "X-Part": 0, "Content-Range": "bytes 0-999/2500" },
    1000,
    "The headers X-Part and Content-Range do not match the upload",
  ],
  [
    "a tag",
    { "X-Part": 0, "X-Extra-File-Tag": "subtitles" },
    1000,
    "The session has no extra files",
  ],
  [
    "an authorization",
    { "X-Part": 0, Authorization: "Bearer a" },
    1000,
    "An upload location accepts no credentials: authorization",
  ],
  [
    "a cookie",
    { "X-Part": 0, Cookie: "a=b" },
    1000,
    "An upload location accepts no credentials: cookie",
  ],
])("UploadServerSession.location rejects %s", async (_, headers, length, message) => {
  const server = await startUploads();
  const session = server.createSession(file);

  const { status, text } = await sendTo(session.location, "PUT", {
    headers,
    body: bytes.subarray(0, length),
  });

  expect(status).toBe(400);
  expect(JSON.parse(text)).toEqual({ error: "BadRequest", message });
  expect(session).toMatchObject({ acceptedBytes: 0, receivedBytes: length });
});

test("UploadServerSession.location rejects signed parameters", async () => {
  const server = await startUploads();
  const session = server.createSession(file);

  const { status } = await sendTo(`${session.location}&signature=a`, "GET");

  expect(status).toBe(400);
});

test("UploadServerSession.location rejects a POST of another type", async () => {
  const server = await startUploads();
  const session = server.createSession(file);
  const headers = { "X-Part": 0, "Content-Type": "video/mp4" };

  const { status } = await sendTo(session.location, "POST", {
    headers,
    body: partOf(session, bytes, 0),
  });

  expect(status).toBe(400);
});

test("UploadServerSession.location rejects a body of unknown length", async () => {
  const server = await startUploads();
  const session = server.createSession(file);

  const headers = { "X-Part": 0, "Transfer-Encoding": "chunked" };

  const { status } = await sendTo(session.location, "PUT", { headers });

  expect(status).toBe(411);
});

test("UploadServerSession.location rejects other methods", async () => {
  const server = await startUploads();
  const session = server.createSession(file);

  const responses = await Promise.all([
    sendTo(session.location, "PATCH"),
    sendTo(session.location, "OPTIONS"),
  ]);

  expect(responses.map(({ status }) => status)).toEqual([405, 405]);
});

test("UploadServerSession.location does not exist after DELETE", async () => {
  const server = await startUploads();
  const session = server.createSession(file);
  await sendPart(session, bytes, 0);

  const deleted = await sendTo(session.location, "DELETE");
  const after = await Promise.all([
    sendPart(session, bytes, 1),
    sendTo(session.location, "GET"),
    sendTo(session.location, "DELETE"),
  ]);

  expect(deleted).toMatchObject({ status: 200, text: "" });
  expect(after.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(session).toMatchObject({ deletes: 2, acceptedBytes: 1000, isComplete: false });
});

test("UploadServer responds 404 outside of its sessions", async () => {
  const server = await startUploads();
  const places = ["/", "/upload/session", "/upload/session?id=a", "//"];

  const responses = await Promise.all(places.map((place) => sendTo(server.url + place, "GET")));

  expect(responses.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect(server.requests).toHaveLength(4);
});

test("UploadServer.sessions are independent of each other", async () => {
  const server = await startUploads();
  const [first, second] = [server.createSession(file), server.createSession(file)];
  const other = makeBytes(5000).subarray(2500);

  await Promise.all([0, 1, 2].map((part) => sendPart(first, bytes, part)));
  await sendTo(first.location, "DELETE");
  await Promise.all([0, 1, 2].map((part) => sendPart(second, other, part)));

  expect(first.id).not.toBe(second.id);
  expect([first.sha256(), second.sha256()]).toEqual([sha256(bytes), sha256(other)]);
  expect([first.deletes, second.deletes]).toEqual([1, 0]);
  expect(second.video?.id).not.toBe(first.video?.id);
  expect(server.sessions).toEqual([first, second]);
});

test("UploadServerSession records its requests", async () => {
  const server = await startUploads();
  const session = server.createSession(file);

  await sendPart(session, bytes, 2);
  await getMissingParts(session);

  expect(session.requests).toMatchObject([
    { method: "PUT", part: 2, range: undefined, receivedBytes: 500, status: 200 },
    { method: "GET", part: undefined, receivedBytes: 0, status: 200, fault: undefined },
  ]);
  const [put, get] = session.requests;
  expect(put?.headers["content-type"]).toBe("application/octet-stream");
  expect(put?.endedAt).toBeGreaterThanOrEqual(put?.startedAt ?? Infinity);
  expect(get?.startedAt).toBeGreaterThanOrEqual(put?.endedAt ?? Infinity);
});

test("UploadServerSession.sha256() ignores the bytes of an incomplete part", async () => {
  const server = await startUploads();
  const session = server.createSession(file);
  await sendPart(session, bytes, 0);
  const socket = writeTo(session, headOf(session, 0, 1000), Buffer.alloc(300));
  await until(() => session.receivedBytes === 1300);

  socket.destroy();
  await until(() => session.requests.at(-1)?.status === "aborted");
  await sendPart(session, bytes, 1);
  await sendPart(session, bytes, 2);

  expect(session.sha256()).toBe(sha256(bytes));
});

test("UploadServerSession.sha256() throws with the number of missing bytes", async () => {
  const server = await startUploads();
  const session = server.createSession(file);
  await sendPart(session, bytes, 2);

  const isOwn = (message: string) => expect.objectContaining({ name: "FlipPiliError", message });
  expect(() => session.sha256()).toThrow(isOwn("Cannot hash the file: 2000 bytes are missing"));
  expect(() => session.partSha256(0)).toThrow(isOwn("Cannot hash part 0: it is missing"));
  expect(session.partSha256(2)).toBe(sha256(bytes.subarray(2000)));
});

test("UploadServerSession.isComplete is true for an empty file", async () => {
  const server = await startUploads();
  const session = server.createSession({ fileName: "empty", fileSize: 0 });

  expect(session.response).toMatchObject({ parts: "0" });
  expect(await getMissingParts(session)).toEqual({
    missing_parts: [],
    media_id: session.video?.id,
  });
  expect(session.sha256()).toBe(sha256(Buffer.alloc(0)));
});

test("UploadServer stores large files in temporary files and deletes them on close", async () => {
  const directory = await temporaryDirectory();
  const temporary = join(directory, "tmp");
  mkdirSync(temporary);
  vi.stubEnv("TMPDIR", temporary);
  const server = await startUploads({ memoryLimit: 2499 });
  const session = server.createSession(file);
  for (const part of [1, 2, 0]) await sendPart(session, bytes, part);
  vi.unstubAllEnvs();

  expect(session.sha256()).toBe(sha256(bytes));
  const [made = ""] = readdirSync(temporary);
  await server.close();

  expect(made).toMatch(/^flip-pili-upload-/);
  expect(existsSync(join(temporary, made))).toBe(false);
  expect(() => session.sha256()).toThrow(FlipPiliError);
  expect(() => session.sha256()).toThrow("its server has closed");
});

test.each([-1, 3, 0.5, "0", undefined])(
  "UploadServerSession.partSha256() rejects %j",
  async (part) => {
    const server = await startUploads();
    const session = server.createSession(file);

    expect(() => session.partSha256(part as number)).toThrow(
      "Invalid argument part: must be an integer from 0 to 2, not",
    );
  },
);

test("UploadServerSession.partSha256() of a session without parts throws", async () => {
  const server = await startUploads();
  const session = server.createSession({ ...file, multiChunk: false });

  expect(() => session.partSha256(0)).toThrow(
    "Invalid argument part: is only for a session with parts",
  );
});

test("UploadServer with discard stores the hash of each part", async () => {
  const server = await startUploads({ discard: true });
  const session = server.createSession(file);

  for (const part of [1, 0, 2]) await sendPart(session, bytes, part);

  const hashes = [0, 1, 2].map((part) => session.partSha256(part));
  expect(hashes).toEqual([0, 1, 2].map((part) => sha256(partOf(session, bytes, part))));
  expect(session).toMatchObject({ isComplete: true, acceptedBytes: 2500 });
  expect(() => session.sha256()).toThrow(
    expect.objectContaining({
      name: "FlipPiliError",
      message: expect.stringContaining("the server discards all bytes"),
    }),
  );
});

test("UploadServer with discard: count stores no hash", async () => {
  const server = await startUploads({ discard: "count" });
  const session = server.createSession(file);

  for (const part of [1, 0, 2]) await sendPart(session, bytes, part);

  expect(session).toMatchObject({ isComplete: true, acceptedBytes: 2500 });
  expect(() => session.partSha256(0)).toThrow("the server discards all bytes");
});

test("UploadServer.close() ends requests in flight and may be called again", async () => {
  const server = await startUploads();
  const session = server.createSession(file);
  const socket = writeTo(session, headOf(session, 0, 1000), Buffer.alloc(10));
  const closing = new Promise((resolve) => socket.once("close", resolve));
  await until(() => session.receivedBytes === 10);

  await server.close();
  await server[Symbol.asyncDispose]();

  await closing;
  expect(session.requests).toMatchObject([{ status: "aborted", receivedBytes: 10 }]);
  expect(await failureOf(sendTo(session.location, "GET"))).toBe("ECONNREFUSED");
});
