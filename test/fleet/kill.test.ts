import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { seeds } from "../helpers/flip-world.ts";
import { bundleProgram } from "../upload/bundle-program.ts";
import { type FleetWorld, hashOf, partSize, startFleetWorld, storedFiles } from "./fleet-files.ts";

/** Returns a function that starts a process which uploads files. */
async function prepare({ mock, folder }: FleetWorld, paths: readonly string[]) {
  const script = join(folder, "send.mjs");
  const entry = fileURLToPath(new URL("send-files.ts", import.meta.url));
  await writeFile(script, await bundleProgram({ entryPoints: [entry] }));
  const stateFolder = join(folder, "state");
  const settings = { apiPort: mock.port, factoryId: seeds.factory, paths, stateFolder };
  return (): ChildProcess => {
    const child = spawn(process.execPath, [script, JSON.stringify(settings)], { stdio: "inherit" });
    onTestFinished(() => void child.kill("SIGKILL"));
    return child;
  };
}

test("uploadFiles continues after kills, and stores each file once", async () => {
  const world = await startFleetWorld();
  const { mock, write } = world;
  const size = 6 * partSize + 1;
  const paths = await write(8, size);
  const start = await prepare(world, paths);
  const kills = [9, 25];
  for (const requests of kills) {
    const child = start();
    const exit = once(child, "exit");
    while (mock.uploads.requests.length < requests && child.exitCode === null) await nextTurn();
    child.kill("SIGKILL");
    await exit;
  }

  const [code] = await once(start(), "exit");

  expect(code).toBe(0);
  const hashes = paths.map(async (path) => hashOf(basename(path), await readFile(path)));
  expect(storedFiles(mock)).toEqual((await Promise.all(hashes)).sort());
  const received = mock.uploads.sessions.reduce((sum, session) => sum + session.receivedBytes, 0);
  expect(received - paths.length * size).toBeLessThanOrEqual(kills.length * 4 * partSize);
}, 60_000);
