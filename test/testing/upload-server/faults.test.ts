import { once } from "node:events";
import { Agent, request as sendRequest } from "node:http";
import { InvalidArgumentError } from "flip-pili";
import type { UploadFault } from "flip-pili/testing";
import { expect, test } from "vitest";
import {
  bytes,
  failureOf,
  file,
  headOf,
  sendPart,
  sendTo,
  sha256,
  startFaulty,
  startUploads,
  until,
  writeTo,
} from "../../helpers/raw-upload.ts";

const outage: UploadFault = { kind: "status", status: 503 };

test("UploadServer.script() applies a fault to the requests that match its trigger", async () => {
  const { server, session } = await startFaulty(
    { ...outage, part: 1 },
    { ...outage, method: "GET" },
    { ...outage, method: ["POST", "DELETE"] },
  );

  const unused = server.unusedFaults;
  const statuses = [];
  for (const [part, method] of [[0], [1], [1], [2, "POST"]] as const) {
    statuses.push((await sendPart(session, bytes, part, method)).status);
  }
  statuses.push((await sendTo(session.location, "GET")).status);

  expect(unused).toHaveLength(3);
  expect(statuses).toEqual([200, 503, 200, 503, 503]);
  expect(session.requests.map(({ fault }) => fault)).toEqual([
    ...[undefined, "status", undefined, "status", "status"],
  ]);
  expect(server.unusedFaults).toEqual([]);
});

test("UploadServer.script() applies a fault from the nth request on, the given number of times", async () => {
  const { server, session } = await startFaulty({ ...outage, part: 0, nth: 2, times: 2 });

  const statuses = [];
  for (const part of [0, 1, 0, 1]) statuses.push((await sendPart(session, bytes, part)).status);
  const { unusedFaults } = server;
  for (const part of [0, 0]) statuses.push((await sendPart(session, bytes, part)).status);

  expect(statuses).toEqual([200, 200, 503, 200, 503, 200]);
  expect(unusedFaults).toHaveLength(1);
  expect(server.unusedFaults).toEqual([]);
});

test("UploadServer.unusedFaults lists a fault for all requests until the first one", async () => {
  const { server, session } = await startFaulty({ ...outage, times: Infinity });

  const before = server.unusedFaults;
  const responses = [await sendPart(session, bytes, 0), await sendPart(session, bytes, 0)];

  expect(before).toHaveLength(1);
  expect(responses.map(({ status }) => status)).toEqual([503, 503]);
  expect(server.unusedFaults).toEqual([]);
});

test("UploadServer.script() applies a fault to one session only", async () => {
  const { server, session } = await startFaulty();
  const other = server.createSession(file);
  server.script([{ ...outage, session: other.id }]);

  const responses = [await sendPart(session, bytes, 0), await sendPart(other, bytes, 0)];

  expect(responses.map(({ status }) => status)).toEqual([200, 503]);
});

test("UploadServer.script() applies faults in their order, one per request", async () => {
  const { session } = await startFaulty(outage, { kind: "status", status: 429 });

  const responses = [];
  for (const part of [0, 0, 0]) responses.push(await sendPart(session, bytes, part));

  expect(responses.map(({ status }) => status)).toEqual([503, 429, 200]);
});

test("UploadServer.script() rejects an unknown kind of fault", async () => {
  const { server } = await startFaulty();

  const scripting = () => server.script([{ kind: "earthquake" } as never]);

  expect(scripting).toThrow(InvalidArgumentError);
  expect(server.unusedFaults).toEqual([]);
});

test.each([
  [undefined, 0, 0],
  ["head", 0, 0],
  [300, 300, 0],
  ["stored", 1000, 1000],
] as const)("reset after %s resets the connection", async (after, receivedBytes, acceptedBytes) => {
  const { server, session } = await startFaulty({ kind: "reset", after });

  const failure = await failureOf(sendPart(session, bytes, 0));

  expect(failure).toMatch(/^(ECONNRESET|EPIPE)$/);
  expect(session).toMatchObject({ receivedBytes, acceptedBytes });
  expect(session.requests).toMatchObject([{ status: "reset", fault: "reset" }]);
  expect(server.unusedFaults).toEqual([]);
});

test("reset resets a keep-alive connection", async () => {
  const { session } = await startFaulty({ kind: "reset", nth: 2 });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const getList = async () => {
    const [response] = await once(sendRequest(session.location, { agent }).end(), "response");
    response.resume();
    await once(response, "end");
  };
  await getList();

  const failure = await failureOf(getList());

  expect(failure).toBe("ECONNRESET");
  agent.destroy();
});

test("loseAnswer resets the connection after it has stored the bytes", async () => {
  const { session } = await startFaulty({ kind: "loseAnswer", part: 2 });
  for (const part of [0, 1]) await sendPart(session, bytes, part);

  const failure = await failureOf(sendPart(session, bytes, 2));

  expect(failure).toBe("ECONNRESET");
  expect(session.sha256()).toBe(sha256(bytes));
  expect(session.requests.at(-1)).toMatchObject({ status: "reset", fault: "loseAnswer" });
});

test("stall stores, never responds, and ends with the server", async () => {
  const { server, session } = await startFaulty({ kind: "stall" });
  const sending = failureOf(sendPart(session, bytes, 0));
  await until(() => session.requests[0]?.status === "stalled");

  const next = await sendPart(session, bytes, 1);
  await server.close();

  expect(await sending).toBe("ECONNRESET");
  expect(next.status).toBe(200);
  expect(session.missingParts).toEqual([2]);
});

test("stall stops reading, and ends with the server", async () => {
  const { server, session } = await startFaulty({ kind: "stall", after: 300 });
  const socket = writeTo(session, headOf(session, 0, 1000), bytes.subarray(0, 400));
  const closing = new Promise((resolve) => socket.once("close", resolve));
  await until(() => session.requests[0]?.status === "stalled");

  await server.close();

  await closing;
  expect(session).toMatchObject({ receivedBytes: 300, acceptedBytes: 0 });
});

test("stall applies backpressure to a client that sends more than the buffers hold", async () => {
  const server = await startUploads({ partSize: 64 * 1024 * 1024, discard: "count" });
  const session = server.createSession({ fileName: "large", fileSize: 64 * 1024 * 1024 });
  server.script([{ kind: "stall", after: 1 }]);
  const socket = writeTo(session, headOf(session, 0, session.fileSize));
  socket.write(Buffer.alloc(session.fileSize));
  await until(() => session.requests[0]?.status === "stalled");

  for (let round = 0; round < 50; round += 1) await sendTo(session.location, "GET");

  expect(socket.writableLength).toBe(session.fileSize);
  expect(session.receivedBytes).toBe(1);
});

test("delay responds after the given time", async () => {
  const { session } = await startFaulty({ kind: "delay", ms: 1 });

  const { status } = await sendPart(session, bytes, 0);

  expect(status).toBe(200);
});

test("drip sends the response a few bytes at a time", async () => {
  const { session } = await startFaulty({ kind: "drip", bytes: 16, everyMs: 1 });

  const { status, text } = await sendTo(session.location, "GET");

  expect([status, JSON.parse(text)]).toEqual([200, { missing_parts: [0, 1, 2] }]);
});

test("readSlowly reads the whole body", async () => {
  const { server, session } = await startFaulty({ kind: "readSlowly", bytes: 100, everyMs: 1 });

  await sendTo(session.location, "GET");
  const unused = server.unusedFaults;
  const { status } = await sendPart(session, bytes, 0);

  expect(unused).toHaveLength(1);
  expect(status).toBe(200);
  expect(session.partSha256(0)).toBe(sha256(bytes.subarray(0, 1000)));
});

test.each<UploadFault>([
  { kind: "delay", ms: 3_600_000 },
  { kind: "drip", everyMs: 3_600_000 },
  { kind: "readSlowly", bytes: 1, everyMs: 3_600_000 },
])("UploadServer.close() does not wait for $kind", async (fault) => {
  const { server, session } = await startFaulty(fault);
  const sending = failureOf(sendPart(session, bytes, 0));
  await until(() => session.receivedBytes > 0);

  await server.close();

  expect(await sending).toBe("ECONNRESET");
  expect(session.requests).toMatchObject([{ status: "aborted" }]);
});

test("restart listens again on the same port and retains everything", async () => {
  const { server, session } = await startFaulty({ kind: "restart", downMs: 1, part: 1 });
  await sendPart(session, bytes, 0);
  const open = writeTo(session, headOf(session, 2, 500));
  const closing = new Promise((resolve) => open.once("close", resolve));
  await until(() => session.requests.length === 2);

  const failure = await failureOf(sendPart(session, bytes, 1));
  await closing;
  let result: unknown = "ECONNREFUSED";
  while (result === "ECONNREFUSED") result = await failureOf(sendPart(session, bytes, 1));
  await sendPart(session, bytes, 2);

  expect(failure).toBe("ECONNRESET");
  expect(result).toMatchObject({ status: 200 });
  expect(session.sha256()).toBe(sha256(bytes));
  expect(server.unusedFaults).toEqual([]);
});

test("restart accepts no connections while down, and close() does not wait for it", async () => {
  const { server, session } = await startFaulty({ kind: "restart", downMs: 3_600_000 });
  await failureOf(sendPart(session, bytes, 0));

  const failure = await failureOf(sendPart(session, bytes, 0));
  await server.close();

  expect(failure).toMatch(/^(ECONNREFUSED|ECONNRESET)$/);
  expect(await failureOf(sendPart(session, bytes, 0))).toBe("ECONNREFUSED");
});
