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

/** Thrown when a job has failed. Each API has a class of its own, with the type of its jobs. */
export abstract class JobError extends FlipPiliError {
  override readonly name = "JobFailedError" as const;
  readonly job: JobState;

  constructor(job: JobState) {
    const reason = job.items?.find((item) => item?.error)?.error || job.desc || "no reason given";
    super(toPrintable(`Job ${job.id} failed: ${reason}`));
    this.job = job;
  }
}

/** Requests the state of a job. */
type GetJob = (id: string, options?: RequestOptions) => Promise<EndpointResult<unknown>>;

/**
 * Adds the methods of {@link JobHandle} to a result. They are not enumerable.
 *
 * @param id - Id of the job, if one was started.
 * @param FailedError - Thrown when the job has failed.
 */
export function withJob<Job extends JobState, Data extends object>(
  data: Data,
  id: string | undefined,
  getJob: GetJob,
  FailedError: new (job: Job) => JobError,
): Readonly<Data> & JobHandle<Job> {
  const fetchJob = async (options?: RequestOptions): Promise<Job> => {
    if (!id) throw new FlipPiliError("No job was started: the response has no id of one");
    const text = String(id);
    const isJob = (body: unknown) => interpret(body, text) !== undefined;
    return interpret<Job>(await unwrap(getJob(text, options), isJob), text) as Job; // Just checked.
  };
  return Object.defineProperties({ ...data } as Data & JobHandle<Job>, {
    job: { value: fetchJob },
    done: { value: (options?: DoneOptions) => waitForJob(id, fetchJob, FailedError, options) },
  });
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
  id: unknown,
  fetchJob: JobHandle<Job>["job"],
  FailedError: new (job: Job) => JobError,
  { pollMs = 1_000, timeoutMs = 600_000, signal: abort, ...settings }: DoneOptions = {},
): Promise<Job> {
  return poll({
    pollMs,
    timeoutMs,
    signal: abort,
    async check({ signal }) {
      const job = await fetchJob({ ...settings, signal });
      if (job.code === failedCode) throw new FailedError(job);
      return successCodes.includes(job.code) ? { value: job } : {};
    },
    createTimeoutError: () =>
      new TimeoutError({ method: "Job", url: toPrintable(String(id)) }, timeoutMs),
  });
}
