import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runProgram, startProgram, waitUntil } from "../cli/run-program.ts";
import { env, startClient } from "../cli/start-client.ts";
import { startFleetWorld } from "../fleet/fleet-files.ts";
import { seeds } from "../helpers/flip-world.ts";
import { credentials } from "../helpers/mock-flip.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { sharedRedis } from "./redis-world.ts";

/** Starts a mock and a Redis, and returns functions that run `flip-pili fleet` with a queue of its own. */
async function startFleet() {
  const world = await startFleetWorld();
  const redis = await sharedRedis();
  const account = {
    TELESTREAM_ACCESS_KEY: credentials.accessKey,
    TELESTREAM_SECRET_KEY: credentials.secretKey,
    TELESTREAM_FACTORY_ID: seeds.factory,
    REDIS_URL: redis.url,
  };
  const queue = ["--queue", randomUUID()];
  const fleet = (...argv: string[]) =>
    runProgram(["fleet", argv[0] ?? "", ...queue, ...argv.slice(1)], { env: account });
  const work = (...argv: string[]) =>
    startProgram(["fleet", "work", "--url", world.mock.url, ...queue, ...argv], { env: account });
  return { world, redis, queue, fleet, work };
}

function parseLines(text: string): unknown[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test("fleet add, work and status upload files, each once", async () => {
  const { world, fleet, work } = await startFleet();
  const { mock, folder } = world;
  await world.write(3);

  const added = await fleet("add", folder, "--match", "*.mp4", "--profiles", "webm");
  const before = await fleet("status");
  const running = work("--name", "first");
  await waitUntil(() => mock.uploads.sessions.filter(({ isComplete }) => isComplete).length === 3);
  let after = await fleet("status", "--json");
  while (JSON.parse(after.stdout).counts.completed < 3) after = await fleet("status", "--json");
  running.interrupt("SIGINT");
  const { exitCode, stdout, stderr } = await running.result;

  expect(added).toEqual({ exitCode: 0, stdout: "3 added\n", stderr: "" });
  expect(before.stdout).toMatch(/^waiting +3$/m);
  expect(exitCode).toBe(0);
  const lines = mock.uploads.sessions.map(
    ({ video, fileName }) => `${video?.id}  ${join(folder, fileName ?? "")}`,
  );
  expect(stdout.trim().split("\n").sort()).toEqual(lines.sort());
  expect(stderr).toBe("first works. Press Ctrl-C to stop it.\nGiving back the uploads in flight\n");
  expect(JSON.parse(after.stdout)).toMatchObject({
    counts: { completed: 3, waiting: 0 },
    active: [],
  });
  const created = mock.requests.filter(({ operationId }) => operationId === "createUploadSession");
  expect(created.map(({ query }) => query["profiles"])).toEqual(["webm", "webm", "webm"]);
});

test("fleet add takes URLs, and fleet work prints jobs as JSON", async () => {
  const { world, fleet, work } = await startFleet();

  const added = await fleet("add", "https://example.com/film.mp4?signature=abc", "--json");
  const running = work("--jsonl", "--quiet");
  const line = JSON.parse(await running.firstOutput());

  const [video] = await world.factory.videos.all();
  expect(JSON.parse(added.stdout)).toEqual({ added: 1 });
  expect(line).toMatchObject({ status: "uploaded", videoId: video?.id });
});

test("fleet work --api flip-3.1 uploads files and URLs to Flip 3.1", async () => {
  const { world, fleet } = await startFleet();
  const { mock } = await startClient("flip-3.1");
  const redis = await sharedRedis();
  const queue = ["--queue", randomUUID()];
  await world.write(2);
  const target = ["--api", "flip-3.1", "--url", mock.url, "--redis", redis.url];

  const sources = [world.folder, "https://example.com/film.mp4"];
  const added = await fleet("add", ...sources, "--profiles", "h264", ...queue);
  const running = startProgram(["fleet", "work", ...target, ...queue], { env: env["flip-3.1"] });
  await waitUntil(() => running.output().stdout.split("\n").length === 4);
  running.interrupt("SIGINT");
  const { exitCode, stdout } = await running.result;

  expect(added).toMatchObject({ exitCode: 0, stdout: "3 added\n" });
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^[0-9a-f]{32} {2}https:\/\/example\.com\/film\.mp4$/m);
  expect(mock.uploads.sessions.filter(({ isComplete }) => isComplete)).toHaveLength(2);
  const created = mock.requests.filter(({ operationId }) => /^create/.test(operationId ?? ""));
  expect(created.flatMap(({ findings }) => findings)).toEqual([]);
});

test("fleet work uses the profile of --profile", async () => {
  const { world, redis, queue, fleet } = await startFleet();
  const [path = ""] = await world.write(1);
  const home = await temporaryDirectory();
  const keys = `access_key = "${credentials.accessKey}"\nsecret_key = "${credentials.secretKey}"\n`;
  const account = `${keys}factory_id = "${seeds.factory}"\nurl = "${world.mock.url}"\n`;
  await mkdir(join(home, "flip-pili"));
  const config = join(home, "flip-pili/config.toml");
  await writeFile(config, `[default.flip]\n[staging.flip]\n${account}`, { mode: 0o600 });
  const env = { XDG_CONFIG_HOME: home, REDIS_URL: redis.url };
  await fleet("add", path);

  const argv = ["fleet", "work", "--profile", "staging", "--jsonl", "--quiet"];
  const running = startProgram([...argv, ...queue], { env });
  const line = JSON.parse(await running.firstOutput());
  running.interrupt("SIGINT");
  const { exitCode } = await running.result;

  expect(exitCode).toBe(0);
  expect(line).toMatchObject({ status: "uploaded", source: { path } });
  expect(world.mock.uploads.sessions).toMatchObject([{ isComplete: true }]);
});

test("fleet work reports failures, and fleet status lists them", async () => {
  const { world, fleet, work } = await startFleet();
  const [path = ""] = await world.write(1);
  await fleet("add", path, "--attempts", "1");
  await rm(path);

  const running = work("--jsonl", "--quiet");
  const line = JSON.parse(await running.firstOutput());
  const status = await fleet("status");
  const lines = await fleet("status", "--jsonl");

  expect(line).toMatchObject({ status: "failed", source: { path }, attempts: 1 });
  expect(status.stdout).toMatch(/^failed +1$/m);
  expect(parseLines(lines.stdout)).toMatchObject([
    { counts: { failed: 1, waiting: 0 } },
    { state: "failed", source: { path }, attempts: 1, error: { message: expect.any(String) } },
  ]);
  expect(status.stdout).toMatch(/^failed [\w-]+: .*film-0\.mp4: \w+: .* \(attempt 1\)$/m);
});

test("fleet add and fleet status print one document with --json, and lines with --jsonl", async () => {
  const { fleet } = await startFleet();
  const source = "https://example.com/film.mp4";

  const added = [
    await fleet("add", source, "--json"),
    await fleet("add", source, source, "--jsonl"),
  ];
  const status = [await fleet("status", "--json"), await fleet("status", "--jsonl")];
  const both = await fleet("status", "--json", "--jsonl");

  expect(added.map(({ stdout }) => JSON.parse(stdout))).toEqual([{ added: 1 }, { added: 2 }]);
  expect(added[1]?.stdout).toBe('{"added":2}\n');
  const [document, lines] = status.map(({ stdout }) => stdout);
  expect(JSON.parse(document ?? "")).toMatchObject({
    counts: { waiting: 3 },
    active: [],
    failed: [],
  });
  expect(parseLines(lines ?? "")).toMatchObject([{ counts: { waiting: 3 } }]);
  expect(both.exitCode).toBe(2);
});

test("fleet rejects invalid arguments, and shows no password", async () => {
  const { fleet } = await startFleet();

  const url = await fleet("status", "--redis", "http://:hunter2@127.0.0.1");
  const name = await runProgram(["fleet", "status", "--queue", "a:b"]);
  const unreachable = await fleet(
    "add",
    "https://example.com/a.mp4",
    "--redis",
    "redis://:hunter2@127.0.0.1:1",
  );

  expect(url).toMatchObject({
    exitCode: 2,
    stderr: "flip-pili: --redis must be a redis: or rediss: URL\n",
  });
  expect(name).toMatchObject({ exitCode: 2 });
  expect(unreachable.exitCode).toBe(1);
  expect(unreachable.stderr).toMatch(/^flip-pili: Redis cannot be reached.*\n$/);
  expect(unreachable.stderr).not.toContain("hunter2");
});
