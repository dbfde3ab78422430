import { once } from "node:events";
import { createServer } from "node:net";
import { type Factory, HttpError, TelestreamCloud } from "flip-pili/flip";
import { Credentials, Hub } from "flip-pili/pili";
import { expect, onTestFinished, test } from "vitest";
import { sendBytes } from "../helpers/raw-traffic.ts";
import { type RunningProgram, runProgram, startProgram } from "./run-program.ts";

const keys = { accessKey: "my-access-key", secretKey: "hunter2" };

/** Starts a mock with the command, and waits for its URL. */
async function startMock(argv: string[], env: Record<string, string> = {}) {
  const running = startProgram(["mock", ...argv], { env });
  const { hostname, port } = new URL(await running.firstOutput());
  return { running, host: hostname, port: Number(port) };
}

/** Finds the factory of a new mock. */
async function findFactory(host: string, port: number): Promise<Factory> {
  const cloud = new TelestreamCloud({ ...keys, apiHost: host, apiPort: port });
  const [factory] = await cloud.getResource("flip").factories.all();
  if (factory === undefined) throw new Error("The mock has no factory");
  return factory;
}

async function stop(running: RunningProgram) {
  running.interrupt("SIGINT");
  return running.result;
}

test("mock flip verifies signatures, stores resources, logs requests, and exits after SIGINT", async () => {
  const env = { TELESTREAM_ACCESS_KEY: keys.accessKey, TELESTREAM_SECRET_KEY: keys.secretKey };
  const { running, host, port } = await startMock(["flip", "--factory-id", "my-factory"], env);
  const cloud = new TelestreamCloud({ ...keys, apiHost: host, apiPort: port });
  const unauthorized = new TelestreamCloud({
    ...keys,
    secretKey: "x",
    apiHost: host,
    apiPort: port,
  });

  const factory = await cloud.getResource("flip").factories.find("my-factory");
  const profile = await factory.profiles.create({ preset_name: "h264", name: "mine" });
  const found = await factory.profiles.find(profile.id);
  const error = await unauthorized
    .getResource("flip")
    .factories.find("my-factory")
    .catch((reason) => reason);
  const { exitCode, stdout, stderr } = await stop(running);

  expect(found.name).toBe("mine");
  expect(error).toBeInstanceOf(HttpError);
  expect(exitCode).toBe(0);
  expect(stdout).toBe(`http://${host}:${port}\n`);
  expect(stderr).toContain("Signatures are verified for the access key my-access-key.");
  expect(stderr).toContain(`apiHost: "${host}", apiPort: ${port} })`);
  expect(stderr).toContain(`flip-pili flip videos list --url http://${host}:${port}`);
  expect(stderr).toContain("GET /factories/my-factory.json 200");
  expect(stderr).toContain("GET /factories/my-factory.json 401");
  expect(stderr).not.toContain("hunter2");
}, 60_000);

test("mock pili has the hub of --hub, and accepts any signature without keys", async () => {
  const { running, host, port } = await startMock(["pili", "--hub", "my-hub", "--quiet"]);
  const credentials = new Credentials("any", "any");
  const hub = (name: string) => new Hub(credentials, name, { apiHost: `${host}:${port}` });

  const { id } = await hub("my-hub").createStream({ title: "my-stream" });
  const other = await hub("other-hub")
    .createStream({ title: "my-stream" })
    .catch((reason) => reason);
  const { exitCode, stderr } = await stop(running);

  expect(id).toBe("z1.my-hub.my-stream");
  expect(other).toBeInstanceOf(HttpError);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
}, 60_000);

test("mock --stateless returns the examples of the spec", async () => {
  const { running, host, port } = await startMock(["flip", "--stateless"]);
  const factory = await findFactory(host, port);

  const profile = await factory.profiles.create({ preset_name: "h264", name: "mine" });
  await stop(running);

  expect(profile.name).not.toBe("mine");
}, 60_000);

test("mock flip --strict rejects what violates the spec, which is logged", async () => {
  const { running, host, port } = await startMock(["flip", "--strict"]);
  const cloud = new TelestreamCloud({ ...keys, apiHost: host, apiPort: port });

  const error = await cloud.get("/factories.json", { page: 2 }).catch((reason) => reason);
  const { stderr } = await stop(running);

  expect(error).toMatchObject({ status: 400, body: { message: "Parameter page is unknown" } });
  expect(stderr).toContain("request.query.page: Parameter page is unknown");
}, 60_000);

test("mock pili --errors-as number sends errors in their earlier form", async () => {
  const { running, host, port } = await startMock(["pili", "--errors-as", "number"]);
  const hub = new Hub(new Credentials("any", "any"), "hub", { apiHost: `${host}:${port}` });

  const error = await hub.getStream("z1.hub.missing").catch((reason) => reason);
  await stop(running);

  expect(error).toMatchObject({ body: { error: 404001, message: "not found" } });
}, 60_000);

test("mock --speed encodes videos faster", async () => {
  const { running, host, port } = await startMock(["flip", "--speed", "10000"]);
  const factory = await findFactory(host, port);
  const video = await factory.videos.create({ source_url: "http://files.com/my_video.mp4" });

  while (video.status === "processing") await video.reload();
  await stop(running);

  expect(video.status).toBe("success");
}, 60_000);

test("mock rejects a port that is in use", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };

  const { exitCode, stderr } = await runProgram(["mock", "flip", "--port", String(port)]);

  expect(exitCode).toBe(2);
  expect(stderr).toBe(
    `flip-pili: --port ${port} is in use: pass another port, or 0 for any free port\n`,
  );
}, 60_000);

test.each([
  ["flip", "Flip", "videos list"],
  ["flip-3.1", "Flip 3.1", "videos list --api flip-3.1"],
  ["pili", "Pili", "streams list"],
  ["pili-v2", "Pili v2", "streams list --api pili-v2"],
])(
  "mock %s prints how its clients and commands reach it, which do",
  async (api, title, words) => {
    const account = api.startsWith("flip") ? ["--factory-id", "my-factory"] : [];
    const { running, host, port } = await startMock([api, ...account]);
    const env = {
      ...{ TELESTREAM_ACCESS_KEY: "any", TELESTREAM_SECRET_KEY: "any", TELESTREAM_API_KEY: "any" },
      ...{ QINIU_ACCESS_KEY: "any", QINIU_SECRET_KEY: "any", PILI_HUB: "test-hub" },
      TELESTREAM_FACTORY_ID: "my-factory",
    };

    const { stderr } = running.output();
    const [, command = "", variable = ""] =
      /^Commands: flip-pili (.*), or export (\w+)=http/m.exec(stderr) ?? [];
    const byFlag = await runProgram([...command.split(" "), "--json"], { env });
    const byVariable = await runProgram([...command.split(" ").slice(0, -2), "--json"], {
      env: { ...env, [variable]: `http://${host}:${port}` },
    });
    await stop(running);

    expect(stderr).toContain(`Mock server for ${title}. Any `);
    expect(command).toContain(`${words} --url http://${host}:${port}`);
    expect(byFlag).toMatchObject({ exitCode: 0, stderr: "" });
    expect(byVariable).toEqual(byFlag);
  },
  60_000,
);

test("mock flip-3.1 accepts only the key of --api-key or TELESTREAM_API_KEY, and does not print it", async () => {
  const byFlag = await startMock(["flip-3.1", "--api-key", "tcs_hunter2"]);
  const byVariable = await startMock(["flip-3.1"], { TELESTREAM_API_KEY: "tcs_hunter2" });
  const statusOf = async ({ port }: { port: number }, key: string) => {
    const url = `http://127.0.0.1:${port}/flip/3.1/factories.json`;
    return (await fetch(url, { headers: { "X-Api-Key": key } })).status;
  };

  const statuses = [
    await statusOf(byFlag, "tcs_hunter2"),
    await statusOf(byFlag, "tcs_other"),
    await statusOf(byVariable, "tcs_hunter2"),
    await statusOf(byVariable, "tcs_other"),
  ];
  const { stderr } = await stop(byFlag.running);

  expect(statuses).toEqual([200, 401, 200, 401]);
  expect(stderr).toContain("Only the given API key is accepted.");
  expect(stderr).not.toContain("hunter2");
}, 60_000);

test("mock pili-v2 --not-live-as chooses how a stream that is not live is reported", async () => {
  const { running, port } = await startMock(["pili-v2", "--not-live-as", "zeros"]);
  const env = { QINIU_ACCESS_KEY: "any", QINIU_SECRET_KEY: "any", PILI_HUB: "test-hub" };
  const url = `http://127.0.0.1:${port}`;
  const pili = (...words: string[]) =>
    runProgram(["pili", "streams", ...words, "--api", "pili-v2", "--url", url], { env });
  await pili("create", "--key", "idle");

  const { stdout } = await pili("status", "idle", "--json");
  const { stderr } = await stop(running);

  expect(JSON.parse(stdout)).toEqual({ key: "idle", live: false });
  expect(stderr).toContain("/streams/aWRsZQ==/live 200");
}, 60_000);

test("mock rtc verifies the signatures of sign rtc", async () => {
  const env = { QINIU_ACCESS_KEY: keys.accessKey, QINIU_SECRET_KEY: keys.secretKey };
  const { running, host, port } = await startMock(["rtc"], env);
  const url = `http://${host}:${port}/v3/apps`;

  const { stdout } = await runProgram(["sign", "rtc", "GET", url, "--format", "value"], { env });
  const accepted = await fetch(url, { headers: { Authorization: stdout.trim() } });
  const rejected = await fetch(url, { headers: { Authorization: "Qiniu my-access-key:x" } });
  const { stderr } = await stop(running);

  expect([accepted.status, rejected.status]).toEqual([200, 401]);
  expect(stderr).toContain(`new Rtc(credentials, { apiHost: "${host}:${port}" })`);
  expect(stderr).toContain(`Commands: flip-pili conform rtc --url http://${host}:${port}\n`);
}, 60_000);

const invalid: [argv: string[], message: string][] = [
  [[], "missing required argument 'service'"],
  [
    ["panda"],
    "command-argument value 'panda' is invalid for argument 'service'. Allowed choices are flip, flip-3.1, pili, pili-v2, rtc.",
  ],
  [["flip", "--hub", "my-hub"], "--hub is only for mock pili or pili-v2"],
  [["flip", "--errors-as", "text"], "--errors-as is only for mock pili"],
  [["pili-v2", "--errors-as", "text"], "--errors-as is only for mock pili"],
  [["pili", "--not-live-as", "404"], "--not-live-as is only for mock pili-v2"],
  [["rtc", "--upload-port", "0"], "--upload-port is only for mock flip or flip-3.1"],
  [["rtc", "--api-key", "a"], "--api-key is only for mock flip-3.1"],
  [
    ["flip-3.1", "--access-key", "a"],
    "--access-key is only for mock flip or pili or pili-v2 or rtc",
  ],
  [["pili", "--factory-id", "abc"], "--factory-id is only for mock flip or flip-3.1"],
  [
    ["flip", "--speed", "0"],
    "option '--speed <factor>' argument '0' is invalid. It must be a number greater than 0.",
  ],
  [
    ["flip", "--stateless", "--speed", "2"],
    "option '--stateless' cannot be used with option '--speed <factor>'",
  ],
  [["flip", "--access-key", "a"], "--secret-key is missing: pass it, or set TELESTREAM_SECRET_KEY"],
];

test.each(invalid)("mock rejects %j", async (argv, message) => {
  const result = await runProgram(["mock", ...argv]);

  expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
});

test("mock flip --cors, --allow-host and --bind decide who may use it, and --upload-port where uploads go", async () => {
  const argv = ["flip", "--bind", "0.0.0.0", "--allow-host", "mock.test", "--upload-port", "0"];
  const { running, port } = await startMock([...argv, "--cors", "https://app.example.com"]);
  const send = (headers: string) =>
    sendBytes({ port }, `GET / HTTP/1.1\r\n${headers}\r\nConnection: close\r\n\r\n`).then(String);

  const named = await send("Host: mock.test");
  const foreign = await send("Host: other.test");
  const page = await send("Host: mock.test\r\nOrigin: https://app.example.com");
  const { stderr } = await stop(running);

  expect([named, foreign, page].map((text) => text.slice(9, 12))).toEqual(["404", "403", "404"]);
  expect(page).toContain("Access-Control-Allow-Origin: https://app.example.com\r\n");
  expect(stderr).toContain("The Host other.test is not allowed");
}, 60_000);

test.each([
  [
    ["--bind", "mock.test"],
    /^flip-pili: --bind must be an IP address of this machine, such as 0\.0\.0\.0\n$/,
  ],
  [["--bind", "192.0.2.1"], /^flip-pili: --bind 192\.0\.2\.1 is not an address of this machine\n$/],
  [["--allow-host", "http://a"], /^flip-pili: --allow-host must be a host name without scheme/],
  [
    ["--cors", "app.example.com"],
    /^flip-pili: --cors must be an origin, such as http:\/\/localhost:3000, without a path\n$/,
  ],
])("mock rejects %j", async (flags, message) => {
  const { exitCode, stderr } = await runProgram(["mock", "flip", ...flags]);

  expect(exitCode).toBe(2);
  expect(stderr).toMatch(message);
});
