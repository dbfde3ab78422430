import { expect, test } from "vitest";
import { runProgram } from "./run-program.ts";
import { env, startClient } from "./start-client.ts";

test("pili streams create, list, get, disable, enable, status and converts call Pili v2", async () => {
  const { mock, run, json } = await startClient("pili-v2");

  const created = await json(["streams", "create", "--key", "camera-1"]);
  const listed = await json(["streams", "list", "--prefix", "camera"]);
  const converted = await json(["streams", "converts", "camera-1", "--profiles", "480p,720p"]);
  const disabled = await json(["streams", "disable", "camera-1"]);
  const got = await json(["streams", "get", "camera-1"]);
  const enabled = await json(["streams", "enable", "camera-1"]);
  const status = await json(["streams", "status", "camera-1"]);
  const again = await run(["streams", "create", "--key", "camera-1"]);
  const missing = await run(["streams", "get", "none"]);

  expect(created).toEqual({ key: "camera-1", hub: "test-hub" });
  expect(listed).toEqual([created]);
  expect(converted).toEqual({ key: "camera-1", converts: ["480p", "720p"] });
  expect([disabled, enabled]).toMatchObject([{ disabled: true }, { disabled: false }]);
  expect(got).toMatchObject({ key: "camera-1", disabledTill: -1, converts: ["480p", "720p"] });
  expect(status).toEqual({ key: "camera-1", live: false });
  expect(again).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("614") });
  expect(missing).toMatchObject({ exitCode: 3, stdout: "" });
  expect(mock.requests.flatMap(({ findings }) => findings)).toEqual([]);
}, 60_000);

test("pili streams get shows no line for an empty list", async () => {
  const { run } = await startClient("pili-v2");
  await run(["streams", "create", "--key", "camera-1"]);

  const { stdout } = await run(["streams", "get", "camera-1"]);

  expect(stdout).toMatch(/^key +camera-1$/m);
  expect(stdout).not.toContain("converts");
});

test("pili streams list, statuses, history, stats, save and snapshot read the streams of Pili v2", async () => {
  const { mock, run, json } = await startClient("pili-v2");
  await json(["streams", "create", "--key", "live-1"]);
  await mock.advance(60_000);
  const live = (await json(["streams", "list", "--live-only"])) as { key: string }[];
  const keys = live.map(({ key }) => key);
  const [key = ""] = keys;

  const table = await run(["streams", "list", "--limit", "1"]);
  const statuses = await json(["streams", "statuses", ...keys, "none"]);
  const status = await json(["streams", "status", key]);
  const history = await json(["streams", "history", key]);
  const stats = await json(["streams", "stats", key]);
  const saved = await json(["streams", "save", key, "--name", "show.m3u8"]);
  const job = await json(["streams", "save", key, "--name", "show.mp4", "--format", "mp4"]);
  const picture = await json(["streams", "snapshot", key, "--name", "picture.jpg"]);

  expect(keys.length).toBeGreaterThan(0);
  expect(table.stdout).toMatch(/^KEY +HUB\n\S+ +test-hub\n$/);
  expect((statuses as { key: string }[]).map((item) => item.key)).toEqual(keys);
  expect(status).toMatchObject({ key, live: true, startAt: expect.any(Number) });
  expect(history).toBeInstanceOf(Array);
  expect(stats).toBeInstanceOf(Array);
  expect(saved).toMatchObject({ fname: "show.m3u8" });
  expect(job).toMatchObject({ fname: "show.mp4", persistentID: expect.any(String) });
  expect(picture).toMatchObject({ fname: "picture.jpg" });
}, 60_000);

test("pili streams disable --for and --until disable a stream of Pili v2 for a time", async () => {
  const { json } = await startClient("pili-v2", { now: () => new Date(1_500_000_000_000) });
  await json(["streams", "create", "--key", "camera-1"]);
  const till = async () =>
    ((await json(["streams", "get", "camera-1"])) as { disabledTill: number }).disabledTill;

  await json(["streams", "disable", "camera-1", "--for", "60"]);
  const forSeconds = await till();
  await json(["streams", "disable", "camera-1", "--until", "2026-12-31T12:00:00Z"]);
  const until = await till();

  expect([forSeconds, until]).toEqual([1_500_000_060, Date.UTC(2026, 11, 31, 12) / 1_000]);
}, 60_000);

const v2 = ["--api", "pili-v2"];
const invalid: [argv: string[], message: string][] = [
  [["create", "--title", "a"], "--title is only for --api pili"],
  [["create"], "required option '--key <key>' not specified"],
  [["list", "--status", "connected"], "--status is only for --api pili"],
  [["list", "--job-url", "http://a.example"], "--job-url is only for --api pili"],
  [["update", "a"], "pili streams update is only for --api pili"],
  [["delete", "a"], "pili streams delete is only for --api pili"],
  [["save", "a", "--wait"], "--wait is only for --api pili"],
  [["save", "a", "--start", "2", "--end", "1"], "--start must not be after end: 2 > 1"],
  [["converts", "a"], "--profiles or --none is missing"],
  [["disable", "a", "--for", "0"], "option '--for <seconds>' argument '0' is invalid"],
  [["create", "--key", "a b"], "--key must consist of 1 to 200 letters, digits"],
  [
    ["list", "--url", "http://a.example/v1"],
    "--url must be an http or https URL, without a path but /v2",
  ],
];

test.each(invalid)("pili streams %j --api pili-v2 is rejected by name", async (argv, message) => {
  const result = await runProgram(["pili", "streams", ...argv, ...v2], { env: env["pili-v2"] });

  expect(result).toMatchObject({ exitCode: 2, stdout: "" });
  expect(result.stderr.startsWith(`flip-pili: ${message}`), result.stderr).toBe(true);
});

test.each([
  [["list", "--live-only"], "--live-only is only for --api pili-v2"],
  [["create", "--key", "a"], "--key is only for --api pili-v2"],
  [["statuses", "a"], "pili streams statuses is only for --api pili-v2"],
  [["save", "z1.test-hub.a", "--name", "a"], "required option '--start <time>' not specified"],
])("pili streams %j without --api is rejected by name", async (argv, message) => {
  const result = await runProgram(["pili", "streams", ...argv], { env: env.pili });

  expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
});

test("pili streams --help says which flags and arguments belong to which API", async () => {
  const { stdout } = await runProgram(["pili", "streams", "create", "--help"]);
  const { stdout: statuses } = await runProgram(["pili", "streams", "statuses", "--help"]);

  expect(stdout).toMatch(/--title <title> +pili: title/);
  expect(stdout).toMatch(/--key <key> +pili-v2: key of the stream/);
  expect(stdout).toContain("flip-pili pili streams create --key camera-1 --api pili-v2");
  expect(statuses).toContain("Only with --api pili-v2.");
});
