import { callSafely } from "../call-safely.ts";
import { type RequestLine, requestIdOf } from "../errors.ts";
import type { ApiResponse } from "../transport/response.ts";
import { requestLine } from "./messages.ts";

/**
 * Attempt that is about to be sent. For the requests of an upload, `url` is only the origin, and `x-part`
 * in `headers` the number of the part: anyone who knows the rest of the URL can send to it.
 */
export interface RequestEvent extends RequestLine {
  /** Number of the attempt within its call, from 1. */
  readonly attempt: number;
  /**
   * Headers by lower-case name, before the request is signed. `Authorization`, `Proxy-Authorization`,
   * `X-Api-Key` and `Cookie` are omitted.
   */
  readonly headers: Readonly<Record<string, string>>;
}

/** Result of an attempt: a response with any status, or an error. */
export interface ResponseEvent {
  /** The object that `onRequest` was called with. */
  readonly request: RequestEvent;
  /** Status of the response; `undefined` when there was none. */
  readonly status: number | undefined;
  /** Headers of the response by lower-case name. `Set-Cookie` and `Location` are omitted. */
  readonly headers: Readonly<Record<string, string>>;
  /** Id that the service has given to the request. */
  readonly requestId: string | undefined;
  /** Milliseconds from the start of the attempt to the last byte of the response, or to the error. */
  readonly durationMs: number;
  /**
   * The reason why there is no response: a `NetworkError`, a `TimeoutError`, an `UploadError`, or that of a
   * signal.
   */
  readonly error: unknown;
}

/** Retry that follows after a delay. */
export interface RetryEvent {
  /** The object that `onRequest` was called with for the attempt that failed. */
  readonly request: RequestEvent;
  /** Status of the response to that attempt; `undefined` when there was none. */
  readonly status: number | undefined;
  /** The reason why there was no response. */
  readonly error: unknown;
  /** Milliseconds until the next attempt. */
  readonly delayMs: number;
}

/**
 * Functions that observe the attempts of all API calls and uploads of a client. No event contains a key,
 * a signature, a query or the location of an upload.
 *
 * The client does not wait for them. Errors that they throw, and rejections of promises that they
 * return, are ignored: a broken logger does not break a call.
 */
export interface Hooks {
  /** Called before each attempt. */
  onRequest?: ((event: RequestEvent) => void) | undefined;
  /** Called after each attempt. */
  onResponse?: ((event: ResponseEvent) => void) | undefined;
  /** Called before the delay of each retry. */
  onRetry?: ((event: RetryEvent) => void) | undefined;
}

/** Reports one attempt to the hooks of a client. */
export interface Observation {
  /** Reports the result of the attempt. */
  end(outcome: ObservedOutcome): void;
  /** Reports that a retry follows after a delay. */
  retry(outcome: ObservedOutcome, delayMs: number): void;
}

/** A response, or the reason why there is none. */
interface ObservedOutcome {
  readonly response: Pick<ApiResponse, "status" | "headers"> | undefined;
  readonly error: unknown;
}

/** A request that hooks may see. */
interface ObservedRequest extends RequestLine {
  readonly headers: Iterable<readonly [string, string]>;
}

/**
 * Reports the start of an attempt. Returns `undefined` when there is no hook: then nothing is recorded.
 *
 * @param attempt - Number of the attempt within its call, from 1.
 */
export function observe(
  { onRequest, onResponse, onRetry }: Hooks,
  request: ObservedRequest,
  attempt: number,
): Observation | undefined {
  if (!onRequest && !onResponse && !onRetry) return undefined;
  const headers = visibleHeaders(request.headers);
  const event: RequestEvent = { ...requestLine(request), attempt, headers };
  callSafely(onRequest, event);
  const startedAt = performance.now();
  return {
    end({ response, error }) {
      callSafely(onResponse, {
        request: event,
        status: response?.status,
        headers: visibleHeaders(response?.headers ?? []),
        requestId: response && requestIdOf(response.headers),
        durationMs: performance.now() - startedAt,
        error,
      });
    },
    retry({ response, error }, delayMs) {
      callSafely(onRetry, { request: event, status: response?.status, error, delayMs });
    },
  };
}

/** `Location` is omitted since a redirect usually repeats the signed query. */
const secretHeader = /^((proxy-)?authorization|x-api-key|(set-)?cookie|location)$/i;

function visibleHeaders(headers: ObservedRequest["headers"]): Record<string, string> {
  const visible = [...headers].filter(([name]) => !secretHeader.test(name));
  return Object.fromEntries(visible.map(([name, value]) => [name.toLowerCase(), value]));
}
