import { isPlainObject } from "../http/argument-checks.ts";
import { FlipPiliError, TimeoutError } from "../http/errors.ts";
import type { RequestOptions } from "../http/options.ts";
import { poll } from "../http/poll.ts";
import { toPrintable } from "../http/printable.ts";
import { type EndpointResult, unwrap } from "../http/unwrap.ts";
import { type JobState, readJob } from "./job-data.ts";

/** Methods of a result whose request starts a job. */
export interface JobHandle<Job extends JobState = JobState> {
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
export class JobFailedError<Job extends JobState = JobState> extends FlipPiliError {
  override readonly name = "JobFailedError" as const;
  readonly job: Job;

  constructor(job: Job) {
    const reason = job.items?.find((item) => item?.error)?.error || job.desc || "no reason given";
    super(toPrintable(`Job ${job.id} failed: ${reason}`));
    this.job = job;
  }
}

/** Requests the state of a job. */
export type GetJob = (id: string, options: RequestOptions) => Promise<EndpointResult<unknown>>;

/**
 * Adds the methods of {@link JobHandle} to a result. They are not enumerable.
 *
 * @param idField - Name of the field with the id of the job.
 */
export function withJob<Job extends JobState, Data extends object>(
  data: Data,
  idField: keyof Data & string,
  getJob: GetJob,
): Readonly<Data> & JobHandle<Job> {
  const requireJobId = (): string => {
    if (data[idField]) return String(data[idField]);
    throw new FlipPiliError(`No job was started: the response has no ${idField}`);
  };
  const handle: JobHandle<Job> = {
    job: async (options) => fetchJob(getJob, requireJobId(), options),
    done: async (options) => waitForJob(getJob, requireJobId(), options),
  };
  return Object.defineProperties({ ...data } as Data & JobHandle<Job>, {
    job: { value: handle.job },
    done: { value: handle.done },
  });
}

async function fetchJob<Job extends JobState>(
  getJob: GetJob,
  id: string,
  options: RequestOptions = {},
): Promise<Job> {
  const data = await unwrap(getJob(id, options), (body) => interpret(body, id) !== undefined);
  return interpret<Job>(data, id) as Job; // It has just been checked.
}

/** Codes of jobs. An object with another one is a job only if it has an id. */
const jobCodes: readonly unknown[] = [0, 1, 2, 3, 4];

/** Returns the job in a response. One without an id is the job that was requested. */
function interpret<Job extends JobState>(body: unknown, id: string): Job | undefined {
  if (!isPlainObject(body)) return undefined;
  const { id: ownId, error } = body;
  const job = readJob<Job>(ownId ? body : { ...body, id });
  if (typeof job !== "object") return undefined;
  return ownId || (!error && jobCodes.includes(job.code)) ? job : undefined;
}

/** Codes of jobs that have succeeded. With 4, only the notification could not be delivered. */
const successCodes: readonly unknown[] = [0, 4];
const failedCode = 3;

async function waitForJob<Job extends JobState>(
  getJob: GetJob,
  id: string,
  { pollMs = 1_000, timeoutMs = 600_000, signal: abort, ...settings }: DoneOptions = {},
): Promise<Job> {
  return poll({
    pollMs,
    timeoutMs,
    signal: abort,
    async check({ signal }) {
      const job = await fetchJob<Job>(getJob, id, { ...settings, signal });
      if (job.code === failedCode) throw new JobFailedError(job);
      return successCodes.includes(job.code) ? { value: job } : {};
    },
    createTimeoutError: () => new TimeoutError({ method: "Job", url: toPrintable(id) }, timeoutMs),
  });
}
