import { once } from "node:events";
import { request as sendRequest } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import type { UploadFault } from "flip-pili/testing";
import { expect, test } from "vitest";
import {
  askMissing,
  bytes,
  failureOf,
  file,
  headOf,
  sendPart,
  sendTo,
  sha256,
  startFaulty,
  startUploads,
  writeTo,
} from "../../helpers/raw-upload.ts";

test("status answers it with headers and body, and stores nothing", async () => {
  const headers = { "Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT" };
  const { session } = await startFaulty(
    { kind: "status", status: 503, headers, body: "busy" },
    { kind: "status", status: 401, body: { error: "NotAuthorized" } },
    { kind: "status", status: 500 },
    { kind: "status", status: 204, stored: true },
  );

  const answers = [];
  for (let part = 0; part < 4; part += 1) answers.push(await sendPart(session, bytes, part % 3));

  expect(answers).toMatchObject([
    { status: 503, text: "busy", headers: { "retry-after": headers["Retry-After"] } },
    { status: 401, text: '{"error":"NotAuthorized"}' },
    { status: 500, text: "", headers: { "content-length": "0" } },
    { status: 204, text: "" },
  ]);
  expect(session).toMatchObject({ receivedBytes: 3500, missingParts: [1, 2] });
});

test("status answers early, while the body is still on its way", async () => {
  const { session } = await startFaulty({ kind: "status", status: 413, early: true });
  const socket = writeTo(session, headOf(session, 0, 1000), bytes.subarray(0, 10));

  const [answer] = await once(socket, "data");

  expect(String(answer)).toMatch(/^HTTP\/1.1 413 /);
  expect(session).toMatchObject({ acceptedBytes: 0, receivedBytes: 0 });
});

test.each([undefined, 2])("truncate promises more than it sends", async (count) => {
  const { session } = await startFaulty({ kind: "truncate", bytes: count });
  const request = sendRequest(session.location, { agent: false }).end();
  const [response] = await once(request, "response");
  const pieces: Buffer[] = [];
  response.on("data", (piece: Buffer) => pieces.push(piece));

  const [error] = await once(response, "error");

  expect(Buffer.concat(pieces).toString()).toBe('{"missing_parts"'.slice(0, count ?? 5));
  expect(Number(response.headers["content-length"])).toBeGreaterThan(500);
  expect(error).toMatchObject({ code: "ECONNRESET" });
});

test.each([
  [undefined, "SSH-2.0-OpenSSH_9.6\r\n"],
  ["\0\xff", "\0\xff"],
  [Buffer.of(1, 2), "\x01\x02"],
])("raw answers no HTTP", async (sent, received) => {
  const { session } = await startFaulty({ kind: "raw", bytes: sent });
  const socket = writeTo(session, headOf(session, 0, 1000), bytes.subarray(0, 1000));

  const answer = await buffer(socket);

  expect(answer.toString("latin1")).toBe(received);
  expect(session).toMatchObject({ acceptedBytes: 0, requests: [{ status: "raw" }] });
});

test("html answers a page, and stores nothing", async () => {
  const { session } = await startFaulty({ kind: "html" }, { kind: "html", html: "<p>" });

  const answers = [await sendPart(session, bytes, 0), await sendPart(session, bytes, 0)];

  expect(answers).toMatchObject([
    { status: 200, headers: { "content-type": "text/html" } },
    { status: 200, text: "<p>" },
  ]);
  expect(answers[0]?.text).toMatch(/^<!doctype html>/);
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
])("body answers %j", async (answer, text) => {
  const { session } = await startFaulty({ kind: "body", ...answer });

  expect(await sendPart(session, bytes, 0)).toMatchObject({ status: 200, text });
  expect(session.acceptedBytes).toBe(1000);
});

test("body answers more than anyone wants to have", async () => {
  const padTo = 2 ** 20 + 1;
  const { session } = await startFaulty({ kind: "body", json: {}, padTo, stored: false });

  const { text } = await sendPart(session, bytes, 0);

  expect(text).toHaveLength(padTo);
  expect(JSON.parse(text)).toEqual({});
  expect(session.acceptedBytes).toBe(0);
});

test("gzip compresses the answer, however long it gets", async () => {
  const { session } = await startFaulty({ kind: "gzip" }, { kind: "gzip", padTo: 2 ** 20 });
  const ask = async () => {
    const [response] = await once(sendRequest(session.location).end(), "response");
    expect(response.headers["content-encoding"]).toBe("gzip");
    return buffer(response);
  };

  const [short, long] = [await ask(), await ask()];

  expect(gunzipSync(short).toString()).toBe('{"missing_parts":[0,1,2]}');
  expect(gunzipSync(long)).toHaveLength(2 ** 20);
  expect(long.length).toBeLessThan(10_000);
});

test.each([301, 302, 303, 307, 308] as const)(
  "redirect answers %d to another origin",
  async (status) => {
    const { server, session } = await startFaulty({ kind: "redirect", status });
    const { redirectTarget } = server;

    const answer = await sendPart(session, bytes, 0);

    expect(answer).toMatchObject({ status, headers: { location: redirectTarget.url } });
    expect(new URL(redirectTarget.url).origin).not.toBe(server.url);
    expect(session.acceptedBytes).toBe(0);
    expect(redirectTarget.hits).toBe(0);
  },
);

test("redirect counts what arrives at the other origin", async () => {
  const { server, session } = await startFaulty({ kind: "redirect" });

  const { status } = await fetch(session.location, {
    ...{ method: "PUT", headers: { "X-Part": "0" } },
    body: "x".repeat(1000),
  });

  expect(status).toBe(200);
  expect(server.redirectTarget).toMatchObject({ hits: 1, receivedBytes: 1000 });
  expect(server.redirectTarget.requests).toMatchObject([
    { method: "PUT", headers: { "x-part": "0" } },
  ]);
});

test("redirect goes where it is told", async () => {
  const { session } = await startFaulty({ kind: "redirect", location: "file:///etc/passwd" });

  const { headers } = await sendPart(session, bytes, 0);

  expect(headers.location).toBe("file:///etc/passwd");
});

test("moved names a new location of the session in a good answer", async () => {
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

test("moved names other places, too", async () => {
  const to = new URL("http://user:word@10.0.0.1/");
  const { server, session } = await startFaulty(
    { kind: "moved", to: "otherOrigin" },
    { kind: "moved", to },
  );

  const answers = [await sendPart(session, bytes, 0), await sendPart(session, bytes, 1)];

  expect(answers.map(({ headers }) => headers.location)).toEqual([
    server.redirectTarget.url,
    to.href,
  ]);
});

test("forget lists parts as missing again", async () => {
  const { session } = await startFaulty({ kind: "forget", parts: [0, 1], method: "GET" });
  for (const part of [0, 1, 2]) await sendPart(session, bytes, part);

  const missing = await askMissing(session);
  const { isComplete, acceptedBytes } = session;
  for (const part of [0, 1]) await sendPart(session, bytes, part);

  expect(missing).toEqual({ missing_parts: [0, 1] });
  expect({ isComplete, acceptedBytes }).toEqual({ isComplete: false, acceptedBytes: 500 });
  expect(session).toMatchObject({ isComplete: true, acceptedBytes: 2500 });
  expect(session.sha256()).toBe(sha256(bytes));
});

test("forget may lose the part that was just sent", async () => {
  const { session } = await startFaulty({ kind: "forget", parts: [2], part: 2 });

  const answers = [];
  for (const part of [0, 1, 2]) answers.push(await sendPart(session, bytes, part));

  expect(answers.at(-1)).toMatchObject({ status: 200, text: "" });
  expect(session.missingParts).toEqual([2]);
});

test("neverComplete always misses a part", async () => {
  const { session } = await startFaulty({ kind: "neverComplete" });

  const answers = [];
  for (const part of [0, 1, 2, 2]) answers.push(await sendPart(session, bytes, part));

  expect(answers.map(({ text }) => text)).toEqual(["", "", "", ""]);
  expect(await askMissing(session)).toEqual({ missing_parts: [2] });
  expect(session).toMatchObject({ isComplete: false, acceptedBytes: 2500, video: undefined });
  expect(session.sha256()).toBe(sha256(bytes));
});

test.each([undefined, 404, 410] as const)("expire answers %s from then on", async (status) => {
  const { session } = await startFaulty({ kind: "expire", status, part: 1 });
  await sendPart(session, bytes, 0);

  const answers = [
    await sendPart(session, bytes, 1),
    await sendPart(session, bytes, 2),
    await sendTo(session.location, "GET"),
  ];

  expect(answers.map((answer) => answer.status)).toEqual(Array(3).fill(status ?? 404));
  expect(session.acceptedBytes).toBe(1000);
});

test.each([
  [{}, 1000, 1],
  [{ byte: 999, bit: 7 }, 1999, 128],
])("bitFlip %j turns one bit of what was stored", async (where, position, difference) => {
  const { session } = await startFaulty({ kind: "bitFlip", part: 1, ...where });

  for (const part of [0, 1, 2]) await sendPart(session, bytes, part);

  const turned = Buffer.from(bytes);
  turned[position] = (turned[position] ?? 0) ^ difference;
  expect(session.sha256()).toBe(sha256(turned));
});

test("bitFlip turns a bit in a temporary file, too, and none where nothing is kept", async () => {
  const servers = await Promise.all([
    startUploads({ memoryLimit: 0 }),
    startUploads({ discard: true }),
  ]);
  const sessions = servers.map((server) => server.createSession({ ...file, fileSize: 1000 }));
  for (const server of servers) server.script([{ kind: "bitFlip" }]);

  const answers = await Promise.all(sessions.map((session) => sendPart(session, bytes, 0)));

  expect(answers.map(({ status }) => status)).toEqual([200, 500]);
  expect(sessions[0]?.sha256()).not.toBe(sha256(bytes.subarray(0, 1000)));
  expect(answers[1]?.text).toContain("Cannot flip a bit");
});

test.each<[UploadFault, number[]]>([
  [{ kind: "duplicateMissing" }, [0, 1, 2, 0, 1, 2]],
  [{ kind: "unsorted" }, [2, 0, 1]],
  [{ kind: "outOfRange" }, [0, 1, 2, 3]],
  [{ kind: "outOfRange", extra: -1 }, [0, 1, 2, -1]],
])("%j changes the list", async (fault, list) => {
  const { server, session } = await startFaulty(fault);

  await failureOf(sendTo(session.location, "PUT"));
  const missing = await askMissing(session);

  expect(missing).toEqual({ missing_parts: list });
  expect(server.unusedFaults).toEqual([]);
});
