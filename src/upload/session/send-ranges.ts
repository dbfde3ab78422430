import type { LocationResponse } from "../protocol/location-transport.ts";
import { parseStoredRange, parseVideo, type ReportedVideo } from "../protocol/responses.ts";
import { UploadError } from "../upload-error.ts";
import type { CompletedUpload, UploadContext } from "./send-parts.ts";

/** Size of a range. The server accepts any; a failure costs one range at most. */
const rangeBytes = 5 * 1024 * 1024;

/** Maximum number of consecutive responses that report no progress. */
const maxStandstills = 5;

/**
 * Sends the file in ranges, one after the other, starting with what the server does not have.
 *
 * @param isNew - Whether nothing has been sent yet. Otherwise the server is queried.
 * @throws {UploadError} When the upload cannot be completed.
 */
export async function sendRanges(context: UploadContext, isNew: boolean): Promise<CompletedUpload> {
  const { state, meter } = context;
  let position = isNew ? 0 : await queryPosition(context);
  meter.startRun(position);
  for (let standstills = 0; position < state.fileSize; ) {
    const { next, video } = await sendNextRange(context, position);
    if (video !== undefined) return { video, videoId: video.id };
    standstills = next > position ? 0 : standstills + 1;
    if (standstills >= maxStandstills) throw incomplete(position);
    meter.confirm(position, Math.max(0, next - position));
    position = next;
  }
  return queryVideo(context);
}

/** Sends one range. The response to the last one is the video. */
async function sendNextRange(
  context: UploadContext,
  position: number,
): Promise<{ next: number; video?: ReportedVideo | undefined }> {
  const { fileSize } = context.state;
  const end = Math.min(position + rangeBytes, fileSize);
  const { header, text } = await putRange(context, position, end);
  const video = end === fileSize ? parseVideo(text) : undefined;
  if (video !== undefined) return { next: end, video };
  const stored = header("range");
  const next =
    stored === undefined ? await queryPosition(context) : parseStoredRange(stored, fileSize);
  return { next };
}

async function putRange(
  { state, source, client, meter, signal }: UploadContext,
  start: number,
  end: number,
): Promise<LocationResponse> {
  return client.request(
    {
      method: "PUT",
      headers: rangeHeaders(`${start}-${end - 1}/${state.fileSize}`),
      body: { source, start, end },
      onSent: (bytes) => meter.advance(start, bytes),
      onRetry: () => meter.discard(start),
    },
    signal,
  );
}

async function queryPosition(context: UploadContext): Promise<number> {
  const { fileSize } = context.state;
  const { header, text } = await queryRange(context);
  // The response for a complete upload is the video.
  const isComplete = parseVideo(text) !== undefined;
  return isComplete ? fileSize : parseStoredRange(header("range"), fileSize);
}

/**
 * Queries the video of a complete upload: the response that contained it was lost.
 *
 * @throws {UploadError} When the upload is not complete after all.
 */
async function queryVideo(context: UploadContext): Promise<CompletedUpload> {
  const { fileSize } = context.state;
  const { header, text } = await queryRange(context);
  const video = parseVideo(text);
  const stored = parseStoredRange(header("range"), fileSize);
  if (video === undefined && stored < fileSize) throw incomplete(stored);
  return { video, videoId: video?.id };
}

/** Sends a range without bytes, whose response reports what is stored. */
function queryRange({ client, state, signal }: UploadContext): Promise<LocationResponse> {
  return client.request({ method: "PUT", headers: rangeHeaders(`*/${state.fileSize}`) }, signal);
}

function rangeHeaders(range: string): Readonly<Record<string, string>> {
  return { "Content-Type": "application/octet-stream", "Content-Range": `bytes ${range}` };
}

function incomplete(stored: number): UploadError {
  return new UploadError("incomplete", `The server has stored no more than ${stored} bytes`);
}
