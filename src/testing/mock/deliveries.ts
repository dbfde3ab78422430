import { createTransport } from "#transport";
import { toPrintable } from "../../http/printable.ts";
import {
  type ConnectionOptions,
  type Fetch,
  type Transport,
  TransportError,
  type TransportResponse,
} from "../../http/transport/transport.ts";
import type { MockClock } from "./clock.ts";

/** A message that a service sends to a URL of its user. */
interface Message {
  /** Destination: `http:` or `https:`. */
  readonly url: string;
  /** Name of the event. */
  readonly event: string;
  readonly contentType: string;
  readonly body: string;
}

/** A webhook or callback of a mock server. */
export interface Delivery extends Message {
  /** Outcome of each attempt: a status, or the message of an error. */
  readonly attempts: readonly (number | string)[];
  /** Whether the receiver accepted an attempt. */
  readonly isDelivered: boolean;
}

/** Rules for the attempts to deliver a message. */
export interface DeliveryPolicy {
  /**
   * Milliseconds from one attempt to the next. There are as many retries as delays. A message may have
   * delays of its own.
   */
  readonly retryDelaysMs: readonly number[];
  /** Timeout of an attempt, in milliseconds of real time. */
  readonly timeoutMs: number;
  /**
   * Returns whether a status means that the receiver has accepted the message.
   *
   * @default true for 200 to 299
   */
  readonly isAccepted?: (status: number) => boolean;
}

interface OpenDelivery extends Delivery {
  attempts: (number | string)[];
  isDelivered: boolean;
}

/** Maximum size in bytes of a response body that is read. */
const maxResponseBytes = 64 * 1024;

/** Calls the `fetch` of the platform. Looks it up each time, so that a replacement by a test is used. */
const platformFetch: Fetch = (url, init) => fetch(url, init);

const isSuccess = (status: number) => status >= 200 && status <= 299;

/** Options of {@link Deliveries}. */
export interface DeliveryOptions {
  /** Receives a line for each attempt that the receiver did not accept. */
  readonly log?: (line: string) => void;
  /** How receivers are reached. Without agent and `ca`, over `fetch`. */
  readonly connection?: ConnectionOptions;
}

/** Sends messages, with retries as allowed by the policy. */
export class Deliveries {
  readonly #clock: MockClock;
  readonly #policy: DeliveryPolicy;
  readonly #log: (line: string) => void;
  readonly #transport: Transport;
  #sent: OpenDelivery[] = [];
  #closing = new AbortController();
  #isClosed = false;

  constructor(clock: MockClock, policy: DeliveryPolicy, { log, connection }: DeliveryOptions = {}) {
    const { agent, ca } = connection ?? {};
    const isDefault = agent === undefined && ca === undefined;
    this.#clock = clock;
    this.#policy = policy;
    this.#log = log ?? (() => {});
    this.#transport = createTransport(isDefault ? { fetch: platformFetch } : { agent, ca });
  }

  /** Every message, in the order of the first attempts. */
  get sent(): readonly Delivery[] {
    return this.#sent;
  }

  /** Sends a message. Resolves after the first attempt. */
  async send(
    message: Message,
    retryDelaysMs: readonly number[] = this.#policy.retryDelaysMs,
  ): Promise<void> {
    if (this.#isClosed) return;
    const delivery = { ...message, attempts: [], isDelivered: false };
    this.#sent.push(delivery);
    await this.#attempt(delivery, retryDelaysMs);
  }

  /** Cancels what is in progress, and removes all messages. */
  reset(): void {
    this.#closing.abort();
    this.#closing = new AbortController();
    this.#sent = [];
  }

  /** Cancels what is in progress, and sends nothing more. */
  close(): void {
    this.#isClosed = true;
    this.#closing.abort();
    this.#transport.close();
  }

  async #attempt(delivery: OpenDelivery, retryDelaysMs: readonly number[]): Promise<void> {
    const { signal } = this.#closing;
    if (signal.aborted) return;
    const outcome = await this.#post(delivery, signal);
    if (signal.aborted) return;
    const { isAccepted = isSuccess } = this.#policy;
    delivery.attempts.push(outcome);
    delivery.isDelivered = typeof outcome === "number" && isAccepted(outcome);
    const delayMs = retryDelaysMs[delivery.attempts.length - 1];
    if (!delivery.isDelivered) this.#log(describeAttempt(delivery, delayMs));
    if (delivery.isDelivered || delayMs === undefined) return;
    this.#clock.schedule(delayMs, () => this.#attempt(delivery, retryDelaysMs));
  }

  async #post(message: Message, closing: AbortSignal): Promise<number | string> {
    const { url, contentType, body } = message;
    const headers = [["Content-Type", contentType]] as const;
    if (hasCredentials(url)) return "the URL contains credentials";
    const request = { method: "POST", url, headers, body, maxResponseBytes, leavesBody: true };
    const signal = AbortSignal.any([closing, AbortSignal.timeout(this.#policy.timeoutMs)]);
    const exchange = this.#transport.send(request);
    signal.addEventListener("abort", () => exchange.cancel(signal.reason));
    try {
      const response = await exchange.response;
      void discardBody(response, signal);
      return response.status;
    } catch (fault) {
      return outcomeOf(fault);
    }
  }
}

/** Not every transport can send such a request, and its errors would show them. */
function hasCredentials(url: string): boolean {
  const { username = "", password = "" } = URL.canParse(url) ? new URL(url) : {};
  return username !== "" || password !== "";
}

/** Reads a body, so that the receiver sees no broken connection: the response counts without it. */
async function discardBody({ body }: TransportResponse, signal: AbortSignal): Promise<void> {
  if (body instanceof Uint8Array) return;
  if (signal.aborted) body.cancel();
  signal.addEventListener("abort", () => body.cancel());
  let chunk: Uint8Array | undefined;
  try {
    do chunk = await body.next();
    while (chunk !== undefined);
  } catch {
    // It was cut off, too long or too slow.
  }
}

/** Returns the line of the log for an attempt that was not accepted. The query of the URL may be secret. */
function describeAttempt({ url, event, attempts }: Delivery, delayMs: number | undefined): string {
  const { origin, pathname } = URL.canParse(url) ? new URL(url) : { origin: "", pathname: url };
  const next = delayMs === undefined ? "no more follow" : `the next follows in ${delayMs / 1000} s`;
  const last = attempts.at(-1);
  const outcome = typeof last === "number" ? `${last} instead of 200` : `no response: ${last}`;
  const suffix = `(attempt ${attempts.length}, ${next})`;
  return toPrintable(`POST ${origin}${pathname} with ${event}: ${outcome} ${suffix}`);
}

/** Returns the status of a response that was not read, or the message of the error that prevented one. */
function outcomeOf(fault: unknown): number | string {
  if (fault instanceof TransportError && fault.response !== undefined) return fault.response.status;
  const { message, code = message, cause } = fault as NodeJS.ErrnoException;
  return cause instanceof Error ? outcomeOf(cause) : message || code;
}
