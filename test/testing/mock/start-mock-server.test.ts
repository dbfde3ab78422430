import { once } from "node:events";
import { Agent, get } from "node:http";
import { connect } from "node:net";
import { FlipPiliError, InvalidArgumentError, TelestreamCloud } from "flip-pili/flip";
import { startMockServer } from "flip-pili/testing";
import { expect, test } from "vitest";
import { credentials, send, sendSigned, startFlip } from "../../helpers/mock-flip.ts";

test("startMockServer() resolves when the server listens at its URL", async () => {
  const mock = await startFlip();
  const tc = new TelestreamCloud({ ...credentials, apiHost: mock.host, apiPort: mock.port });

  const [factory] = await tc.getResource("flip").factories.all();

  expect(factory?.name).toBe("bucket_name");
  expect(mock.url).toBe(`http://127.0.0.1:${mock.port}`);
});

test("startMockServer() starts independent servers", async () => {
  const mocks = await Promise.all([startFlip(), startFlip(), startFlip()]);
  const [first, second, third] = mocks;

  await Promise.all([sendSigned(first, "GET", "/videos.json"), second.close()]);
  const response = await sendSigned(third, "GET", "/profiles.json");

  expect(new Set(mocks.map(({ port }) => port)).size).toBe(3);
  expect(response.status).toBe(200);
  expect(mocks.map(({ requests }) => requests.map(({ operationId }) => operationId))).toEqual([
    ["listVideos"],
    [],
    ["listProfiles"],
  ]);
});

test("startMockServer() listens on the given port if it is free", async () => {
  const first = await startFlip();
  const { port } = first;

  const rejected = startMockServer("flip", { port });
  await expect(rejected).rejects.toMatchObject({ code: "EADDRINUSE" });
  await first.close();
  const second = await startFlip({ port });

  expect(second.port).toBe(port);
});

test.each([
  ["name", "other", {}],
  ["port", "flip", { port: -1 }],
  ["options", "flip", null],
  ["now", "flip", { now: new Date() }],
  ["credentials.secretKey", "flip", { credentials: { accessKey: "a", secretKey: "" } }],
])("startMockServer() rejects an invalid %s", async (argument, name, options) => {
  const starting = startMockServer(name as "flip", options as object);

  await expect(starting).rejects.toThrow(InvalidArgumentError);
  await expect(starting).rejects.toMatchObject({ argument });
});

test("MockServer.close() closes idle connections, and may be called again", async () => {
  const mock = await startFlip();
  const agent = new Agent({ keepAlive: true });
  const idle = connect(mock.port, mock.host);
  const closing = new Promise((resolve) => idle.once("close", resolve));
  await once(idle, "connect");
  const [response] = await once(get(`${mock.url}/upload/session`, { agent }), "response");
  response.resume();
  await once(response, "end");

  await mock.close();
  await mock.close();

  await expect(send(mock, "GET", "/upload/session")).rejects.toMatchObject({
    code: "ECONNREFUSED",
  });
  await closing;
  agent.destroy();
});

test("MockServer.close() does not wait for a request in progress", async () => {
  const mock = await startFlip();
  const socket = connect(mock.port, mock.host);
  const closing = new Promise((resolve) => socket.on("error", () => {}).once("close", resolve));
  socket.write("PUT /upload/session HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
  await once(socket, "connect");

  await mock.close();

  await closing;
  expect(mock.requests).toEqual([]);
});

test("MockServer[Symbol.asyncDispose]() closes the server", async () => {
  const mock = await startFlip();

  await mock[Symbol.asyncDispose]();

  await expect(send(mock, "GET", "/upload/session")).rejects.toMatchObject({
    code: "ECONNREFUSED",
  });
});

test("startMockServer() uses the given clock", async () => {
  const mock = await startFlip({ now: () => new Date(0) });

  const { headers } = await send(mock, "GET", "/upload/session");

  expect(headers).toMatchObject({ date: "Thu, 01 Jan 1970 00:00:00 GMT" });
});

test("startMockServer() responds with 500 after an internal error, and continues", async () => {
  let time: Date | undefined = new Date();
  const now = () => {
    if (time === undefined) throw new Error("The clock has stopped");
    return time;
  };
  const mock = await startFlip({ now });

  time = undefined;
  const failed = await sendSigned(mock, "GET", "/videos.json");
  time = new Date();
  const next = await sendSigned(mock, "GET", "/videos.json");

  const message = "Error: The clock has stopped";
  expect(failed).toMatchObject({ status: 500, body: { error: "MockError", message } });
  expect(next.status).toBe(200);
});

test("startMockServer() lets a client correct its clock", async () => {
  const ahead = () => new Date(Date.now() + 86_400_000);
  const mock = await startFlip({ now: ahead });
  const tc = new TelestreamCloud({ ...credentials, apiHost: mock.host, apiPort: mock.port });

  await tc.get("/videos.json");

  expect(mock.requests.map(({ signature }) => signature)).toEqual([
    expect.stringMatching(/^expired by /),
    "valid",
  ]);
});

test("MockServer.fail() lets the next requests fail", async () => {
  const mock = await startFlip();
  mock.fail(2, { status: 503, headers: { "Retry-After": "1" } });
  mock.fail(1, { status: 429, body: "slow down", operationId: "listVideos" });

  const responses = [
    await sendSigned(mock, "GET", "/videos.json", {}, { secretKey: "wrong" }),
    await sendSigned(mock, "GET", "/nowhere"),
    await sendSigned(mock, "GET", "/profiles.json"),
  ];
  const limited = await fetch(`${mock.url}/v3.0/videos.json`);
  const after = await sendSigned(mock, "GET", "/videos.json");

  expect(responses).toMatchObject([
    { status: 503, headers: { "retry-after": "1" }, body: { error: "PlannedFailure" } },
    { status: 503 },
    { status: 200 },
  ]);
  expect([limited.status, await limited.text(), after.status]).toEqual([429, "slow down", 200]);
});

test("MockServer.fail() resets connections", async () => {
  const mock = await startFlip();
  mock.fail(1, { status: "reset" });

  await expect(sendSigned(mock, "GET", "/videos.json")).rejects.toMatchObject({
    code: "ECONNRESET",
  });
  expect(mock.requests).toMatchObject([{ operationId: "listVideos", status: 0 }]);
});

test.each([
  ["count", [0]],
  ["count", [1.5]],
  ["status", [1, { status: 99 }]],
  ["operationId", [1, { operationId: "" }]],
  ["failure", [1, 503]],
  ["sttus", [1, { sttus: 503 }]],
])("MockServer.fail() rejects an invalid %s", async (argument, args) => {
  const mock = await startFlip();

  const plan = () => mock.fail(...(args as [number]));

  expect(plan).toThrow(InvalidArgumentError);
  expect(plan).toThrow(argument);
});

test("MockServer.answerNext() rejects an unknown option", async () => {
  const mock = await startFlip();

  const plan = () => mock.answerNext("getProfile", { code: 404 } as object);

  expect(plan).toThrow("Invalid argument code: is not one of the options: status, example");
});

test.each([-1, 0.5, Number.NaN])("MockServer.advance() rejects %d", async (ms) => {
  const mock = await startFlip();

  await expect(mock.advance(ms)).rejects.toMatchObject({ argument: "ms" });
});

test.each([
  ["speed", { speed: -1 }],
  ["speed", { speed: Number.POSITIVE_INFINITY }],
  ["factoryId", { factoryId: "" }],
  ["hub", { hub: " " }],
  ["log", { log: "file" as never }],
  ["strict", { strict: "yes" as never }],
  ["stict", { stict: true } as never],
  ["partsize", { stateless: true, uploads: { partsize: 1 } } as never],
  ["errorsAs", { errorsAs: "2015" as never }],
  ["notLiveAs", { notLiveAs: "offline" as never }],
  ["agent", { agent: {} }],
  ["ca", { ca: [] }],
])("startMockServer() rejects an invalid %s: %j", async (argument, options) => {
  await expect(startMockServer("flip", options)).rejects.toMatchObject({ argument });
});

test("startMockServer() accepts only the credentials of its API", async () => {
  const pair = { accessKey: "a", secretKey: "b" };
  const key = { apiKey: "tcs_0123456789abcdefghijklmn" };

  // @ts-expect-error Flip signs with a pair of keys.
  const flip = startMockServer("flip", { credentials: key });
  // @ts-expect-error Flip 3.1 has one key.
  const flip31 = startMockServer("flip-3.1", { credentials: pair });
  // @ts-expect-error Pili signs with a pair of keys.
  const pili = startMockServer("pili-v2", { credentials: key });

  await expect(flip).rejects.toMatchObject({ argument: "credentials.accessKey" });
  await expect(flip31).rejects.toMatchObject({ argument: "credentials.apiKey" });
  await expect(pili).rejects.toMatchObject({ argument: "credentials.accessKey" });
});

test("startMockServer() logs each request and its violations", async () => {
  const lines: string[] = [];
  const mock = await startFlip({ log: (line) => lines.push(line) });

  await sendSigned(mock, "GET", "/videos.json");
  await sendSigned(mock, "GET", "/videos.json", { page: 0 });
  await sendSigned(mock, "GET", "/videos.json", { bogus: 1 });
  await send(mock, "GET", "/nowhere");
  await sendSigned(mock, "GET", "/videos.json", {}, { secretKey: "wrong" });

  expect(lines.slice(0, 6)).toEqual([
    "GET /videos.json 200 (listVideos)",
    "GET /videos.json 400 (listVideos)",
    "  request.query.page: Request query parameter page must be >= 1",
    "GET /videos.json 200 (listVideos)",
    "  request.query.bogus: Parameter bogus is unknown",
    "GET /nowhere 404 (no operation)",
  ]);
  expect(lines.slice(6).join("\n")).toContain("| /videos.json");
  expect(lines.join("\n")).not.toContain(credentials.secretKey);
});

test("startMockServer() with stateless responds with examples, and stores nothing", async () => {
  const mock = await startFlip({ stateless: true });
  const source_url = "http://a.example/film.mp4";

  const made = await sendSigned(mock, "POST", "/videos.json", { source_url });
  const found = await sendSigned(mock, "GET", "/videos/any.json");
  await mock.advance(1000);
  mock.reset();

  expect(made.body).toMatchObject({ source_url: "http://files.com/my_video.mp4" });
  expect(found.status).toBe(200);
  expect(mock.deliveries).toEqual([]);
  expect(() => mock.uploads).toThrow(FlipPiliError);
  expect(() => mock.uploads).toThrow("Cannot receive uploads: this server has no uploads");
});
