import { FlipPiliError } from "../http/errors.ts";
import type { RequestOptions } from "../http/request-options.ts";
import { type DoneOptions, type Job, type JobService, readJob, waitForJob } from "./job.ts";

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
