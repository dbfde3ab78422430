import { isRetryable, longestRetryAfterMs, readRetryAfter } from "../../http/retry-policy.ts";
import { UploadError } from "../upload-error.ts";
import { TransportError, type TransportResponse } from "./transport.ts";

/** The failure of one attempt. */
export type AttemptFailure = RetryableFailure | FinalFailure;

/** A failure after which the same request may succeed. */
export interface RetryableFailure {
  readonly isRetryable: true;
  /** Milliseconds to wait before any request, from `Retry-After`. */
  readonly retryAfterMs: number | undefined;
  /** Whether the server received too many requests at a time. */
  readonly isOverload: boolean;
  /** Whether only a kept-alive connection was closed: then the first retry needs no delay. */
  readonly isStale: boolean;
  readonly status: number | undefined;
  readonly cause: unknown;
}

/** A failure that a retry cannot change. */
export interface FinalFailure {
  readonly isRetryable: false;
  readonly error: unknown;
}

/** Returns whether a status reports success. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Classifies a response that does not report success. */
export function classifyStatus({ status, header }: TransportResponse): AttemptFailure {
  if (!isRetryable(status)) return { isRetryable: false, error: toUploadError(status) };
  const delayMs = readRetryAfter(header("retry-after") ?? null, Date.now());
  return {
    isRetryable: true,
    retryAfterMs: delayMs !== undefined && delayMs <= longestRetryAfterMs ? delayMs : undefined,
    isOverload: status === 429 || status === 503,
    isStale: false,
    status,
    cause: undefined,
  };
}

/** Classifies an error of a request. Errors of this package, and the reason of an abort, are final. */
export function classifyError(error: unknown): AttemptFailure {
  if (!(error instanceof TransportError)) return { isRetryable: false, error };
  if (error.isPermanent) {
    const message = `The server's certificate is not trusted: ${error.message}`;
    const cause = error;
    return { isRetryable: false, error: new UploadError("certificate", message, { cause }) };
  }
  return {
    isRetryable: true,
    retryAfterMs: undefined,
    isOverload: false,
    isStale: error.isStale,
    status: undefined,
    cause: error,
  };
}

function toUploadError(status: number): UploadError {
  if (status === 404 || status === 410) {
    return new UploadError("expired", "The server no longer knows the session", { status });
  }
  if (status >= 300 && status < 400) {
    const message = `The server responded with a redirect (${status}), which is not followed`;
    return new UploadError("redirected", message, { status });
  }
  const message = `The server rejected the request with status ${status}`;
  return new UploadError("refused", message, { status });
}
