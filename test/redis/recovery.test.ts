import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { partSize } from "../fleet/fleet-files.ts";
import { type QueueWorld, startQueueWorld, untilDone } from "./redis-world.ts";
import { kill, startWorkerProcess } from "./worker-process.ts";

/** Makes the server slow, so that an upload takes as long as a test needs. */
async function slowDown({ mock, factory, write }: QueueWorld, ms: number): Promise<void> {
  const [path = ""] = await write(1, 1);
  await (await factory.uploadSession(path)).abort(); // The server listens.
  mock.uploads.script([{ kind: "delay", ms, method: "PUT", times: Infinity }]);
}

/** Sessions of the jobs: the first one was created to start the server. */
function sessionsOf({ mock }: QueueWorld) {
  return mock.uploads.sessions.slice(1);
}

async function untilStored(world: QueueWorld, bytes: number): Promise<void> {
  const stored = () => sessionsOf(world).reduce((sum, { acceptedBytes }) => sum + acceptedBytes, 0);
  while (stored() < bytes) await wait(5);
}

test("another worker continues the upload of a killed one within 15 s, and sends only what is missing", async () => {
  const world = await startQueueWorld();
  await slowDown(world, 50);
  const [path = ""] = await world.write(1, 40 * partSize);
  await world.queue.add(path);
  const child = await startWorkerProcess(world, { concurrency: 2 });
  await untilStored(world, 10 * partSize);

  await kill(child);
  const killedAt = performance.now();
  const sent = world.mock.uploads.requests.length;
  await world.startWorker({ concurrency: 2 });
  while (world.mock.uploads.requests.length <= sent + 1) await wait(20);
  const recoveryMs = performance.now() - killedAt;
  await untilDone(world);

  const [session, ...others] = sessionsOf(world);
  expect(recoveryMs).toBeLessThan(15_000);
  expect(session?.isComplete).toBe(true);
  expect(Number(session?.receivedBytes) - 40 * partSize).toBeLessThanOrEqual(2 * partSize);
  expect(others).toEqual([]);
});

test("a worker that stops gives its jobs back at once", async () => {
  const world = await startQueueWorld();
  await slowDown(world, 50);
  const [path = ""] = await world.write(1, 40 * partSize);
  const job = await world.queue.add(path);
  const first = await world.startWorker({ concurrency: 2 });
  await untilStored(world, 10 * partSize);

  const startedAt = performance.now();
  await first.stop();
  const stopMs = performance.now() - startedAt;
  const state = await job.getState();
  await world.startWorker({ concurrency: 8 });
  await untilDone(world);

  expect(stopMs).toBeLessThan(3_000);
  expect(state).toBe("waiting");
  const [session, ...others] = sessionsOf(world);
  expect(session?.isComplete).toBe(true);
  expect(Number(session?.receivedBytes) - 40 * partSize).toBeLessThanOrEqual(2 * partSize);
  expect(others).toEqual([]);
  const [{ attempts } = {}] = await world.queue.list("completed");
  expect(attempts).toBe(1);
});

test("a suspended worker that wakes up sends nothing more, and does not overwrite its successor", async () => {
  const world = await startQueueWorld();
  await slowDown(world, 50);
  const [path = ""] = await world.write(1, 100 * partSize);
  await world.queue.add(path);
  const lock = { lockDuration: 2_000, stalledInterval: 500, concurrency: 1 };
  const suspended = await startWorkerProcess(world, { ...lock, workerName: "suspended" });
  await untilStored(world, 5 * partSize);

  suspended.kill("SIGSTOP");
  await world.startWorker({ ...lock, concurrency: 2, workerName: "successor" });
  await untilStored(world, 20 * partSize);
  const wokenAt = performance.now();
  suspended.kill("SIGCONT");
  await untilDone(world);

  const [session, ...others] = sessionsOf(world);
  expect(performance.now() - wokenAt).toBeGreaterThan(500);
  expect(session?.isComplete).toBe(true);
  expect(others).toEqual([]);
  // One part of the suspended worker, and at most one that it began when it woke up.
  expect(Number(session?.receivedBytes) - 100 * partSize).toBeLessThanOrEqual(2 * partSize);
  const [completed] = await world.queue.list("completed");
  expect(completed).toMatchObject({ worker: "successor", videoId: session?.video?.id });
});

test("two workers on one job store the file once", async () => {
  const world = await startQueueWorld();
  await slowDown(world, 20);
  const [path = ""] = await world.write(1, 60 * partSize);
  const job = await world.queue.add(path);
  const { bullmq } = await world.startWorker({ concurrency: 1, workerName: "first" });
  await untilStored(world, 5 * partSize);

  // The lock is gone, but the first worker does not know yet.
  const client = await bullmq.getBackend().client;
  await client.del(`${bullmq.toKey(job.id ?? "")}:lock`);
  await world.startWorker({ concurrency: 1, stalledInterval: 500, workerName: "second" });
  await untilDone(world);

  const [session, ...others] = sessionsOf(world);
  expect(session?.isComplete).toBe(true);
  expect(others).toEqual([]);
  const [completed, ...more] = await world.queue.list("completed");
  expect(completed?.videoId).toBe(session?.video?.id);
  expect(more).toEqual([]);
});

/** Waits until a worker has the only job of a queue. */
async function untilTaken({ queue }: QueueWorld, worker: string): Promise<void> {
  while ((await queue.list("active"))[0]?.worker !== worker) await wait(20);
}

test("a job that crashes its workers too often fails", async () => {
  const world = await startQueueWorld();
  await slowDown(world, 200);
  await world.queue.addAll(await world.write(1, 100 * partSize));
  const options = { lockDuration: 2_000, stalledInterval: 500, maxStalledCount: 1, concurrency: 1 };
  for (const workerName of ["first", "second"]) {
    const child = await startWorkerProcess(world, { ...options, workerName });
    await untilTaken(world, workerName);
    await kill(child);
  }

  await world.startWorker(options);
  await untilDone(world);

  expect(await world.queue.counts()).toMatchObject({ failed: 1, completed: 0 });
}, 60_000);

test("a video of a URL is created once, also if the worker is killed before its id is stored", async () => {
  const world = await startQueueWorld();
  const { mock, queue, factory } = world;
  const url = "https://example.com/film.mp4";
  const job = await queue.add(url);
  // What a worker leaves behind that was killed right after the request.
  const client = await queue.bullmq.getBackend().client;
  const since = Date.now() - 60_000;
  await client.hset(queue.bullmq.toKey(job.id ?? ""), {
    "flip-pili:creating": JSON.stringify({ since, latest: since }),
  });
  const { id } = await factory.videos.create({ source_url: url, payload: job.id });

  await world.startWorker();
  await untilDone(world);

  const [completed] = await queue.list("completed");
  expect(completed?.videoId).toBe(id);
  expect(mock.requests.filter(({ operationId }) => operationId === "createVideo")).toHaveLength(1);
});

test("uploads survive a restart of Redis", async () => {
  const { RedisServer } = await import("../../scripts/demo/fleet/redis-server.ts");
  await using redis = await RedisServer.start();
  const world = await startQueueWorld({}, redis);
  await slowDown(world, 50);
  const paths = await world.write(4, 40 * partSize);
  await world.queue.addAll(paths);
  const worker = await world.startWorker({ filesAtOnce: 2, concurrency: 4 });
  await untilStored(world, 30 * partSize);

  await redis.stop();
  await wait(1_000);
  await redis.start();
  await untilDone(world);

  expect(sessionsOf(world)).toHaveLength(4);
  expect(sessionsOf(world).every(({ isComplete }) => isComplete)).toBe(true);
  expect(await world.queue.counts()).toMatchObject({ completed: 4, failed: 0 });
  await worker.stop();
  await world.queue.close();
});
