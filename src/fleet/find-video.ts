import { parseDate } from "../flip/index.ts";
import type { Factory, Video } from "./factory.ts";

/** Maximum difference of clocks that is expected, in milliseconds. */
const maxSkewMs = 60 * 60 * 1000;
/** Maximum number of videos that are read. */
const maxItems = 10_000;

/** What is known of a video that may exist although its id was lost. */
export interface VideoSearch {
  /** Time before which it cannot have been created, in milliseconds since 1970. */
  readonly since: number;
  readonly matches: (video: Video) => boolean;
  readonly signal: AbortSignal | undefined;
}

/**
 * Finds the latest videos that match. Called before something is repeated that may have succeeded.
 *
 * @throws {HttpError} When the service rejects the request.
 */
export async function findVideos(
  factory: Factory,
  { since, matches, signal }: VideoSearch,
): Promise<Video[]> {
  const found: Video[] = [];
  // The service lists the latest videos first.
  for await (const video of factory.videos.all(undefined, { signal, maxItems })) {
    if (parseDate(video.created_at).getTime() < since - maxSkewMs) break;
    if (matches(video)) found.push(video);
  }
  return found;
}
