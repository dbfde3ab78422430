import { setTimeout as wait } from "node:timers/promises";
import type { Exchange } from "./deliver.ts";
import type { Course } from "./faults/course.ts";
import { readUpload, type UploadRequest } from "./read-upload.ts";
import type { SessionState } from "./session-state.ts";
import type { Intake } from "./storage.ts";
import { emptyAnswer, jsonAnswer, type UploadAnswer } from "./upload-answer.ts";

/**
 * Does what a request wants.
 *
 * @returns The answer, unless a fault cut the request off.
 */
export async function answerUpload(exchange: Exchange): Promise<UploadAnswer | undefined> {
  const { request, session, course } = exchange;
  if (session === undefined) return course.early;
  const wanted = readUpload(request, session);
  const intake = course.isStored ? openIntake(wanted, session) : undefined;
  const isWhole = await receiveBytes(exchange, (bytes) => intake?.add(bytes));
  if (!isWhole) return undefined;
  await intake?.finish();
  // From here on in one go, so that exactly one part completes the file.
  if (course.isStored) takeEffect(wanted, session);
  course.change?.(session, "offset" in wanted ? wanted.offset : 0);
  const answer = answerRequest(wanted, session);
  return course.rewrite?.(answer, session) ?? answer;
}

function openIntake(wanted: UploadRequest, session: SessionState): Intake | undefined {
  if (wanted.kind === "part") return session.storage.openPart(wanted.part, wanted.offset);
  return wanted.kind === "range" ? openRange(wanted, session) : undefined;
}

/** What has arrived of a range stays when the connection breaks. */
function openRange({ offset }: { offset: number }, { storage, range }: SessionState): Intake {
  const intake = storage.openRange(offset);
  let end = offset;
  return {
    async add(bytes) {
      await intake.add(bytes);
      end += bytes.length;
      range.reach(end);
    },
    finish: intake.finish,
  };
}

function takeEffect(wanted: UploadRequest, session: SessionState): void {
  if (wanted.kind === "part") session.numbered.add(wanted.part);
  // An empty file has a range, but no bytes.
  if (wanted.kind === "range") session.range.reach(wanted.offset);
  if (wanted.kind === "abort") session.endStatus = 404;
}

function answerRequest(wanted: UploadRequest, session: SessionState): UploadAnswer {
  switch (wanted.kind) {
    case "refused":
      return wanted.answer;
    case "abort":
      return emptyAnswer(200);
    case "missing":
      return listMissing(session);
    case "part":
      return session.isComplete ? jsonAnswer(200, session.video) : emptyAnswer(200);
    case "range":
    case "status":
      return session.isComplete ? jsonAnswer(200, session.video) : tellRange(session);
  }
}

function listMissing(session: SessionState): UploadAnswer {
  const { missingParts, isComplete, video } = session;
  return jsonAnswer(200, {
    missing_parts: missingParts,
    ...(isComplete && { media_id: video?.id }),
  });
}

/** Nothing is told when nothing has arrived. */
function tellRange({ range: { acceptedBytes } }: SessionState): UploadAnswer {
  return emptyAnswer(204, acceptedBytes > 0 ? { Range: `0-${acceptedBytes - 1}` } : {});
}

/** Takes the next bytes of a body. */
type TakeBytes = (bytes: Buffer) => Promise<void> | void;

/**
 * Reads a body as the request's course says.
 *
 * @returns Whether it was read to its end.
 */
async function receiveBytes(exchange: Exchange, take: TakeBytes): Promise<boolean> {
  const { record, course } = exchange;
  let left = course.cut?.bytes ?? Infinity;
  if (left === 0) return false;
  for await (const piece of readPieces(exchange)) {
    const bytes = piece.subarray(0, left);
    record.receivedBytes += bytes.length;
    left -= bytes.length;
    await take(bytes);
    if (left === 0) return false;
  }
  return true;
}

/** The body as it comes, or in slices with pauses. */
function readPieces({ request, course: { pace }, signal }: Exchange): AsyncIterable<Buffer> {
  // The connection is still needed when reading stops before the end.
  const chunks: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  return pace === undefined ? chunks : slowDown(chunks, pace, signal);
}

async function* slowDown(
  chunks: AsyncIterable<Buffer>,
  { bytes, everyMs }: NonNullable<Course["pace"]>,
  signal: AbortSignal,
): AsyncIterable<Buffer> {
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += bytes) {
      yield chunk.subarray(start, start + bytes);
      await wait(everyMs, undefined, { signal });
    }
  }
}
