import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runProgram } from "./run-program.ts";

test("flip-pili --version prints the version of the package", async () => {
  const { version } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );

  expect(await runProgram(["--version"])).toEqual({
    exitCode: 0,
    stdout: `${version}\n`,
    stderr: "",
  });
});

test("flip-pili without arguments prints its help on standard error", async () => {
  const { exitCode, stdout, stderr } = await runProgram([]);

  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain("Usage: flip-pili [options] [command]");
});

test("flip-pili suggests a command for an unknown one, and does not print values of flags", async () => {
  const { exitCode, stderr } = await runProgram(["sing", "flip", "--secret-key=hunter2"]);

  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: "flip-pili: unknown command 'sing' (Did you mean sign?)\n",
  });
});

const commands = [
  ["sign", "flip"],
  ["sign", "flip-3.1"],
  ["sign", "pili"],
  ["sign", "pili-v2"],
  ["sign", "rtc"],
  ["sign", "room-token"],
  ["url", "publish"],
  ["url", "srt"],
  ["url", "rtmp"],
  ["url", "hls"],
  ["url", "flv"],
  ["url", "playback"],
  ["url", "snapshot"],
  ["upload"],
  ["flip", "notifications", "listen"],
  ["flip", "notifications", "resend"],
  ["fleet", "add"],
  ["fleet", "work"],
  ["fleet", "status"],
  ["mock"],
  ["proxy"],
  ["conform"],
  ["login"],
  ["completion"],
  ["flip"],
  ["pili"],
  ["flip", "videos"],
  ["pili", "streams"],
].map((command) => [command]);

test.each(commands)("flip-pili %j --help prints usage and examples", async (command) => {
  const byFlag = await runProgram([...command, "--help"]);
  const byWord = await runProgram([...command.slice(0, -1), "help", ...command.slice(-1)]);

  expect(byFlag.exitCode).toBe(0);
  expect(byFlag.stdout).toContain(`Usage: flip-pili ${command.join(" ")} [options]`);
  expect(byFlag.stdout).toMatch(/Examples:\n {2}flip-pili /);
  expect(byWord.stdout).toBe(byFlag.stdout);
});

const verbs: Readonly<Record<string, readonly string[]>> = {
  "flip videos": [
    ...["list", "get", "create", "delete", "wait", "metadata"],
    ...["queued", "cancel", "resubmit", "signed-url"],
  ],
  "flip encodings": [
    ...["list", "get", "create", "retry", "cancel", "delete"],
    ...["update", "count", "signed-url", "signed-urls"],
  ],
  "flip profiles": ["list", "get", "create", "update", "delete", "pull", "plan", "apply", "copy"],
  "flip factories": ["list", "get", "update", "sync"],
  "flip workflows": ["list", "run"],
  "flip notifications": ["get", "update"],
  "pili streams": [
    ...["list", "get", "create", "update", "enable", "disable", "delete"],
    ...["status", "segments", "save", "snapshot", "urls"],
    ...["statuses", "history", "stats", "converts"],
  ],
};

test.each(
  Object.entries(verbs).flatMap(([resource, names]) => names.map((name) => `${resource} ${name}`)),
)("flip-pili %s --help prints an example and the flags of all clients", async (command) => {
  const { exitCode, stdout } = await runProgram([...command.split(" "), "--help"]);

  expect(exitCode).toBe(0);
  expect(stdout).toContain(`Examples:\n  flip-pili ${command}`);
  for (const flag of [
    "--json",
    "--jsonl",
    "--quiet",
    "--verbose",
    "--profile <name>",
    "--url <url>",
  ]) {
    expect(stdout).toContain(`  ${flag} `);
  }
});

test("flip-pili --help lists the exit codes, and recommends the environment for secrets", async () => {
  const { exitCode, stdout } = await runProgram(["--help"]);

  expect(exitCode).toBe(0);
  for (const code of [0, 1, 2, 3, 4, 5, 6, 130, 143]) {
    expect(stdout).toMatch(new RegExp(`^  ${code} +\\w`, "m"));
  }
  expect(stdout).toContain("prefer the environment for secrets");
  expect(stdout).toMatch(
    /^ {2}flip-3\.1 +TELESTREAM_API_KEY, TELESTREAM_FACTORY_ID, TELESTREAM_API_URL$/m,
  );
});
