import { type GetJobData, getJob } from "../../generated/pili-v2/endpoints.ts";
import { type JobHandle as HandleOf, JobError, withJob as withJobOf } from "../qiniu/job.ts";
import { type JobNotificationBody, readJobNotification } from "../qiniu/job-notification.ts";
import type { PiliClient } from "./create-pili-client.ts";

/** State of a job, as returned by the service. A list of items that is null is empty. */
export type Job = GetJobData & { items: NonNullable<GetJobData["items"]> };

/** Methods of a result whose request starts a job. */
export interface JobHandle extends HandleOf<Job> {}

/** Thrown when a job has failed. `job` contains the reason that the service reported. */
export class JobFailedError extends JobError {
  declare readonly job: Job;
}

/** Client and URL for requests about jobs. */
export interface JobService {
  readonly client: PiliClient;
  /** Scheme and host. */
  readonly jobUrl: string;
}

/** Adds the methods of {@link JobHandle} to a result. They are not enumerable. */
export function withJob<Data extends { persistentID?: string }>(
  data: Data,
  { client, jobUrl }: JobService,
): Readonly<Data> & JobHandle {
  return withJobOf<Job, Data>(
    data,
    data.persistentID,
    (id, options) => getJob(client, { query: { id }, baseUrl: jobUrl, ...options }),
    JobFailedError,
  );
}

/**
 * Parses the notification that the service posts to the `notify` URL when a job ends.
 *
 * @param source - The body as text, bytes or a parsed object; or the `Request` itself, in which case a
 *   promise is returned. At most 1 MiB is read from a `Request`.
 * @returns The job. `items` is always a list.
 * @throws {InvalidArgumentError} When the source is not a notification. Names the invalid field.
 * @throws {FlipPiliError} When the body of the `Request` cannot be read.
 */
export function parseJobNotification(source: Request): Promise<Job>;
export function parseJobNotification(source: JobNotificationBody): Job;
export function parseJobNotification(source: Request | JobNotificationBody): Job | Promise<Job> {
  return readJobNotification<Job>(source);
}
