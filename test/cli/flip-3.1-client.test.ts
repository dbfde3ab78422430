import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { seeds } from "../helpers/mock-flip-3.1.ts";
import { post } from "../helpers/notification-server.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { runProgram, startProgram, waitUntil } from "./run-program.ts";
import { apiKey, env, startClient } from "./start-client.ts";

const source = ["--source-url", "http://files.example.com/film.mp4"];

test("flip videos create, list, get, metadata, cancel and delete call Flip 3.1", async () => {
  const { mock, run, json } = await startClient("flip-3.1");

  const created = await json(["videos", "create", ...source, "--profiles", "h264"]);
  const { id } = created as { id: string };
  const queued = await json(["videos", "queued"]);
  const canceled = await json(["videos", "cancel", id]);
  const [finished] = (await json(["videos", "list", "--limit", "1"])) as { id: string }[];
  const got = await json(["videos", "get", seeds.video]);
  const metadata = await json(["videos", "metadata", seeds.video]);
  const signed = await json(["videos", "signed-url", seeds.video]);
  const resubmitted = await json(["videos", "resubmit", seeds.video]);
  const deleted = await json(["videos", "delete", id]);
  const missing = await run(["videos", "get", id]);

  expect(created).toMatchObject({ status: "processing", url: null });
  expect(queued).toEqual(expect.arrayContaining([expect.objectContaining({ id })]));
  expect(canceled).toEqual({ id, canceled: true });
  expect(finished).toMatchObject({ id: expect.any(String) });
  expect(got).toMatchObject({ id: seeds.video, url: expect.stringMatching(/^https?:/) });
  expect(metadata).toBeTypeOf("object");
  expect(signed).toEqual({ id: seeds.video, signed_url: expect.stringMatching(/^https:/) });
  expect(resubmitted).toEqual({ id: seeds.video, resubmitted: true });
  expect(deleted).toEqual({ id, deleted: true });
  expect(missing).toMatchObject({ exitCode: 3, stdout: "" });
  expect(mock.requests.flatMap(({ findings }) => findings)).toEqual([]);
}, 60_000);

test("flip videos list --api flip-3.1 shows durations, which are in seconds", async () => {
  const { run, json } = await startClient("flip-3.1");

  const { stdout } = await run(["videos", "list"]);
  const items = (await json(["videos", "list"])) as { id: string; duration?: number }[];

  const { id = "", duration = 0 } = items.find((item) => (item.duration ?? 0) > 1) ?? {};
  const line = stdout.split("\n").find((text) => text.startsWith(id));
  expect(line).toMatch(new RegExp(`  (\\d+m )?${Math.ceil(duration) % 60}s  `));
}, 60_000);

test("flip videos wait --api flip-3.1 lists the encodings, and reports failures and the end of the time", async () => {
  const { run, json } = await startClient("flip-3.1", { speed: 10_000 });
  const { id } = (await json(["videos", "create", ...source, "--profiles", "h264"])) as {
    id: string;
  };

  const waited = await run(["videos", "wait", id, "--poll", "0.01", "--json"]);
  const failed = await run(["videos", "wait", seeds.failedVideo, "--quiet"]);

  expect(waited).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(waited.stdout)).toEqual([expect.objectContaining({ status: "success" })]);
  expect(failed).toMatchObject({ exitCode: 1 });
  expect(failed.stderr).toMatch(/^flip-pili: (Video .* could not be imported|1 of)/);
}, 60_000);

test("flip videos wait --api flip-3.1 ends with exit code 6 when the time is over", async () => {
  const { run, json } = await startClient("flip-3.1");
  const { id } = (await json(["videos", "create", ...source])) as { id: string };

  const argv = ["videos", "wait", id, "--timeout", "0.05", "--poll", "0.01", "--quiet"];

  expect(await run(argv)).toMatchObject({ exitCode: 6, stdout: "" });
}, 60_000);

test("flip encodings create, list, update, count, signed-url, signed-urls and delete call Flip 3.1", async () => {
  const { mock, json } = await startClient("flip-3.1");
  const target = ["--video-id", seeds.video];

  const before = (await json(["encodings", "count"])) as { total: number };
  const created = await json(["encodings", "create", ...target, "--profile-name", "h264"]);
  const { id } = created as { id: string };
  await mock.advance(3_600_000);
  const after = await json(["encodings", "count"]);
  const listed = await json(["encodings", "list", ...target]);
  const signed = await json(["encodings", "signed-url", id, "--expires", "60"]);
  const all = await json(["encodings", "signed-urls", id]);
  const updated = await json(["encodings", "update", id, "--profile-name", "h264"]);
  const deleted = await json(["encodings", "delete", id]);

  expect(created).toMatchObject({ video_id: seeds.video, profile_name: "h264" });
  expect(after).toEqual({ total: before.total + 1 });
  expect(listed).toEqual(expect.arrayContaining([expect.objectContaining({ id })]));
  expect(signed).toEqual({ id, signed_url: expect.stringMatching(/^https:/) });
  expect(all).toEqual([{ id, signed_url: expect.stringMatching(/^https:/) }]);
  expect(updated).toMatchObject({ id, profile_name: "h264" });
  expect(deleted).toEqual({ id, deleted: true });
  expect(mock.requests.flatMap(({ findings }) => findings)).toEqual([]);
}, 60_000);

test("flip profiles create, update, list and delete call Flip 3.1, whose bodies have numbers", async () => {
  const { mock, json } = await startClient("flip-3.1");
  await json(["factories", "list"]);
  const params = ["-p", "width=480", "-p", "upscale=false", "-p", "title=007"];

  const created = await json([
    "profiles",
    "create",
    "--preset-name",
    "h264",
    "--name",
    "small",
    ...params,
  ]);
  const updated = await json(["profiles", "update", "small", "-p", "video_bitrate=800000"]);
  const listed = await json(["profiles", "list"]);
  const deleted = await json(["profiles", "delete", "small"]);

  expect(created).toMatchObject({ name: "small", width: 480, upscale: false, title: "007" });
  expect(updated).toMatchObject({ name: "small", video_bitrate: 800_000 });
  expect(listed).toEqual(expect.arrayContaining([expect.objectContaining({ name: "small" })]));
  expect(deleted).toMatchObject({ deleted: true });
  expect(mock.requests.flatMap(({ findings }) => findings)).toEqual([]);
}, 60_000);

test("flip profiles pull, plan and apply work with Flip 3.1", async () => {
  const { run, json } = await startClient("flip-3.1");
  const file = join(await temporaryDirectory(), "profiles.json");
  const wanted = [{ name: "small", preset_name: "h264", width: 480 }];
  await writeFile(file, JSON.stringify(wanted));

  const pulled = await run(["profiles", "pull"]);
  const planned = await run(["profiles", "plan", file]);
  const applied = await json(["profiles", "apply", file]);
  const again = await run(["profiles", "plan", file]);

  expect(JSON.parse(pulled.stdout)).toBeInstanceOf(Array);
  expect(planned.stdout).toMatch(/^create +small +/m);
  expect(applied).toEqual([expect.objectContaining({ action: "create", name: "small" })]);
  expect(again.stderr).toBe("Nothing differs\n");
}, 60_000);

test("flip factories, notifications and workflows call Flip 3.1", async () => {
  const { mock, run, json } = await startClient("flip-3.1", { factoryId: undefined });
  const factory = ["--factory-id", seeds.factory];

  const factories = (await json(["factories", "list"])) as { id: string }[];
  const renamed = await json(["factories", "update", seeds.factory, "--name", "films"]);
  const synced = await json(["factories", "sync", seeds.factory]);
  const stopped = await json(["factories", "sync", ...factory, "--stop"]);
  const copied = await json([
    ...["profiles", "copy", seeds.profile, ...factory],
    ...["--to-factory", seeds.otherFactory, "--name", "copied"],
  ]);
  const settings = await json([
    "notifications",
    "update",
    ...factory,
    "--on",
    "video_encoded",
    "-p",
    "delay=5",
  ]);
  const workflows = await json(["workflows", "list", ...factory]);
  const started = await run(["workflows", "run", seeds.workflow, ...factory, ...source, "--json"]);
  const neither = await run(["workflows", "run", seeds.workflow, ...factory]);

  expect(factories.map(({ id }) => id)).toContain(seeds.factory);
  expect(renamed).toMatchObject({ id: seeds.factory, name: "films" });
  expect(synced).toEqual({ id: seeds.factory, syncing: expect.any(String) });
  expect(stopped).toMatchObject({ id: seeds.factory });
  expect(copied).toMatchObject({ name: "copied" });
  expect(settings).toMatchObject({ delay: 5, events: { video_encoded: true } });
  expect(workflows).toEqual([expect.objectContaining({ id: seeds.workflow })]);
  expect(JSON.parse(started.stdout)).toEqual({ profile_id: seeds.workflow, started: true });
  expect(neither).toMatchObject({
    exitCode: 2,
    stderr: "flip-pili: Parameters must contain either --source-url or --file\n",
  });
  expect(mock.requests.flatMap(({ findings }) => findings)).toEqual([]);
}, 60_000);

test("flip notifications listen --api flip-3.1 prints events with the state of their objects", async () => {
  const { mock } = await startClient("flip-3.1");
  const journal = join(await temporaryDirectory(), "journal.jsonl");
  const where = ["--path", "/flip/secret", "--journal", journal, "--url", mock.url];
  const command = ["flip", "notifications", "listen", "--api", "flip-3.1", ...where];
  const running = startProgram(command, { env: env["flip-3.1"] });
  await waitUntil(() => running.output().stderr.includes("Listening at"));
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(running.output().stderr)?.[1]);

  const body = `event=encoding-complete&encoding_id=${seeds.encoding}`;
  const { status } = await post(port, body, { path: "/flip/secret" });
  const line = await running.firstOutput();
  running.interrupt("SIGINT");

  expect(status).toBe(200);
  expect(line).toMatch(/^\S+Z encoding-complete encoding=\w+ profile=\S+ status=success\n$/);
  expect(await running.result).toMatchObject({ exitCode: 0 });
}, 60_000);

test("flip --api flip-3.1 does not print the key, and has exit code 4 when the service rejects it", async () => {
  const { run } = await startClient("flip-3.1");

  const rejected = await run(["videos", "list"], {
    env: { ...env["flip-3.1"], TELESTREAM_API_KEY: `${apiKey}-other` },
  });
  const verbose = await run(["videos", "list", "--verbose", "--api-key", apiKey], {
    env: { TELESTREAM_FACTORY_ID: "my-factory" },
  });

  expect(rejected).toMatchObject({ exitCode: 4, stdout: "" });
  expect(verbose.stderr).toContain("/flip/3.1/videos.json 200 (");
  expect(rejected.stderr + verbose.stdout + verbose.stderr).not.toContain("hunter2");
}, 60_000);

const v31 = ["--api", "flip-3.1"];
const invalid: [argv: string[], message: string][] = [
  [["videos", "list", "--status", "fail"], "--status is only for --api flip"],
  [["videos", "create", "--file", "a.mp4"], "--file is only for --api flip"],
  [["videos", "list", "--access-key", "a"], "--access-key is only for --api flip"],
  [["videos", "list", "--secret-key", "a"], "--secret-key is only for --api flip"],
  [
    ["videos", "list", "--url", "http://a.example/v3.0"],
    "--url must be an http or https URL, without a path but /flip/3.1",
  ],
  [["encodings", "update", "a"], "Parameters must contain"],
  [["encodings", "signed-url", "a", "--expires", "0"], "option '--expires <seconds>' argument '0'"],
  [["profiles", "copy", "a", "--name", "b"], "required option '--to-factory <id>' not specified"],
];

test.each(invalid)("flip %j --api flip-3.1 is rejected by name", async (argv, message) => {
  const { run } = await startClient("flip-3.1");
  const command = ["flip", ...argv, ...v31];
  const { exitCode, stdout, stderr } = argv.includes("encodings")
    ? await run(argv.map((word) => (word === "a" ? seeds.encoding : word)))
    : await runProgram(command, { env: env["flip-3.1"] });

  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr.startsWith(`flip-pili: ${message}`), stderr).toBe(true);
});

test.each([
  [["videos", "cancel", "a"], "flip videos cancel is only for --api flip-3.1"],
  [["videos", "queued"], "flip videos queued is only for --api flip-3.1"],
  [["workflows", "list"], "flip workflows list is only for --api flip-3.1"],
  [["videos", "list", "--api-key", "a"], "--api-key is only for --api flip-3.1"],
  [
    ["videos", "list", "--api", "3.1"],
    "option '--api <name>' argument '3.1' is invalid. Allowed choices are flip, flip-3.1.",
  ],
])("flip %j without --api is rejected by name", async (argv, message) => {
  const result = await runProgram(["flip", ...argv], { env: env.flip });

  expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
});

test("flip --api flip-3.1 says which key is missing", async () => {
  const result = await runProgram(["flip", "videos", "list", ...v31], { env: env.flip });

  expect(result).toEqual({
    exitCode: 2,
    stdout: "",
    stderr:
      "flip-pili: --api-key is missing: pass it, or set TELESTREAM_API_KEY; " +
      "TELESTREAM_ACCESS_KEY is set, which is for flip\n",
  });
});

test("flip without --api says that there is a key for Flip 3.1", async () => {
  const { stderr } = await runProgram(["flip", "videos", "list"], { env: env["flip-3.1"] });

  expect(stderr).toBe(
    "flip-pili: --access-key is missing: pass it, or set TELESTREAM_ACCESS_KEY; " +
      "TELESTREAM_API_KEY is set, which is for flip-3.1\n",
  );
});

test("flip videos list --help says which keys belong to which API", async () => {
  const { stdout } = await runProgram(["flip", "videos", "list", "--help"]);

  expect(stdout).toMatch(/--access-key <key> +flip: access key/);
  expect(stdout).toMatch(/--api-key <key> +flip-3\.1: API key \(default: TELESTREAM_API_KEY,/);
  expect(stdout).toMatch(/--factory-id <id> +factory/);
});
