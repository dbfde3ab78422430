import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { bundleProgram } from "./bundle-program.ts";

/** The program in a child process. */
export interface SpawnedProgram {
  readonly child: ChildProcessWithoutNullStreams;
  /** All output, once the process has ended. */
  readonly stdout: Promise<string>;
  readonly stderr: Promise<string>;
  /** Exit code and signal. */
  readonly exit: Promise<unknown[]>;
}

/** Starts the bundled program in a child process, which is killed when the test finishes. */
export async function spawnBundle(
  argv: readonly string[],
  env: Record<string, string> = {},
): Promise<SpawnedProgram> {
  return spawnNode([await bundleProgram(), ...argv], env);
}

/** Starts the program from its source, for commands that read the specs. */
export function spawnSource(
  argv: readonly string[],
  env: Record<string, string> = {},
): SpawnedProgram {
  return spawnNode(["--import", "tsx", "src/cli/index.ts", ...argv], env);
}

function spawnNode(args: readonly string[], env: Record<string, string>): SpawnedProgram {
  const cwd = fileURLToPath(new URL("../../", import.meta.url));
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env } });
  onTestFinished(() => void child.kill("SIGKILL"));
  return {
    child,
    stdout: text(child.stdout),
    stderr: text(child.stderr),
    exit: once(child, "exit"),
  };
}
