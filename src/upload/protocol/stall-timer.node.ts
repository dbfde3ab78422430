import { UploadError } from "../upload-error.ts";
import { TransportError, type TransportTimeouts } from "./transport.ts";

const phases = {
  connecting: { limit: "connectMs", problem: "no connection" },
  reading: { limit: "stallMs", problem: "the file returned no data" },
  writing: { limit: "stallMs", problem: "the network accepted no data" },
  receiving: { limit: "answerMs", problem: "no response" },
} as const;

type Phase = keyof typeof phases;

/** Time limit of one exchange: each method reports progress, which restarts the time. */
export class StallTimer {
  readonly #timeouts: TransportTimeouts;
  #phase: Phase = "connecting";
  #isReading = false;
  #since: number = performance.now();

  constructor(timeouts: TransportTimeouts) {
    this.#timeouts = timeouts;
  }

  /** Reports that there is a connection. */
  connected(): void {
    this.#enter(this.#isReading ? "reading" : "writing");
  }

  /** Reports that the file is being read. */
  reading(): void {
    this.#isReading = true;
    if (this.#phase === "writing") this.#enter("reading");
  }

  /** Reports that the network has been given data, or has taken it. */
  writing(): void {
    this.#isReading = false;
    if (this.#phase === "reading" || this.#phase === "writing") this.#enter("writing");
  }

  /** Reports that everything is sent, or that a response has started before that. */
  receiving(): void {
    this.#enter("receiving");
  }

  /** Returns the error of a limit that has passed. */
  errorAt(now: number): Error | undefined {
    const { limit, problem } = phases[this.#phase];
    const limitMs = this.#timeouts[limit];
    if (now - this.#since < limitMs) return undefined;
    const message = `Timed out after ${limitMs} ms: ${problem}`;
    if (this.#phase === "reading") return new UploadError("source-unreadable", message);
    return new TransportError(message);
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#since = performance.now();
  }
}
