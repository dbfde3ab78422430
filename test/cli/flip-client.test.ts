import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { closedPort } from "../helpers/flip-server.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { runProgram } from "./run-program.ts";
import { env, keys, startClient } from "./start-client.ts";

const source = ["--source-url", "http://files.example.com/film.mp4"];

test("flip videos create, list, get, metadata and delete call the API", async () => {
  const { mock, run, json } = await startClient("flip");

  const created = await json(["videos", "create", ...source, "--profiles", "h264"]);
  await mock.advance(3_600_000);
  const { id } = created as { id: string };
  const listed = await json(["videos", "list", "--status", "success", "--limit", "1"]);
  const got = await json(["videos", "get", id]);
  const metadata = await json(["videos", "metadata", id]);
  const deleted = await json(["videos", "delete", id]);
  const missing = await run(["videos", "get", id]);

  expect(created).toMatchObject({ status: "processing", url: null });
  expect(listed).toEqual([expect.objectContaining({ id, status: "success" })]);
  expect(got).toMatchObject({ id, url: expect.stringMatching(/^https?:.*\.mp4$/) });
  expect(metadata).toBeTypeOf("object");
  expect(deleted).toEqual({ id, deleted: true });
  expect(missing).toMatchObject({ exitCode: 3, stdout: "" });
  expect(missing.stderr).toMatch(/^flip-pili: GET .* returned 404 RecordNotFound.*\n$/);
}, 60_000);

test("flip videos list prints a table for people, a document with --json and lines with --jsonl", async () => {
  const { run } = await startClient("flip");
  await run(["videos", "create", ...source]);

  const table = await run(["videos", "list"]);
  const document = await run(["videos", "list", "--json"]);
  const lines = await run(["videos", "list", "--jsonl"]);

  const items = JSON.parse(document.stdout) as object[];
  expect(items.length).toBeGreaterThan(1);
  expect(lines.stdout).toBe(items.map((item) => `${JSON.stringify(item)}\n`).join(""));
  expect(table.stdout).toMatch(/^ID +STATUS +NAME +SIZE +DURATION +CREATED AT\n/);
  expect(table.stdout.split("\n")).toHaveLength(items.length + 2);
  expect([table, document, lines].map(({ stderr }) => stderr)).toEqual(["", "", ""]);
}, 60_000);

test("flip videos list has colours only on terminals, and not with NO_COLOR", async () => {
  const { run } = await startClient("flip");

  const terminal = await run(["videos", "list"], { isTTY: true });
  const plain = await run(["videos", "list"], { isTTY: true, env: { ...env.flip, NO_COLOR: "1" } });
  const piped = await run(["videos", "list"]);

  expect(terminal.stdout).toContain("\u001b[1mID");
  expect(plain.stdout).not.toContain("\u001b");
  expect(piped.stdout).toBe(plain.stdout);
}, 60_000);

test("flip videos wait lists the encodings, with lines of progress", async () => {
  const { run, json } = await startClient("flip", { speed: 10_000 });
  const { id } = (await json(["videos", "create", ...source, "--profiles", "h264"])) as {
    id: string;
  };

  const { exitCode, stdout, stderr } = await run([
    "videos",
    "wait",
    id,
    "--poll",
    "0.01",
    "--json",
  ]);

  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toEqual([
    expect.objectContaining({ status: "success", url: expect.stringContaining("http") }),
  ]);
  expect(stderr).toMatch(/100 %, 1 of 1 encodings have ended\n$/);
}, 60_000);

test("flip videos wait lists the encodings when one has failed, with exit code 1", async () => {
  const { run, json } = await startClient("flip");
  const video = "4147fd6f38fb552c38aba1e2b6923892";
  // The only encoding of the video that is in progress.
  await json(["encodings", "delete", "0b0cbf12f9541c6c2d5d20fdb494ba17"]);

  const argv = ["videos", "wait", video, "--jsonl", "--quiet"];
  const { exitCode, stdout, stderr } = await run(argv);

  const statuses = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).status);
  expect(exitCode).toBe(1);
  expect(statuses).toEqual(expect.arrayContaining(["fail", "success"]));
  expect(stderr).toMatch(/^flip-pili: 1 of \d encodings failed: .*\n$/);
}, 60_000);

test("flip videos wait ends with exit code 6 when the time is over", async () => {
  const { run, json } = await startClient("flip");
  const { id } = (await json(["videos", "create", ...source])) as { id: string };

  const result = await run([
    "videos",
    "wait",
    id,
    "--timeout",
    "0.05",
    "--poll",
    "0.01",
    "--quiet",
  ]);

  expect(result).toMatchObject({ exitCode: 6, stdout: "" });
}, 60_000);

test("flip encodings create, list, get, cancel, retry and delete call the API", async () => {
  const { mock, run, json } = await startClient("flip");
  const video = (await json(["videos", "create", ...source, "--profiles", "none"])) as {
    id: string;
  };
  await mock.advance(3_600_000);
  const target = ["--video-id", video.id];

  const created = await json(["encodings", "create", ...target, "--profile-name", "h264"]);
  const { id } = created as { id: string };
  const canceled = await json(["encodings", "cancel", id]);
  const retried = await run(["encodings", "retry", id]);
  const got = await json(["encodings", "get", id]);
  const listed = await json(["encodings", "list", ...target]);
  const deleted = await json(["encodings", "delete", id]);

  expect(created).toMatchObject({ video_id: video.id, profile_name: "h264" });
  expect(canceled).toEqual({ id, canceled: true });
  expect(retried.stdout + retried.stderr).toMatch(/retried|flip-pili: POST/);
  expect(got).toMatchObject({ id });
  expect(listed).toEqual([expect.objectContaining({ id })]);
  expect(deleted).toEqual({ id, deleted: true });
}, 60_000);

test("flip profiles create, update, get, list and delete call the API", async () => {
  const { run, json } = await startClient("flip");
  const params = ["-p", "width=480", "--param-json", '{"height":320}'];

  const created = await json([
    "profiles",
    "create",
    "--preset-name",
    "h264",
    "--name",
    "mine",
    ...params,
  ]);
  const { id } = created as { id: string };
  const updated = await json([
    "profiles",
    "update",
    id,
    "--title",
    "Mine",
    "-p",
    "video_bitrate=800",
  ]);
  const got = await run(["profiles", "get", id]);
  const listed = await json(["profiles", "list"]);
  const deleted = await json(["profiles", "delete", id]);

  expect(created).toMatchObject({ name: "mine", width: 480, height: 320 });
  expect(updated).toMatchObject({ title: "Mine", video_bitrate: 800 });
  expect(got.stdout).toMatch(/^name +mine$/m);
  expect(listed).toContainEqual(expect.objectContaining({ id }));
  expect(deleted).toEqual({ id, deleted: true });
}, 60_000);

test("flip profiles pull, plan and apply make profiles those of a file", async () => {
  const { run, json } = await startClient("flip");
  const file = join(await temporaryDirectory(), "profiles.json");
  const planFile = `${file}.plan`;

  const pulled = await run(["profiles", "pull", "--output", file]);
  const same = await run(["profiles", "plan", file, "--exit-code"]);
  const wanted = [
    ...JSON.parse(await readFile(file, "utf8")),
    { name: "new", preset_name: "h264" },
  ];
  await writeFile(file, JSON.stringify(wanted));
  const planned = await run(["profiles", "plan", file, "--exit-code"]);
  const plan = await run(["profiles", "plan", file, "--json"]);
  await writeFile(planFile, plan.stdout);
  const applied = await json(["profiles", "apply", planFile]);
  const again = await run(["profiles", "apply", file]);

  expect(pulled).toMatchObject({
    exitCode: 0,
    stderr: expect.stringContaining("profiles written to"),
  });
  expect(same).toEqual({ exitCode: 0, stdout: "", stderr: "Nothing differs\n" });
  expect(planned).toMatchObject({ exitCode: 1, stderr: "" });
  expect(planned.stdout).toMatch(/^ACTION +NAME +FIELDS\ncreate +new +preset_name=h264\n$/);
  expect(applied).toEqual([expect.objectContaining({ action: "create", name: "new" })]);
  expect(again).toEqual({ exitCode: 0, stdout: "", stderr: "Nothing differs\n" });
}, 60_000);

test("flip profiles pull prints JSON without --json", async () => {
  const { run, json } = await startClient("flip");

  const pulled = await run(["profiles", "pull"]);

  expect(pulled).toMatchObject({ exitCode: 0, stderr: "" });
  expect(JSON.parse(pulled.stdout)).toEqual(await json(["profiles", "pull"]));
  expect(JSON.parse(pulled.stdout)[0]).not.toHaveProperty("id");
}, 60_000);

const invalid: [argv: string[], message: string][] = [
  [["videos", "create"], "Parameters must contain either --source-url or --file"],
  [["encodings", "create"], "required option '--video-id <id>' not specified"],
  [
    ["encodings", "create", "--video-id", "a"],
    "Parameters must contain either --profile-id or --profile-name",
  ],
  [["profiles", "update", "h264"], "Nothing to update: pass --name, --title or --param"],
  [["profiles", "update", "h264", "-p", "a=1", "-p", "a=2"], "--param a is repeated"],
  [["profiles", "plan", "package.json"], "<file> must be a JSON array of profiles"],
  [["profiles", "plan", "/none.json"], "<file> cannot be read: /none.json (ENOENT)"],
  [["profiles", "plan", "-"], "<file>[0].name must be a non-empty string, not undefined"],
  [["profiles", "get"], "missing required argument 'id'"],
];

test.each(invalid)(
  "flip %j is rejected with a message about its flags",
  async (argv, message) => {
    const { run } = await startClient("flip");

    const result = await run(argv, { stdin: '[{"preset_name":"h264"}]' });

    expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
  },
  60_000,
);

test("flip factories list, get and update, and notifications get and update call the API", async () => {
  const { run, json } = await startClient("flip");
  const events = ["--on", "video_encoded", "--off", "encoding_progress"];

  const listed = await json(["factories", "list"]);
  const updated = await json(["factories", "update", "--name", "films"]);
  const got = await json(["factories", "get"]);
  const notifications = await json([
    ...["notifications", "update", "--notify-url", "http://app.example.com/flip", ...events],
  ]);
  const settings = await json(["notifications", "get"]);
  const wrong = await run(["notifications", "update", "--on", "video_done"]);

  expect(listed).toEqual([expect.objectContaining({ id: "my-factory" })]);
  expect(updated).toMatchObject({ id: "my-factory", name: "films" });
  expect(got).toEqual(updated);
  expect(notifications).toMatchObject({
    url: "http://app.example.com/flip",
    events: { video_encoded: true, encoding_progress: false },
  });
  expect(settings).toEqual(notifications);
  expect(wrong).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("Allowed choices") });
}, 60_000);

test("flip commands use the only factory of the account when none is given", async () => {
  const { run } = await startClient("flip");
  const { TELESTREAM_FACTORY_ID: _, ...account } = env.flip;

  const result = await run(["notifications", "get", "--json"], { env: account });

  expect(result).toMatchObject({ exitCode: 0, stderr: "" });
}, 60_000);

test("flip commands end with the exit code of the failure", async () => {
  const { run } = await startClient("flip");
  const unreachable = `http://127.0.0.1:${await closedPort()}`;
  const wrongKey = { ...env.flip, TELESTREAM_SECRET_KEY: "other" };

  const rejected = await run(["videos", "list"], { env: wrongKey });
  const noServer = await runProgram(["flip", "videos", "list", "--url", unreachable], {
    env: env.flip,
  });
  const noKeys = await run(["videos", "list"], { env: {} });
  const unknown = await run(["vidoes", "list"]);
  const unknownFlag = await run(["videos", "list", "--jsno"]);

  expect(rejected).toMatchObject({ exitCode: 4, stdout: "" });
  expect(noServer).toMatchObject({ exitCode: 5, stdout: "" });
  expect(noKeys).toMatchObject({
    exitCode: 2,
    stderr: "flip-pili: --access-key is missing: pass it, or set TELESTREAM_ACCESS_KEY\n",
  });
  expect(unknown.stderr).toContain("(Did you mean videos?)");
  expect(unknownFlag).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("Did you mean --json"),
  });
}, 60_000);

test("flip --verbose logs requests without query and keys, --quiet logs nothing", async () => {
  const { mock, run } = await startClient("flip");

  const verbose = await run(["videos", "list", "--json", "--verbose"]);
  const quiet = await run([
    "profiles",
    "pull",
    "--output",
    join(await temporaryDirectory(), "p"),
    "--quiet",
  ]);

  expect(verbose.stderr).toMatch(/^GET http:\S+\/v3\.0\/factories\/my-factory\.json 200 \(\d+ ms/);
  expect(verbose.stderr).toContain(`GET ${mock.url}/v3.0/videos.json 200 (`);
  expect(verbose.stderr).not.toMatch(/hunter2|my-access-key|signature/);
  expect(JSON.parse(verbose.stdout)).toBeInstanceOf(Array);
  expect(quiet).toEqual({ exitCode: 0, stdout: "", stderr: "" });
}, 60_000);

test("flip commands do not print the secret key", async () => {
  const { run } = await startClient("flip");
  const flags = ["--secret-key", keys.secretKey];

  for (const argv of [
    ["videos", "list", "--verbose"],
    ["videos", "get", "none"],
    ["factories", "get"],
  ]) {
    const { stdout, stderr } = await run([...argv, ...flags]);
    expect(stdout + stderr).not.toBe("");
    expect(stdout + stderr).not.toContain(keys.secretKey);
  }
}, 60_000);

test.each([
  ["ftp://a.example"],
  ["http://a.example/api"],
  ["a.example"],
  ["http://user@a.example"],
])("flip --url rejects %s", async (url) => {
  const result = await runProgram(["flip", "videos", "list", "--url", url], { env: env.flip });

  expect(result).toEqual({
    exitCode: 2,
    stdout: "",
    stderr: "flip-pili: --url must be an http or https URL, without a path but /v3.0\n",
  });
});
