import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { MockServerOptions } from "flip-pili/testing";
import { expect, test } from "vitest";
import { hashOf, storedFiles } from "../fleet/fleet-files.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { runProgram, startProgram, waitUntil } from "./run-program.ts";
import { env as environments, startClient } from "./start-client.ts";

const env = environments["flip-3.1"];
const partSize = 10_000;

/** Starts a mock of Flip 3.1, and writes files of four parts. */
async function prepare(files: number, options: MockServerOptions<"flip-3.1"> = {}) {
  const { mock } = await startClient("flip-3.1", { ...options, uploads: { partSize } });
  const folder = await temporaryDirectory();
  const paths = Array.from({ length: files }, (_, index) => join(folder, `film-${index}.mp4`));
  for (const path of paths) await writeFile(path, randomBytes(4 * partSize - 7));
  const flags = ["--api", "flip-3.1", "--url", mock.url];
  const hashes = async () =>
    Promise.all(paths.map(async (path) => hashOf(basename(path), await readFile(path))));
  return { mock, folder, paths, flags, hashes };
}

test("upload --api flip-3.1 sends a file with its profiles, and prints the video", async () => {
  const { mock, paths, flags, hashes } = await prepare(1);

  const argv = ["upload", ...paths, ...flags, "--profiles", "h264,webm", "--json", "--quiet"];
  const { exitCode, stdout, stderr } = await runProgram(argv, { env });

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ original_filename: "film-0.mp4" });
  expect(storedFiles(mock)).toEqual(await hashes());
  const created = mock.requests.find(({ operationId }) => operationId === "createUploadSession");
  const sent = JSON.parse(new TextDecoder().decode(created?.body));
  expect(sent).toMatchObject({ profiles: "h264,webm", multi_chunk: true });
  expect(mock.requests.flatMap(({ findings }) => findings)).toEqual([]);
}, 60_000);

test("upload --api flip-3.1 --wait prints the URLs of the encodings", async () => {
  const { paths, flags } = await prepare(1, { speed: 100_000 });

  const { exitCode, stdout } = await runProgram(["upload", ...paths, ...flags, "--wait"], { env });

  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^[0-9a-f]{32}\nhttps?:.*\n$/);
}, 60_000);

test("upload --resume continues an upload of Flip 3.1 without keys", async () => {
  const { mock, paths, flags, hashes } = await prepare(1);
  const state = `${paths[0]}.flip-upload.json`;
  mock.uploads.script([{ kind: "stall", part: 3, after: 10 }]);
  const running = startProgram(["upload", ...paths, ...flags], { env });
  await waitUntil(() => mock.uploads.sessions.at(-1)?.missingParts.length === 1);
  running.interrupt("SIGINT");
  const interrupted = await running.result;

  const resume = ["upload", ...paths, "--resume", "--allow-private-host"];
  const resumed = await runProgram([...resume, "--api", "flip-3.1"]);

  expect(interrupted).toMatchObject({ exitCode: 130 });
  expect(resumed).toMatchObject({
    exitCode: 0,
    stdout: `${mock.uploads.sessions[0]?.video?.id}\n`,
  });
  expect(existsSync(state)).toBe(false);
  expect(storedFiles(mock)).toEqual(await hashes());
}, 60_000);

test("upload --api flip-3.1 sends several files, waits for their encodings, and skips what is done", async () => {
  const { mock, folder, flags, hashes } = await prepare(3, { speed: 100_000 });
  const argv = ["upload", folder, ...flags, "--state-folder", join(folder, ".state"), "--json"];

  const first = await runProgram([...argv, "--wait"], { env });
  const again = await runProgram([...argv, "--resume"], { env });

  expect(first.exitCode).toBe(0);
  expect(JSON.parse(first.stdout)).toMatchObject({ uploaded: 3, encoded: 3, failed: 0 });
  expect(JSON.parse(again.stdout)).toMatchObject({ uploaded: 3, sentBytes: 0 });
  expect(mock.uploads.sessions).toHaveLength(3);
  expect(storedFiles(mock)).toEqual((await hashes()).sort());
}, 60_000);

test("upload --api flip-3.1 exits with 4, and stores no state, when the key is wrong", async () => {
  const { paths, flags } = await prepare(1);

  const result = await runProgram(["upload", ...paths, ...flags, "--api-key", "tcs_hunter2"], {
    env,
  });

  expect(result).toMatchObject({ exitCode: 4, stdout: "" });
  expect(result.stderr).not.toContain("hunter2");
  expect(existsSync(`${paths[0]}.flip-upload.json`)).toBe(false);
}, 60_000);

test.each([
  [["--api", "flip-3.1", "--host", "a.example"], "--host is only for --api flip"],
  [["--api", "flip-3.1", "--http"], "--http is only for --api flip"],
  [["--api", "flip-3.1", "--secret-key", "a"], "--secret-key is only for --api flip"],
  [["--api-key", "a"], "--api-key is only for --api flip-3.1"],
  [
    ["--api", "flip-3.1", "--api-key", "a"],
    "--factory-id is missing: pass it, or set TELESTREAM_FACTORY_ID",
  ],
])("upload %j is rejected by name", async (flags, message) => {
  const file = join(await temporaryDirectory(), "film.mp4");
  await writeFile(file, "a film");

  const result = await runProgram(["upload", file, ...flags]);

  expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
});
