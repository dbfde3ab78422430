// biome-ignore lint/suspicious/noTsIgnore: without the optional package, the types are `any`.
/** @ts-ignore The package is optional. */
import type { Job, Queue, Worker } from "bullmq";
import { FlipPiliError } from "../../flip/index.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { loadPackages, MissingPackageError } from "../../http/missing-package-error.ts";
import type { UploadJobData, UploadJobResult } from "./upload-job.ts";

/** A job of BullMQ that uploads a file. */
export type UploadJob = Job<UploadJobData, UploadJobResult, string>;
/** The queue of BullMQ. */
export type BullmqQueue = Queue<UploadJobData, UploadJobResult, string>;
/** The worker of BullMQ. */
export type BullmqWorker = Worker<UploadJobData, UploadJobResult, string>;

/** Redis: a URL (`redis://host:6379`), options of ioredis, or a client of ioredis. */
export type RedisConnection = string | object;

/** Where the queue is. Queue and workers must have the same values. */
export interface QueueLocation {
  /** Redis 6.2 or later: a URL (`redis://host:6379`), options of ioredis, or a client of ioredis. */
  connection: RedisConnection;
  /**
   * Name of the queue.
   *
   * @default "flip-pili-uploads"
   */
  name?: string | undefined;
  /**
   * Prefix of the keys in Redis.
   *
   * @default "bull"
   */
  prefix?: string | undefined;
  /**
   * Limit in milliseconds until Redis is reached at the start. After that, lost connections are restored without
   * a limit.
   *
   * @default 10000
   */
  connectMs?: number | undefined;
}

export const defaultQueueName = "flip-pili-uploads";

/** Thrown when Redis cannot hold a queue: it is not reached, too old, or may evict jobs. */
export class RedisError extends FlipPiliError {
  override readonly name = "RedisError" as const;
}

/**
 * Loads BullMQ and its Redis client, which are optional packages.
 *
 * @throws {MissingPackageError} When one is not installed.
 */
export async function loadBullmq(): Promise<typeof import("bullmq")> {
  const load = async () => {
    await import("ioredis");
    return import("bullmq");
  };
  const packages = { bullmq: "6", ioredis: "5" };
  return loadPackages(
    load,
    (cause) => new MissingPackageError("Cannot load BullMQ", packages, cause),
  );
}

/** Milliseconds until a lost connection is tried again, at most. */
const maxReconnectMs = 2_000;

/** Returns the connection in the form that BullMQ accepts. */
export function toBullmqConnection(connection: RedisConnection): object {
  const retryStrategy = (times: number) => Math.min(times * 100, maxReconnectMs);
  if (typeof connection === "string") {
    if (!/^rediss?:\/\/./.test(connection)) {
      throw new InvalidArgumentError("connection", "must be a redis: or rediss: URL");
    }
    return { url: connection, retryStrategy };
  }
  if (typeof connection !== "object" || connection === null) {
    throw new InvalidArgumentError("connection", "must be a URL, options or a client");
  }
  // A client has methods, and is used as it is.
  return "duplicate" in connection ? connection : { retryStrategy, ...connection };
}

/** What is needed of the Redis client of BullMQ. */
export interface RedisClient {
  hmget(key: string, ...fields: string[]): Promise<(string | null)[]>;
  defineCommand(name: string, script: { numberOfKeys: number; lua: string }): void;
  runCommand(name: string, args: unknown[]): Promise<unknown>;
}

/**
 * Checks that Redis can hold a queue.
 *
 * @throws {RedisError} When Redis is not reached in time, is older than 6.2, or may evict jobs.
 */
export async function checkRedis(connection: object, connectMs: number): Promise<void> {
  const info = await readInfo(connection, connectMs);
  const [, major = "0", minor = "0"] = /^redis_version:(\d+)\.(\d+)/m.exec(info) ?? [];
  if (Number(major) < 6 || (Number(major) === 6 && Number(minor) < 2)) {
    throw new RedisError(`Redis 6.2 or later is needed, not ${major}.${minor}`);
  }
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? "noeviction";
  if (policy !== "noeviction") {
    const advice = "set maxmemory-policy to noeviction";
    throw new RedisError(`Redis may evict jobs with the policy ${policy}: ${advice}`);
  }
}

/** Reads what Redis reports about itself, with a connection that is closed again unless it is the caller's. */
async function readInfo(connection: object, connectMs: number): Promise<string> {
  const { Redis } = await import("ioredis");
  const isClient = "duplicate" in connection;
  const { url = undefined, ...options } = connection as { url?: string };
  const settings = { ...options, maxRetriesPerRequest: null };
  const create = () => (url === undefined ? new Redis(settings) : new Redis(url, settings));
  const client = isClient ? (connection as InstanceType<typeof Redis>) : create();
  let cause: unknown;
  const onError = (error: unknown) => {
    cause = error;
  };
  client.on("error", onError);
  try {
    return await Promise.race([client.info(), rejectAfter(connectMs, () => cause)]);
  } catch (error) {
    if (error instanceof RedisError) throw error;
    throw new RedisError(`Redis cannot be used: ${(error as Error).message}`, { cause: error });
  } finally {
    client.off("error", onError);
    if (!isClient) client.on("error", () => {}).disconnect();
  }
}

function rejectAfter(limitMs: number, causeOf: () => unknown): Promise<never> {
  return new Promise((_, reject) => {
    const timer = setTimeout(() => {
      const cause = causeOf();
      const { code } = (cause ?? {}) as NodeJS.ErrnoException;
      const detail = code === undefined ? "" : ` (${code})`;
      const message = `Redis cannot be reached within ${limitMs} ms${detail}`;
      reject(new RedisError(message, { cause }));
    }, limitMs);
    timer.unref();
  });
}
