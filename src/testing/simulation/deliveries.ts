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
  /** Whether an attempt was answered with a status from 200 to 299. */
  readonly isDelivered: boolean;
}

/** How often, and when, a service tries. */
export interface DeliveryPolicy {
  /** Milliseconds from one attempt to the next: as many as there are further attempts. */
  readonly retryDelaysMs: readonly number[];
  /** Longest wait for an answer, in real milliseconds. */
  readonly timeoutMs: number;
}

interface OpenDelivery extends Delivery {
  attempts: (number | string)[];
  isDelivered: boolean;
}

/** Sends messages, as often as it takes or the policy allows. */
export class Deliveries {
  readonly #clock: Clock;
  readonly #policy: DeliveryPolicy;
  #sent: OpenDelivery[] = [];
  #closing = new AbortController();

  constructor(clock: Clock, policy: DeliveryPolicy) {
    this.#clock = clock;
    this.#policy = policy;
  }

  /** Every message, in the order in which they were first sent. */
  get sent(): readonly Delivery[] {
    return this.#sent;
  }

  /** Sends a message, now for the first time. Resolves after that attempt. */
  send(message: Message): Promise<void> {
    const delivery = { ...message, attempts: [], isDelivered: false };
    this.#sent.push(delivery);
    return this.#attempt(delivery);
  }

  /** Ends what is under way, and forgets all. */
  reset(): void {
    this.#closing.abort();
    this.#closing = new AbortController();
    this.#sent = [];
  }

  async #attempt(delivery: OpenDelivery): Promise<void> {
    const { signal } = this.#closing;
    const outcome = await this.#post(delivery, signal);
    if (signal.aborted) return;
    delivery.attempts.push(outcome);
    delivery.isDelivered = typeof outcome === "number" && outcome >= 200 && outcome <= 299;
    const delayMs = this.#policy.retryDelaysMs[delivery.attempts.length - 1];
    if (delivery.isDelivered || delayMs === undefined) return;
    this.#clock.schedule(delayMs, () => this.#attempt(delivery));
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
