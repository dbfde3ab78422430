import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import {
  type FleetWorld,
  hashOf,
  partSize,
  startFleetWorld,
  storedFiles,
} from "../fleet/fleet-files.ts";
import { seeds } from "../helpers/flip-world.ts";
import { credentials } from "../helpers/mock-flip.ts";
import { runProgram, startProgram, waitUntil } from "./run-program.ts";

const env = {
  TELESTREAM_ACCESS_KEY: credentials.accessKey,
  TELESTREAM_SECRET_KEY: credentials.secretKey,
  TELESTREAM_FACTORY_ID: seeds.factory,
};

/** Returns a command that uploads to a mock, with a state folder of its own. */
function commandFor({ mock, folder }: FleetWorld, ...words: string[]): string[] {
  const server = ["--host", mock.host, "--port", String(mock.port)];
  return ["upload", ...words, ...server, "--state-folder", join(folder, ".state")];
}

async function hashesOf(paths: readonly string[]): Promise<string[]> {
  return Promise.all(paths.map(async (path) => hashOf(basename(path), await readFile(path))));
}

/** Uploads three files, and interrupts the command when one is done and another has stalled. */
async function interruptUploads(world: FleetWorld, isTTY = false) {
  const { mock } = world;
  const paths = await world.write(3);
  await writeFile(paths[0] ?? "", randomBytes(partSize)); // It has no part 2.
  mock.uploads.script([{ kind: "stall", part: 2, after: 10 }]);
  const command = commandFor(world, ...paths, "--files-at-once", "1", "--concurrency", "1");
  const running = startProgram(command, { env, isTTY });
  await waitUntil(() => mock.uploads.requests.some(({ part }) => part === 2));
  running.interrupt("SIGINT");
  const atOnce = running.output().stderr;
  return { ...(await running.result), atOnce, paths, command };
}

test("upload sends the matching files of a folder, and prints a line for each", async () => {
  const world = await startFleetWorld();
  const paths = await world.write(5);
  const folder = join(world.folder, "2026");
  await mkdir(folder);
  await rename(paths[4] ?? "", join(folder, "film-4.mp4"));
  await writeFile(join(world.folder, "notes.txt"), "no film");

  const command = commandFor(world, world.folder, "--recursive", "--match", "*.mp4");
  const { exitCode, stdout, stderr } = await runProgram([...command, "--profiles", "webm"], {
    env,
  });

  const { mock } = world;
  const sent = [join(folder, "film-4.mp4"), ...paths.slice(0, 4)];
  expect(exitCode).toBe(0);
  expect(storedFiles(mock)).toEqual((await hashesOf(sent)).sort());
  const rows = stdout
    .trim()
    .split("\n")
    .map((line) => line.split("\t"));
  expect(rows.map(([, size, , path]) => [Number(size), path])).toEqual(
    sent.map((path) => [3 * partSize + 5, path]),
  );
  const ids = mock.uploads.sessions.map(({ video }) => video?.id);
  expect(rows.map(([id]) => id).sort()).toEqual(ids.sort());
  expect(stderr).toMatch(/^5 of 5: .*film-\d\.mp4 \(49\.2 kB\) uploaded$/m);
  expect(stderr).toMatch(/^100 %, total, .*5 of 5 files, 246 kB of 246 kB/m);
  expect(stderr).toMatch(/\n5 of 5 files uploaded, 246 kB in \d+s \(.*\/s\)\n$/);
  const created = mock.requests.filter(({ operationId }) => operationId === "createUploadSession");
  expect(created.map(({ query }) => query["profiles"])).toEqual(Array(5).fill("webm"));
});

test("upload shows a bar for each file in flight and one in total on a terminal", async () => {
  const world = await startFleetWorld();
  const paths = await world.write(3);

  const command = commandFor(world, ...paths, "--files-at-once", "2");
  const { stdout, stderr } = await runProgram(command, { env, isTTY: true });

  expect(stderr).toContain("\u001b[?25l");
  expect(stderr).toMatch(/█{20} 100 % {2}total {2}3 of 3 files {2}147 kB of 147 kB/);
  expect(stderr.lastIndexOf("\u001b[?25h")).toBeGreaterThan(stderr.lastIndexOf("█"));
  expect(stdout).toMatch(/^(\w+ {2}49\.2 kB {2}\S+ \S+ +.*film-\d\.mp4\n){3}$/);
});

test("upload --resume continues what was interrupted, and skips what is done", async () => {
  const world = await startFleetWorld();
  const { paths, exitCode, stdout, stderr, command } = await interruptUploads(world);
  const [first, second] = world.mock.uploads.sessions;

  const repeated = await runProgram(command, { env });
  const resumed = await runProgram([...command, "--resume", "--json"], { env });

  expect(exitCode).toBe(130);
  expect(stdout).toMatch(new RegExp(`^${first?.video?.id}\t.*film-0.mp4\n$`));
  expect(stderr).toMatch(
    /1 of 3 files uploaded, 2 interrupted, .*\nInterrupted: repeat the command with --resume to continue\n$/,
  );
  expect(repeated.exitCode).toBe(2);
  expect(repeated.stderr).toContain("has the states of earlier uploads: use --resume");
  expect(resumed.exitCode).toBe(0);
  const report = JSON.parse(resumed.stdout);
  expect(report).toMatchObject({ uploaded: 3, failed: 0, interrupted: 0 });
  expect(report.files[0]).toMatchObject({
    videoId: first?.video?.id,
    resumedBytes: partSize,
  });
  expect(report.files[1]).toMatchObject({ videoId: second?.video?.id, resumedBytes: 2 * partSize });
  expect(world.mock.uploads.sessions).toHaveLength(3);
  expect(storedFiles(world.mock)).toEqual((await hashesOf(paths)).sort());
});

test("upload restores the terminal as soon as it is interrupted: a second Ctrl-C may follow", async () => {
  const world = await startFleetWorld();

  const { atOnce } = await interruptUploads(world, true);

  expect(atOnce).toMatch(/\?7h.\[\?25h$/);
});

test("upload --resume shows what is there already in its first frame", async () => {
  const world = await startFleetWorld();
  const { command } = await interruptUploads(world, true);

  const { stderr } = await runProgram([...command, "--resume"], { env, isTTY: true });

  const [firstFrame = ""] = stderr.split("\u001b[J");
  expect(firstFrame).toMatch(/░ {2}6\d % {2}.*film-1\.mp4 {2}\S+ kB of 49\.2 kB/);
  expect(firstFrame).toMatch(/ {2}total {2}1 of 3 files {2}(49|5\d)\.?\d* kB of 115 kB/);
});

test("upload --wait prints the URLs of the encodings", async () => {
  const world = await startFleetWorld({}, { speed: 100_000 });
  const paths = await world.write(2);

  const command = commandFor(world, ...paths, "--wait", "--jsonl", "--profiles", "h264");
  const { exitCode, stdout, stderr } = await runProgram(command, { env });

  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(exitCode).toBe(0);
  expect(lines.map(({ path }) => path).sort()).toEqual(paths);
  for (const line of lines) {
    const encodings = [
      { status: "success", profile: "h264", urls: [expect.stringMatching(/^http/)] },
    ];
    expect(line).toMatchObject({ status: "encoded", encodings });
  }
  expect(stderr).toContain("100 %, encoded 2 of 2 videos");
  expect(stderr).toContain("2 of 2 files uploaded, 2 encoded");
});

test("upload --wait fails when an encoding has failed", async () => {
  const world = await startFleetWorld({}, { speed: 100_000 });
  const [path = "", other = ""] = await world.write(2);
  const broken = join(world.folder, "fail.mp4");
  await rename(other, broken);

  const command = commandFor(world, path, broken, "--wait", "--json", "--quiet");
  const { exitCode, stdout, stderr } = await runProgram(command, { env });

  const { files, ...sums } = JSON.parse(stdout);
  expect(exitCode).toBe(1);
  expect(sums).toMatchObject({ uploaded: 2, encoded: 1, failed: 1 });
  expect(files[1]).toMatchObject({ status: "failed", error: { name: "EncodingFailedError" } });
  expect(files[1].videoId).toBeTruthy();
  expect(stderr).toMatch(/^flip-pili: .*fail\.mp4: .*\nRepeat/);
});

test("upload --wait of one file prints its id and the URLs", async () => {
  const world = await startFleetWorld({}, { speed: 100_000 });
  const [path = ""] = await world.write(1);
  const command = commandFor(world, path).slice(0, -2);

  const text = await runProgram([...command, "--wait", "--quiet"], { env });
  const json = await runProgram([...command, "--wait", "--json"], { env });

  const [session] = world.mock.uploads.sessions;
  expect(text.stdout).toMatch(new RegExp(`^${session?.video?.id}\nhttp\\S+\n$`));
  expect(JSON.parse(json.stdout)).toMatchObject({
    original_filename: "film-0.mp4",
    encodings: [{ status: "success", profile: "h264" }],
  });
});

test("upload reports the files that fail, uploads the others, and exits with 1", async () => {
  const world = await startFleetWorld();
  const paths = await world.write(2);
  const empty = join(world.folder, "empty.mp4");
  await writeFile(empty, "");

  const command = commandFor(world, empty, ...paths);
  const { exitCode, stdout, stderr } = await runProgram(command, { env });

  expect(exitCode).toBe(1);
  expect(stdout.trim().split("\n")).toHaveLength(2);
  expect(stderr).toMatch(/^flip-pili: .*empty\.mp4: .+$/m);
  expect(stderr).toContain("2 of 3 files uploaded, 1 failed");
});

test("upload of files that all fail advises no --resume, which would find nothing", async () => {
  const world = await startFleetWorld();
  const empty = join(world.folder, "empty.mp4");
  await writeFile(empty, "");

  const { exitCode, stderr } = await runProgram(commandFor(world, empty, "--quiet"), { env });

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^flip-pili: .*empty\.mp4: .+\nRepeat the command for what has failed\n$/);
});

test("upload rejects a state folder that another command uses", async () => {
  const world = await startFleetWorld();
  const command = commandFor(world, ...(await world.write(2)));
  world.mock.uploads.script([{ kind: "stall", part: 0, times: Number.POSITIVE_INFINITY }]);
  startProgram(command, { env });
  await waitUntil(() => world.mock.uploads.requests.length > 0);

  const { exitCode, stderr } = await runProgram([...command, "--resume"], { env });

  expect(exitCode).toBe(1);
  expect(stderr).toContain(`flip-pili: Process ${process.pid} uses this state folder: `);
});

test("upload interrupted before it has the factory sends nothing", async () => {
  const world = await startFleetWorld();
  const running = startProgram(commandFor(world, ...(await world.write(2))), { env });
  running.interrupt("SIGTERM");

  const { exitCode, stdout, stderr } = await running.result;

  expect({ exitCode, stdout }).toEqual({ exitCode: 143, stdout: "" });
  expect(stderr).toBe("Interrupted: nothing was sent\n");
  expect(world.mock.uploads.sessions).toEqual([]);
});

test("upload of several files rejects invalid arguments before it sends a request", async () => {
  const world = await startFleetWorld();
  const paths = await world.write(2);
  const command = commandFor(world, ...paths);
  const requests = world.mock.requests.length;
  const cases: [argv: string[], message: string][] = [
    [[...command, "--state", "a"], "--state is only for one file: use --state-folder for several"],
    [[...command, "--file-name", "a"], "--file-name is only for one file"],
    [
      [...command.slice(0, -2), "--resume"],
      "--resume finds no states in .flip-uploads: call it in the folder of the first call, or pass --state-folder",
    ],
    [
      commandFor(world, join(world.folder, "*.avi")),
      `<file> matches no file: ${join(world.folder, "*.avi")}`,
    ],
  ];

  for (const [argv, message] of cases) {
    const result = await runProgram(argv, { env });
    expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
  }
  expect(world.mock.requests).toHaveLength(requests);
  expect(await readdir(world.folder)).not.toContain(".state");
});
