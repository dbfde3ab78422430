import { linkSignals } from "../../http/signals.ts";
import type { LocationClient } from "../protocol/location-client.ts";
import {
  type MissingAnswer,
  type NamedVideo,
  readMissingAnswer,
  readPartAnswer,
} from "../protocol/responses.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { UploadError } from "../upload-error.ts";
import { AdaptiveLimit } from "./adaptive-limit.ts";
import type { ProgressMeter } from "./progress.ts";
import type { UploadState } from "./upload-state.ts";

/** Everything that sending takes. */
export interface Sending {
  readonly state: UploadState;
  readonly source: ByteSource;
  readonly client: LocationClient;
  readonly meter: ProgressMeter;
  readonly concurrency: number;
  /** Ends the run. */
  readonly signal: AbortSignal;
  /** Told what is missing when the server has said so. Parts that get through leave the set. */
  readonly onMissing: (missing: ReadonlySet<number>) => void;
}

/** What the server made of the file: the video's data, or at least its id. */
export interface Completed {
  readonly video: NamedVideo | undefined;
  readonly videoId: string | undefined;
}

/** How often parts that are missing after all are sent again. */
const mostRounds = 5;

/**
 * Sends the parts that are missing, several at a time, until the server misses none.
 *
 * @param missing - The parts to begin with; when it is not known, the server is asked.
 * @throws {UploadError} When it cannot be completed.
 */
export async function sendParts(sending: Sending, missing?: readonly number[]): Promise<Completed> {
  const { state, meter } = sending;
  let video: NamedVideo | undefined;
  let open = missing ?? (await askMissing(sending)).missing ?? allParts(state);
  meter.begin(state.fileSize - bytesOfParts(open, state));
  for (let round = 0; round < mostRounds; round++) {
    video = (await sendRound(sending, open)) ?? video;
    let answer = await askAfterRound(sending, video);
    if (isNameless(answer, video)) {
      video = await askVideo(sending);
      answer = await askAfterRound(sending, video);
    }
    open = requireList(answer, video);
    if (open.length === 0) return { video, videoId: video?.id ?? answer.videoId };
  }
  sending.onMissing(new Set(open));
  const list = open.slice(0, 10).join(", ");
  throw new UploadError(
    "incomplete",
    `The server goes on to miss parts that it has taken: ${list}`,
  );
}

/** Whether nothing is missing any more, but nobody has named the video. */
function isNameless({ missing = [], videoId }: MissingAnswer, video: NamedVideo | undefined) {
  return missing.length === 0 && videoId === undefined && video === undefined;
}

/** A server that says nothing at all has everything only when it has named the video. */
function requireList({ missing }: MissingAnswer, video: NamedVideo | undefined): number[] {
  if (missing !== undefined) return missing;
  if (video !== undefined) return [];
  throw new UploadError("protocol", "The server does not say whether parts are missing");
}

async function askMissing({ client, state, signal }: Sending) {
  const { text } = await client.send({ method: "GET" }, signal);
  return readMissingAnswer(text, state.parts);
}

/** A server that has named the video may have closed the session: then its word counts. */
async function askAfterRound(sending: Sending, video: NamedVideo | undefined) {
  try {
    return await askMissing(sending);
  } catch (error) {
    const isClosed = error instanceof UploadError && error.reason === "expired";
    if (isClosed && video !== undefined) return { missing: [], videoId: video.id };
    throw error;
  }
}

/** The answer that named the video was lost: the last part, sent again, brings it back. */
async function askVideo(sending: Sending): Promise<NamedVideo | undefined> {
  return sendPart(sending, sending.state.parts - 1, new AdaptiveLimit(1));
}

/** Sends parts until none is left, or one has failed: then the others are stopped. */
async function sendRound(
  sending: Sending,
  parts: readonly number[],
): Promise<NamedVideo | undefined> {
  const stop = linkSignals(sending.signal);
  const { signal } = stop;
  const waiting = [...parts].reverse();
  const missing = new Set(parts);
  const most = Math.min(sending.concurrency, sending.state.maxConnections, parts.length);
  const limit = new AdaptiveLimit(most);
  let video: NamedVideo | undefined;
  sending.onMissing(missing);

  const work = async (): Promise<void> => {
    const own = { ...sending, signal };
    for (;;) {
      await limit.acquire(signal);
      const part = waiting.pop();
      if (part === undefined) return limit.release();
      const named = await sendPart(own, part, limit);
      video = named ?? video;
      missing.delete(part);
      limit.succeed();
      limit.release();
    }
  };
  const workers = Array.from({ length: most }, work);
  try {
    await Promise.all(workers);
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled(workers);
    throw error;
  } finally {
    stop.unlink();
  }
  return video;
}

async function sendPart(
  { state, source, client, meter, signal }: Sending,
  part: number,
  limit: AdaptiveLimit,
): Promise<NamedVideo | undefined> {
  const start = part * state.partSize;
  const end = Math.min(start + state.partSize, state.fileSize);
  const answer = await client.send(
    {
      method: "PUT",
      headers: { "Content-Type": "application/octet-stream", "X-Part": String(part) },
      body: { source, start, end },
      part,
      onSent: (bytes) => meter.send(part, bytes),
      onRetry: ({ isOverload }) => {
        meter.drop(part);
        if (isOverload) limit.reduce();
      },
      // Fewer may send by now: another attempt takes its turn.
      beforeRetry: () => limit.yield(signal),
    },
    signal,
  );
  const video = readPartAnswer(answer.text);
  meter.confirm(part, end - start);
  return video;
}

function allParts({ parts }: UploadState): number[] {
  return Array.from({ length: parts }, (_, part) => part);
}

function bytesOfParts(parts: readonly number[], { partSize, fileSize, parts: count }: UploadState) {
  const last = parts.at(-1) === count - 1 ? count * partSize - fileSize : 0;
  return parts.length * partSize - last;
}
