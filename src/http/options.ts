import { requireFunction, requireInteger, requireTimeout } from "./argument-checks.ts";
import { systemNow } from "./send/clock.ts";
import { type Fetch, platformFetch } from "./send/fetch-attempt.ts";

/** Options shared by the clients of all services. */
export interface ClientOptions {
  /**
   * Function that sends the requests.
   *
   * @default globalThis.fetch
   */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /**
   * Attempts after the first one, for requests that may be repeated. 0 disables retries.
   *
   * The first retry follows after 250 to 500 ms, each further one after twice as long, up to 8 s; or
   * after the `Retry-After` of the service, up to 60 s.
   *
   * @default 2
   */
  retries?: number | undefined;
  /**
   * Limit of one attempt in milliseconds, from the start to the last byte of the response. While a file
   * is sent, each chunk that is written restarts the time.
   *
   * @default 30000
   */
  timeoutMs?: number | undefined;
  /**
   * Clock for the timestamps of signatures.
   *
   * @default () => new Date()
   */
  now?: (() => Date) | undefined;
}

/** {@link ClientOptions}, validated and with defaults. */
export interface ClientSettings {
  readonly fetch: Fetch;
  readonly retries: number;
  readonly timeoutMs: number;
  readonly now: () => Date;
}

/**
 * Validates options and fills in the defaults.
 *
 * @throws {InvalidArgumentError} When an option is not valid. The error names it.
 */
export function readClientOptions(options: ClientOptions): ClientSettings {
  return {
    fetch: requireFunction("fetch", options.fetch ?? platformFetch),
    retries: requireInteger("retries", options.retries ?? 2, 0, 20),
    timeoutMs: requireTimeout("timeoutMs", options.timeoutMs ?? 30_000),
    now: requireFunction("now", options.now ?? systemNow),
  };
}

/** Options of every method that sends a request. */
export interface RequestOptions {
  /** Aborts the call, its retries and its delays. */
  signal?: AbortSignal | undefined;
}
