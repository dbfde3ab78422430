import type { TelestreamContext } from "./context.ts";
import { badRequest, recordNotFound } from "./errors.ts";
import type { TelestreamRequest } from "./request.ts";
import type { StoredEncoding, StoredFactory, StoredVideo } from "./state.ts";

/** @throws {RejectedError} When there is no such factory. */
export function requireFactory({ context, id }: TelestreamRequest): StoredFactory {
  const found = context.state.factories.find(({ data }) => data.id === id);
  if (found === undefined) throw recordNotFound("Factory", id);
  return found;
}

/** @throws {RejectedError} When the factory has no such video. */
export function requireVideo({ factory }: TelestreamRequest, id: string): StoredVideo {
  const found = factory.videos.find(({ data }) => data.id === id);
  if (found === undefined) throw recordNotFound("Video", id);
  return found;
}

/** Returns the encodings of a video, the newest first. */
export function encodingsOf({ factory }: TelestreamRequest, video: StoredVideo): StoredEncoding[] {
  return factory.encodings.filter((encoding) => encoding.video === video);
}

/** @throws {RejectedError} When the factory has no such encoding. */
export function requireEncoding({ factory, id }: TelestreamRequest): StoredEncoding {
  const found = factory.encodings.find(({ data }) => data.id === id);
  if (found === undefined) throw recordNotFound("Encoding", id);
  return found;
}

/** @throws {RejectedError} When the factory has no such encoding, or it is too old to be changed. */
export function requireRecentEncoding(request: TelestreamRequest): StoredEncoding {
  const encoding = requireEncoding(request);
  requireRecent(request.context, encoding, "encoding");
  return encoding;
}

/** @throws {RejectedError} When the factory has no such video, or it cannot be encoded. */
export function requireEncodable(request: TelestreamRequest, id: string): StoredVideo {
  const { context } = request;
  const video = requireVideo(request, id);
  const isAccepted = video.data.status !== "fail" || context.generation.limits.acceptsFailedVideos;
  if (!isAccepted) throw badRequest("The video has status fail");
  requireRecent(context, video, "video");
  return video;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Checks the age of a record. The examples of the spec are as old as the server. */
function requireRecent(
  { clock, generation: { limits } }: TelestreamContext,
  { createdMs }: StoredVideo | StoredEncoding,
  kind: string,
): void {
  if (clock.elapsedMs() - createdMs <= limits.maxDays * dayMs) return;
  throw badRequest(`The ${kind} is older than ${limits.maxDays} days`);
}
