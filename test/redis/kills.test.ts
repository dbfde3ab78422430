import type { ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { RedisServer } from "../../scripts/demo/fleet/redis-server.ts";
import { hashOf, partSize, storedFiles } from "../fleet/fleet-files.ts";
import { type QueueWorld, startQueueWorld, untilDone } from "./redis-world.ts";
import { kill, memoryOf, startWorkerProcess } from "./worker-process.ts";

/** Returns a function that returns numbers from 0 to 1, the same ones in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function expectStoredOnce({ mock, queue }: QueueWorld, paths: readonly string[]) {
  const hashes = paths.map(async (path) => hashOf(basename(path), await readFile(path)));
  expect(storedFiles(mock)).toEqual((await Promise.all(hashes)).sort());
  expect(await queue.counts()).toMatchObject({ failed: 0, completed: paths.length });
  const videos = (await queue.list("completed", { limit: paths.length })).map((job) => job.videoId);
  expect(new Set(videos).size).toBe(paths.length);
}

const concurrency = 3;
/** Shorter than the defaults, so that many kills take little time. */
const quickRecovery = { lockDuration: 2_000, stalledInterval: 500, maxStalledCount: 100 };

/** Kills a worker at random times and starts another one each time. Redis restarts in the middle. */
async function killOften(world: QueueWorld, kills: number): Promise<void> {
  const random = createRandom(20_261_127);
  const options = { ...quickRecovery, concurrency, filesAtOnce: 2 };
  const workers: ChildProcess[] = await Promise.all(
    [1, 2, 3].map(() => startWorkerProcess(world, options)),
  );
  for (let killed = 0; killed < kills; killed++) {
    await wait(50 + random() * 600);
    const index = Math.floor(random() * workers.length);
    const worker = workers[index];
    if (worker !== undefined) await kill(worker);
    workers[index] = await startWorkerProcess(world, options);
    if (killed === Math.floor(kills / 2)) {
      await world.redis.stop();
      await wait(300);
      await world.redis.start();
    }
  }
  await untilDone(world);
}

test("nothing is lost or stored twice when workers are killed 20 times, and Redis restarts", async () => {
  await using redis = await RedisServer.start();
  const world = await startQueueWorld({ completeAs: "parts" }, redis);
  const { mock, factory, queue, write } = world;
  const paths = await write(60, 12 * partSize + 7);
  await (await factory.uploadSession(paths[0] ?? "")).abort(); // The server listens.
  mock.uploads.script([{ kind: "delay", ms: 60, method: "PUT", times: Infinity }]);
  await queue.addAll(paths);
  const urls = Array.from({ length: 20 }, (_, index) => `https://example.com/${index}.mp4`);
  const jobs = await Promise.all(urls.map((url) => queue.add(url)));

  await killOften(world, 20);

  const created = mock.requests
    .filter(({ operationId, status }) => operationId === "createVideo" && status === 200)
    .map(({ query }) => query["payload"]);
  expect(created.sort()).toEqual(jobs.map(({ id }) => id).sort());
  expect(mock.uploads.sessions.filter(({ isComplete }) => isComplete)).toHaveLength(60);
  const hashes = paths.map(async (path) => hashOf(basename(path), await readFile(path)));
  expect(storedFiles(mock)).toEqual((await Promise.all(hashes)).sort());
  expect(await queue.counts()).toMatchObject({ failed: 0, completed: 80 });
  const twice = mock.uploads.sessions
    .filter(({ isComplete }) => isComplete)
    .reduce((sum, { receivedBytes, fileSize }) => sum + receivedBytes - fileSize, 0);
  // Each kill costs what its worker had in flight; the restart of Redis, what all three had.
  expect(twice).toBeLessThanOrEqual((20 + 3) * concurrency * partSize);
}, 180_000);

test("1,000 small files are stored once, and memory stays flat", async () => {
  const world = await startQueueWorld();
  const { queue, write } = world;
  const paths = await write(1_000, 2_000);
  await queue.addAll(paths.slice(0, 200));
  const worker = await startWorkerProcess(world, { filesAtOnce: 8 });
  await untilDone(world);
  const before = await memoryOf(worker);

  await queue.addAll(paths.slice(200));
  await untilDone(world);
  const after = await memoryOf(worker);

  await expectStoredOnce(world, paths);
  expect(after.heap - before.heap).toBeLessThan(4 * 1024 * 1024);
}, 120_000);
