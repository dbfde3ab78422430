import { requireFunction, requireInteger, requireTimeout } from "./argument-checks.ts";
import type { Fetch } from "./send/fetch-attempt.ts";

/** Options that the clients of all services share. */
export interface ClientOptions {
  /**
   * Sends the requests.
   *
   * @default globalThis.fetch
   */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /**
   * Attempts after the first one, where a request may be repeated. 0 turns retries off.
   *
   * The first comes after 250 to 500 ms, each further one after twice as long up to 8 s, or when
   * the service's `Retry-After` says, up to 60 s.
   *
   * @default 2
   */
  retries?: number | undefined;
  /**
   * Limit of one attempt in milliseconds, from the start to the last byte of the answer. While a
   * file is sent, the time starts anew with each piece that the network takes.
   *
   * @default 30000
   */
  timeoutMs?: number | undefined;
  /**
   * The clock that timestamps are taken from.
   *
   * @default () => new Date()
   */
  now?: (() => Date) | undefined;
}

/** {@link ClientOptions}, checked and completed. */
export interface ClientSettings {
  readonly fetch: Fetch;
  readonly retries: number;
  readonly timeoutMs: number;
  readonly now: () => Date;
}

/**
 * Checks options and fills in the defaults.
 *
 * @throws {InvalidArgumentError} Naming the option that cannot be used.
 */
export function readClientOptions(options: ClientOptions): ClientSettings {
  return {
    fetch: requireFunction("fetch", options.fetch ?? platformFetch),
    retries: requireInteger("retries", options.retries ?? 2, 0, 20),
    timeoutMs: requireTimeout("timeoutMs", options.timeoutMs ?? 30_000),
    now: requireFunction("now", options.now ?? (() => new Date())),
  };
}

/** Looked up at each call, so that a later replacement of the global is seen. */
function platformFetch(url: string, init: RequestInit): Promise<Response> {
  return globalThis.fetch(url, init);
}

/** What every method that sends a request takes besides its own parameters. */
export interface RequestOptions {
  /** Ends the call, its retries and its waits. */
  signal?: AbortSignal | undefined;
}
