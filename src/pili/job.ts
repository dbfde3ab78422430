import { type GetJobData, getJob } from "../../generated/pili/endpoints.ts";
import { requireTimeout } from "../http/argument-checks.ts";
import { FlipPiliError, TimeoutError } from "../http/errors.ts";
import type { RequestOptions } from "../http/options.ts";
import { wait } from "../http/signals.ts";
import { unwrap } from "../http/unwrap.ts";
import type { PiliClient } from "./create-pili-client.ts";
import { isJob } from "./response-checks.ts";

/** The state of a job, as the service gives it. */
export type Job = GetJobData;

/** Options of `done()`. */
export interface DoneOptions extends RequestOptions {
  /**
   * Milliseconds between the first two looks at the job. The wait grows by half each time, up to
   * ten times as long.
   *
   * @default 1000
   */
  pollMs?: number | undefined;
  /**
   * Milliseconds after which the wait ends with a `TimeoutError`. The job goes on. A last look that
   * is not answered at once may take `pollMs` more.
   *
   * @default 600000
   */
  timeoutMs?: number | undefined;
}

/** Thrown when a job has failed. What the service says of it is in `job`. */
export class JobFailedError extends FlipPiliError {
  override readonly name = "JobFailedError" as const;
  readonly job: Job;

  constructor(job: Job) {
    const reason = job.items?.find((item) => item?.error)?.error ?? job.desc ?? "no reason given";
    super(`Job ${job.id} failed: ${reason}`);
    this.job = job;
  }
}

/** Where jobs are asked for. */
export interface JobService {
  readonly client: PiliClient;
  /** Scheme and host. */
  readonly jobUrl: string;
}

/** Codes of jobs that have ended well. With 4, only the notification could not be delivered. */
const doneCodes: readonly unknown[] = [0, 4];
const failedCode = 3;

const growth = 1.5;
const longestPoll = 10;

/**
 * Reads the state of a job once.
 *
 * @throws {HttpError} With status 612 when there is no such job.
 */
async function readJob(
  { client, jobUrl }: JobService,
  id: string,
  options: RequestOptions = {},
): Promise<Job> {
  return unwrap(getJob(client, { query: { id }, baseUrl: jobUrl, ...options }), isJob);
}

/**
 * Waits until a job is done.
 *
 * @throws {InvalidArgumentError} When an option cannot be used.
 * @throws {JobFailedError} When the job fails.
 * @throws {TimeoutError} When it is not done after `timeoutMs`.
 */
async function waitForJob(
  service: JobService,
  id: string,
  { pollMs = 1_000, timeoutMs = 600_000, signal }: DoneOptions = {},
): Promise<Job> {
  requireTimeout("pollMs", pollMs);
  requireTimeout("timeoutMs", timeoutMs);
  const controller = new AbortController();
  const giveUp = (): void => controller.abort(signal?.reason);
  const stop = (): void => controller.abort(tooLate(id, timeoutMs));
  // The last look comes at the end of the time, so that one that hangs is given a little more.
  const timer = setTimeout(stop, Math.min(timeoutMs + pollMs, 2 ** 31 - 1));
  signal?.addEventListener("abort", giveUp);
  if (signal?.aborted) giveUp();
  try {
    return await poll(service, id, { pollMs, timeoutMs, signal: controller.signal });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", giveUp);
  }
}

interface PollOptions {
  pollMs: number;
  timeoutMs: number;
  signal: AbortSignal;
}

async function poll(
  service: JobService,
  id: string,
  { pollMs, timeoutMs, signal }: PollOptions,
): Promise<Job> {
  const endsAt = performance.now() + timeoutMs;
  for (let delayMs = pollMs; ; delayMs = Math.min(delayMs * growth, pollMs * longestPoll)) {
    const job = await readJob(service, id, { signal });
    if (doneCodes.includes(job.code)) return job;
    if (job.code === failedCode) throw new JobFailedError(job);
    const leftMs = endsAt - performance.now();
    if (leftMs <= 0) throw tooLate(id, timeoutMs);
    await wait(Math.min(delayMs, leftMs), signal);
  }
}

function tooLate(id: string, timeoutMs: number): TimeoutError {
  return new TimeoutError({ method: "Job", url: id }, timeoutMs);
}

/** What the answer to a request that starts a job can do. */
export interface JobHandle {
  /**
   * Reads the state of the job once.
   *
   * @throws {FlipPiliError} When no job was started: `saveAs()` without `format` starts none.
   * @throws {HttpError} With status 612 when the service does not know the job any more.
   */
  job(options?: RequestOptions): Promise<Job>;
  /**
   * Waits until the job is done.
   *
   * @throws {FlipPiliError} When no job was started.
   * @throws {JobFailedError} When the job fails.
   * @throws {TimeoutError} When it is not done after `timeoutMs`.
   */
  done(options?: DoneOptions): Promise<Job>;
}

/** Adds the two methods to an answer. Neither printing nor JSON shows them. */
export function withJob<Data extends { persistentId?: string }>(
  data: Data,
  service: JobService,
): Readonly<Data> & JobHandle {
  const requireJobId = (): string => {
    if (data.persistentId) return data.persistentId;
    throw new FlipPiliError("No job was started: the answer has no persistentId");
  };
  const handle: JobHandle = {
    job: async (options) => readJob(service, requireJobId(), options),
    done: async (options) => waitForJob(service, requireJobId(), options),
  };
  return Object.defineProperties({ ...data } as Data & JobHandle, {
    job: { value: handle.job },
    done: { value: handle.done },
  });
}
