import { type NamedVideo, readPartAnswer, readStoredRange } from "../protocol/responses.ts";
import { UploadError } from "../upload-error.ts";
import type { Completed, Sending } from "./send-parts.ts";

/** Bytes of a range. The server does not mind; a failure costs one range at the most. */
const rangeBytes = 5 * 1024 * 1024;

/** How often in a row the server may say that nothing has arrived. */
const mostStandstills = 5;

/**
 * Sends the file in ranges, one after the other, beginning with what the server does not have.
 *
 * @param isNew - Whether nothing has been sent yet; else the server is asked.
 * @throws {UploadError} When it cannot be completed.
 */
export async function sendRanges(sending: Sending, isNew: boolean): Promise<Completed> {
  const { state, meter } = sending;
  let position = isNew ? 0 : await askPosition(sending);
  meter.begin(position);
  for (let standstills = 0; position < state.fileSize; ) {
    const { next, video } = await advance(sending, position);
    if (video !== undefined) return { video, videoId: video.id };
    standstills = next > position ? 0 : standstills + 1;
    if (standstills >= mostStandstills) {
      throw new UploadError("incomplete", `The server has no more than ${position} bytes`);
    }
    meter.confirm(position, Math.max(0, next - position));
    position = next;
  }
  return askVideo(sending);
}

/** Sends the next range. The answer to the last one is the video. */
async function advance(
  sending: Sending,
  position: number,
): Promise<{ next: number; video?: NamedVideo | undefined }> {
  const { fileSize } = sending.state;
  const end = Math.min(position + rangeBytes, fileSize);
  const { header, text } = await sendRange(sending, position, end);
  const video = end === fileSize ? readPartAnswer(text) : undefined;
  if (video !== undefined) return { next: end, video };
  const stored = header("range");
  return {
    next: stored === undefined ? await askPosition(sending) : readStoredRange(stored, fileSize),
  };
}

async function askPosition({ client, state, signal }: Sending): Promise<number> {
  const headers = { ...octets, "Content-Range": `bytes */${state.fileSize}` };
  const { header, text } = await client.send({ method: "PUT", headers }, signal);
  // A complete upload is answered with the video.
  const isComplete = readPartAnswer(text) !== undefined;
  return isComplete ? state.fileSize : readStoredRange(header("range"), state.fileSize);
}

/**
 * The answer that named the video was lost: the server may say it again.
 *
 * @throws {UploadError} When it has not everything after all.
 */
async function askVideo({ client, state, signal }: Sending): Promise<Completed> {
  const headers = { ...octets, "Content-Range": `bytes */${state.fileSize}` };
  const { header, text } = await client.send({ method: "PUT", headers }, signal);
  const video = readPartAnswer(text);
  const stored = readStoredRange(header("range"), state.fileSize);
  if (video === undefined && stored < state.fileSize) {
    throw new UploadError("incomplete", `The server has no more than ${stored} bytes`);
  }
  return { video, videoId: video?.id };
}

async function sendRange(
  { state, source, client, meter, signal }: Sending,
  start: number,
  end: number,
) {
  const answer = await client.send(
    {
      method: "PUT",
      headers: { ...octets, "Content-Range": `bytes ${start}-${end - 1}/${state.fileSize}` },
      body: { source, start, end },
      onSent: (bytes) => meter.send(start, bytes),
      onRetry: () => meter.drop(start),
    },
    signal,
  );
  return answer;
}

const octets = { "Content-Type": "application/octet-stream" };
