import { getJob } from "../../generated/pili/endpoints.ts";
import { isPlainObject } from "../http/argument-checks.ts";
import { FlipPiliError, TimeoutError } from "../http/errors.ts";
import type { RequestOptions } from "../http/options.ts";
import { poll } from "../http/poll.ts";
import { toPrintable } from "../http/printable.ts";
import { unwrap } from "../http/unwrap.ts";
import type { PiliClient } from "./create-pili-client.ts";
import { type Job, readJob } from "./job-data.ts";

/** Methods of a result whose request starts a job. */
export interface JobHandle {
  /**
   * Retrieves the state of the job once.
   *
   * @throws {FlipPiliError} When no job was started: `saveAs()` without `format` starts none.
   * @throws {HttpError} With status 612 when the service no longer knows the job.
   */
  job(options?: RequestOptions): Promise<Job>;
  /**
   * Waits until the job has succeeded.
   *
   * @throws {FlipPiliError} When no job was started.
   * @throws {InvalidArgumentError} When an option is not valid.
   * @throws {JobFailedError} When the job fails.
   * @throws {TimeoutError} When the job has not ended after `timeoutMs`.
   */
  done(options?: DoneOptions): Promise<Job>;
}

/**
 * Options of `done()`. The limit of one attempt is that of the client. Temporary failures of the requests do not end
 * the wait.
 */
export interface DoneOptions extends Omit<RequestOptions, "timeoutMs"> {
  /**
   * Milliseconds between the first two requests for the state of the job. The delay then grows by half
   * each time, up to ten times this value.
   *
   * @default 1000
   */
  pollMs?: number | undefined;
  /**
   * Milliseconds after which waiting ends with a `TimeoutError`. The job itself continues. The last
   * request may take up to `pollMs` longer.
   *
   * @default 600000
   */
  timeoutMs?: number | undefined;
}

/** Thrown when a job has failed. `job` contains the reason that the service reported. */
export class JobFailedError extends FlipPiliError {
  override readonly name = "JobFailedError" as const;
  readonly job: Job;

  constructor(job: Job) {
    const reason = job.items?.find((item) => item?.error)?.error || job.desc || "no reason given";
    super(toPrintable(`Job ${job.id} failed: ${reason}`));
    this.job = job;
  }
}

/** Client and URL for requests about jobs. */
export interface JobService {
  readonly client: PiliClient;
  /** Scheme and host. */
  readonly jobUrl: string;
}

/** Adds the methods of {@link JobHandle} to a result. They are not enumerable. */
export function withJob<Data extends { persistentId?: string }>(
  data: Data,
  service: JobService,
): Readonly<Data> & JobHandle {
  const requireJobId = (): string => {
    if (data.persistentId) return String(data.persistentId);
    throw new FlipPiliError("No job was started: the response has no persistentId");
  };
  const handle: JobHandle = {
    job: async (options) => fetchJob(service, requireJobId(), options),
    done: async (options) => waitForJob(service, requireJobId(), options),
  };
  return Object.defineProperties({ ...data } as Data & JobHandle, {
    job: { value: handle.job },
    done: { value: handle.done },
  });
}

async function fetchJob(
  { client, jobUrl }: JobService,
  id: string,
  options: RequestOptions = {},
): Promise<Job> {
  const response = getJob(client, { query: { id }, baseUrl: jobUrl, ...options });
  const data = await unwrap(response, (body) => interpret(body, id) !== undefined);
  return interpret(data, id) as Job; // It has just been checked.
}

/** Codes of jobs. An object with another one is a job only if it has an id. */
const jobCodes: readonly unknown[] = [0, 1, 2, 3, 4];

/** Returns the job in a response. One without an id is the job that was requested. */
function interpret(body: unknown, id: string): Job | undefined {
  if (!isPlainObject(body)) return undefined;
  const { id: ownId, error } = body;
  const job = readJob(ownId ? body : { ...body, id });
  if (typeof job !== "object") return undefined;
  return ownId || (!error && jobCodes.includes(job.code)) ? job : undefined;
}

/** Codes of jobs that have succeeded. With 4, only the notification could not be delivered. */
const successCodes: readonly unknown[] = [0, 4];
const failedCode = 3;

async function waitForJob(
  service: JobService,
  id: string,
  { pollMs = 1_000, timeoutMs = 600_000, signal: abort, ...settings }: DoneOptions = {},
): Promise<Job> {
  return poll({
    pollMs,
    timeoutMs,
    signal: abort,
    async check({ signal }) {
      const job = await fetchJob(service, id, { ...settings, signal });
      if (job.code === failedCode) throw new JobFailedError(job);
      return successCodes.includes(job.code) ? { value: job } : {};
    },
    createTimeoutError: () => new TimeoutError({ method: "Job", url: toPrintable(id) }, timeoutMs),
  });
}
