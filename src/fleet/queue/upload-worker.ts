import { hostname } from "node:os";
import { ConnectionBudget } from "../../flip/index.ts";
import {
  requireFunction,
  requireInteger,
  requireObject,
  requireThat,
} from "../../http/argument-checks.ts";
import { FlipPiliError } from "../../http/errors.ts";
import type { Factory } from "../factory.ts";
import { type FileSendingOptions, splitSending } from "../upload-file.ts";
import {
  type BullmqWorker,
  checkRedis,
  defaultQueueName,
  loadBullmq,
  type QueueLocation,
  type RedisClient,
  toBullmqConnection,
  type UploadJob,
} from "./bullmq.ts";
import { describeJobError, isPermanent } from "./job-failure.ts";
import { JobLeases } from "./job-leases.ts";
import { defineJobCommands, JobRecord } from "./job-record.ts";
import { type JobSettings, processJob } from "./process-job.ts";
import type { UploadJobResult } from "./upload-job.ts";

/** Options of {@link startUploadWorker}: its own, and those for sending. */
export interface UploadWorkerOptions extends QueueLocation, FileSendingOptions {
  /** Factory whose videos are created, of API 3.0 or 3.1. Its keys stay in this process. */
  factory: Factory;
  /**
   * Maximum number of files in flight.
   *
   * @default 4
   */
  filesAtOnce?: number | undefined;
  /**
   * Maximum number of parts in flight of all files together.
   *
   * @default 8
   */
  concurrency?: number | undefined;
  /**
   * Name of the worker, which the queue shows.
   *
   * @default name of the machine and id of the process
   */
  workerName?: string | undefined;
  /**
   * Time in milliseconds for which a worker owns a job without a sign of life. All workers should have the same
   * value. Another worker takes over after at most this time and twice `stalledInterval`.
   *
   * @default 8000
   */
  lockDuration?: number | undefined;
  /**
   * Interval in milliseconds at which workers look for jobs without an owner.
   *
   * @default 2500
   */
  stalledInterval?: number | undefined;
  /**
   * Number of crashes that a job survives. After one more, it has failed: it may be the reason.
   *
   * @default 5
   */
  maxStalledCount?: number | undefined;
  /** Maximum number of jobs in a time, over all workers. */
  limiter?: { max: number; duration: number } | undefined;
  /** Called with errors that belong to no job, such as a lost connection to Redis. */
  onError?: ((error: Error) => void) | undefined;
}

/** Thrown in jobs that a worker gives back because it stops. */
class WorkerStoppedError extends FlipPiliError {
  override readonly name = "WorkerStoppedError" as const;
}

/** Checked options. */
interface WorkerSettings extends JobSettings {
  readonly filesAtOnce: number;
  readonly lockDuration: number;
  readonly stalledInterval: number;
  readonly maxStalledCount: number;
  readonly onError: (error: Error) => void;
}

/** Time in milliseconds that the service needs for a request of a worker that died. */
const settleMs = 15_000;

function readSettings(options: UploadWorkerOptions): WorkerSettings {
  const { factory, onError = () => {} } = requireObject("options", options);
  requireThat(typeof factory?.uploadSession === "function", "factory", "must be a Factory");
  requireFunction("onError", onError);
  const integer = (
    name: "filesAtOnce" | "concurrency" | "lockDuration" | "stalledInterval" | "maxStalledCount",
    { fallback, from, to }: { fallback: number; from: number; to: number },
  ) => requireInteger(name, options[name] ?? fallback, from, to);
  const concurrency = integer("concurrency", { fallback: 8, from: 1, to: 256 });
  return {
    factory,
    onError,
    concurrency,
    budget: new ConnectionBudget(concurrency),
    filesAtOnce: integer("filesAtOnce", { fallback: 4, from: 1, to: 256 }),
    lockDuration: integer("lockDuration", { fallback: 8_000, from: 2_000, to: 600_000 }),
    stalledInterval: integer("stalledInterval", { fallback: 2_500, from: 500, to: 600_000 }),
    maxStalledCount: integer("maxStalledCount", { fallback: 5, from: 0, to: 1_000 }),
    sending: splitSending(options).sending,
    settleMs,
  };
}

/**
 * Starts a worker that uploads what is in the queue, in this process.
 *
 * When it dies, another worker continues its uploads within 15 s, and sends only what is missing.
 *
 * @throws {InvalidArgumentError} When an option is invalid.
 * @throws {MissingPackageError} When `bullmq` or `ioredis` is not installed.
 * @throws {RedisError} When Redis is not reached, is older than 6.2, or may evict jobs.
 */
export async function startUploadWorker(options: UploadWorkerOptions): Promise<UploadWorker> {
  const settings = readSettings(options);
  const { connection, name = defaultQueueName, prefix, limiter, connectMs = 10_000 } = options;
  const { workerName = `${hostname()}:${process.pid}` } = options;
  const { filesAtOnce, lockDuration, stalledInterval, maxStalledCount } = settings;
  const redis = toBullmqConnection(connection);
  const bullmq = await loadBullmq();
  await checkRedis(redis, connectMs);
  const runner = new JobRunner(settings, bullmq);
  const worker: BullmqWorker = new bullmq.Worker(name, (job, token) => runner.run(job, token), {
    connection: redis,
    autorun: false,
    name: workerName,
    concurrency: filesAtOnce,
    lockDuration,
    stalledInterval,
    maxStalledCount,
    ...(prefix !== undefined && { prefix }),
    ...(limiter !== undefined && { limiter }),
  });
  worker.on("error", settings.onError);
  runner.open(worker, await worker.getBackend().client);
  worker.run().catch(settings.onError);
  return new UploadWorker(worker, runner);
}

/** Runs the jobs of one worker. */
class JobRunner {
  readonly leases: JobLeases;
  readonly #settings: WorkerSettings;
  readonly #bullmq: typeof import("bullmq");
  #worker: BullmqWorker | undefined;
  #client: RedisClient | undefined;

  constructor(settings: WorkerSettings, bullmq: typeof import("bullmq")) {
    this.#settings = settings;
    this.#bullmq = bullmq;
    this.leases = new JobLeases(settings.lockDuration);
  }

  open(worker: BullmqWorker, client: RedisClient): void {
    this.#worker = worker;
    this.#client = client;
    defineJobCommands(client);
    worker.on("locksRenewed", ({ jobIds }) => this.leases.renew(jobIds));
    worker.on("lockRenewalFailed", (jobIds) => this.leases.lose(jobIds));
  }

  async run(job: UploadJob, token = ""): Promise<UploadJobResult> {
    const { id = "" } = job;
    const [worker, client] = [this.#worker, this.#client];
    if (worker === undefined || client === undefined) throw new WorkerStoppedError("Not started");
    const lease = this.leases.start(id, job.processedOn ?? Date.now());
    const record = new JobRecord(client, worker.toKey(id), token);
    try {
      const owned = { job, id, record, lease, leases: this.leases };
      return { videoId: await processJob(owned, this.#settings) };
    } catch (error) {
      if (lease.signal.aborted) return await this.#giveBack(job, token);
      await record.save("error", describeJobError(error));
      throw this.#toFailure(error);
    } finally {
      lease.end();
    }
  }

  /** Lets another worker have a job. It does not count as an attempt. */
  async #giveBack(job: UploadJob, token: string): Promise<never> {
    // Rejects when the job is lost, and BullMQ does not store anything in it.
    await job.moveToWait(token);
    throw new this.#bullmq.WaitingError();
  }

  #toFailure(error: unknown): unknown {
    if (!isPermanent(error)) return error;
    const failure = new this.#bullmq.UnrecoverableError((error as Error).message);
    return Object.assign(failure, { cause: error });
  }
}

/** A worker. Its events are those of {@link UploadWorker.bullmq}. */
export class UploadWorker implements AsyncDisposable {
  /** The worker of BullMQ. */
  readonly bullmq: BullmqWorker;
  readonly #runner: JobRunner;

  /** @internal */
  constructor(bullmq: BullmqWorker, runner: JobRunner) {
    this.bullmq = bullmq;
    this.#runner = runner;
  }

  /** Ids of the jobs in progress. */
  get jobIds(): string[] {
    return this.#runner.leases.jobIds;
  }

  /**
   * Interrupts all uploads, gives their jobs back so that other workers continue them at once, and closes the
   * connections.
   *
   * @param timeoutMs - Limit in milliseconds, in case Redis is not reached: jobs are then taken over as after a crash.
   */
  async stop({ timeoutMs = 10_000 }: { timeoutMs?: number | undefined } = {}): Promise<void> {
    const { leases } = this.#runner;
    const closing = this.bullmq.close();
    leases.stop(new WorkerStoppedError("The worker stops"));
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs);
    });
    await Promise.race([closing, limit]);
    clearTimeout(timer);
    // Waits for Redis, too: it ends what is pending, whenever that is possible.
    if (leases.jobIds.length > 0) this.bullmq.disconnect().catch(() => {});
    leases.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
