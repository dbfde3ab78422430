import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";
import type { UploadWorkerOptions } from "flip-pili/fleet";
import { onTestFinished } from "vitest";
import { seeds } from "../helpers/flip-world.ts";
import { bundleProgram } from "../upload/bundle-program.ts";
import type { QueueWorld } from "./redis-world.ts";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Lets the program import packages from the folder of this project, wherever it is. */
const installedPackages: Plugin = {
  name: "installed-packages",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^(bullmq|ioredis)$/ }, ({ path: name }) => ({
      path: import.meta.resolve(name),
      external: true,
    })),
};

let program: Promise<string> | undefined;

/** Starts a worker in a process of its own, and waits until it works. */
export async function startWorkerProcess(
  { mock, redis, name, folder }: QueueWorld,
  options: Partial<Omit<UploadWorkerOptions, "factory" | "connection">> = {},
): Promise<ChildProcess> {
  program ??= bundleProgram({
    entryPoints: [path("worker-program.ts")],
    plugins: [installedPackages],
  });
  const script = join(folder, "worker.mjs");
  await writeFile(script, await program);
  const settings = {
    url: redis.url,
    name,
    apiPort: mock.port,
    factoryId: seeds.factory,
    options: { retryMs: 5, ...options },
  };
  const child = fork(script, [JSON.stringify(settings)], {
    execArgv: ["--expose-gc"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child, "message");
  return child;
}

/** Kills a process, and waits until it has ended. */
export async function kill(child: ChildProcess, signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
}

/** Resident memory of a worker after a garbage collection, in bytes. */
export async function memoryOf(child: ChildProcess): Promise<{ rss: number; heap: number }> {
  const response = once(child, "message");
  child.send("memory");
  const [memory] = await response;
  return memory;
}
