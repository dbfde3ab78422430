import { expect, test } from "vitest";
import { runProgram } from "./run-program.ts";
import { env, startClient } from "./start-client.ts";

test("pili streams create, list, get, update, disable, enable, status and delete call the API", async () => {
  const { run, json } = await startClient("pili");

  const created = await json(["streams", "create", "--title", "camera-1"]);
  const { id } = created as { id: string };
  const listed = await json(["streams", "list", "--title", "camera"]);
  const got = await run(["streams", "get", id]);
  const updated = await json(["streams", "update", id, "--publish-security", "static"]);
  const disabled = await json(["streams", "disable", id]);
  const enabled = await json(["streams", "enable", id]);
  const status = await json(["streams", "status", id]);
  const deleted = await json(["streams", "delete", id]);
  const missing = await run(["streams", "get", id]);

  expect(created).toMatchObject({ title: "camera-1", hub: "test-hub" });
  expect(listed).toEqual([expect.objectContaining({ id })]);
  expect(got.stdout).toMatch(/^publishKey +\(hidden, use --json\)$/m);
  expect(updated).toMatchObject({ publishSecurity: "static" });
  expect([disabled, enabled]).toMatchObject([{ disabled: true }, { disabled: false }]);
  expect(status).toMatchObject({ status: "disconnected" });
  expect(deleted).toEqual({ id, deleted: true });
  expect(missing).toMatchObject({ exitCode: 3, stdout: "" });
}, 60_000);

test("pili streams urls lists URLs, and the one to publish to only with --publish", async () => {
  const { run, json } = await startClient("pili");
  const [{ id }] = (await json(["streams", "list"])) as [{ id: string }];
  const interval = ["--start", "1440225930", "--end", "1440226380"];

  const table = await run(["streams", "urls", id]);
  const urls = await json(["streams", "urls", id, "--publish", ...interval]);

  expect(table.stdout).toMatch(/^KIND +PROFILE +URL\n/);
  expect(table.stdout).not.toContain("publish");
  const kinds = new Set((urls as { kind: string }[]).map(({ kind }) => kind));
  expect([...kinds]).toEqual(expect.arrayContaining(["publish", "rtmp", "hls", "flv", "playback"]));
}, 60_000);

test("pili streams segments, save and snapshot use the recording of a stream", async () => {
  const { run, json } = await startClient("pili", { speed: 1_000 });
  const streams = (await json(["streams", "list"])) as { id: string }[];
  const segments = await Promise.all(
    streams.map(async ({ id }) => ({
      id,
      items: (await json(["streams", "segments", id])) as { start: number; end: number }[],
    })),
  );
  const recorded = segments.find(({ items }) => items.length > 0);
  const { id = "", items: [segment] = [] } = recorded ?? {};
  const interval = ["--start", String(segment?.start), "--end", String(segment?.end)];

  const saved = await json(["streams", "save", id, "--name", "show.mp4", ...interval]);
  const waited = await run([
    ...["streams", "save", id, "--name", "show.mp4", ...interval, "--format", "mp4"],
    ...["--wait", "--poll", "0.05", "--json"],
  ]);
  const picture = await run([
    ...[
      "streams",
      "snapshot",
      id,
      "--name",
      "picture.jpg",
      "--time",
      String(segment?.start),
      "--json",
    ],
  ]);

  expect(saved).toMatchObject({ url: expect.stringContaining("http") });
  expect(JSON.parse(waited.stdout)).toMatchObject({ job: { code: 0 } });
  expect(waited.stderr).toBe("Waiting for the job\n");
  expect(JSON.parse(picture.stdout)).toMatchObject({
    targetUrl: expect.stringContaining("picture.jpg"),
  });
}, 60_000);

test.each([
  [["urls", "z1.test-hub.a", "--start", "5"], "--start and --end must be given together"],
  [["segments", "z1.test-hub.a", "--start", "5"], "--end must be given together with start"],
  [
    ["update", "z1.test-hub.a"],
    "Parameters must contain --publish-key, --publish-security or disabled",
  ],
  [
    ["list", "--job-url", "ftp://a"],
    "--job-url must be an http or https URL, without a path but /v1",
  ],
  [["list", "--job-url", "https://a"], "--job-url must have the scheme of --url"],
  [["list", "--hub", "a b"], "--hub must consist of letters, digits, hyphens and underscores"],
])(
  "pili streams %j is rejected with a message about its flags",
  async (argv, message) => {
    const { run } = await startClient("pili");

    const result = await run(["streams", ...argv]);

    expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
  },
  60_000,
);

test("pili streams list has a table with titles in words", async () => {
  const { run } = await startClient("pili");

  const { stdout } = await run(["streams", "list"]);

  expect(stdout).toMatch(/^ID +TITLE +DISABLED +PUBLISH SECURITY +CREATED AT\n/);
}, 60_000);

test("pili commands end with the exit code of the failure", async () => {
  const { run } = await startClient("pili");

  const rejected = await run(["streams", "list"], { env: { ...env.pili, QINIU_SECRET_KEY: "x" } });
  const noHub = await runProgram([
    "pili",
    "streams",
    "list",
    "--access-key",
    "a",
    "--secret-key",
    "b",
  ]);
  const noName = await run(["streams", "save", "z1.test-hub.a", "--start", "1", "--end", "2"]);

  expect(rejected).toMatchObject({ exitCode: 4, stdout: "" });
  expect(noHub.stderr).toBe("flip-pili: --hub is missing: pass it, or set PILI_HUB\n");
  expect(noName).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--name") });
}, 60_000);
