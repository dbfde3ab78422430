import { NetworkError, TimeoutError } from "../../http/errors.ts";
import { type ReceivedAnswer, readJson } from "./answer.ts";
import type { SignedCall } from "./unsigned-call.ts";

/** Limits of a call. */
export interface CallLimits {
  readonly timeoutMs: number;
  /** Ends calls that change nothing. The others go on: what they have created must be known. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends a call and takes the answer as it is: no redirect is followed, nothing is repeated.
 *
 * @throws {NetworkError} When no whole answer arrives.
 * @throws {TimeoutError} When it does not arrive in time.
 */
export async function sendCall(
  call: SignedCall,
  { timeoutMs, signal }: CallLimits,
): Promise<ReceivedAnswer> {
  const { method, url, headers, body } = call;
  const line = { method, url: withoutQuery(url) };
  const timeout = AbortSignal.timeout(timeoutMs);
  const ends = method === "GET" && signal !== undefined ? [timeout, signal] : [timeout];
  try {
    const response = await fetch(url, {
      ...{ method, headers, redirect: "manual", signal: AbortSignal.any(ends) },
      body: body ?? null,
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const { status } = response;
    return { status, headers: Object.fromEntries(response.headers), bytes, body: readJson(bytes) };
  } catch (fault) {
    if (method === "GET") signal?.throwIfAborted();
    if (timeout.aborted) throw new TimeoutError(line, timeoutMs);
    throw new NetworkError(line, fault, reasonOf(fault));
  }
}

/** A URL as it may be shown: the query can hold a signature. */
export function withoutQuery({ origin, pathname }: URL): string {
  return origin + pathname;
}

/** What the network says is in the causes: `fetch failed` tells nothing. */
function reasonOf(fault: unknown): string {
  const { cause, message } = fault as Error;
  if (!(cause instanceof Error)) return message;
  const { code } = cause as NodeJS.ErrnoException;
  return [code, cause.message].filter(Boolean).join(": ");
}
