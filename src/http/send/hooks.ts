import { type RequestLine, requestIdOf } from "../errors.ts";
import { type Attempt, requestLine, type WireRequest } from "./messages.ts";
import type { OnRetry, Outcome } from "./retry.ts";

/** Attempt that is about to be sent. */
export interface RequestEvent extends RequestLine {
  /** Number of the attempt within its call, from 1. */
  readonly attempt: number;
  /**
   * Headers by lower-case name, before the request is signed. `Authorization`, `Proxy-Authorization`
   * and `Cookie` are omitted.
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
  /** The reason why there is no response: a `NetworkError`, a `TimeoutError`, or that of a signal. */
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
 * Functions that observe the attempts of all API calls of a client. No event contains a key, a
 * signature or a query.
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

/** Layers that call the hooks of a client. */
interface Observer {
  /** Creates the layer around an attempt. */
  readonly observe: (attempt: Attempt) => Attempt;
  readonly onRetry: OnRetry;
}

/** Creates an {@link Observer}, or returns `undefined` when there is no hook: then nothing is recorded. */
export function createObserver(hooks: Hooks): Observer | undefined {
  const { onRequest, onResponse, onRetry } = hooks;
  if (!onRequest && !onResponse && !onRetry) return undefined;
  const latest = new WeakMap<WireRequest, RequestEvent>();
  return {
    observe: (attempt) => async (request, context) => {
      const event = createRequestEvent(request, latest.get(request));
      latest.set(request, event);
      notify(onRequest, event);
      const startedAt = performance.now();
      const report = (outcome: Outcome): void =>
        notify(onResponse, createResponseEvent(event, outcome, performance.now() - startedAt));
      try {
        const received = await attempt(request, context);
        report({ received });
        return received;
      } catch (failure) {
        report({ failure });
        throw failure;
      }
    },
    onRetry: (request, outcome, delayMs) => {
      const event = latest.get(request);
      if (event !== undefined) notify(onRetry, { request: event, ...resultOf(outcome), delayMs });
    },
  };
}

const secretHeaders: ReadonlySet<string> = new Set([
  "authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "location", // A redirect usually repeats the signed query.
]);

function createRequestEvent(
  request: WireRequest,
  previous: RequestEvent | undefined,
): RequestEvent {
  const attempt = (previous?.attempt ?? 0) + 1;
  return { ...requestLine(request), attempt, headers: visibleHeaders(request.headers) };
}

function createResponseEvent(
  request: RequestEvent,
  outcome: Outcome,
  durationMs: number,
): ResponseEvent {
  const headers = "received" in outcome ? outcome.received.response.headers : undefined;
  return {
    request,
    ...resultOf(outcome),
    headers: visibleHeaders(headers ?? []),
    requestId: headers && requestIdOf(headers),
    durationMs,
  };
}

function resultOf(outcome: Outcome): { status: number | undefined; error: unknown } {
  const isResponse = "received" in outcome;
  return {
    status: isResponse ? outcome.received.response.status : undefined,
    error: isResponse ? undefined : outcome.failure,
  };
}

function visibleHeaders(headers: Iterable<readonly [string, string]>): Record<string, string> {
  const visible = [...headers].filter(([name]) => !secretHeaders.has(name.toLowerCase()));
  return Object.fromEntries(visible.map(([name, value]) => [name.toLowerCase(), value]));
}

/** Calls a hook. Its errors are ignored, also those of an asynchronous one. */
function notify<Event>(hook: ((event: Event) => unknown) | undefined, event: Event): void {
  try {
    Promise.resolve(hook?.(event)).catch(() => {});
  } catch {
    // See Hooks.
  }
}
