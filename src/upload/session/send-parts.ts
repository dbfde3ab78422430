import { linkSignals } from "../../http/signals.ts";
import type { LocationClient, LocationRequest } from "../protocol/location-client.ts";
import {
  type MissingParts,
  parseMissingParts,
  parseVideo,
  type ReportedVideo,
} from "../protocol/responses.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { UploadError } from "../upload-error.ts";
import { AdaptiveLimit } from "./adaptive-limit.ts";
import { type BudgetShare, ConnectionSlot } from "./connection-budget.ts";
import type { ProgressMeter } from "./progress.ts";
import { type SentRecord, statusOf } from "./sent-record.ts";
import type { UploadState } from "./upload-state.ts";

/** Everything that is needed to send a file. */
export interface UploadContext {
  readonly state: UploadState;
  readonly source: ByteSource;
  readonly client: LocationClient;
  readonly meter: ProgressMeter;
  readonly sent: SentRecord;
  readonly concurrency: number;
  /** What the upload uses of the connections that it shares with others. */
  readonly share: BudgetShare | undefined;
  /** Ends the run. */
  readonly signal: AbortSignal;
  /** Called with the missing parts when they are known. Parts that succeed leave the set. */
  readonly onMissing: (missing: ReadonlySet<number>) => void;
  /** Whether the server has other files to wait for, before it reports the video. */
  readonly isPartial?: boolean | undefined;
}

/** A complete upload: the video's data, or at least its id, where the server has reported it. */
export interface CompletedUpload {
  readonly video: ReportedVideo | undefined;
  readonly videoId: string | undefined;
}

/** Size in bytes that the list of missing parts may always have. */
const minListBytes = 1024 * 1024;
/** Size in bytes that it may have for each part: the number on a line of its own, indented, and twice. */
const bytesPerListed = 32;

/** Maximum number of rounds: each sends the parts that the server reports as missing. */
const maxRounds = 5;

/**
 * Sends the missing parts, several at a time, until the server reports none.
 *
 * @param isNew - Whether nothing has been sent yet. Otherwise the server is queried.
 * @throws {UploadError} When the upload cannot be completed.
 */
export async function sendParts(context: UploadContext, isNew: boolean): Promise<CompletedUpload> {
  const { state, meter, sent, isPartial } = context;
  let { open, video } = isNew ? beginUpload(context) : await continueUpload(context);
  for (let round = 0; round < maxRounds; round++) {
    video = (await runWorkers(context, open)) ?? video;
    let reported = await verifyRound(context, video);
    if (!isPartial && isVideoUnknown(reported, video)) {
      video = await resendLastPart(context);
      reported = await verifyRound(context, video);
    }
    open = requireList(reported, isPartial || video !== undefined);
    sent.setMissing(open);
    meter.setConfirmed(state.fileSize - bytesOf(open, state));
    if (open.length === 0) return { video, videoId: video?.id ?? reported.videoId };
  }
  context.onMissing(new Set(open));
  const list = open.slice(0, 10).join(", ");
  const message = `The server still reports parts as missing after ${maxRounds} rounds: ${list}`;
  throw new UploadError("incomplete", message);
}

/** Parts that are to be sent, and the video if the server has reported it already. */
interface OpenParts {
  readonly open: number[];
  readonly video?: ReportedVideo | undefined;
}

function beginUpload({ state, meter }: UploadContext): OpenParts {
  meter.startRun(0);
  return { open: allParts(state) };
}

/** Queries what the server has. */
async function continueUpload(context: UploadContext): Promise<OpenParts> {
  const { state, meter, sent } = context;
  const { missing } = await queryMissing(context);
  if (missing !== undefined) {
    releaseStored(context, missing);
    sent.setMissing(missing);
    meter.startRun(state.fileSize - bytesOf(missing, state));
    return { open: missing };
  }
  // The upload may be complete. The response to its last part shows that.
  meter.startRun(0);
  const video = await resendLastPart(context);
  if (video !== undefined) return { open: [], video };
  // A stream cannot return all parts again: the server must show what it has.
  return { open: context.source.release === undefined ? allParts(state) : [state.parts - 1] };
}

/** Returns whether no part is missing, but the server has not reported the video. */
function isVideoUnknown(
  { missing = [], videoId }: MissingParts,
  video: ReportedVideo | undefined,
): boolean {
  return missing.length === 0 && videoId === undefined && video === undefined;
}

/** Returns the missing parts. An empty response means none if the video is known, or is not expected yet. */
function requireList({ missing }: MissingParts, mayBeEmpty: boolean): number[] {
  if (missing !== undefined) return missing;
  if (mayBeEmpty) return [];
  throw new UploadError("protocol", "The server does not report whether parts are missing");
}

async function queryMissing({ client, state, signal }: UploadContext): Promise<MissingParts> {
  const { parts } = state;
  const { text } = await client.request(
    {
      method: "GET",
      check: (response) => void parseMissingParts(response.text, parts),
      maxResponseBytes: Math.max(minListBytes, parts * bytesPerListed),
    },
    signal,
  );
  return parseMissingParts(text, parts);
}

/** Queries the missing parts. A server that has reported the video may have closed the session. */
async function verifyRound(
  context: UploadContext,
  video: ReportedVideo | undefined,
): Promise<MissingParts> {
  try {
    return await queryMissing(context);
  } catch (error) {
    const isClosed = error instanceof UploadError && error.reason === "expired";
    if (isClosed && video !== undefined) return { missing: [], videoId: video.id };
    throw error;
  }
}

/** Sends the last part again: the response that contained the video may have been lost. */
async function resendLastPart(context: UploadContext): Promise<ReportedVideo | undefined> {
  return putPart(context, context.state.parts - 1, new AdaptiveLimit(1));
}

/** Sends parts until none is left, or one has failed: then the others are canceled. */
async function runWorkers(
  context: UploadContext,
  parts: readonly number[],
): Promise<ReportedVideo | undefined> {
  const stop = linkSignals(context.signal);
  const { signal } = stop;
  const waiting = [...parts].reverse();
  const missing = new Set(parts);
  const count = Math.min(context.concurrency, context.state.maxConnections, parts.length);
  const limit = new AdaptiveLimit(count);
  let video: ReportedVideo | undefined;
  context.onMissing(missing);

  const work = async (): Promise<void> => {
    const workerContext = { ...context, signal };
    for (;;) {
      await limit.acquire(signal);
      const part = waiting.pop();
      if (part === undefined) return limit.release();
      const reported = await putPart(workerContext, part, limit);
      video = reported ?? video;
      missing.delete(part);
      limit.recordSuccess();
      limit.release();
    }
  };
  const workers = Array.from({ length: count }, work);
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

async function putPart(
  { state, source, client, meter, sent, share, signal }: UploadContext,
  part: number,
  limit: AdaptiveLimit,
): Promise<ReportedVideo | undefined> {
  const start = part * state.partSize;
  const end = Math.min(start + state.partSize, state.fileSize);
  await source.load?.(start, end, signal);
  const slot = new ConnectionSlot(share, signal);
  await slot.acquire();
  const attempt = sent.track(part, client.reportsSending ? end - start : 0);
  const request: LocationRequest = {
    method: "PUT",
    headers: { "Content-Type": "application/octet-stream", "X-Part": String(part) },
    body: { source, start, end },
    part,
    check: ({ text }) => void parseVideo(text),
    onSent: (bytes) => meter.advance(part, bytes),
    onPassed: attempt.add,
    onRetry: (failure) => {
      slot.release();
      attempt.fail(failure.status);
      meter.discard(part);
      if (failure.isOverload) limit.halve();
    },
    // The limit may be lower by now: the retry waits for its turn.
    beforeRetry: async () => {
      await limit.yieldSlot(signal);
      await slot.acquire();
    },
  };
  try {
    const { text } = await client.request(request, signal);
    attempt.succeed();
    meter.confirm(part, end - start);
    source.release?.(start, end);
    return parseVideo(text);
  } catch (error) {
    attempt.fail(statusOf(error, signal));
    throw error;
  } finally {
    slot.release();
  }
}

/** Releases the parts that the server has. */
function releaseStored({ source, state }: UploadContext, missing: readonly number[]): void {
  if (source.release === undefined) return;
  const { partSize, fileSize } = state;
  let stored = 0;
  for (const part of [...missing, state.parts]) {
    source.release(stored * partSize, Math.min(part * partSize, fileSize));
    stored = part + 1;
  }
}

function allParts({ parts }: UploadState): number[] {
  return Array.from({ length: parts }, (_, part) => part);
}

function bytesOf(parts: readonly number[], { partSize, fileSize, parts: count }: UploadState) {
  const excess = parts.at(-1) === count - 1 ? count * partSize - fileSize : 0;
  return parts.length * partSize - excess;
}
