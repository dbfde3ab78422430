import type { Job } from "../../../pili/index.ts";
import { parametersOf } from "../../spec/operation.ts";
import type { MockClock } from "../clock.ts";
import type { Deliveries } from "../deliveries.ts";
import { type QiniuHandler, rejection } from "./handler.ts";

/** A job fails if the name of its file starts with this. */
const failingName = "fail";

/** Durations of a job's two stages, in milliseconds of the mock's clock. */
const waitMs = 1_000;
const workMs = 2_000;

/** A job as in a response, whose list of operations may be null. */
type StoredJob = Omit<Job, "items"> & { readonly items: Job["items"] | null };

/** Options of a {@link JobQueue}. */
interface JobQueueOptions {
  readonly clock: MockClock;
  readonly deliveries: Deliveries;
  /** Returns the example of a job in a state: `jobWaiting`, `jobRunning`, `jobDone`, and so on. */
  readonly findJob: (name: string) => StoredJob;
  readonly makeId: () => string;
}

/** The jobs of a mock. They proceed with its clock, and report their end to a URL. */
export class JobQueue {
  readonly #options: JobQueueOptions;
  readonly #jobs = new Map<string, Job>();

  /** Starts with those jobs of the spec's examples that are done. */
  constructor(options: JobQueueOptions) {
    this.#options = options;
    for (const name of ["jobDone", "snapshotJobDone"]) {
      const job = toJob(options.findJob(name));
      this.#jobs.set(job.id, job);
    }
  }

  find(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  /** Starts a job. Returns its id. */
  start(request: JobRequest): string {
    const { clock, makeId } = this.#options;
    const id = `z1.${makeId()}`;
    this.#update(id, "jobWaiting", request);
    clock.schedule(waitMs, () => {
      this.#update(id, "jobRunning", request);
      clock.schedule(workMs, () => this.#finish(id, request));
    });
    return id;
  }

  async #finish(id: string, request: JobRequest): Promise<void> {
    const isFailed = request.name.startsWith(failingName);
    const job = this.#update(id, isFailed ? "jobFailed" : "jobDone", request);
    if (request.notifyUrl === undefined) return;
    const sending = this.#options.deliveries.send({
      url: request.notifyUrl,
      event: "jobFinished",
      contentType: "application/json",
      body: JSON.stringify(job),
    });
    const delivery = this.#options.deliveries.sent.at(-1);
    await sending;
    if (!delivery?.isDelivered && !isFailed) this.#update(id, "jobNotReported", request);
  }

  #update(id: string, example: string, request: JobRequest): Job {
    const job = describeJob(toJob(this.#options.findJob(example)), id, request);
    this.#jobs.set(id, job);
    return job;
  }
}

function toJob({ items, ...job }: StoredJob): Job {
  return { ...job, items: items ?? [] };
}

/** Task of a job. */
interface JobRequest {
  /** Name of the file in the request. */
  readonly name: string;
  readonly command: string;
  readonly inputKey: string;
  /** Key of the file that the job creates. */
  readonly key: string;
  readonly pipeline: string | undefined;
  readonly notifyUrl: string | undefined;
}

/** Returns a job in the state of an example of the spec. */
function describeJob(example: Job, id: string, request: JobRequest): Job {
  const { command: cmd, inputKey, key, pipeline } = request;
  const items = example.items.map((item) => ({
    ...item,
    cmd,
    // The file exists only when the job is done.
    ...(item.key !== undefined && { key }),
  }));
  return { ...example, id, inputKey, ...(pipeline !== undefined && { pipeline }), items };
}

/** Reply for an unknown job. */
const unknownJob = rejection(612, "not such id in prefop");

/** Returns the state of a job. */
export const getJob: QiniuHandler<{ readonly jobs: JobQueue }> = (call, { jobs }) => {
  const job = jobs.find(String(parametersOf(call)["id"]));
  return job === undefined ? unknownJob : { status: 200, body: job };
};
