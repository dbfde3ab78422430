import { requireSignal } from "../argument-checks.ts";
import { type Clock, type IsExpired, withClockSkew } from "./clock.ts";
import { type Fetch, fetchAttempt, type Sign } from "./fetch-attempt.ts";
import { toResponse } from "./response.ts";
import { withRetries } from "./retry.ts";
import { withTimeout } from "./timeout.ts";
import type { WireRequest } from "./wire-request.ts";

/** Settings of everything between openapi-fetch and the network. */
export interface SendOptions {
  fetch: Fetch;
  sign: Sign;
  clock: Clock;
  isExpired: IsExpired;
  /** Attempts after the first. */
  retries: number;
  /** Limit of one attempt, in milliseconds. */
  timeoutMs: number;
}

/** Composes `retry(clock skew(timeout(sign(fetch))))`: each attempt is signed again, last of all. */
export function createSend(options: SendOptions): (request: WireRequest) => Promise<Response> {
  const { fetch, sign, clock, isExpired, retries, timeoutMs } = options;
  const timed = withTimeout(fetchAttempt(fetch, sign), timeoutMs);
  const send = withRetries(withClockSkew(timed, clock, isExpired), retries);
  return async (request) => {
    const { signal } = request;
    requireSignal("signal", signal);
    if (signal?.aborted) throw signal.reason;
    return toResponse(await send(request, { signal, onSent: ignore }), request);
  };
}

function ignore(): void {}
