import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "./consumer.ts";

/** A signature from the documentation of the service. */
const signed = {
  argv: ["sign", "flip", "GET", "/videos.json", "-p", "cloud_id=123456789"],
  keys: ["--access-key", "abcdefgh", "--secret-key", "ijklmnop", "--host", "api.pandastream.com"],
  timestamp: "2011-03-01T15:39:10.260762Z",
  signature: "kVnZs/NX13ldKPdhFYoVnoclr8075DwiZF0TGgIbMsc=",
};

/** Runs the command line program as `npx` does. */
export async function checkProgram(root: URL, folder: string): Promise<void> {
  const program = join(folder, "node_modules/.bin/flip-pili");
  const { version } = JSON.parse(await readFile(new URL("package.json", root), "utf8"));
  const printed = await runCommand(program, ["--version"], folder);
  if (printed !== `${version}\n`) throw new Error(`flip-pili --version prints ${printed}`);

  const { argv, keys, timestamp, signature } = signed;
  const json = await runCommand(program, [...argv, ...keys, "--timestamp", timestamp], folder);
  if (JSON.parse(json).signature !== signature)
    throw new Error("flip-pili sign prints a wrong signature");
  console.log("program: prints its version, and signs");
}

/** Starts the mock server of the program, and stops it as Ctrl-C does. */
export async function checkMockProgram(folder: string): Promise<void> {
  const program = join(folder, "node_modules/.bin/flip-pili");
  const child = spawn(program, ["mock", "flip"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exit = once(child, "exit");
  const [url] = await Promise.race([once(child.stdout, "data"), exit]);
  const { hostname, port } = new URL(String(url).trim());
  const target = ["--host", hostname, "--port", port, "--access-key", "a", "--secret-key", "b"];
  const sign = ["sign", "flip", "GET", "/factories.json", "--format", "url", ...target];
  const { status } = await fetch((await runCommand(program, sign, folder)).trim());
  child.kill("SIGINT");
  const [code] = await exit;
  if (status !== 200 || code !== 0) throw new Error(`flip-pili mock: ${status}, exit code ${code}`);
  console.log("program: starts and stops a mock server");
}
