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
  #startedMs = performance.now();
  #advancedMs = 0;
  #events: Event[] = [];
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  /**
   * @param base - The clock that it begins with, and runs along.
   * @param speed - How much faster it runs. With 0 it only moves by {@link Clock.advance}.
   */
  constructor(base: () => Date, speed: number) {
    this.#base = base;
    this.#speed = speed;
  }

  now(): Date {
    const ahead = this.#advancedMs + this.#realMs() * (this.#speed - 1);
    return new Date(this.#base().getTime() + Math.round(ahead));
  }

  /** Milliseconds since the start. */
  elapsedMs(): number {
    return this.#advancedMs + this.#realMs() * this.#speed;
  }

  /** Has something happen after some milliseconds. */
  schedule(delayMs: number, happen: () => void | Promise<void>): Scheduled {
    const cancel = () => this.#forget(event);
    const event: Event = { dueMs: this.elapsedMs() + delayMs, happen, cancel };
    this.#events = [...this.#events, event].sort((a, b) => a.dueMs - b.dueMs);
    this.#wake();
    return event;
  }

  /** Puts the clock forward, and waits for all that happens by then. */
  advance(ms: number): Promise<void> {
    return this.#next(async () => {
      const end = this.elapsedMs() + ms;
      // One event may bring about another that is due as well.
      for (let event = this.#events[0]; event && event.dueMs <= end; event = this.#events[0]) {
        this.#advancedMs += Math.max(0, event.dueMs - this.elapsedMs());
        this.#forget(event);
        await event.happen();
      }
      this.#advancedMs += Math.max(0, end - this.elapsedMs());
    });
  }

  /** Forgets what is scheduled and goes back to the beginning. */
  reset(): void {
    clearTimeout(this.#timer);
    this.#events = [];
    this.#advancedMs = 0;
    this.#startedMs = performance.now();
  }

  #realMs(): number {
    return performance.now() - this.#startedMs;
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
