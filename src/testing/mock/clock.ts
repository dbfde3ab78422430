/** Something that happens later. */
export interface Scheduled {
  cancel(): void;
}

interface Event extends Scheduled {
  /** On the scale of {@link Clock.elapsedMs}. */
  readonly dueMs: number;
  readonly happen: () => void | Promise<void>;
}

/** Longest wait of a timer in Node. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * The time by which a simulated service lives. It can run faster than the real one, stand still, and
 * be put forward; what is scheduled happens in order.
 */
export class Clock {
  readonly #base: () => Date;
  readonly #speed: number;
  /** What the base showed at the start. */
  #startTime: number;
  #startedMs = performance.now();
  #advancedMs = 0;
  #events: Event[] = [];
  /** When the event was due that happens now. */
  #happeningMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  /** Counts the starts: what belongs to an earlier one has no effect. */
  #run = 0;
  #isClosed = false;

  /**
   * @param base - The clock that it begins with.
   * @param speed - How much faster it runs than the real time. With 0 it only moves by
   *   {@link Clock.advance}.
   */
  constructor(base: () => Date, speed: number) {
    this.#base = base;
    this.#speed = speed;
    this.#startTime = base().getTime();
  }

  now(): Date {
    return new Date(this.#startTime + Math.floor(this.elapsedMs()));
  }

  /** Milliseconds since the start. */
  elapsedMs(): number {
    if (this.#happeningMs !== undefined) return this.#happeningMs;
    return this.#advancedMs + (performance.now() - this.#startedMs) * this.#speed;
  }

  /**
   * Has something happen after some milliseconds. What an event schedules before it waits for anything
   * counts from when it was due, so that a chain of events is as long as the sum of its parts.
   */
  schedule(delayMs: number, happen: () => void | Promise<void>): Scheduled {
    const cancel = () => this.#forget(event);
    const event: Event = { dueMs: this.elapsedMs() + delayMs, happen, cancel };
    if (this.#isClosed) return event;
    this.#events = [...this.#events, event].sort((a, b) => a.dueMs - b.dueMs);
    this.#wake();
    return event;
  }

  /** Puts the clock forward, and waits for all that happens by then. */
  advance(ms: number): Promise<void> {
    const run = this.#run;
    return this.#next(async () => {
      if (run !== this.#run) return;
      const end = this.elapsedMs() + ms;
      // One event may bring about another that is due as well.
      for (let event = this.#events[0]; event && event.dueMs <= end; event = this.#events[0]) {
        this.#reach(event.dueMs);
        this.#forget(event);
        await this.#begin(event);
        // A reset may have come in between.
        if (run !== this.#run) return;
      }
      this.#reach(end);
    });
  }

  /** Forgets what is scheduled and goes back to the beginning. */
  reset(): void {
    this.#forgetAll();
    this.#advancedMs = 0;
    this.#startTime = this.#base().getTime();
    this.#startedMs = performance.now();
  }

  /** Stops for good: nothing more happens. */
  close(): void {
    this.#isClosed = true;
    this.#forgetAll();
  }

  #forgetAll(): void {
    clearTimeout(this.#timer);
    this.#run += 1;
    this.#events = [];
  }

  #reach(ms: number): void {
    this.#advancedMs += Math.max(0, ms - this.elapsedMs());
  }

  #begin({ dueMs, happen }: Event): void | Promise<void> {
    this.#happeningMs = dueMs;
    try {
      return happen();
    } finally {
      this.#happeningMs = undefined;
    }
  }

  #forget(event: Event): void {
    this.#events = this.#events.filter((other) => other !== event);
  }

  /** Waits for the next event in real time. */
  #wake(): void {
    clearTimeout(this.#timer);
    const [first] = this.#events;
    if (first === undefined || this.#speed === 0) return;
    const delayMs = Math.max(0, (first.dueMs - this.elapsedMs()) / this.#speed);
    this.#timer = setTimeout(
      () => {
        void this.advance(0).finally(() => this.#wake());
      },
      Math.min(Math.ceil(delayMs), longestTimerMs),
    );
    // A clock alone keeps no process alive.
    this.#timer.unref();
  }

  /** One after the other, whoever asks. */
  #next(step: () => Promise<void>): Promise<void> {
    const done = this.#running.then(step);
    this.#running = done.catch(() => {});
    return done;
  }
}
