import { UploadError } from "../upload-error.ts";
import { TransportFailure, type UploadLimits } from "./transport.ts";

const waits = {
  connection: { limit: "connectMs", problem: "no connection" },
  source: { limit: "stallMs", problem: "the file did not answer" },
  network: { limit: "stallMs", problem: "the network took nothing" },
  answer: { limit: "answerMs", problem: "no answer" },
} as const;

/** How long an exchange waits for whom: each sign of life begins the time anew. */
export class Patience {
  readonly #limits: UploadLimits;
  #awaited: keyof typeof waits = "connection";
  #isReading = false;
  #since: number = performance.now();

  constructor(limits: UploadLimits) {
    this.#limits = limits;
  }

  /** There is a connection. */
  connect(): void {
    this.#waitFor(this.#isReading ? "source" : "network");
  }

  /** The file is read. */
  read(): void {
    this.#isReading = true;
    if (this.#awaited === "network") this.#waitFor("source");
  }

  /** The network is given something, or has taken it. */
  send(): void {
    this.#isReading = false;
    if (this.#awaited === "source" || this.#awaited === "network") this.#waitFor("network");
  }

  /** Everything is sent, or there is an answer before that. */
  answer(): void {
    this.#waitFor("answer");
  }

  /** What is wrong when the time is over. */
  failureAt(now: number): Error | undefined {
    const { limit, problem } = waits[this.#awaited];
    const limitMs = this.#limits[limit];
    if (now - this.#since < limitMs) return undefined;
    const message = `Timed out after ${limitMs} ms: ${problem}`;
    if (this.#awaited === "source") return new UploadError("source-unreadable", message);
    return new TransportFailure(message);
  }

  #waitFor(awaited: keyof typeof waits): void {
    this.#awaited = awaited;
    this.#since = performance.now();
  }
}
