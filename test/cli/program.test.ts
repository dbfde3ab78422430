import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { startUploads, timesSent } from "../upload/start-uploads.ts";
import { bundleProgram } from "./bundle-program.ts";
import { runProgram, until } from "./run-program.ts";

const keys = { TELESTREAM_ACCESS_KEY: "my-access-key", TELESTREAM_SECRET_KEY: "hunter2" };
const env = { ...process.env, ...keys, TELESTREAM_FACTORY_ID: "my-factory" };

/** Starts the program in a process of its own. */
async function spawnProgram(argv: readonly string[]) {
  const child = spawn(process.execPath, [await bundleProgram(), ...argv], { env });
  onTestFinished(() => void child.kill("SIGKILL"));
  return {
    child,
    stdout: text(child.stdout),
    stderr: text(child.stderr),
    exit: once(child, "exit"),
  };
}

/** An upload in a process of its own that has come to a halt, with part 3 on the way. */
async function spawnUpload() {
  const uploads = await startUploads({ partSize: 1_000 });
  const file = join(await temporaryDirectory(), "film.mp4");
  await writeFile(file, randomBytes(9_999));
  uploads.server.script([{ kind: "stall", part: 3, after: 100 }]);
  const place = ["--host", "127.0.0.1", "--port", String(uploads.api.port)];
  const program = await spawnProgram(["upload", file, ...place]);
  await until(() => uploads.server.sessions.at(-1)?.missingParts.length === 1);
  return { uploads, file, program, session: uploads.server.sessions[0] };
}

test("flip-pili upload ends with 130 by a real Ctrl-C, and goes on in another process", async () => {
  const { file, program, session } = await spawnUpload();

  program.child.kill("SIGINT");
  const [code, signal] = await program.exit;
  const resumed = await spawnProgram(["upload", file, "--resume"]);

  expect({ code, signal }).toEqual({ code: 130, signal: null });
  expect(await program.stdout).toBe("");
  expect(await program.stderr).toContain("Interrupted: the same command with --resume goes on");
  expect(await resumed.exit).toEqual([0, null]);
  expect(await resumed.stdout).toBe(`${session?.video?.id}\n`);
}, 60_000);

test("flip-pili upload that was killed goes on in another process", async () => {
  const { file, program, session } = await spawnUpload();

  program.child.kill("SIGKILL");
  await program.exit;
  const { exitCode, stdout } = await runProgram(["upload", file, "--resume"]);

  expect(exitCode).toBe(0);
  expect(stdout).toBe(`${session?.video?.id}\n`);
  expect(session && timesSent(session, 0)).toBe(1);
}, 60_000);

test("flip-pili upload keeps its state when it is asked to end twice at once", async () => {
  const { file, program } = await spawnUpload();

  // Both are there when it goes on.
  for (const signal of ["SIGSTOP", "SIGINT", "SIGTERM", "SIGCONT"] as const) {
    program.child.kill(signal);
  }

  const [code] = await program.exit;
  expect([130, 143]).toContain(code);
  expect(JSON.parse(await readFile(`${file}.flip-upload.json`, "utf8")).version).toBe(1);
}, 60_000);

test("flip-pili ends without a word when nobody reads on", async () => {
  const child = spawn(process.execPath, [await bundleProgram(), "--help"]);
  const stderr = text(child.stderr);
  child.stdout.destroy();

  expect(await once(child, "exit")).toEqual([0, null]);
  expect(await stderr).toBe("");
}, 60_000);

test("flip-pili --version gives the version of the package", async () => {
  const { version } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );

  expect(await runProgram(["--version"])).toEqual({
    exitCode: 0,
    stdout: `${version}\n`,
    stderr: "",
  });
});

test("flip-pili says what it can do when it is asked for nothing", async () => {
  const { exitCode, stdout, stderr } = await runProgram([]);

  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain("Usage: flip-pili [options] [command]");
});

test("flip-pili names the command that was meant, without the values of flags", async () => {
  const { exitCode, stderr } = await runProgram(["sing", "flip", "--secret-key=hunter2"]);

  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: "flip-pili: unknown command 'sing' (Did you mean sign?)\n",
  });
});

const commands = [
  ["sign", "flip"],
  ["sign", "pili"],
  ["url", "publish"],
  ["url", "rtmp"],
  ["url", "hls"],
  ["url", "flv"],
  ["url", "playback"],
  ["url", "snapshot"],
  ["upload"],
  ["mock"],
].map((command) => [command]);

test.each(commands)("flip-pili %j has a help with examples", async (command) => {
  const byFlag = await runProgram([...command, "--help"]);
  const byWord = await runProgram([...command.slice(0, -1), "help", ...command.slice(-1)]);

  expect(byFlag.exitCode).toBe(0);
  expect(byFlag.stdout).toContain(`Usage: flip-pili ${command.join(" ")} [options]`);
  expect(byFlag.stdout).toMatch(/Examples:\n {2}flip-pili /);
  expect(byWord.stdout).toBe(byFlag.stdout);
});

test("flip-pili --help tells exit codes, and that flags can be seen", async () => {
  const { exitCode, stdout } = await runProgram(["--help"]);

  expect(exitCode).toBe(0);
  for (const code of [0, 1, 2, 130, 143])
    expect(stdout).toMatch(new RegExp(`^  ${code} +\\w`, "m"));
  expect(stdout).toContain("prefer the environment for secrets");
});
