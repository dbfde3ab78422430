import { requireSignal } from "../argument-checks.ts";
import { requireCallSettings } from "../options.ts";
import { wait } from "../signals.ts";
import { type AttemptSettings, sendAttempt } from "./attempt.ts";
import { type Hooks, observe } from "./hooks.ts";
import type { Outcome, WireRequest } from "./messages.ts";
import { retryDelay } from "./retry.ts";
import type { WireResponse } from "./wire-response.ts";

/** Settings of everything between openapi-fetch and the network. */
export interface SendSettings extends AttemptSettings, Hooks {
  /** Attempts after the first, unless a request has its own setting. */
  readonly retries: number;
  /**
   * Corrects the clock when the service has rejected the timestamp of a request.
   *
   * @returns Whether another attempt may succeed. There is one such attempt per call.
   */
  readonly correctClock?: (response: WireResponse) => boolean;
  /** Prepares a request whose body is not text, before the first attempt. */
  readonly prepare?: (request: WireRequest) => Promise<WireRequest>;
}

/**
 * Sends a request: `retry(clock skew(hooks(timeout(sign(transport)))))`. Each attempt is signed again, last
 * of all.
 */
export async function sendRequest(
  given: WireRequest,
  settings: SendSettings,
): Promise<WireResponse> {
  const { method, signal, retries = settings.retries } = given;
  requireSignal("signal", signal);
  requireCallSettings(given);
  const { body } = given;
  const isObject = typeof body === "object";
  const isReadOnce = isObject && body instanceof ReadableStream;
  const request = (isObject && (await settings.prepare?.(given))) || given;
  const progress: Progress = { retry: 0, retries, isCorrected: false, isReadOnce };
  for (let attempt = 1; ; attempt++) {
    if (signal?.aborted) throw signal.reason;
    const observation = observe(settings, request, attempt);
    const outcome = await outcomeOf(request, settings);
    observation?.end(outcome);
    const delayMs = nextDelay(outcome, request, settings, progress);
    if (delayMs === undefined) return unwrap(outcome, method, progress);
    observation?.retry(outcome, delayMs);
    if (delayMs > 0) await wait(delayMs, signal);
  }
}

/** What has happened in a call so far. */
interface Progress {
  retry: number;
  readonly retries: number;
  isCorrected: boolean;
  /** Whether the body is a stream, of which a further attempt would send nothing or the rest. */
  readonly isReadOnce: boolean;
}

/** Returns the delay before the next attempt in milliseconds, or `undefined` when there is none. */
function nextDelay(
  outcome: Outcome,
  { method, signal }: WireRequest,
  { correctClock }: SendSettings,
  progress: Progress,
): number | undefined {
  const { response } = outcome;
  if (!progress.isCorrected && response?.ok === false && correctClock?.(response)) {
    progress.isCorrected = true;
    return progress.isReadOnce ? undefined : 0;
  }
  const { retry, retries, isReadOnce } = progress;
  const delayMs =
    !isReadOnce && retry < retries && !signal?.aborted
      ? retryDelay(outcome, method, retry)
      : undefined;
  if (delayMs !== undefined) progress.retry++;
  return delayMs;
}

function unwrap({ response, error }: Outcome, method: string, { retry }: Progress): WireResponse {
  if (response === undefined) throw error;
  const isGone = [404, 612].includes(response.status);
  if (retry > 0 && method === "DELETE" && isGone) repeatedDeletions.add(response);
  return response;
}

async function outcomeOf(request: WireRequest, settings: AttemptSettings): Promise<Outcome> {
  try {
    return { response: await sendAttempt(request, settings), error: undefined };
  } catch (error) {
    return { response: undefined, error };
  }
}

/** Responses that report a deletion whose first response was lost. */
const repeatedDeletions = /* @__PURE__ */ new WeakSet<object>();

/**
 * Returns whether a response has status 404, or 612 of the Qiniu services, because an earlier attempt of the
 * same call has deleted the object.
 */
export function isRepeatedDeletion(response: object): boolean {
  return repeatedDeletions.has(response);
}
