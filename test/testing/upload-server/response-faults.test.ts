import { once } from "node:events";
import { request as sendRequest } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import type { UploadFault } from "flip-pili/testing";
import { expect, test } from "vitest";
import {
  bytes,
  failureOf,
  file,
  getMissingParts,
  headOf,
  partOf,
  sendPart,
  sendTo,
  sha256,
  startFaulty,
  startUploads,
  writeTo,
} from "../../helpers/raw-upload.ts";

test("status responds with headers and body and stores nothing", async () => {
  const headers = { "Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT" };
  const { session } = await startFaulty(
    { kind: "status", status: 503, headers, body: "busy" },
    { kind: "status", status: 401, body: { error: "NotAuthorized" } },
    { kind: "status", status: 500 },
    { kind: "status", status: 204, stored: true },
  );

  const responses = [];
  for (let part = 0; part < 4; part += 1) responses.push(await sendPart(session, bytes, part % 3));

  expect(responses).toMatchObject([
    { status: 503, text: "busy", headers: { "retry-after": headers["Retry-After"] } },
    { status: 401, text: '{"error":"NotAuthorized"}' },
    { status: 500, text: "", headers: { "content-length": "0" } },
    { status: 204, text: "" },
  ]);
  expect(session).toMatchObject({ receivedBytes: 3500, missingParts: [1, 2] });
});

test("status responds early, before the body is complete", async () => {
  const { session } = await startFaulty({ kind: "status", status: 413, early: true });
  const socket = writeTo(session, headOf(session, 0, 1000), bytes.subarray(0, 10));

  const [response] = await once(socket, "data");

  expect(String(response)).toMatch(/^HTTP\/1.1 413 /);
  expect(session).toMatchObject({ acceptedBytes: 0, receivedBytes: 0 });
});

test.each([undefined, 2])("truncate sends fewer bytes than announced", async (count) => {
  const { session } = await startFaulty({ kind: "truncate", bytes: count });
  const request = sendRequest(session.location, { agent: false }).end();
  const [response] = await once(request, "response");
  const chunks: Buffer[] = [];
  response.on("data", (chunk: Buffer) => chunks.push(chunk));

  const [error] = await once(response, "error");

  expect(Buffer.concat(chunks).toString()).toBe('{"missing_parts"'.slice(0, count ?? 5));
  expect(Number(response.headers["content-length"])).toBeGreaterThan(500);
  expect(error).toMatchObject({ code: "ECONNRESET" });
});

test.each([
  [undefined, "SSH-2.0-OpenSSH_9.6\r\n"],
  ["\0\xff", "\0\xff"],
  [Buffer.of(1, 2), "\x01\x02"],
])("raw responds with bytes that are not HTTP", async (sent, received) => {
  const { session } = await startFaulty({ kind: "raw", bytes: sent });
  const socket = writeTo(session, headOf(session, 0, 1000), bytes.subarray(0, 1000));

  const response = await buffer(socket);

  expect(response.toString("latin1")).toBe(received);
  expect(session).toMatchObject({ acceptedBytes: 0, requests: [{ status: "raw" }] });
});

test("html responds with a page and stores nothing", async () => {
  const { session } = await startFaulty({ kind: "html" }, { kind: "html", html: "<p>" });

  const responses = [await sendPart(session, bytes, 0), await sendPart(session, bytes, 0)];

  expect(responses).toMatchObject([
    { status: 200, headers: { "content-type": "text/html" } },
    { status: 200, text: "<p>" },
  ]);
  expect(responses[0]?.text).toMatch(/^<!doctype html>/);
  expect(session.acceptedBytes).toBe(0);
});

test.each([
  [{ json: null }, "null"],
  [{ json: [] }, "[]"],
  [{ json: "x" }, '"x"'],
  [{ json: { missing_parts: "0,1" } }, '{"missing_parts":"0,1"}'],
  [{ json: { missing_parts: ["0", null, -1, 0.5] } }, '{"missing_parts":["0",null,-1,0.5]}'],
  [{ text: '{"missing_parts":' }, '{"missing_parts":'],
  [{}, ""],
])("body responds with %j", async (content, text) => {
  const { session } = await startFaulty({ kind: "body", ...content });

  expect(await sendPart(session, bytes, 0)).toMatchObject({ status: 200, text });
  expect(session.acceptedBytes).toBe(1000);
});

test("body pads a response of any size", async () => {
  const padTo = 2 ** 20 + 1;
  const { session } = await startFaulty({ kind: "body", json: {}, padTo, stored: false });

  const { text } = await sendPart(session, bytes, 0);

  expect(text).toHaveLength(padTo);
  expect(JSON.parse(text)).toEqual({});
  expect(session.acceptedBytes).toBe(0);
});

test("gzip compresses the response", async () => {
  const { session } = await startFaulty({ kind: "gzip" }, { kind: "gzip", padTo: 2 ** 20 });
  const getList = async () => {
    const [response] = await once(sendRequest(session.location).end(), "response");
    expect(response.headers["content-encoding"]).toBe("gzip");
    return buffer(response);
  };

  const [short, long] = [await getList(), await getList()];

  expect(gunzipSync(short).toString()).toBe('{"missing_parts":[0,1,2]}');
  expect(gunzipSync(long)).toHaveLength(2 ** 20);
  expect(long.length).toBeLessThan(10_000);
});

test.each([301, 302, 303, 307, 308] as const)(
  "redirect responds %d to another origin",
  async (status) => {
    const { server, session } = await startFaulty({ kind: "redirect", status });
    const { redirectTarget } = server;

    const response = await sendPart(session, bytes, 0);

    expect(response).toMatchObject({ status, headers: { location: redirectTarget.url } });
    expect(new URL(redirectTarget.url).origin).not.toBe(server.url);
    expect(session.acceptedBytes).toBe(0);
    expect(redirectTarget.hits).toBe(0);
  },
);

test("RedirectTarget counts the requests of clients that follow", async () => {
  const { server, session } = await startFaulty({ kind: "redirect" });

  const { status } = await fetch(session.location, {
    method: "PUT",
    headers: { "X-Part": "0" },
    body: "x".repeat(1000),
  });

  expect(status).toBe(200);
  expect(server.redirectTarget).toMatchObject({ hits: 1, receivedBytes: 1000 });
  expect(server.redirectTarget.requests).toMatchObject([
    { method: "PUT", headers: { "x-part": "0" } },
  ]);
});

test("redirect sends the given location", async () => {
  const { session } = await startFaulty({ kind: "redirect", location: "file:///etc/passwd" });

  const { headers } = await sendPart(session, bytes, 0);

  expect(headers.location).toBe("file:///etc/passwd");
});

test("moved names a new location of the session in a good response", async () => {
  const { session } = await startFaulty({ kind: "moved" }, { kind: "moved" });

  const { headers, status } = await sendPart(session, bytes, 0);
  const again = await sendPart(session, bytes, 1);
  const location = String(headers.location);
  const moved = await sendTo(location, "GET");

  expect(status).toBe(200);
  expect(new Set([session.location, location, again.headers.location]).size).toBe(3);
  expect(JSON.parse(moved.text)).toEqual({ missing_parts: [2] });
  expect(session.requests.at(-1)?.url).toBe(location.slice(new URL(location).origin.length));
});

test("moved names other origins and URLs", async () => {
  const to = new URL("http://user:word@10.0.0.1/");
  const { session } = await startFaulty(
    { kind: "moved", to: "otherOrigin", leaves: true },
    { kind: "moved", to },
  );

  const first = await sendPart(session, bytes, 0);
  const location = String(first.headers.location);
  const left = await sendPart(session, bytes, 1);
  const second = await sendTo(location, "PUT", {
    headers: { "X-Part": 1 },
    body: partOf(session, bytes, 1),
  });

  expect(new URL(location).origin).not.toBe(new URL(session.location).origin);
  expect(left.status).toBe(404);
  expect(second).toMatchObject({ status: 200, headers: { location: to.href } });
});

test("forget lists parts as missing again", async () => {
  const { session } = await startFaulty({ kind: "forget", parts: [0, 1], method: "GET" });
  for (const part of [0, 1, 2]) await sendPart(session, bytes, part);

  const missing = await getMissingParts(session);
  const { isComplete, acceptedBytes } = session;
  for (const part of [0, 1]) await sendPart(session, bytes, part);

  expect(missing).toEqual({ missing_parts: [0, 1] });
  expect({ isComplete, acceptedBytes }).toEqual({ isComplete: false, acceptedBytes: 500 });
  expect(session).toMatchObject({ isComplete: true, acceptedBytes: 2500 });
  expect(session.sha256()).toBe(sha256(bytes));
});

test("forget can lose the part of the request itself", async () => {
  const { session } = await startFaulty({ kind: "forget", parts: [2], part: 2 });

  const responses = [];
  for (const part of [0, 1, 2]) responses.push(await sendPart(session, bytes, part));

  expect(responses.at(-1)).toMatchObject({ status: 200, text: "" });
  expect(session.missingParts).toEqual([2]);
});

test("neverComplete always lists a missing part", async () => {
  const { session } = await startFaulty({ kind: "neverComplete" });

  const responses = [];
  for (const part of [0, 1, 2, 2]) responses.push(await sendPart(session, bytes, part));

  expect(responses.map(({ text }) => text)).toEqual(["", "", "", ""]);
  expect(await getMissingParts(session)).toEqual({ missing_parts: [2] });
  expect(session).toMatchObject({ isComplete: false, acceptedBytes: 2500, video: undefined });
  expect(session.sha256()).toBe(sha256(bytes));
});

test.each([undefined, 404, 410] as const)("expire responds %s from then on", async (status) => {
  const { session } = await startFaulty({ kind: "expire", status, part: 1 });
  await sendPart(session, bytes, 0);

  const responses = [
    await sendPart(session, bytes, 1),
    await sendPart(session, bytes, 2),
    await sendTo(session.location, "GET"),
  ];

  expect(responses.map((response) => response.status)).toEqual(Array(3).fill(status ?? 404));
  expect(session.acceptedBytes).toBe(1000);
});

test.each([
  [{}, 1000, 1],
  [{ byte: 999, bit: 7 }, 1999, 128],
])("bitFlip %j flips one stored bit", async (where, position, difference) => {
  const { session } = await startFaulty({ kind: "bitFlip", part: 1, ...where });

  for (const part of [0, 1, 2]) await sendPart(session, bytes, part);

  const turned = Buffer.from(bytes);
  turned[position] = (turned[position] ?? 0) ^ difference;
  expect(session.sha256()).toBe(sha256(turned));
});

test("bitFlip flips a bit in a temporary file, and fails when bytes are discarded", async () => {
  const servers = await Promise.all([
    startUploads({ memoryLimit: 0 }),
    startUploads({ discard: true }),
  ]);
  const sessions = servers.map((server) => server.createSession({ ...file, fileSize: 1000 }));
  for (const server of servers) server.script([{ kind: "bitFlip" }]);

  const responses = await Promise.all(sessions.map((session) => sendPart(session, bytes, 0)));

  expect(responses.map(({ status }) => status)).toEqual([200, 500]);
  expect(sessions[0]?.sha256()).not.toBe(sha256(bytes.subarray(0, 1000)));
  expect(responses[1]?.text).toContain("Cannot flip a bit");
});

test.each<[UploadFault, number[]]>([
  [{ kind: "duplicateMissing" }, [0, 1, 2, 0, 1, 2]],
  [{ kind: "unsorted" }, [2, 0, 1]],
  [{ kind: "outOfRange" }, [0, 1, 2, 3]],
  [{ kind: "outOfRange", extra: -1 }, [0, 1, 2, -1]],
])("UploadServer.script() changes the list of missing parts: %j", async (fault, list) => {
  const { server, session } = await startFaulty(fault);

  await failureOf(sendTo(session.location, "PUT"));
  const missing = await getMissingParts(session);

  expect(missing).toEqual({ missing_parts: list });
  expect(server.unusedFaults).toEqual([]);
});
