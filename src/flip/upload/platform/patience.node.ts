import { TransportFailure, type UploadLimits } from "../transport.ts";
import { UploadError } from "../upload-error.ts";

/** Whom an exchange waits for. */
type Awaited = "connection" | "source" | "network" | "answer";

const limitNames = {
  connection: "connectMs",
  source: "stallMs",
  network: "stallMs",
  answer: "answerMs",
} as const satisfies Record<Awaited, keyof UploadLimits>;

const problems = {
  connection: "no connection",
  source: "the file did not answer",
  network: "the network took nothing",
  answer: "no answer",
};

/**
 * How long an exchange waits: each sign of life begins the time anew.
 *
 * A timer for each sign would cost more than what it times. There is another one only when the time is
 * over before the one that runs.
 */
export class Patience {
  readonly #limits: UploadLimits;
  readonly #onOver: (failure: Error) => void;
  #awaited: Awaited = "connection";
  #isReading = false;
  #timer: NodeJS.Timeout | undefined;
  #ringsAt = 0;
  #overAt = 0;

  /** @param onOver - Told who did not do anything in time. */
  constructor(limits: UploadLimits, onOver: (failure: Error) => void) {
    this.#limits = limits;
    this.#onOver = onOver;
    this.#waitFor("connection");
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

  end(): void {
    clearTimeout(this.#timer);
  }

  #waitFor(awaited: Awaited): void {
    this.#awaited = awaited;
    const limitMs = this.#limits[limitNames[awaited]];
    this.#overAt = performance.now() + limitMs;
    if (this.#timer === undefined || this.#overAt < this.#ringsAt) this.#ringIn(limitMs);
  }

  #ringIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#ringsAt = performance.now() + milliseconds;
    this.#timer = setTimeout(this.#ring, milliseconds);
  }

  readonly #ring = (): void => {
    const leftMs = this.#overAt - performance.now();
    if (leftMs > 0) this.#ringIn(leftMs);
    else this.#onOver(this.#failure);
  };

  get #failure(): Error {
    const limitMs = this.#limits[limitNames[this.#awaited]];
    const message = `Timed out after ${limitMs} ms: ${problems[this.#awaited]}`;
    if (this.#awaited === "source") return new UploadError("source-unreadable", message);
    return new TransportFailure(message);
  }
}
