import { readErrorBody } from "../../http/errors.ts";
import { isRetryable, maxRetryAfterMs, readRetryAfter } from "../../http/retry-policy.ts";
import { describeFailure, hasCertificateFault } from "../../http/send/network-failure.ts";
import { TransportError } from "../../http/transport/transport.ts";
import { parseJson } from "../../http/wire/parse-json.ts";
import { UploadError } from "../upload-error.ts";
import { TimeoutError } from "./in-flight-requests.ts";
import type { LocationResponse } from "./location-transport.ts";

/** A response with any status, or the reason why there is none. */
export interface Received {
  readonly response?: LocationResponse | undefined;
  readonly error?: unknown;
}

/** Outcome of one attempt. */
export type Outcome<Value> = Received &
  ({ readonly value: Value } | { readonly failure: AttemptFailure });

/** Failure of one attempt. */
export type AttemptFailure = RetryableFailure | FinalFailure;

/** A failure after which the same request may succeed. */
export interface RetryableFailure {
  readonly isRetryable: true;
  /** Milliseconds to wait before any request, from `Retry-After`. */
  readonly retryAfterMs: number | undefined;
  /** Whether there may be too many requests at a time, for the server or the network. */
  readonly isOverload: boolean;
  /** Whether only a kept-alive connection was closed: then the first retry needs no delay. */
  readonly isStale: boolean;
  readonly status: number | undefined;
  readonly cause: unknown;
  /** The server's own words, if it gave a reason. */
  readonly words?: string | undefined;
  /** Error after the last attempt, if it is not `retries-exhausted`. */
  readonly finally?: UploadError | undefined;
}

/** A failure that a retry cannot change. */
interface FinalFailure {
  readonly isRetryable: false;
  readonly error: unknown;
}

/**
 * Classifies a response. Returns `undefined` when it reports success.
 *
 * @param url - The location, which must not appear in an error: who knows it can send to it.
 */
export function classifyResponse(
  { status, header, text }: LocationResponse,
  url: string,
): AttemptFailure | undefined {
  if (status >= 200 && status < 300) return undefined;
  const words = redact(describeBody(text), url);
  if (!isRetryable(status)) return { isRetryable: false, error: toUploadError(status, words) };
  const delayMs = readRetryAfter(header("retry-after") ?? null, Date.now());
  return createRetryable({
    retryAfterMs: delayMs !== undefined && delayMs <= maxRetryAfterMs ? delayMs : undefined,
    isOverload: status === 429 || status === 503,
    status,
    words,
  });
}

/** Maximum length of text that is not JSON, in characters. */
const maxWordsLength = 300;

/** Returns the reason that the body of an error gives. A page of HTML gives none. */
function describeBody(text: string): string {
  const trimmed = text.trim();
  try {
    const body = parseJson(trimmed);
    const { code, message } = readErrorBody(body);
    return typeof body === "string" ? body : [code, message].filter(Boolean).join(": ");
  } catch {
    return trimmed.startsWith("<") ? "" : trimmed.slice(0, maxWordsLength);
  }
}

/** Returns text without the parts of a location that identify the upload. */
function redact(text: string, url: string): string {
  const { pathname, search, searchParams } = new URL(url);
  const segments = pathname.split("/");
  const values = search.split(/[?&]/).map((pair) => pair.slice(pair.indexOf("=") + 1));
  const ids = search === "" ? segments.slice(-1) : segments.filter((segment) => /\d/.test(segment));
  return [url, `${pathname}${search}`, search, ...values, ...searchParams.values(), ...ids]
    .filter((secret) => secret.length >= 4)
    .reduce((redacted, secret) => redacted.replaceAll(secret, "…"), text);
}

/**
 * Checks the body of a success. One that cannot be read, such as the page of a captive portal, is a failure:
 * a retry may receive another one.
 */
export function checkBody(
  response: LocationResponse,
  check: ((response: LocationResponse) => void) | undefined,
): AttemptFailure | undefined {
  try {
    check?.(response);
    return undefined;
  } catch (error) {
    const isReadable = !(error instanceof UploadError && error.reason === "protocol");
    if (isReadable) return { isRetryable: false, error };
    return createRetryable({ status: response.status, finally: error });
  }
}

/** Classifies an error of a request. Errors of this package, and the reason of an abort, are final. */
export function classifyError(error: unknown): AttemptFailure {
  if (!(error instanceof TransportError)) return { isRetryable: false, error };
  const final = toFinalError(error);
  if (final !== undefined) return { isRetryable: false, error: final };
  // Each connection becomes faster when there are fewer.
  const isOverload = error instanceof TimeoutError;
  return createRetryable({ isOverload, isStale: error.isStale, cause: error });
}

/** Returns the error for a failure that a retry cannot change. */
function toFinalError(error: TransportError): UploadError | undefined {
  const { failure, message, cause, response } = error;
  if (failure === "redirect") return toRedirectError(response?.status);
  if (failure === "misuse") return new UploadError("retries-exhausted", message, { cause });
  if (!hasCertificateFault(cause)) return undefined;
  const problem = `The server's certificate is not trusted: ${describeFailure(cause)}`;
  return new UploadError("certificate", problem, { cause });
}

/** Returns the reason for a failure in words. */
export function describeCause(cause: unknown): string {
  if (!(cause instanceof TransportError)) return "no response";
  if (cause.failure === "size") return cause.message.replace(/^with a body/, "a response");
  const reason = cause.cause === undefined ? undefined : describeFailure(cause.cause);
  return reason === undefined || reason === "no response" ? cause.message : reason;
}

/** @param status - 0 in browsers, which do not show it. */
function toRedirectError(status: number = 0): UploadError {
  const details = status === 0 ? {} : { status };
  const shown = status === 0 ? "" : ` (${status})`;
  const message = `The server responded with a redirect${shown}, which is not followed`;
  return new UploadError("redirected", message, details);
}

/** Returns whether a status means that the server does not know the location. */
export function isGone(status: number): boolean {
  return status === 404 || status === 410;
}

function toUploadError(status: number, words: string): UploadError {
  const suffix = words === "" ? "" : `: ${words}`;
  if (isGone(status)) {
    const message = `The server no longer knows the session${suffix}`;
    return new UploadError("expired", message, { status });
  }
  const message = `The server rejected the request with status ${status}${suffix}`;
  return new UploadError("refused", message, { status });
}

/** Creates the failure at a location from which the upload has moved in the meantime. */
export function retryAtNewLocation({ status }: LocationResponse): RetryableFailure {
  return createRetryable({ status, isStale: true });
}

function createRetryable(details: Partial<RetryableFailure>): RetryableFailure {
  return {
    isRetryable: true,
    retryAfterMs: undefined,
    isOverload: false,
    isStale: false,
    status: undefined,
    cause: undefined,
    ...details,
  };
}

/** What an error says about the request. */
interface RequestLabel {
  readonly method: string;
  /** Number of the part, if it has one. */
  readonly part?: number | undefined;
}

/** Returns the same error with the number of the part, and advice on a certificate. */
export function explain(error: unknown, { part }: RequestLabel, advice: string): unknown {
  if (!(error instanceof UploadError) || error.part !== undefined) return error;
  const { reason, message, status, attempts, cause } = error;
  const suffix = part === undefined ? "" : ` (part ${part})`;
  const remedy = reason === "certificate" ? advice : "";
  return new UploadError(reason, `${message}${suffix}${remedy}`, { part, status, attempts, cause });
}

/** Creates the error after the last attempt. */
export function retriesExhausted(
  attempts: number,
  { status, cause, words = "", finally: final }: RetryableFailure,
  { method, part }: RequestLabel,
  advice: string,
): UploadError {
  const subject = part === undefined ? `The ${method} request` : `Part ${part}`;
  const suffix = words === "" ? "" : `: ${words}`;
  const reason = status === undefined ? describeCause(cause) : `status ${status}${suffix}`;
  const times = attempts === 1 ? "1 attempt" : `${attempts} attempts`;
  const remedy = status === undefined ? advice : "";
  if (final !== undefined) {
    const message = `${final.message} (${subject}, ${times})`;
    return new UploadError(final.reason, message, { part, attempts, status });
  }
  const message = `${subject} failed after ${times}: ${reason}${remedy}`;
  return new UploadError("retries-exhausted", message, { part, attempts, status, cause });
}
