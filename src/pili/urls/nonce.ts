import { toUnixSeconds } from "../unix-seconds.ts";

/** Streams whose last nonce is remembered at most, before those that time has overtaken are dropped. */
const remembered = 1_000;

const lastNonces = new Map<string, number>();

/** The second in which old nonces were dropped last: doing so every time would be slow. */
let tidiedAt = 0;

/**
 * A number for a dynamic publishing URL: the time in Unix seconds, or more.
 *
 * The service refuses a nonce that is not greater than the stream's last one, so a second URL
 * within the same second gets the next number.
 *
 * @param stream - Path of the stream, of which each has numbers of its own.
 */
export function nextNonce(stream: string, now: Date): number {
  const seconds = toUnixSeconds(now);
  const nonce = Math.max(seconds, (lastNonces.get(stream) ?? 0) + 1);
  if (lastNonces.size >= remembered && seconds !== tidiedAt) forget(seconds);
  lastNonces.set(stream, nonce);
  return nonce;
}

/** A number from the past need not be remembered: the time is greater anyway. */
function forget(seconds: number): void {
  tidiedAt = seconds;
  for (const [stream, nonce] of lastNonces) if (nonce < seconds) lastNonces.delete(stream);
}
