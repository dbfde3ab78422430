import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, get } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { InvalidArgumentError, TelestreamCloud } from "flip-pili/flip";
import { MissingPackageError, startMockServer } from "flip-pili/testing";
import { expect, test } from "vitest";
import { loadPrism } from "../../../src/testing/spec/prism.ts";
import { credentials, send, sendSigned, startFlip } from "../../helpers/mock-flip.ts";

test("startMockServer() is ready when it resolves, at the place that it names", async () => {
  const mock = await startFlip();
  const tc = new TelestreamCloud({ ...credentials, apiHost: mock.host, apiPort: mock.port });

  const [factory] = await tc.getResource("flip").factories.all();

  expect(factory?.name).toBe("bucket_name");
  expect(mock.url).toBe(`http://127.0.0.1:${mock.port}`);
});

test("startMockServer() starts several servers that know nothing of each other", async () => {
  const mocks = await Promise.all([startFlip(), startFlip(), startFlip()]);
  const [first, second, third] = mocks;

  await Promise.all([sendSigned(first, "GET", "/videos.json"), second.close()]);
  const answer = await sendSigned(third, "GET", "/profiles.json");

  expect(new Set(mocks.map(({ port }) => port)).size).toBe(3);
  expect(answer.status).toBe(200);
  expect(mocks.map(({ requests }) => requests.map(({ operationId }) => operationId))).toEqual([
    ["listVideos"],
    [],
    ["listProfiles"],
  ]);
});

test("startMockServer() listens on the port that is asked for, if it is free", async () => {
  const first = await startFlip();
  const { port } = first;

  const refused = startMockServer("flip", { port });
  await expect(refused).rejects.toMatchObject({ code: "EADDRINUSE" });
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
])("startMockServer() refuses a bad %s", async (argument, name, options) => {
  const starting = startMockServer(name as "flip", options as object);

  await expect(starting).rejects.toThrow(InvalidArgumentError);
  await expect(starting).rejects.toMatchObject({ argument });
});

test("MockServer.close() ends connections that are kept open, and may be called again", async () => {
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

test("MockServer.close() does not wait for a request under way", async () => {
  const mock = await startFlip();
  const socket = connect(mock.port, mock.host);
  const closing = new Promise((resolve) => socket.on("error", () => {}).once("close", resolve));
  socket.write("PUT /upload/session HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
  await once(socket, "connect");

  await mock.close();

  await closing;
  expect(mock.requests).toEqual([]);
});

test("MockServer closes at the end of its scope", async () => {
  const mock = await startFlip();

  await mock[Symbol.asyncDispose]();

  await expect(send(mock, "GET", "/upload/session")).rejects.toMatchObject({
    code: "ECONNREFUSED",
  });
});

test("startMockServer() tells the time by the clock that it is given", async () => {
  const mock = await startFlip({ now: () => new Date(0) });

  const { headers } = await send(mock, "GET", "/upload/session");

  expect(headers).toMatchObject({ date: "Thu, 01 Jan 1970 00:00:00 GMT" });
});

test("startMockServer() answers 500 when it fails itself, and goes on", async () => {
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

test("startMockServer() corrects the clock of a client that goes wrong", async () => {
  const ahead = () => new Date(Date.now() + 86_400_000);
  const mock = await startFlip({ now: ahead });
  const tc = new TelestreamCloud({ ...credentials, apiHost: mock.host, apiPort: mock.port });

  await tc.get("/videos.json");

  expect(mock.requests.map(({ signature }) => signature)).toEqual([
    expect.stringMatching(/^expired by /),
    "valid",
  ]);
});

test("loadPrism() names the package that is missing", async () => {
  const missing = Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" });

  const loading = loadPrism(() => Promise.reject(missing));

  await expect(loading).rejects.toThrow(MissingPackageError);
  await expect(loading).rejects.toMatchObject({
    message: "Cannot start a mock server: run npm install -D @stoplight/prism-http",
    packages: ["@stoplight/prism-http"],
    cause: missing,
  });
});

test("loadPrism() passes other failures on", async () => {
  const broken = new SyntaxError("Unexpected token");

  const loading = loadPrism(() => Promise.reject(broken));

  await expect(loading).rejects.toBe(broken);
});

test("MockServer.fail() has the next requests fail, whatever they are", async () => {
  const mock = await startFlip();
  mock.fail(2, { status: 503, headers: { "Retry-After": "1" } });
  mock.fail(1, { status: 429, body: "slow down", operationId: "listVideos" });

  const answers = [
    await sendSigned(mock, "GET", "/videos.json", {}, { secretKey: "wrong" }),
    await sendSigned(mock, "GET", "/nowhere"),
    await sendSigned(mock, "GET", "/profiles.json"),
  ];
  const limited = await fetch(`${mock.url}/v3.0/videos.json`);
  const after = await sendSigned(mock, "GET", "/videos.json");

  expect(answers).toMatchObject([
    { status: 503, headers: { "retry-after": "1" }, body: { error: "PlannedFailure" } },
    { status: 503 },
    { status: 200 },
  ]);
  expect([limited.status, await limited.text(), after.status]).toEqual([429, "slow down", 200]);
});

test("MockServer.fail() breaks connections", async () => {
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
])("MockServer.fail() refuses a bad %s", async (argument, args) => {
  const mock = await startFlip();

  const plan = () => mock.fail(...(args as [number]));

  expect(plan).toThrow(InvalidArgumentError);
  expect(plan).toThrow(argument);
});

test.each([-1, 0.5, Number.NaN])("MockServer.advance() refuses %d", async (ms) => {
  const mock = await startFlip();

  await expect(mock.advance(ms)).rejects.toMatchObject({ argument: "ms" });
});

test.each([
  ["speed", { speed: -1 }],
  ["speed", { speed: Number.POSITIVE_INFINITY }],
  ["factoryId", { factoryId: "" }],
  ["hub", { hub: " " }],
  ["log", { log: "file" as never }],
])("startMockServer() refuses a bad %s: %j", async (argument, options) => {
  await expect(startMockServer("flip", options)).rejects.toMatchObject({ argument });
});

test("startMockServer() logs each request, and what is wrong with it", async () => {
  const lines: string[] = [];
  const mock = await startFlip({ log: (line) => lines.push(line) });

  await sendSigned(mock, "GET", "/videos.json");
  await sendSigned(mock, "GET", "/videos.json", { page: 0 });
  await send(mock, "GET", "/nowhere");
  await sendSigned(mock, "GET", "/videos.json", {}, { secretKey: "wrong" });

  expect(lines.slice(0, 4)).toEqual([
    "GET /videos.json 200 (listVideos)",
    "GET /videos.json 400 (listVideos)",
    "  request.query.page: Request query parameter page must be >= 1",
    "GET /nowhere 404 (no operation)",
  ]);
  expect(lines.slice(4).join("\n")).toContain("| /videos.json");
  expect(lines.join("\n")).not.toContain(credentials.secretKey);
});

test("startMockServer() with stateless answers examples, and remembers nothing", async () => {
  const mock = await startFlip({ stateless: true });
  const source_url = "http://a.example/film.mp4";

  const made = await sendSigned(mock, "POST", "/videos.json", { source_url });
  const found = await sendSigned(mock, "GET", "/videos/any.json");
  await mock.advance(1000);
  mock.reset();

  expect(made.body).toMatchObject({ source_url: "http://files.com/my_video.mp4" });
  expect(found.status).toBe(200);
  expect(mock.deliveries).toEqual([]);
  expect(() => mock.uploads).toThrow("Cannot receive uploads: this server has none");
});

test("startMockServer() keeps no process alive once it is closed", {
  timeout: 90_000,
}, async () => {
  const entry = new URL("../../../src/testing/index.ts", import.meta.url);
  const program = `
    import { startMockServer } from ${JSON.stringify(entry.href)};
    const mock = await startMockServer("flip");
    const auth = "access_key=a&factory_id=f&timestamp=t&signature=s";
    const call = (method, path, query) => fetch(mock.url + "/v3.0" + path + "?" + auth + query, { method });
    await call("PUT", "/notifications.json", "&url=http://127.0.0.1:9/&events[video_created]=true");
    await call("POST", "/videos.json", "&source_url=http://a.example/film.mp4");
    await call("POST", "/videos/upload.json", "&file_name=a.mp4&file_size=10&multi_chunk=true");
    await mock.advance(2000);
    await mock.close();
    console.log(mock.deliveries.length, mock.requests.map(({ status }) => status).join());
  `;
  const args = ["--import", "tsx", "--input-type=module", "--eval", program];

  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const output = text(child.stdout);
  const [exitCode] = await once(child, "exit");

  expect([exitCode, await output]).toEqual([0, "1 200,200,201\n"]);
});
