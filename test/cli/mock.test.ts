import { once } from "node:events";
import { createServer } from "node:net";
import { type Factory, HttpError, TelestreamCloud } from "flip-pili/flip";
import { Credentials, Hub } from "flip-pili/pili";
import { expect, onTestFinished, test } from "vitest";
import { type Running, runProgram, startProgram, until } from "./run-program.ts";

const keys = { accessKey: "my-access-key", secretKey: "hunter2" };

/** Starts a mock by the command, and waits for its URL. */
async function startMock(argv: string[], env: Record<string, string> = {}) {
  const running = startProgram(["mock", ...argv], { env });
  onTestFinished(() => void running.interrupt("SIGINT"));
  await until(() => running.printed.stdout.endsWith("\n"));
  const { hostname, port } = new URL(running.printed.stdout);
  return { running, host: hostname, port: Number(port) };
}

/** The factory that a mock begins with. */
async function findFactory(host: string, port: number): Promise<Factory> {
  const cloud = new TelestreamCloud({ ...keys, apiHost: host, apiPort: port });
  const [factory] = await cloud.getResource("flip").factories.all();
  if (factory === undefined) throw new Error("The mock has no factory");
  return factory;
}

async function stop(running: Running) {
  running.interrupt("SIGINT");
  return running.result;
}

test("mock flip verifies signatures, remembers, logs, and ends with Ctrl-C", async () => {
  const env = { TELESTREAM_ACCESS_KEY: keys.accessKey, TELESTREAM_SECRET_KEY: keys.secretKey };
  const { running, host, port } = await startMock(["flip", "--factory-id", "my-factory"], env);
  const cloud = new TelestreamCloud({ ...keys, apiHost: host, apiPort: port });
  const stranger = new TelestreamCloud({ ...keys, secretKey: "x", apiHost: host, apiPort: port });

  const factory = await cloud.getResource("flip").factories.find("my-factory");
  const profile = await factory.profiles.create({ preset_name: "h264", name: "mine" });
  const found = await factory.profiles.find(profile.id);
  const refused = await stranger
    .getResource("flip")
    .factories.find("my-factory")
    .catch((error) => error);
  const { exitCode, stdout, stderr } = await stop(running);

  expect(found.name).toBe("mine");
  expect(refused).toBeInstanceOf(HttpError);
  expect(exitCode).toBe(0);
  expect(stdout).toBe(`http://${host}:${port}\n`);
  expect(stderr).toContain("Signatures are verified for the access key my-access-key.");
  expect(stderr).toContain("GET /factories/my-factory.json 200");
  expect(stderr).toContain("GET /factories/my-factory.json 401");
  expect(stderr).not.toContain("hunter2");
}, 60_000);

test("mock pili knows its hub, and takes any signature when it has no keys", async () => {
  const { running, host, port } = await startMock(["pili", "--hub", "my-hub", "--quiet"]);
  const credentials = new Credentials("any", "any");
  const hub = (name: string) => new Hub(credentials, name, { apiHost: `${host}:${port}` });

  const { id } = await hub("my-hub").createStream({ title: "my-stream" });
  const other = await hub("other-hub")
    .createStream({ title: "my-stream" })
    .catch((error) => error);
  const { exitCode, stderr } = await stop(running);

  expect(id).toBe("z1.my-hub.my-stream");
  expect(other).toBeInstanceOf(HttpError);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
}, 60_000);

test("mock --stateless answers with examples, whatever was created", async () => {
  const { running, host, port } = await startMock(["flip", "--stateless"]);
  const factory = await findFactory(host, port);

  const profile = await factory.profiles.create({ preset_name: "h264", name: "mine" });
  await stop(running);

  expect(profile.name).not.toBe("mine");
}, 60_000);

test("mock --speed has videos encoded sooner", async () => {
  const { running, host, port } = await startMock(["flip", "--speed", "10000"]);
  const factory = await findFactory(host, port);
  const video = await factory.videos.create({ source_url: "http://files.com/my_video.mp4" });

  while (video.status === "processing") await video.reload();
  await stop(running);

  expect(video.status).toBe("success");
}, 60_000);

test("mock names the port that is in use", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };

  const { exitCode, stderr } = await runProgram(["mock", "flip", "--port", String(port)]);

  expect(exitCode).toBe(2);
  expect(stderr).toBe(`flip-pili: --port ${port} is in use: give another one, or 0 for any\n`);
}, 60_000);

const refusals: [argv: string[], message: string][] = [
  [[], "missing required argument 'service'"],
  [
    ["panda"],
    "command-argument value 'panda' is invalid for argument 'service'. Allowed choices are flip, pili.",
  ],
  [["flip", "--hub", "my-hub"], "--hub is for mock pili alone"],
  [["pili", "--factory-id", "abc"], "--factory-id is for mock flip alone"],
  [
    ["flip", "--speed", "0"],
    "option '--speed <factor>' argument '0' is invalid. It must be a number greater than 0.",
  ],
  [
    ["flip", "--stateless", "--speed", "2"],
    "option '--stateless' cannot be used with option '--speed <factor>'",
  ],
  [["flip", "--access-key", "a"], "--secret-key is missing: give it, or set TELESTREAM_SECRET_KEY"],
];

test.each(refusals)("mock refuses %j", async (argv, message) => {
  const result = await runProgram(["mock", ...argv]);

  expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
});
