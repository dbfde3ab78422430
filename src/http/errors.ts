import { toPrintable } from "./printable.ts";
import type { ApiResponse } from "./transport/response.ts";

/** Base class of all errors of this package. */
export class FlipPiliError extends Error {
  override readonly name: string = "FlipPiliError";
}

/** Thrown when an argument is not valid, before any request is sent. */
export class InvalidArgumentError extends FlipPiliError {
  override readonly name = "InvalidArgumentError" as const;
  /** The name of the argument: `accessKey`, `query.per_page`. */
  readonly argument: string;

  /** @param expectation - The allowed values, as the end of a sentence: "must be a number". */
  constructor(argument: string, expectation: string) {
    super(`Invalid argument ${argument}: ${expectation}`);
    this.argument = argument;
  }
}

/** Method and URL of a request. The query is omitted, since it may hold a signature. */
export interface RequestLine {
  readonly method: string;
  /** URL without query and fragment. */
  readonly url: string;
}

/** Base class of the errors of a request. */
class RequestError extends FlipPiliError {
  readonly method: string;
  /** URL without query. */
  readonly url: string;

  constructor({ method, url }: RequestLine, outcome: string, options?: ErrorOptions) {
    super(`${method} ${url} ${outcome}`, options);
    this.method = method;
    this.url = url;
  }
}

/** What the caller can do about a response, by the response. */
const remedies = /* @__PURE__ */ new WeakMap<object, string>();

/** Adds a text to the message of the {@link HttpError} about a response: what the caller can do. */
export function setRemedy(response: object, remedy: string): void {
  remedies.set(response, ` (${remedy})`);
}

/**
 * Thrown when the response is not the expected one: a status outside 2xx, or a success whose body is
 * not what the spec promises.
 */
export class HttpError extends RequestError {
  override readonly name = "HttpError" as const;
  readonly status: number;
  /** The service's own error code (`RecordNotFound`, `401001`), when the body has one. */
  readonly code: string | undefined;
  /** Id that the service has given to the request, for its support: header `X-Request-Id` or `X-Reqid`. */
  readonly requestId: string | undefined;
  /** The whole body: parsed when it was JSON, text otherwise, `undefined` when empty. */
  readonly body: unknown;
  /** Status and headers as received. Its body has been read: see {@link HttpError.body}. */
  declare readonly response: ApiResponse;

  /** @param problem - Replaces the message of the body when the body itself is the problem. */
  constructor(request: RequestLine, response: ApiResponse, body: unknown, problem?: string) {
    const { code, message } = readErrorBody(body);
    const details = problem ?? toPrintable([code, message].filter(Boolean).join(": "));
    const remedy = remedies.get(response) ?? "";
    super(request, `returned ${response.status} ${details}`.trim() + remedy);
    this.status = response.status;
    this.code = code;
    this.requestId = requestIdOf(response.headers);
    this.body = body === "" ? undefined : body;
    // Neither `inspect` nor `JSON.stringify` shows it.
    Object.defineProperty(this, "response", { value: response });
  }
}

/** Returns the id that a service has given to a request, from the headers of its response. */
export function requestIdOf(headers: { get(name: string): string | null }): string | undefined {
  return headers.get("X-Request-Id") || headers.get("X-Reqid") || undefined;
}

/** Thrown when no response arrived. The failure itself is in `cause`. */
export class NetworkError extends RequestError {
  override readonly name = "NetworkError" as const;

  constructor(request: RequestLine, cause: unknown, reason: string = "no response") {
    super(request, `failed: ${toPrintable(reason)}`, { cause });
  }
}

/** Thrown when an attempt took longer than `timeoutMs`. */
export class TimeoutError extends RequestError {
  override readonly name = "TimeoutError" as const;
  /** The limit that was exceeded, in milliseconds. */
  readonly timeoutMs: number;

  constructor(request: RequestLine, timeoutMs: number) {
    super(request, `timed out after ${timeoutMs} ms`);
    this.timeoutMs = timeoutMs;
  }
}

/** Contents of an error body. */
interface ErrorDetails {
  code: string | undefined;
  message: string | undefined;
}

/**
 * Reads the error bodies of both services.
 *
 * In `{ error, message }` the code is `error`. In a body without `message` the text is `error`, and
 * the code is `errno` or `code`. A number in `error` is always the code.
 */
export function readErrorBody(body: unknown): ErrorDetails {
  const { error, message, errno, code } = Object(body) as Record<string, unknown>;
  const isText = message === undefined && typeof error !== "number";
  const [id, text] = isText ? [errno, error] : [error, message];
  return { code: toText(id ?? code), message: toText(text) };
}

function toText(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}
