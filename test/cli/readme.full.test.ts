import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { streamData } from "../helpers/pili-server.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { bundleProgram } from "./bundle-program.ts";
import { shellBlocks } from "./readme-commands.ts";
import { isWindows } from "./shell.ts";

/** Replaces curl: prints the arguments. */
const curl = '#!/bin/sh\nprintf "%s\\n" "$@"\n';

/** Runs the program. Uploads are sent to a mock server. */
const toProgram = (file: string, { port }: { port: number }) => `#!/bin/sh
if [ "$1" = upload ]; then set -- "$@" --host 127.0.0.1 --port ${port} --allow-private-host; fi
exec "${process.execPath}" "${file}" "$@"
`;

/** Runs a script with `flip-pili` on its path, in a folder with a video and a stream. */
async function runScript(script: string, mock = { port: 0 }) {
  const folder = await temporaryDirectory();
  const files = {
    curl,
    "flip-pili": toProgram(await bundleProgram(), mock),
    "my_video.mp4": "a video",
    "stream.json": JSON.stringify(streamData),
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

/** Returns the code block with a command, after the block that sets the keys. */
function scriptWith(command: string): string {
  const block = shellBlocks.find((lines) => lines.includes(`flip-pili ${command}`));
  if (block === undefined) throw new Error(`The README has no flip-pili ${command}`);
  return `${shellBlocks[0]}\n${block}`;
}

test.skipIf(isWindows)("README script of flip-pili sign runs in a shell", async () => {
  const { folder, stdout, stderr, exitCode } = await runScript(`set -e\n${scriptWith("sign")}`);
  const curlArguments = await readFile(join(folder, "streams.json"), "utf8");

  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/^Canonical path:\n/);
  expect(stdout).toContain("https://api-gce.pandastream.com/v3.0/videos.json?access_key=");
  expect(stdout).toContain('"events": {');
  expect(stdout).toContain("curl --globoff --request POST");
  expect(curlArguments).toMatch(/^-H\nAuthorization: Qiniu qiniu_access_key:.{28}\nhttps:.*\n$/);
});

test.skipIf(isWindows)("README script of flip-pili url runs in a shell", async () => {
  const { stdout, stderr, exitCode } = await runScript(`set -e\n${scriptWith("url")}`);

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(/^rtmp:.*nonce=/);
  expect(stdout).toContain(
    '"ORIGIN": "http://playback-hls.example.com/test-hub/test-title.m3u8?start=',
  );
  expect(stdout).toContain("http://live-hls.example.com/hub_name/test-stream@480p.m3u8\n");
});

test.skipIf(isWindows)("README script of flip-pili upload runs in a shell", async () => {
  const credentials = { accessKey: "your-access-key", secretKey: "your-secret-key" };
  const mock = await startMockServer("flip", { credentials, factoryId: "factory-id" });
  onTestFinished(() => mock.close());
  mock.uploads.script([{ kind: "status", status: 403, part: 0 }]);

  const { stdout, stderr, exitCode } = await runScript(scriptWith("upload"), mock);

  expect(exitCode).toBe(0);
  expect(stderr).toContain("use --resume to continue");
  expect(stdout).toBe(`${mock.uploads.sessions[0]?.video?.id}\n`);
});
