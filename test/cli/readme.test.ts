import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { streamData } from "../helpers/pili-server.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { bundleProgram } from "./bundle-program.ts";
import { startProgram, until } from "./run-program.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const [section = ""] = /^# On the command line$[\s\S]*?(?=^# )/m.exec(readme) ?? [];
const blocks = [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);

/** Stands for curl: it writes down what it was told. */
const curl = '#!/bin/sh\nprintf "%s\\n" "$@"\n';

/** The program. Uploads go to a mock. */
const toProgram = (file: string, { port }: { port: number }) => `#!/bin/sh
if [ "$1" = upload ]; then set -- "$@" --host 127.0.0.1 --port ${port}; fi
exec "${process.execPath}" "${file}" "$@"
`;

/** Runs a script where `flip-pili` is installed, in a folder with a video and a stream. */
async function runScript(script: string, mock = { port: 0 }) {
  const folder = await temporaryDirectory();
  const files = {
    ...{ curl, "flip-pili": toProgram(await bundleProgram(), mock) },
    ...{ "my_video.mp4": "a film", "stream.json": JSON.stringify(streamData) },
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), content, { mode: 0o755 });
  }
  const { PATH } = process.env;
  const env = { PATH: `${folder}:${PATH}` };
  const child = spawn("sh", ["-c", script], { cwd: folder, env });
  onTestFinished(() => void child.kill("SIGKILL"));
  const exit = once(child, "exit");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [exitCode] = await exit;
  return { folder, stdout, stderr, exitCode };
}

/** The block with certain commands, with the keys set. */
function scriptWith(command: string): string {
  const block = blocks.find((lines) => lines.includes(`flip-pili ${command}`));
  if (block === undefined) throw new Error(`The README has no flip-pili ${command}`);
  return `${blocks[0]}\n${block}`;
}

test("README commands of flip-pili sign work", async () => {
  const { folder, stdout, stderr, exitCode } = await runScript(`set -e\n${scriptWith("sign")}`);
  const sent = readFileSync(join(folder, "streams.json"), "utf8");

  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/^Canonical path:\n/);
  expect(stdout).toContain("https://api-gce.pandastream.com/v3.0/videos.json?access_key=");
  expect(stdout).toContain('"events": {');
  expect(stdout).toContain("curl --globoff --request POST");
  expect(sent).toMatch(/^-H\nAuthorization: Qiniu qiniu_access_key:.{28}\nhttp:.*\n$/);
}, 60_000);

test("README commands of flip-pili url work", async () => {
  const { stdout, stderr, exitCode } = await runScript(`set -e\n${scriptWith("url")}`);

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(/^rtmp:.*nonce=/);
  expect(stdout).toContain(
    '"ORIGIN": "http://playback-hls.example.com/test-hub/test-title.m3u8?start=',
  );
  expect(stdout).toContain("http://live-hls.example.com/hub_name/test-stream@480p.m3u8\n");
}, 60_000);

test("README commands of flip-pili upload work", async () => {
  const credentials = { accessKey: "your-access-key", secretKey: "your-secret-key" };
  const mock = await startMockServer("flip", { credentials, factoryId: "factory-id" });
  onTestFinished(() => mock.close());
  mock.uploads.script([{ kind: "status", status: 403, part: 0 }]);

  const { stdout, stderr, exitCode } = await runScript(scriptWith("upload"), mock);

  expect(exitCode).toBe(0);
  expect(stderr).toContain("the same command with --resume goes on");
  expect(stdout).toBe(`${mock.uploads.sessions[0]?.video?.id}\n`);
}, 60_000);

test("README commands of flip-pili mock work", async () => {
  const commands = scriptWith("mock").match(/^flip-pili mock .*$/gm) ?? [];

  for (const command of commands) {
    const [, ...argv] = command.replace(/--port \d+/, "--port 0").split(" ");
    const running = startProgram(argv);
    await until(() => running.printed.stdout.endsWith("\n"));
    running.interrupt("SIGINT");

    expect(await running.result).toMatchObject({ exitCode: 0 });
  }
  expect(commands).toHaveLength(2);
}, 60_000);
