import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { createUploadQueue, startUploadWorker } from "flip-pili/fleet";
import { Redis } from "ioredis";
import { expect, onTestFinished, test } from "vitest";
import { RedisServer } from "../../scripts/demo/fleet/redis-server.ts";
import { hashOf, partSize, storedFiles } from "../fleet/fleet-files.ts";
import { sharedRedis, startQueueWorld, untilDone } from "./redis-world.ts";

test("startUploadWorker uploads what is in the queue, each file once", async () => {
  const world = await startQueueWorld();
  const { mock, queue, startWorker, write } = world;
  const paths = await write(5);
  await queue.addAll(paths);

  await startWorker();
  await untilDone(world);

  const hashes = paths.map(async (path) => hashOf(basename(path), await readFile(path)));
  expect(storedFiles(mock)).toEqual((await Promise.all(hashes)).sort());
  const completed = await queue.list("completed");
  const ids = mock.uploads.sessions.map(({ video }) => video?.id);
  expect(completed.map(({ videoId }) => videoId).sort()).toEqual(ids.sort());
  expect(mock.uploads.sessions).toHaveLength(5);
});

test("UploadQueue creates the video of a URL, with the id of the job as its payload", async () => {
  const world = await startQueueWorld();
  const { mock, queue, startWorker } = world;
  const url = "https://example.com/film.mp4?signature=abc";
  const job = await queue.add(url, { profiles: "h264" });
  const own = await queue.add(url, { payload: "mine" });

  await startWorker();
  await untilDone(world);

  const created = mock.requests.filter(({ operationId }) => operationId === "createVideo");
  const payloads = created.map(({ query }) => [query["source_url"], query["payload"]]);
  expect(payloads).toContainEqual([url, job.id]);
  expect(payloads).toContainEqual([url, "mine"]);
  expect(own.id).not.toBe(job.id);
});

test("UploadQueue stores no key of the account in Redis", async () => {
  const world = await startQueueWorld();
  const { redis, queue, startWorker, write, name } = world;
  await queue.addAll(await write(2));
  await queue.add("https://example.com/fail.mp4");
  await startWorker();
  await untilDone(world);
  const client = new Redis(redis.url);
  onTestFinished(() => client.disconnect());

  const keys = await client.keys(`bull:${name}:*`);
  const hashes = await Promise.all(
    keys.map(async (key) => ((await client.type(key)) === "hash" ? client.hgetall(key) : {})),
  );

  const text = JSON.stringify([keys, hashes]);
  expect(text).toContain("flip-pili:upload");
  expect(text).not.toMatch(/my_access_key|my_secret_key|signature/);
});

test("UploadQueue lists the typed error of a job that cannot succeed", async () => {
  const world = await startQueueWorld();
  const { mock, factory, queue, startWorker, write } = world;
  const [path = ""] = await write(1);
  await factory.uploadSession(path);
  mock.uploads.script([{ kind: "status", status: 403, method: "PUT", times: Infinity }]);
  await queue.add(path);
  await queue.add("/missing/film.mp4", { job: { attempts: 2, backoff: 1 } });

  await startWorker();
  await untilDone(world);

  const failed = await queue.list("failed");
  const [refused, missing] = failed.sort((one, other) => one.attempts - other.attempts);
  expect(refused).toMatchObject({
    attempts: 1,
    error: { name: "UploadError", reason: "refused", status: 403 },
  });
  expect(missing).toMatchObject({ attempts: 2, error: { name: "InvalidArgumentError" } });
});

test("UploadQueue retries a job, which continues its session", async () => {
  const world = await startQueueWorld();
  const { mock, factory, queue, startWorker, write } = world;
  const [path = ""] = await write(1);
  await factory.uploadSession(path);
  mock.uploads.script([{ kind: "status", status: 503, method: "PUT", part: 3, times: 2 }]);
  await queue.add(path, { job: { backoff: 1 } });

  await startWorker({ attempts: 1, concurrency: 1 });
  await untilDone(world);

  const [, session, ...others] = mock.uploads.sessions;
  expect(session?.isComplete).toBe(true);
  expect(session?.requests.filter(({ method }) => method === "PUT")).toHaveLength(6);
  expect(others).toEqual([]);
  expect(await queue.list("completed")).toHaveLength(1);
});

test("UploadQueue reports the progress of a job", async () => {
  const world = await startQueueWorld();
  const { queue, startWorker, write } = world;
  await queue.addAll(await write(1, 4 * partSize));

  await startWorker();
  await untilDone(world);

  const [{ progress, worker } = {}] = await queue.list("completed");
  expect(progress).toMatchObject({ confirmed: 4 * partSize, total: 4 * partSize });
  expect(worker).toContain(`:${process.pid}`);
});

test("UploadQueue respects priorities, and does not add a job id twice", async () => {
  const world = await startQueueWorld();
  const { queue, startWorker, write } = world;
  const [path = "", other = ""] = await write(2);
  await queue.add(path, { job: { priority: 10, jobId: "late" } });
  await queue.add(other, { job: { priority: 1, jobId: "early" } });
  await queue.add(path, { job: { jobId: "late" } });

  await startWorker({ filesAtOnce: 1 });
  await untilDone(world);

  const completed = await queue.list("completed");
  expect(completed.map(({ id }) => id)).toEqual(["late", "early"]);
});

test("UploadQueue removes finished jobs beyond its limit", async () => {
  const world = await startQueueWorld();
  const { redis, name, startWorker, write } = world;
  const queue = await createUploadQueue({ connection: redis.url, name, keepCompleted: 2 });
  onTestFinished(() => queue.close());
  await queue.addAll(await write(4));

  await startWorker();
  await untilDone(world);

  expect(await queue.counts()).toMatchObject({ completed: 2, failed: 0 });
});

test.each([
  ["a relative URL", "", "source"],
  ["an unknown option", "film.mp4", "secretKey"],
])("UploadQueue.add rejects %s", async (_, source, argument) => {
  const { queue } = await startQueueWorld();
  const options: object = argument === "source" ? {} : { secretKey: "s" };

  await expect(queue.add(source, options)).rejects.toMatchObject({ argument });
});

test("createUploadQueue rejects a Redis that may evict jobs", async () => {
  const redis = await RedisServer.start(["--maxmemory-policy", "allkeys-lru"]);
  onTestFinished(() => redis[Symbol.asyncDispose]());
  const { factory } = await startQueueWorld();
  const connection = redis.url;

  const problem = { name: "RedisError", message: expect.stringContaining("noeviction") };
  await expect(createUploadQueue({ connection })).rejects.toMatchObject(problem);
  await expect(startUploadWorker({ connection, factory })).rejects.toMatchObject(problem);
});

test("createUploadQueue rejects a Redis that is not reached in time", async () => {
  const redis = await RedisServer.start();
  await redis[Symbol.asyncDispose]();

  const opening = createUploadQueue({ connection: redis.url, connectMs: 200 });

  await expect(opening).rejects.toMatchObject({ name: "RedisError" });
});

test.each([
  [{ connection: "localhost" }, "connection"],
  [{ filesAtOnce: 0 }, "filesAtOnce"],
  [{ lockDuration: 1 }, "lockDuration"],
  [{ factory: {} }, "factory"],
])("startUploadWorker rejects %j", async (options, argument) => {
  const { factory, redis } = await startQueueWorld();
  const all = { connection: redis.url, factory, ...options } as Parameters<
    typeof startUploadWorker
  >[0];

  await expect(startUploadWorker(all)).rejects.toMatchObject({ argument });
});

test("createUploadQueue accepts options of ioredis, and a client", async () => {
  const { port } = await sharedRedis();
  const client = new Redis(port, { maxRetriesPerRequest: null });
  onTestFinished(() => client.disconnect());

  await using one = await createUploadQueue({ connection: { port }, name: "options" });
  await using other = await createUploadQueue({ connection: client, name: "client" });

  expect(await one.counts()).toEqual(await other.counts());
});

test("UploadQueue.addAll makes relative paths absolute", async () => {
  const { queue } = await startQueueWorld();

  const count = await queue.addAll(["film.mp4", new URL("file:///films/film.mp4")]);

  expect(count).toBe(2);
  const sources = (await queue.list("waiting")).map(({ source }) => source);
  expect(sources).toContainEqual({ path: join(process.cwd(), "film.mp4") });
  expect(sources).toContainEqual({ path: "/films/film.mp4" });
});
