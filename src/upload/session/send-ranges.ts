import type { FailedAttempts, LocationRequest } from "../protocol/location-client.ts";
import type { LocationResponse } from "../protocol/location-transport.ts";
import { parseStoredRange, parseVideo, type ReportedVideo } from "../protocol/responses.ts";
import { UploadError } from "../upload-error.ts";
import { ConnectionSlot } from "./connection-budget.ts";
import type { CompletedUpload, UploadContext } from "./send-parts.ts";
import { statusOf } from "./sent-record.ts";
import { statusQuery } from "./status-query.ts";

/** Size of a range. The server accepts any; a failure costs one range at most. */
const rangeBytes = 5 * 1024 * 1024;

/** Maximum number of responses that report hardly any progress, until there is progress of a whole range. */
const maxStandstills = 5;

/** Progress in bytes that a response must report: each step costs sending a whole range. */
const minProgressBytes = 64 * 1024;

/** What the server has: the first `position` bytes of the file, and the video once it has all. */
interface Stored {
  readonly position: number;
  readonly video?: ReportedVideo | undefined;
}

/**
 * Sends the file in ranges, one after the other, starting with what the server does not have.
 *
 * After a failure the server is queried before anything is sent again: it may have stored the bytes.
 *
 * @param isNew - Whether nothing has been sent yet. Otherwise the server is queried.
 * @throws {UploadError} When the upload cannot be completed.
 */
export async function sendRanges(context: UploadContext, isNew: boolean): Promise<CompletedUpload> {
  const { state, meter } = context;
  const record = (next: Stored): Stored => recordStored(context, next);
  let stored = record(isNew ? { position: 0 } : await queryStored(context));
  const standstills = new Standstills(stored.position, state.fileSize);
  const failed: FailedAttempts = { count: 0 };
  meter.startRun(stored.position);
  while (stored.video === undefined && stored.position < state.fileSize) {
    const { position } = stored;
    const response = await sendRange(context, position, failed);
    stored = record(await readStored(context, response, position));
    meter.setConfirmed(stored.position);
    if (standstills.record(position, stored.position, response !== undefined)) failed.count = 0;
  }
  // The response that contained the video may have been lost.
  if (stored.video === undefined) stored = record(await queryStored(context));
  if (stored.position < state.fileSize) throw incomplete(stored.position);
  return { video: stored.video, videoId: stored.video?.id };
}

/** Counts responses that report hardly any progress. */
class Standstills {
  #count = 0;
  /** Position of the latest progress of a whole range. */
  #mark: number;
  #highest: number;
  readonly #fileSize: number;

  constructor(position: number, fileSize: number) {
    this.#mark = position;
    this.#highest = position;
    this.#fileSize = fileSize;
  }

  /**
   * Records the effect of a range.
   *
   * @param hasResponse - Whether the server accepted it. Failures have their own limit.
   * @returns Whether the server has more than ever before.
   * @throws {UploadError} When there is hardly any progress, also if the position goes forward and back.
   */
  record(position: number, next: number, hasResponse: boolean): boolean {
    if (next >= this.#mark + rangeBytes) {
      this.#count = 0;
      this.#mark = next;
    }
    const isProgress = next > this.#highest;
    if (isProgress) this.#highest = next;
    const least = Math.min(position + minProgressBytes, this.#fileSize);
    if (hasResponse && next < least) this.#count++;
    if (this.#count >= maxStandstills) throw incomplete(next);
    return isProgress;
  }
}

/**
 * Sends one range, once.
 *
 * @returns `undefined` after a failure: then only the server knows what it has.
 */
async function sendRange(
  { state, source, client, meter, sent, share, signal }: UploadContext,
  start: number,
  failed: FailedAttempts,
): Promise<LocationResponse | undefined> {
  const { fileSize } = state;
  const end = Math.min(start + rangeBytes, fileSize);
  await source.load?.(start, end, signal);
  const slot = new ConnectionSlot(share, signal);
  await slot.acquire();
  const size = client.reportsSending ? end - start : 0;
  const attempt = end === fileSize ? sent.track(0, size) : undefined;
  const request: LocationRequest = {
    method: "PUT",
    headers: rangeHeaders(`${start}-${end - 1}/${fileSize}`),
    body: { source, start, end },
    onSent: (bytes) => meter.advance(start, bytes),
    onPassed: attempt?.add,
    onRetry: ({ status }) => {
      slot.release();
      attempt?.fail(status);
      meter.discard(start);
    },
  };
  try {
    const response = await client.requestOnce(request, signal, failed);
    // Whether the server has really stored it, only what it reports next can tell.
    if (response !== undefined) attempt?.succeed();
    return response;
  } catch (error) {
    attempt?.fail(statusOf(error, signal));
    throw error;
  } finally {
    slot.release();
  }
}

/** Releases the bytes that the server has: a source need not keep them. */
function recordStored({ state, source, sent }: UploadContext, stored: Stored): Stored {
  sent.setMissing(stored.position < state.fileSize ? [0] : []);
  source.release?.(0, stored.position);
  return stored;
}

/**
 * Returns what the server has after a range. Queries it if there is no response, or that says nothing.
 *
 * @param start - Position of the range.
 */
async function readStored(
  context: UploadContext,
  response: LocationResponse | undefined,
  start: number,
): Promise<Stored> {
  try {
    const stored = response && parseStored(context, response);
    // Only the last range completes a file, whatever else has an id.
    const isLast = start + rangeBytes >= context.state.fileSize;
    const isKnown = stored !== undefined && stored.position > 0;
    if (isKnown && (isLast || stored.video === undefined)) return stored;
  } catch (error) {
    if (!(error instanceof UploadError)) throw error;
  }
  return queryStored(context);
}

/** Queries what the server has. */
async function queryStored(context: UploadContext): Promise<Stored> {
  const { client, state, signal } = context;
  const check = (response: LocationResponse) => void parseStored(context, response);
  return parseStored(context, await client.request({ ...statusQuery(state), check }, signal));
}

/** @throws {UploadError} When the response is neither a video nor a range that starts at 0. */
function parseStored({ state }: UploadContext, { header, text }: LocationResponse): Stored {
  const { fileSize } = state;
  const range = header("range");
  const position = parseStoredRange(range, fileSize);
  const video = parseVideo(text);
  // The response for a complete upload is the video.
  const isComplete = video !== undefined && (range === undefined || position === fileSize);
  return isComplete ? { position: fileSize, video } : { position };
}

function rangeHeaders(range: string): Readonly<Record<string, string>> {
  return { "Content-Type": "application/octet-stream", "Content-Range": `bytes ${range}` };
}

function incomplete(stored: number): UploadError {
  return new UploadError("incomplete", `The server has stored no more than ${stored} bytes`);
}
