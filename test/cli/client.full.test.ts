import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { bundleProgram } from "./bundle-program.ts";
import { waitUntil } from "./run-program.ts";
import { isWindows } from "./shell.ts";
import { spawnBundle } from "./spawn-program.ts";
import { env, keys, startClient } from "./start-client.ts";

test("flip commands print results and exit codes in a process of their own", async () => {
  const { mock } = await startClient("flip");
  const server = ["--url", mock.url];

  const listed = await spawnBundle(["flip", "videos", "list", "--json", ...server], env.flip);
  const missing = await spawnBundle(["flip", "videos", "get", "none", ...server], env.flip);
  const streams = await spawnBundle(["pili", "streams", "list", ...server], {});

  expect(await listed.exit).toEqual([0, null]);
  expect(JSON.parse(await listed.stdout)).toBeInstanceOf(Array);
  expect(await listed.stderr).toBe("");
  expect(await missing.exit).toEqual([3, null]);
  expect(await missing.stdout).toBe("");
  expect(await streams.exit).toEqual([2, null]);
});

test.skipIf(isWindows)("flip videos wait exits with 130 after SIGINT", async () => {
  const { mock, json } = await startClient("flip");
  const source = ["--source-url", "http://files.example.com/film.mp4"];
  const { id } = (await json(["videos", "create", ...source])) as { id: string };
  const before = mock.requests.length;
  const argv = ["flip", "videos", "wait", id, "--url", mock.url];
  const { child, exit, stdout, stderr } = await spawnBundle(argv, env.flip);

  await waitUntil(() => mock.requests.length > before + 2);
  child.kill("SIGINT");

  expect(await exit).toEqual([130, null]);
  expect(await stdout).toBe("");
  expect(await stderr).toMatch(/Interrupted\n$/);
});

const isUnscriptable = spawnSync("script", ["--version"]).error !== undefined;

/** Runs a command in a pseudo-terminal, and returns its exit code and everything that the terminal shows. */
async function runOnTerminal(command: string, input: string, home: string) {
  const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
    env: { PATH: process.env["PATH"], XDG_CONFIG_HOME: home },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const exit = once(child, "exit");
  const screen = text(child.stdout);
  let shown = "";
  child.stdout.on("data", (chunk) => {
    shown += chunk;
  });
  const lines = input.split("\n");
  for (const [index, question] of ["Access key: ", "Secret key: "].entries()) {
    await waitUntil(() => shown.includes(question));
    child.stdin.write(`${lines[index]}\r`);
  }
  const [exitCode] = await exit;
  return { exitCode, screen: await screen };
}

test.skipIf(isWindows || isUnscriptable)(
  "login asks on a terminal, and does not show the secret key",
  async () => {
    const { mock } = await startClient("flip");
    const home = await temporaryDirectory();
    const login = `${process.execPath} ${await bundleProgram()} login flip --url ${mock.url}`;

    const input = `${keys.accessKey}\n${keys.secretKey}`;
    const { exitCode, screen } = await runOnTerminal(login, input, home);

    const path = join(home, "flip-pili/config.toml");
    expect(screen).toContain(`Access key: `);
    expect(screen).toContain(keys.accessKey);
    expect(screen).not.toContain(keys.secretKey);
    expect(exitCode).toBe(0);
    expect(await readFile(path, "utf8")).toContain(`secret_key = "${keys.secretKey}"`);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  },
);

test.skipIf(isWindows || isUnscriptable)("login stores nothing after Ctrl-C", async () => {
  const home = await temporaryDirectory();
  const login = `${process.execPath} ${await bundleProgram()} login flip`;

  const { exitCode } = await runOnTerminal(login, "a\n\u0003", home);

  expect(exitCode).toBe(130);
  await expect(stat(join(home, "flip-pili"))).rejects.toThrow("ENOENT");
});
