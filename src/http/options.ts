import { createTransport, readConnectionOptions } from "#transport";
import {
  isPlainObject,
  requireFunction,
  requireInteger,
  requireKind,
  requireKnownOptions,
  requireObject,
  requireThat,
  requireTimeout,
} from "./argument-checks.ts";
import { systemNow } from "./send/clock.ts";
import type { Hooks } from "./send/hooks.ts";
import {
  type AgentOption,
  type CertificateOption,
  type ConnectionOptions,
  defaultMaxResponseBytes,
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

/** {@link ClientOptions}, validated and with defaults. */
export interface ClientSettings extends ConnectionOptions, Hooks {
  /** Shared by all objects of a client, so that they share connections. */
  readonly transport: Transport;
  readonly maxResponseBytes: number;
  readonly retries: number;
  readonly timeoutMs: number;
  readonly now: () => Date;
  readonly headers: HeaderValues;
}

/** Validates an option, and returns its default when it is `undefined`. */
type OptionCheck = (name: string, value: never) => unknown;

/** An {@link OptionCheck} for each option. */
export type OptionChecks<Options> = {
  readonly [Name in keyof Options]-?: (name: string, value: Options[Name]) => unknown;
};

/** What {@link OptionChecks} return. */
type Checked<Checks extends OptionChecks<object>> = {
  readonly [Name in keyof Checks]: Checks[Name] extends (...values: never[]) => infer Value
    ? Value
    : never;
};

/**
 * Validates options and fills in the defaults.
 *
 * @param checks - Checks of the options that not all clients have.
 * @throws {InvalidArgumentError} When an option is not known or not valid. The error names it.
 */
export function readClientOptions<
  Options extends ClientOptions,
  Checks extends OptionChecks<Omit<Options, keyof ClientOptions>>,
>(options: Options, checks: Checks): ClientSettings & Checked<Checks> {
  const all: Checks = { ...clientChecks(), ...checks };
  requireKnownOptions(requireObject("options", options), all);
  const settings: Record<string, unknown> = {};
  for (const [name, check] of Object.entries<OptionCheck>(all)) {
    settings[name] = check(name, options[name as keyof Options] as never);
  }
  const transport = createTransport(readConnectionOptions(options));
  return { ...settings, transport } as unknown as ClientSettings & Checked<Checks>;
}

function clientChecks() {
  return {
    // See readConnectionOptions().
    fetch: anyValue,
    agent: anyValue,
    ca: anyValue,
    // The maximum is that of the length of a string in some engines.
    maxResponseBytes: (name, value = defaultMaxResponseBytes) =>
      requireInteger(name, value, 1, 2 ** 29 - 1),
    retries: requireRetries,
    timeoutMs: requireTimeoutMs,
    now: (name, value = systemNow) => requireFunction(name, value),
    headers: (_, value = {}) => withoutUndefined(requireHeaders(value)),
    onRequest: optional(requireFunction),
    onResponse: optional(requireFunction),
    onRetry: optional(requireFunction),
  } satisfies OptionChecks<ClientOptions>;
}

/** Accepts any value. */
export function anyValue<Value>(_name: string, value: Value): Value {
  return value;
}

/** Makes a check accept `undefined`. */
export function optional<Value, Result>(
  check: (name: string, value: Value) => Result,
): (name: string, value: Value | undefined) => Result | undefined {
  return (name, value) => (value === undefined ? undefined : check(name, value));
}

function withoutUndefined(headers: HeaderValues): HeaderValues {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
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
  // The fields of a Headers or an array of pairs would be lost.
  requireKind(isPlainObject(headers), "headers", headers, "a plain object of names and values");
  for (const [name, value] of Object.entries(headers)) {
    const argument = `headers.${name}`;
    for (const item of [value ?? []].flat()) {
      const isName = headerName.test(name);
      requireThat(isName, "headers", "must have names of letters, digits and hyphens");
      requireKind(/string|number|boolean|bigint/.test(typeof item), argument, item, "a string");
      const isText = headerText.test(String(item));
      requireThat(isText, argument, "must not contain line breaks or characters above U+00FF");
    }
  }
  return headers;
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
  requireRetries("retries", retries);
  requireTimeoutMs("timeoutMs", timeoutMs);
}

function requireRetries(name: string, value: number = 2): number {
  return requireInteger(name, value, 0, 20);
}

function requireTimeoutMs(name: string, value: number = 30_000): number {
  return requireTimeout(name, value);
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
