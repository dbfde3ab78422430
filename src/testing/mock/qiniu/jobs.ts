import type { Job } from "../../../pili/index.ts";
import type { MockClock } from "../clock.ts";
import type { Deliveries } from "../deliveries.ts";

/** A job fails if the name of its file starts with this. */
const failingName = "fail";

/** Durations of a job's two stages, in milliseconds of the mock's clock. */
const waitMs = 1_000;
const workMs = 2_000;

/** Options of a {@link JobQueue}. */
interface JobQueueOptions {
  readonly clock: MockClock;
  readonly deliveries: Deliveries;
  readonly makeId: () => string;
  /** Jobs that exist from the start. */
  readonly jobs?: readonly Job[];
}

/** The jobs of a mock. They proceed with its clock, and report their end to a URL. */
export class JobQueue {
  readonly #options: JobQueueOptions;
  readonly #jobs: Map<string, Job>;

  constructor(options: JobQueueOptions) {
    this.#options = options;
    this.#jobs = new Map(options.jobs?.map((job) => [job.id, job]));
  }

  find(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  /** Starts a job. Returns its id. */
  start(request: JobRequest): string {
    const { clock, makeId } = this.#options;
    const id = `z1.${makeId()}`;
    this.#update(id, states.waiting, request);
    clock.schedule(waitMs, () => {
      this.#update(id, states.running, request);
      clock.schedule(workMs, () => this.#finish(id, request));
    });
    return id;
  }

  async #finish(id: string, request: JobRequest): Promise<void> {
    const isFailed = request.name.startsWith(failingName);
    const job = this.#update(id, isFailed ? states.failed : states.done, request);
    if (request.notifyUrl === undefined) return;
    const sending = this.#options.deliveries.send({
      url: request.notifyUrl,
      event: "jobFinished",
      contentType: "application/json",
      body: JSON.stringify(job),
    });
    const delivery = this.#options.deliveries.sent.at(-1);
    await sending;
    if (!delivery?.isDelivered && !isFailed) this.#update(id, states.notReported, request);
  }

  #update(id: string, state: JobState, request: JobRequest): Job {
    const job = describeJob(id, state, request);
    this.#jobs.set(id, job);
    return job;
  }
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

/** State of a job, or of the operation in it. */
interface OperationState {
  readonly code: Job["code"];
  readonly desc: string;
  readonly error?: string;
  /** Hash of the file, once it exists. */
  readonly hash?: string;
}

interface JobState extends OperationState {
  /** State of its operation, if that is another one. */
  readonly operation?: OperationState;
}

const done: OperationState = {
  code: 0,
  desc: "The fop was completed successfully",
  hash: "Fn6qeQi4VDLQ347NiRm-RlQx_4O2",
};

/** States as in the examples of the specs. */
const states = {
  waiting: { code: 1, desc: "The fop is waiting for execution" },
  running: { code: 2, desc: "The fop is executing now" },
  failed: { code: 3, desc: "The fop is failed", error: "execute fop cmd failed" },
  done,
  notReported: { code: 4, desc: "Callback failed", operation: done },
} satisfies Record<string, JobState>;

function describeJob(id: string, state: JobState, request: JobRequest): Job {
  const { command: cmd, inputKey, key, pipeline = "0.default" } = request;
  const { hash, ...operation } = state.operation ?? state;
  const { code, desc } = state;
  // The file exists only when the job is done.
  const file = hash === undefined ? {} : { hash, key };
  return {
    ...{ id, code, desc, inputKey, pipeline },
    inputBucket: "test-bucket",
    reqid: "ffmpeg.3hMAAH3p5Gupb6oT",
    items: [{ cmd, ...operation, ...file, returnOld: 0 }],
  };
}
