import { isRetryable, longestRetryAfterMs, readRetryAfter } from "../../http/retry-policy.ts";
import { UploadError } from "../upload-error.ts";
import { TransportFailure, type UploadAnswer } from "./transport.ts";

/** What an answer that is no success means. */
export type Verdict =
  | {
      /** Try again. */
      readonly retry: true;
      /** Milliseconds that the server asked everybody to wait. */
      readonly pauseMs: number | undefined;
      /** Whether there were too many requests at a time. */
      readonly isOverload: boolean;
      /** Whether nothing is wrong but the connection: then there is no need to wait. */
      readonly isStale: boolean;
      readonly status: number | undefined;
      readonly cause: unknown;
    }
  | { readonly retry: false; readonly error: unknown };

/** Judges a status outside 2xx. */
export function judgeStatus({ status, header }: UploadAnswer): Verdict {
  if (isRetryable(status)) {
    const asked = readRetryAfter(header("retry-after") ?? null, Date.now());
    return {
      retry: true,
      pauseMs: asked !== undefined && asked <= longestRetryAfterMs ? asked : undefined,
      isOverload: status === 429 || status === 503,
      isStale: false,
      status,
      cause: undefined,
    };
  }
  return { retry: false, error: refusal(status) };
}

/** Judges what a request has thrown. Errors that are ours, or the signal's reason, are final. */
export function judgeFailure(failure: unknown): Verdict {
  if (!(failure instanceof TransportFailure)) return { retry: false, error: failure };
  if (failure.isPermanent) {
    const message = `The server's certificate cannot be trusted: ${failure.message}`;
    return { retry: false, error: new UploadError("certificate", message, { cause: failure }) };
  }
  return {
    retry: true,
    pauseMs: undefined,
    isOverload: false,
    isStale: failure.isStale,
    status: undefined,
    cause: failure,
  };
}

function refusal(status: number): UploadError {
  if (status === 404 || status === 410) {
    return new UploadError("expired", "The server does not know the session any more", { status });
  }
  if (status >= 300 && status < 400) {
    const message = `The server answered with a redirect (${status}), which is not followed`;
    return new UploadError("redirected", message, { status });
  }
  return new UploadError("refused", `The server refused with status ${status}`, { status });
}

/** Whether a status says that all went well. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
