import { JobLostError } from "./job-record.ts";

/** The time for which a worker owns a job. */
export interface JobLease {
  readonly jobId: string;
  /** Aborts when the worker loses the job, or is stopped. */
  readonly signal: AbortSignal;
  /** Called when the job has ended. */
  end(): void;
}

interface OpenLease extends JobLease {
  readonly controller: AbortController;
  /** When the lock was renewed last, by the clock of this machine. */
  renewedAt: number;
}

/** Interval of the checks in milliseconds. */
const checkMs = 200;
/** Time in milliseconds before the end of a lock at which the worker stops: a response takes time, too. */
const marginMs = 500;

/**
 * The jobs of a worker, each of which ends as soon as its lock may have expired.
 *
 * BullMQ reports a lock that it could not renew only when it tries to. A process that was suspended, or has
 * lost Redis, would go on sending until then.
 */
export class JobLeases {
  readonly #leases = new Map<string, OpenLease>();
  readonly #lockMs: number;
  readonly #timer: NodeJS.Timeout;

  /** @param lockMs - Duration of a lock that is not renewed. */
  constructor(lockMs: number) {
    this.#lockMs = lockMs;
    this.#timer = setInterval(() => this.#check(), checkMs);
    this.#timer.unref();
  }

  get jobIds(): string[] {
    return [...this.#leases.keys()];
  }

  /** Starts a lease. An earlier one of the same job is lost. */
  start(jobId: string, renewedAt: number): JobLease {
    this.lose([jobId]);
    const controller = new AbortController();
    const lease: OpenLease = {
      jobId,
      controller,
      signal: controller.signal,
      renewedAt,
      end: () => {
        if (this.#leases.get(jobId) === lease) this.#leases.delete(jobId);
      },
    };
    this.#leases.set(jobId, lease);
    return lease;
  }

  renew(jobIds: readonly string[]): void {
    for (const id of jobIds) {
      const lease = this.#leases.get(id);
      if (lease !== undefined) lease.renewedAt = Date.now();
    }
  }

  lose(jobIds: readonly string[]): void {
    for (const id of jobIds) this.#leases.get(id)?.controller.abort(new JobLostError());
  }

  /** Returns whether a lease cannot have expired yet. */
  isValid({ jobId, signal }: JobLease): boolean {
    this.#check();
    return !signal.aborted && this.#leases.get(jobId)?.signal === signal;
  }

  /** Interrupts all jobs. */
  stop(reason: unknown): void {
    for (const { controller } of this.#leases.values()) controller.abort(reason);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #check(): void {
    const latest = Date.now() - this.#lockMs + marginMs;
    for (const { jobId, renewedAt } of this.#leases.values()) {
      if (renewedAt < latest) this.lose([jobId]);
    }
  }
}
