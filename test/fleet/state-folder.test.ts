import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { uploadFiles } from "flip-pili/fleet";
import { expect, onTestFinished, test } from "vitest";
import { startFleetWorld } from "./fleet-files.ts";

/** Starts a process that does nothing, and ends with the test. */
function startProcess() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** Writes a lock into a new folder, and returns the folder. */
async function writeLock(folder: string, lock: object | string): Promise<string> {
  const stateFolder = join(folder, "state");
  await mkdir(stateFolder);
  const text = typeof lock === "string" ? lock : JSON.stringify(lock);
  await writeFile(join(stateFolder, "lock"), text);
  return stateFolder;
}

test("uploadFiles rejects a state folder that another process uses, with its id", async () => {
  const { factory, folder } = await startFleetWorld();
  const { pid: processId } = startProcess();
  const stateFolder = await writeLock(folder, { processId, host: hostname() });

  const upload = uploadFiles(factory, [], { stateFolder });

  await expect(upload).rejects.toMatchObject({ name: "StateFolderError", processId });
  await expect(upload).rejects.toThrow(`Process ${processId} uses`);
  expect(await readdir(stateFolder)).toEqual(["lock"]);
});

test("uploadFiles rejects a state folder that this process uses", async () => {
  const { factory, folder, write } = await startFleetWorld();
  const paths = await write(1);
  const stateFolder = join(folder, "state");

  const outcomes = await Promise.allSettled(
    [1, 2, 3].map(() => uploadFiles(factory, paths, { stateFolder })),
  );

  const rejected = outcomes.filter(({ status }) => status === "rejected");
  expect(rejected).toHaveLength(2);
  expect(rejected[0]).toMatchObject({ reason: { processId: process.pid } });
});

test("uploadFiles takes over the state folder of a process that has ended", async () => {
  const { factory, folder, write } = await startFleetWorld();
  const child = startProcess();
  child.kill("SIGKILL");
  await once(child, "exit");
  const stateFolder = await writeLock(folder, { processId: child.pid, host: hostname() });

  const report = await uploadFiles(factory, await write(1), { stateFolder });

  expect(report.uploaded).toBe(1);
  expect(await readdir(stateFolder)).toHaveLength(1);
});

test.skipIf(process.platform !== "linux")(
  "uploadFiles takes over the state folder of an earlier process with the id of a running one",
  async () => {
    const { factory, folder } = await startFleetWorld();
    const { pid: processId } = startProcess();
    const lock = { processId, host: hostname(), started: "1" };
    const stateFolder = await writeLock(folder, lock);

    const report = await uploadFiles(factory, [], { stateFolder });

    expect(report.files).toEqual([]);
  },
);

test.each(["", "{", "null"])("uploadFiles replaces the broken lock %j", async (text) => {
  const { factory, folder } = await startFleetWorld();
  const stateFolder = await writeLock(folder, text);
  await utimes(join(stateFolder, "lock"), 1, 1);

  await uploadFiles(factory, [], { stateFolder });

  expect(await readdir(stateFolder)).toEqual([]);
});

test("uploadFiles rejects the state folder of a process on another machine", async () => {
  const { factory, folder } = await startFleetWorld();
  const stateFolder = await writeLock(folder, { processId: 1, host: "elsewhere" });

  const upload = uploadFiles(factory, [], { stateFolder });

  await expect(upload).rejects.toThrow("Process 1 on elsewhere uses");
});

test("uploadFiles rejects a state folder that cannot be created", async () => {
  const { factory, folder } = await startFleetWorld();
  await writeFile(join(folder, "file"), "");

  const upload = uploadFiles(factory, [], { stateFolder: join(folder, "file", "state") });

  await expect(upload).rejects.toMatchObject({ name: "StateFolderError" });
});
