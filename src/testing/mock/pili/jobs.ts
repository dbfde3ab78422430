import type { Job } from "../../../pili/index.ts";
import type { FindExample } from "../../spec/find-example.ts";
import { parametersOf } from "../../spec/operation.ts";
import type { Clock } from "../clock.ts";
import type { Deliveries } from "../deliveries.ts";
import { type Handler, unknownJob } from "./handler.ts";

/** A job whose file is named so fails. */
const failingName = "fail";

/** How long a job waits for its turn, and how long it is then at work. */
const waitMs = 1_000;
const workMs = 2_000;

/** What jobs are run with. */
interface JobQueueOptions {
  readonly clock: Clock;
  readonly deliveries: Deliveries;
  readonly findExample: FindExample;
  readonly makeId: () => string;
}

/** The jobs of a mock: how far they are by its clock, and the messages of their end. */
export class JobQueue {
  readonly #options: JobQueueOptions;
  readonly #jobs = new Map<string, Job>();

  /** Begins with the jobs of the spec's examples that are done. */
  constructor(options: JobQueueOptions) {
    this.#options = options;
    for (const name of ["jobDone", "snapshotJobDone"]) {
      const job = options.findExample("getJob", 200, name) as Job;
      this.#jobs.set(job.id, job);
    }
  }

  find(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  /** Starts a job, and returns its id. */
  start(order: JobOrder): string {
    const { clock, makeId } = this.#options;
    const id = `z1.${makeId()}`;
    this.#show(id, "jobWaiting", order);
    clock.schedule(waitMs, () => {
      this.#show(id, "jobRunning", order);
      clock.schedule(workMs, () => this.#finish(id, order));
    });
    return id;
  }

  async #finish(id: string, order: JobOrder): Promise<void> {
    const isFailed = order.name.startsWith(failingName);
    const job = this.#show(id, isFailed ? "jobFailed" : "jobDone", order);
    if (order.notifyUrl === undefined) return;
    const sending = this.#options.deliveries.send({
      ...{ url: order.notifyUrl, event: "jobFinished", contentType: "application/json" },
      body: JSON.stringify(job),
    });
    const delivery = this.#options.deliveries.sent.at(-1);
    await sending;
    if (!delivery?.isDelivered && !isFailed) this.#show(id, "jobNotReported", order);
  }

  #show(id: string, example: string, order: JobOrder): Job {
    const { findExample } = this.#options;
    const job = describeJob(findExample("getJob", 200, example) as Job, id, order);
    this.#jobs.set(id, job);
    return job;
  }
}

/** What a job is to do. */
interface JobOrder {
  /** As the request names the file. */
  readonly name: string;
  readonly command: string;
  readonly inputKey: string;
  /** Of the file that it makes. */
  readonly key: string;
  readonly pipeline: string | undefined;
  readonly notifyUrl: string | undefined;
}

/** A job in the state that an example of the spec shows. */
function describeJob(example: Job, id: string, order: JobOrder): Job {
  const { command: cmd, inputKey, key, pipeline } = order;
  const items = example.items.map((item) => ({
    ...item,
    cmd,
    // There is a file only when the job is done.
    ...(item.key !== undefined && { key }),
  }));
  return { ...example, id, inputKey, ...(pipeline !== undefined && { pipeline }), items };
}

export const getJob: Handler = (call, { jobs }) => {
  const { id } = parametersOf(call);
  const job = jobs.find(String(id));
  return job === undefined ? unknownJob : { status: 200, body: job };
};
