import { randomUUID } from "node:crypto";
import {
  createUploadQueue,
  startUploadWorker,
  type UploadQueue,
  type UploadWorker,
  type UploadWorkerOptions,
} from "flip-pili/fleet";
import type { MockServerOptions } from "flip-pili/testing";
import { afterAll, onTestFinished } from "vitest";
import { RedisServer } from "../../scripts/demo/fleet/redis-server.ts";
import { type FleetWorld, startFleetWorld } from "../fleet/fleet-files.ts";

let shared: Promise<RedisServer> | undefined;

/** Starts a Redis for all tests of a file. Each test has a queue of its own. */
export function sharedRedis(): Promise<RedisServer> {
  shared ??= RedisServer.start();
  return shared;
}

afterAll(async () => {
  await (await shared)?.[Symbol.asyncDispose]();
  shared = undefined;
});

/** A queue, and a function that starts workers for it. All end with the test. */
export interface QueueWorld extends FleetWorld {
  readonly redis: RedisServer;
  readonly name: string;
  readonly queue: UploadQueue;
  startWorker(options?: Partial<UploadWorkerOptions>): Promise<UploadWorker>;
}

export async function startQueueWorld(
  uploads: MockServerOptions["uploads"] = {},
  redis?: RedisServer,
): Promise<QueueWorld> {
  const world = await startFleetWorld(uploads);
  const server = redis ?? (await sharedRedis());
  const name = `test-${randomUUID()}`;
  const queue = await createUploadQueue({ connection: server.url, name });
  onTestFinished(() => queue.close());
  const startWorker = async (options: Partial<UploadWorkerOptions> = {}) => {
    const { factory } = world;
    const location = { connection: server.url, name };
    const worker = await startUploadWorker({ ...location, factory, retryMs: 5, ...options });
    onTestFinished(() => worker.stop({ timeoutMs: 2_000 }));
    return worker;
  };
  return { ...world, redis: server, name, queue, startWorker };
}

/** Waits until a queue has nothing left to do. */
export async function untilDone({ queue }: Pick<QueueWorld, "queue">): Promise<void> {
  for (;;) {
    const { active, waiting, delayed, prioritized } = await queue.counts();
    if (active + waiting + delayed + prioritized === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
