import { toUnixSeconds } from "../../../qiniu/unix-seconds.ts";

/** What is known about the publisher of a stream. */
export interface Publication {
  /** Title of the stream, or its key. */
  readonly title: string;
  /** Time from which publishing is allowed, in milliseconds since 1970. `Infinity` for never. */
  readonly allowedFromMs: number;
  /** Recordings of connections that have ended. */
  readonly pushes: readonly Push[];
}

/** A recording, from the start of a connection to its end, in Unix seconds. */
export interface Push {
  readonly start: number;
  readonly end: number;
}

/** A stream has a publisher if its title starts with this. It publishes whenever that is allowed. */
const liveTitle = "live";

/** Time that the publisher takes to connect. */
const connectMs = 2_000;

/** Returns the start of the current connection, if there is one. */
export function publishedSince({ title, allowedFromMs }: Publication, now: Date): Date | undefined {
  const startMs = allowedFromMs + connectMs;
  return title.startsWith(liveTitle) && startMs <= now.getTime() ? new Date(startMs) : undefined;
}

/** Returns what was recorded so far, including the current connection. */
export function recordedPushes(stream: Publication, now: Date): Push[] {
  const since = publishedSince(stream, now);
  if (since === undefined) return [...stream.pushes];
  const push = { start: toUnixSeconds(since), end: toUnixSeconds(now) };
  return push.end > push.start ? [...stream.pushes, push] : [...stream.pushes];
}

/**
 * Returns the recordings that overlap an interval, both ends included.
 *
 * @param start - In Unix seconds. Without it the interval has no start.
 * @param end - In Unix seconds. Without it the interval has no end.
 */
export function pushesWithin<Recording extends Push>(
  pushes: readonly Recording[],
  start: number = Number.NEGATIVE_INFINITY,
  end: number = Number.POSITIVE_INFINITY,
): Recording[] {
  return pushes.filter((push) => push.start <= end && push.end >= start);
}

/**
 * Disallows publishing, which ends the current connection immediately.
 *
 * @param tillMs - Milliseconds since 1970, or `Infinity`. A time in the past has no effect.
 */
export function blockPublishing<Stream extends Publication>(
  stream: Stream,
  tillMs: number,
  now: Date,
): Stream {
  if (tillMs <= now.getTime()) return allowPublishing(stream, now);
  return { ...stream, allowedFromMs: tillMs, pushes: recordedPushes(stream, now) };
}

/** Allows publishing. An existing connection is not interrupted. */
export function allowPublishing<Stream extends Publication>(stream: Stream, now: Date): Stream {
  return stream.allowedFromMs > now.getTime()
    ? { ...stream, allowedFromMs: now.getTime() }
    : stream;
}

/** Returns the field `disabledTill` of a stream: -1 for ever, 0 if publishing is allowed, or Unix seconds. */
export function disabledTill({ allowedFromMs }: Publication, now: Date): number {
  if (allowedFromMs <= now.getTime()) return 0;
  return allowedFromMs === Number.POSITIVE_INFINITY ? -1 : Math.ceil(allowedFromMs / 1000);
}

/** Returns the time of a field `disabledTill` in milliseconds since 1970: `Infinity` for -1. */
export function tillMsOf(disabledTill: number): number {
  return disabledTill === -1 ? Number.POSITIVE_INFINITY : disabledTill * 1000;
}
