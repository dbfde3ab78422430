/** A callback that is called later. */
export interface Scheduled {
  cancel(): void;
}

interface ScheduledEvent extends Scheduled {
  /** On the scale of {@link MockClock.elapsedMs}. */
  readonly dueMs: number;
  readonly callback: () => void | Promise<void>;
}

/** Maximum delay of a timer in Node. */
const maxTimerMs = 2 ** 31 - 1;

/**
 * The clock of a simulated service. It can run faster than real time, stand still, and be advanced.
 * Scheduled callbacks are called in order.
 */
export class MockClock {
  readonly #base: () => Date;
  readonly #speed: number;
  /** Time of the base clock at the start. */
  #startTime: number;
  #startedMs = performance.now();
  #advancedMs = 0;
  #events: ScheduledEvent[] = [];
  /** Due time of the event that is being processed. */
  #currentEventMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  /** Incremented by each reset: an earlier run has no effect any more. */
  #run = 0;
  #isClosed = false;

  /**
   * @param base - Clock that provides the start time.
   * @param speed - Speed compared with real time. With 0 only {@link MockClock.advance} moves it.
   */
  constructor(base: () => Date, speed: number) {
    this.#base = base;
    this.#speed = speed;
    this.#startTime = base().getTime();
  }

  now(): Date {
    return new Date(this.#startTime + Math.floor(this.elapsedMs()));
  }

  /** Returns the milliseconds since the start. */
  elapsedMs(): number {
    if (this.#currentEventMs !== undefined) return this.#currentEventMs;
    return this.#advancedMs + (performance.now() - this.#startedMs) * this.#speed;
  }

  /**
   * Calls a function after some milliseconds. If a callback itself schedules another one synchronously,
   * that delay counts from the due time of the callback, so that a chain lasts as long as the sum of its
   * delays.
   */
  schedule(delayMs: number, callback: () => void | Promise<void>): Scheduled {
    const cancel = () => this.#cancel(event);
    const event: ScheduledEvent = { dueMs: this.elapsedMs() + delayMs, callback, cancel };
    if (this.#isClosed) return event;
    this.#events = [...this.#events, event].sort((a, b) => a.dueMs - b.dueMs);
    this.#setTimer();
    return event;
  }

  /** Advances the clock, and waits for everything that is due by then. */
  advance(ms: number): Promise<void> {
    const run = this.#run;
    return this.#enqueue(async () => {
      if (run !== this.#run) return;
      const end = this.elapsedMs() + ms;
      // A callback may schedule another one that is due as well.
      for (let event = this.#events[0]; event && event.dueMs <= end; event = this.#events[0]) {
        this.#advanceTo(event.dueMs);
        this.#cancel(event);
        await this.#process(event);
        // The clock may have been reset in the meantime.
        if (run !== this.#run) return;
      }
      this.#advanceTo(end);
    });
  }

  /** Cancels everything that is scheduled, and returns to the start. */
  reset(): void {
    this.#cancelAll();
    this.#advancedMs = 0;
    this.#startTime = this.#base().getTime();
    this.#startedMs = performance.now();
  }

  /** Stops forever: no callback is called any more. */
  close(): void {
    this.#isClosed = true;
    this.#cancelAll();
  }

  #cancelAll(): void {
    clearTimeout(this.#timer);
    this.#run += 1;
    this.#events = [];
  }

  #advanceTo(ms: number): void {
    this.#advancedMs += Math.max(0, ms - this.elapsedMs());
  }

  #process({ dueMs, callback }: ScheduledEvent): void | Promise<void> {
    this.#currentEventMs = dueMs;
    try {
      return callback();
    } finally {
      this.#currentEventMs = undefined;
    }
  }

  #cancel(event: ScheduledEvent): void {
    this.#events = this.#events.filter((other) => other !== event);
  }

  /** Sets the timer for the next event. */
  #setTimer(): void {
    clearTimeout(this.#timer);
    const [first] = this.#events;
    if (first === undefined || this.#speed === 0) return;
    const delayMs = Math.max(0, (first.dueMs - this.elapsedMs()) / this.#speed);
    this.#timer = setTimeout(
      () => {
        void this.advance(0).finally(() => this.#setTimer());
      },
      Math.min(Math.ceil(delayMs), maxTimerMs),
    );
    // A clock does not keep the process alive.
    this.#timer.unref();
  }

  /** Runs steps one after the other. */
  #enqueue(step: () => Promise<void>): Promise<void> {
    const done = this.#running.then(step);
    this.#running = done.catch(() => {});
    return done;
  }
}
