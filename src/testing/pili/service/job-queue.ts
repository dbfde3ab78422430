import type { Job } from "../../../pili/index.ts";
import type { FindExample } from "../../prism/examples.ts";
import type { Clock } from "../../simulation/clock.ts";
import type { Deliveries } from "../../simulation/deliveries.ts";
import { describeJob, type JobOrder } from "./describe-job.ts";

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
