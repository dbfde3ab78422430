import { toUnixSeconds } from "./unix-seconds.ts";

/** Number of stored nonces above which those that are no longer needed are deleted. */
const cleanupThreshold = 1_000;

const lastNonces = new Map<string, number>();

/** Second of the last cleanup. More than one per second would be slow. */
let lastCleanup = 0;

/**
 * Returns a nonce for a dynamic publish URL: the time in Unix seconds, or a greater number.
 *
 * The service rejects a nonce that is not greater than the stream's last one, so a second URL within
 * the same second gets the next number.
 *
 * @param stream - Path of the stream. Every stream has its own sequence of nonces.
 */
export function nextNonce(stream: string, now: Date): number {
  const seconds = toUnixSeconds(now);
  const nonce = Math.max(seconds, (lastNonces.get(stream) ?? 0) + 1);
  if (lastNonces.size >= cleanupThreshold && seconds !== lastCleanup) deleteOldNonces(seconds);
  lastNonces.set(stream, nonce);
  return nonce;
}

/** Deletes nonces that are less than the current time: they do not affect the next nonce. */
function deleteOldNonces(seconds: number): void {
  lastCleanup = seconds;
  for (const [stream, nonce] of lastNonces) if (nonce < seconds) lastNonces.delete(stream);
}
