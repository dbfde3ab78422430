import type { Clock } from "./clock.ts";

/** A message that a service sends to its users. */
export interface Message {
  /** Where it goes: `http:` or `https:`. */
  readonly url: string;
  /** What it tells of. */
  readonly event: string;
  readonly contentType: string;
  readonly body: string;
}

/** A webhook or callback of a mock server. */
export interface Delivery extends Message {
  /** How each attempt ended: with a status, or with what went wrong. */
  readonly attempts: readonly (number | string)[];
  /** Whether an attempt was answered with the status that the service waits for. */
  readonly isDelivered: boolean;
}

/** How often, and when, a service tries. */
export interface DeliveryPolicy {
  /**
   * Milliseconds from one attempt to the next, unless the message says otherwise: as many as there are
   * further attempts.
   */
  readonly retryDelaysMs: readonly number[];
  /** Longest wait for an answer, in real milliseconds. */
  readonly timeoutMs: number;
  /**
   * Whether a status says that the message has been taken.
   *
   * @default those from 200 to 299
   */
  readonly isTaken?: (status: number) => boolean;
}

interface OpenDelivery extends Delivery {
  attempts: (number | string)[];
  isDelivered: boolean;
}

const isSuccess = (status: number) => status >= 200 && status <= 299;

/** Sends messages, as often as it takes or the policy allows. */
export class Deliveries {
  readonly #clock: Clock;
  readonly #policy: DeliveryPolicy;
  #sent: OpenDelivery[] = [];
  #closing = new AbortController();
  #isClosed = false;

  constructor(clock: Clock, policy: DeliveryPolicy) {
    this.#clock = clock;
    this.#policy = policy;
  }

  /** Every message, in the order in which they were first sent. */
  get sent(): readonly Delivery[] {
    return this.#sent;
  }

  /** Sends a message, now for the first time. Resolves after that attempt. */
  async send(
    message: Message,
    retryDelaysMs: readonly number[] = this.#policy.retryDelaysMs,
  ): Promise<void> {
    if (this.#isClosed) return;
    const delivery = { ...message, attempts: [], isDelivered: false };
    this.#sent.push(delivery);
    await this.#attempt(delivery, retryDelaysMs);
  }

  /** Ends what is under way, and forgets all. */
  reset(): void {
    this.#closing.abort();
    this.#closing = new AbortController();
    this.#sent = [];
  }

  /** Ends what is under way, and sends nothing more. */
  close(): void {
    this.#isClosed = true;
    this.#closing.abort();
  }

  async #attempt(delivery: OpenDelivery, retryDelaysMs: readonly number[]): Promise<void> {
    const { signal } = this.#closing;
    const outcome = await this.#post(delivery, signal);
    if (signal.aborted) return;
    const { isTaken = isSuccess } = this.#policy;
    delivery.attempts.push(outcome);
    delivery.isDelivered = typeof outcome === "number" && isTaken(outcome);
    const delayMs = retryDelaysMs[delivery.attempts.length - 1];
    if (delivery.isDelivered || delayMs === undefined) return;
    this.#clock.schedule(delayMs, () => this.#attempt(delivery, retryDelaysMs));
  }

  async #post(message: Message, closing: AbortSignal): Promise<number | string> {
    const { url, contentType, body } = message;
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": contentType },
        body,
        redirect: "manual",
        signal: AbortSignal.any([closing, AbortSignal.timeout(this.#policy.timeoutMs)]),
      });
      await response.body?.cancel();
      return response.status;
    } catch (fault) {
      const { message: reason, cause } = fault as Error;
      return cause instanceof Error ? cause.message || reason : reason;
    }
  }
}
