import { createTransport } from "#transport";
import {
  describe,
  requireFunction,
  requireInteger,
  requireObject,
  requireTimeout,
} from "./argument-checks.ts";
import { InvalidArgumentError } from "./errors.ts";
import { systemNow } from "./send/clock.ts";
import type { Hooks } from "./send/hooks.ts";
import {
  type AgentOption,
  type CertificateOption,
  type ConnectionOptions,
  defaultMaxResponseBytes,
  readConnectionOptions,
  type Transport,
} from "./transport/transport.ts";

/** Options shared by the clients of all services. */
export interface ClientOptions extends Hooks {
  /**
   * Function that sends all requests, also those of uploads.
   *
   * @default `node:http` and `node:https` on Node, `globalThis.fetch` on other platforms
   */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /**
   * Agent for all requests, also those of uploads: an `Agent` of Node or of a package such as
   * `https-proxy-agent`, an agent for each scheme, or a function that returns the agent for a URL. Node
   * only, and not together with `fetch`.
   *
   * @default agents of the client, which keep connections alive
   */
  agent?: AgentOption | undefined;
  /**
   * Trusted certificate authorities in PEM format, instead of those of Node. Node only, and not together
   * with `fetch`.
   */
  ca?: CertificateOption | undefined;
  /**
   * Maximum size of a response body in bytes, after decompression. A larger one throws an `HttpError`.
   *
   * @default 33554432
   */
  maxResponseBytes?: number | undefined;
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
  /**
   * Headers of every request.
   *
   * @default `User-Agent: flip-pili/<version>` on Node, Bun and Deno
   */
  headers?: HeaderValues | undefined;
}

/** Headers by name. `null` removes a header that would be sent otherwise. `undefined` has no effect. */
export type HeaderValues = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Names of {@link ClientOptions}, for {@link requireKnownOptions}. */
export const clientOptionNames: Readonly<Record<keyof ClientOptions, true>> = {
  fetch: true,
  agent: true,
  ca: true,
  maxResponseBytes: true,
  retries: true,
  timeoutMs: true,
  now: true,
  headers: true,
  onRequest: true,
  onResponse: true,
  onRetry: true,
};

/** {@link ClientOptions}, validated and with defaults. */
export interface ClientSettings {
  /** How connections are opened, for uploads. */
  readonly connection: ConnectionOptions;
  /** Shared by all objects of a client, so that they share connections. */
  readonly transport: Transport;
  readonly maxResponseBytes: number;
  readonly retries: number;
  readonly timeoutMs: number;
  readonly now: () => Date;
  readonly headers: HeaderValues;
  readonly hooks: Hooks;
}

/** Maximum of `maxResponseBytes`: the maximum length of a string in some engines. */
const maxResponseLimit = 2 ** 29 - 1;

/**
 * Validates options and fills in the defaults.
 *
 * @throws {InvalidArgumentError} When an option is not valid. The error names it.
 */
export function readClientOptions(options: ClientOptions): ClientSettings {
  const connection = readConnectionOptions(options);
  return {
    connection,
    transport: createTransport(connection),
    maxResponseBytes: requireInteger(
      "maxResponseBytes",
      options.maxResponseBytes ?? defaultMaxResponseBytes,
      1,
      maxResponseLimit,
    ),
    retries: requireRetries(options.retries ?? 2),
    timeoutMs: requireTimeout("timeoutMs", options.timeoutMs ?? 30_000),
    now: requireFunction("now", options.now ?? systemNow),
    headers: withoutUndefined(requireHeaders(options.headers ?? {})),
    hooks: readHooks(options),
  };
}

function withoutUndefined(headers: HeaderValues): HeaderValues {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}

function readHooks({ onRequest, onResponse, onRetry }: Hooks): Hooks {
  const hooks = { onRequest, onResponse, onRetry };
  for (const [name, hook] of Object.entries(hooks)) {
    if (hook !== undefined) requireFunction(name, hook);
  }
  return hooks;
}

const headerName = /^[!#$%&'*+.^_`|~\w-]+$/;
// Other characters cannot be sent, and a line break would start another header.
const headerText = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Checks headers of the caller.
 *
 * @throws {InvalidArgumentError} When the headers are not an object, or a name or value is not valid.
 */
export function requireHeaders<Headers extends object>(headers: Headers): Headers {
  for (const [name, value] of Object.entries(requireObject("headers", headers))) {
    if (value === undefined || value === null) continue;
    if (!headerName.test(name)) {
      throw new InvalidArgumentError("headers", "must have names of letters, digits and hyphens");
    }
    const texts = Array.isArray(value) ? value : [value];
    for (const text of texts) requireHeaderValue(`headers.${name}`, text);
  }
  return headers;
}

function requireHeaderValue(argument: string, value: unknown): void {
  if (!["string", "number", "boolean"].includes(typeof value)) {
    throw new InvalidArgumentError(argument, `must be a string, not ${describe(value)}`);
  }
  if (headerText.test(String(value))) return;
  throw new InvalidArgumentError(
    argument,
    "must not contain line breaks or characters above U+00FF",
  );
}

/**
 * Checks the settings of one call.
 *
 * @throws {InvalidArgumentError} When a setting is not valid.
 */
export function requireCallSettings({
  retries,
  timeoutMs,
}: Pick<RequestOptions, "retries" | "timeoutMs">): void {
  if (retries !== undefined) requireRetries(retries);
  if (timeoutMs !== undefined) requireTimeout("timeoutMs", timeoutMs);
}

function requireRetries(retries: unknown): number {
  return requireInteger("retries", retries, 0, 20);
}

/** Options of every method that sends a request. */
export interface RequestOptions {
  /** Headers in addition to those of the client. They replace headers with the same name. */
  headers?: HeaderValues | undefined;
  /** Aborts the call, its retries and its delays. */
  signal?: AbortSignal | undefined;
  /** Attempts after the first one. Replaces the setting of the client. */
  retries?: number | undefined;
  /** Limit of one attempt in milliseconds. Replaces the setting of the client. */
  timeoutMs?: number | undefined;
}

/** Options of lists. */
export interface ListOptions extends RequestOptions {
  /**
   * Maximum number of items, on all pages together. No page is requested after the last of them.
   *
   * @default unlimited
   */
  maxItems?: number | undefined;
}
