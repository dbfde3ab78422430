import { requireInteger, requireObject } from "../../http/argument-checks.ts";
import type { VideoOptions } from "../upload-file.ts";
import {
  type BullmqQueue,
  checkRedis,
  defaultQueueName,
  loadBullmq,
  type QueueLocation,
  type RedisClient,
  toBullmqConnection,
  type UploadJob,
} from "./bullmq.ts";
import { readJobFields, type UploadJobError } from "./job-record.ts";
import {
  createJobData,
  type UploadJobData,
  type UploadJobProgress,
  type UrlVideoOptions,
} from "./upload-job.ts";

/** Settings of a job, which are those of BullMQ. */
export interface UploadJobSettings {
  /** Id of the job, by default a random one. A source whose id is in the queue already is not added again. */
  jobId?: string | undefined;
  /** From 1, the highest, to 2,097,152. Jobs without a priority come first. */
  priority?: number | undefined;
  /** Time in milliseconds before the first attempt. */
  delay?: number | undefined;
  /**
   * Maximum number of attempts. A job that another worker continues after a crash is in the same attempt.
   *
   * @default 5
   */
  attempts?: number | undefined;
  /**
   * Delay between attempts.
   *
   * @default { type: "exponential", delay: 5000, jitter: 0.5 }
   */
  backoff?:
    | number
    | { type: "fixed" | "exponential"; delay: number; jitter?: number | undefined }
    | undefined;
}

/** Options of a new job: those of its video, and those of the job. */
export type AddOptions = VideoOptions & UrlVideoOptions & { job?: UploadJobSettings | undefined };

/** Options of {@link createUploadQueue}. */
export interface UploadQueueOptions extends QueueLocation {
  /**
   * Number of finished jobs that are kept.
   *
   * @default 1000
   */
  keepCompleted?: number | undefined;
  /**
   * Number of failed jobs that are kept.
   *
   * @default 10000
   */
  keepFailed?: number | undefined;
}

/** A job, as {@link UploadQueue.list} shows it. */
export interface UploadJobSummary {
  readonly id: string;
  readonly source: UploadJobData["source"];
  readonly progress: UploadJobProgress | undefined;
  /** Name of the latest worker. */
  readonly worker: string | undefined;
  readonly attempts: number;
  readonly videoId: string | undefined;
  /** Error of the latest attempt. */
  readonly error: UploadJobError | undefined;
}

/** States of a job in BullMQ. */
export type UploadJobState =
  | "active"
  | "waiting"
  | "prioritized"
  | "delayed"
  | "completed"
  | "failed";

/**
 * Opens a queue of uploads in Redis, which any number of workers share.
 *
 * @throws {InvalidArgumentError} When an option is invalid.
 * @throws {MissingPackageError} When `bullmq` or `ioredis` is not installed.
 * @throws {RedisError} When Redis is not reached, is older than 6.2, or may evict jobs.
 */
export async function createUploadQueue(options: UploadQueueOptions): Promise<UploadQueue> {
  const {
    connection,
    name = defaultQueueName,
    prefix,
    connectMs = 10_000,
  } = requireObject("options", options);
  const keep = (argument: "keepCompleted" | "keepFailed", count: number) => ({
    count: requireInteger(argument, options[argument] ?? count, 0, 1_000_000),
  });
  const defaultJobOptions = {
    attempts: 5,
    backoff: { type: "exponential", delay: 5_000, jitter: 0.5 },
    removeOnComplete: keep("keepCompleted", 1_000),
    removeOnFail: keep("keepFailed", 10_000),
  };
  const redis = toBullmqConnection(connection);
  const { Queue } = await loadBullmq();
  await checkRedis(redis, connectMs);
  const queue: BullmqQueue = new Queue(name, {
    connection: redis,
    ...(prefix !== undefined && { prefix }),
    defaultJobOptions,
  });
  queue.on("error", () => {}); // Each call reports its own error.
  return new UploadQueue(queue, await queue.getBackend().client);
}

/** Number of jobs that are added at a time. */
const batchSize = 500;

/** A queue of uploads. Pausing, draining, rate limits and events are those of {@link UploadQueue.bullmq}. */
export class UploadQueue implements AsyncDisposable {
  /** The queue of BullMQ. */
  readonly bullmq: BullmqQueue;
  readonly #client: RedisClient;

  /** @internal */
  constructor(bullmq: BullmqQueue, client: RedisClient) {
    this.bullmq = bullmq;
    this.#client = client;
  }

  /**
   * Adds an upload.
   *
   * @param source - A path that all workers can read, or a URL that the service fetches. Redis stores it, also if
   *   it is a presigned URL.
   * @returns The job of BullMQ.
   * @throws {InvalidArgumentError} When an argument is invalid.
   */
  async add(source: string | URL, options: AddOptions = {}): Promise<UploadJob> {
    const { name, data, opts } = toJob(source, options);
    return this.bullmq.add(name, data, opts);
  }

  /**
   * Adds any number of uploads with the same options.
   *
   * @returns The number of sources.
   */
  async addAll(
    sources: Iterable<string | URL> | AsyncIterable<string | URL>,
    options: Omit<AddOptions, "fileName"> = {},
  ): Promise<number> {
    let count = 0;
    let batch: ReturnType<typeof toJob>[] = [];
    const flush = async () => {
      await this.bullmq.addBulk(batch);
      count += batch.length;
      batch = [];
    };
    for await (const source of sources) {
      batch.push(toJob(source, options));
      if (batch.length === batchSize) await flush();
    }
    if (batch.length > 0) await flush();
    return count;
  }

  /** Returns the number of jobs in each state. */
  async counts(): Promise<Record<UploadJobState, number>> {
    const counts = await this.bullmq.getJobCounts(...states);
    return Object.fromEntries(states.map((state) => [state, counts[state] ?? 0])) as Record<
      UploadJobState,
      number
    >;
  }

  /** Lists the jobs in a state, the latest first. */
  async list(
    state: UploadJobState,
    { limit = 100 }: { limit?: number | undefined } = {},
  ): Promise<UploadJobSummary[]> {
    const jobs = await this.bullmq.getJobs([state], 0, limit - 1);
    // A job may have been removed in the meantime.
    return Promise.all(jobs.filter((job) => job?.id !== undefined).map((job) => this.#sum(job)));
  }

  /** Closes the connection. Jobs stay in Redis. */
  async close(): Promise<void> {
    await this.bullmq.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #sum({ id = "", data, progress, processedBy, attemptsMade }: UploadJob) {
    const { video, error } = await readJobFields(this.#client, this.bullmq.toKey(id));
    return {
      id,
      source: data.source,
      progress: typeof progress === "object" ? (progress as UploadJobProgress) : undefined,
      worker: processedBy,
      attempts: attemptsMade,
      videoId: video?.id,
      error,
    };
  }
}

const states: readonly UploadJobState[] = [
  "active",
  "waiting",
  "prioritized",
  "delayed",
  "completed",
  "failed",
];

/** Returns a new job. Its id is unique everywhere: videos are recognized by it. */
function toJob(source: string | URL, { job, ...video }: AddOptions) {
  const { jobId = crypto.randomUUID(), ...settings } = job ?? {};
  const set = Object.entries(settings).filter(([, value]) => value !== undefined);
  const opts = { ...Object.fromEntries(set), jobId };
  return { name: "upload", data: createJobData(source, video), opts };
}
