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

/**
 * Thrown when the response is not the expected one: a status outside 2xx, or a success whose body is
 * not what the spec promises.
 */
export class HttpError extends FlipPiliError {
  override readonly name = "HttpError" as const;
  readonly status: number;
  /** The service's own error code (`RecordNotFound`, `401001`), when the body has one. */
  readonly code: string | undefined;
  /** Id that the service has given to the request, for its support: header `X-Request-Id` or `X-Reqid`. */
  readonly requestId: string | undefined;
  /** The whole body: parsed when it was JSON, text otherwise, `undefined` when empty. */
  readonly body: unknown;
  readonly method: string;
  /** URL without query. */
  readonly url: string;
  /** Status and headers as received. Its body has been read: see {@link HttpError.body}. */
  declare readonly response: ApiResponse;

  /** @param problem - Replaces the message of the body when the body itself is the problem. */
  constructor(request: RequestLine, response: ApiResponse, body: unknown, problem?: string) {
    const { code, message } = readErrorBody(body);
    const details = problem ?? toPrintable([code, message].filter(Boolean).join(": "));
    super(
      `${request.method} ${request.url} returned ${response.status}${details && ` ${details}`}`,
    );
    this.status = response.status;
    this.code = code;
    this.requestId = requestIdOf(response.headers);
    this.body = body === "" ? undefined : body;
    this.method = request.method;
    this.url = request.url;
    hide(this, "response", response);
  }
}

/** Returns the id that a service has given to a request, from the headers of its response. */
export function requestIdOf(headers: { get(name: string): string | null }): string | undefined {
  return headers.get("X-Request-Id") || headers.get("X-Reqid") || undefined;
}

/** Thrown when no response arrived. The failure itself is in `cause`. */
export class NetworkError extends FlipPiliError {
  override readonly name = "NetworkError" as const;
  readonly method: string;
  /** URL without query. */
  readonly url: string;

  constructor({ method, url }: RequestLine, cause: unknown, reason: string = "no response") {
    super(`${method} ${url} failed: ${toPrintable(reason)}`, { cause });
    this.method = method;
    this.url = url;
  }
}

/** Thrown when an attempt took longer than `timeoutMs`. */
export class TimeoutError extends FlipPiliError {
  override readonly name = "TimeoutError" as const;
  readonly method: string;
  /** URL without query. */
  readonly url: string;
  /** The limit that was exceeded, in milliseconds. */
  readonly timeoutMs: number;

  constructor({ method, url }: RequestLine, timeoutMs: number) {
    super(`${method} ${url} timed out after ${timeoutMs} ms`);
    this.method = method;
    this.url = url;
    this.timeoutMs = timeoutMs;
  }
}

/** Sets a property that neither `inspect` nor `JSON.stringify` shows. */
function hide(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: false });
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
  if (typeof body !== "object" || body === null) return { code: undefined, message: undefined };
  const { error, message, errno, code } = body as Record<string, unknown>;
  if (message === undefined && typeof error !== "number")
    return { code: toText(errno ?? code), message: toText(error) };
  return { code: toText(error ?? code), message: toText(message) };
}

function toText(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}
