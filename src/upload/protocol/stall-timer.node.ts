import { UploadError } from "../upload-error.ts";
import { TransportError, type TransportTimeouts } from "./transport.ts";

const phases = {
  connecting: { limit: "connectMs", problem: "no connection" },
  reading: { limit: "stallMs", problem: "the file returned no data" },
  writing: { limit: "stallMs", problem: "the network accepted no data" },
  receiving: { limit: "answerMs", problem: "no response" },
} as const;

type Phase = keyof typeof phases;

/** Time limits of one exchange. Progress restarts the time. */
export class StallTimer {
  readonly #timeouts: TransportTimeouts;
  #phase: Phase = "connecting";
  /** The phase that follows `connecting`. */
  #activity: "reading" | "writing" = "writing";
  #since: number = performance.now();

  constructor(timeouts: TransportTimeouts) {
    this.#timeouts = timeouts;
  }

  /**
   * Reports progress: there is a connection, the file is being read, the network has been given data or
   * has taken it, or a response is expected because all is sent, or has started before that.
   */
  mark(event: "connected" | "reading" | "writing" | "receiving"): void {
    if (event === "reading" || event === "writing") {
      this.#activity = event;
      if (this.#phase !== "reading" && this.#phase !== "writing") return;
    }
    this.#phase = event === "connected" ? this.#activity : event;
    this.#since = performance.now();
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
}
