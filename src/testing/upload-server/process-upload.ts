import { setTimeout as wait } from "node:timers/promises";
import type { PartedFile } from "./extra-files.ts";
import type { FaultEffects } from "./faults/fault-effects.ts";
import { FormSink } from "./form-sink.ts";
import { type ParsedUpload, parseUpload } from "./parse-upload.ts";
import type { UploadExchange } from "./send-response.ts";
import type { SessionState } from "./session-state.ts";
import type { ByteSink } from "./storage.ts";
import {
  emptyResponse,
  errorResponse,
  jsonResponse,
  type UploadResponse,
} from "./upload-response.ts";

/**
 * Reads a request and applies it to its session.
 *
 * @returns The response, unless a fault cut the request off.
 */
export async function processUpload(exchange: UploadExchange): Promise<UploadResponse | undefined> {
  const { request, session, effects } = exchange;
  if (session === undefined) return effects.early;
  const upload = parseUpload(request, session);
  const sink = effects.isStored ? openSink(upload, session) : undefined;
  const isWhole = await receiveBytes(exchange, (bytes) => sink?.add(bytes));
  if (!isWhole) return undefined;
  await sink?.finish();
  const fault = sink instanceof FormSink ? sink.fault : undefined;
  if (fault !== undefined) return errorResponse(400, "BadRequest", fault);
  // No `await` from here on, so that exactly one part completes the file.
  if (effects.isStored) applyUpload(upload, session);
  effects.change?.(session, "offset" in upload ? upload.offset : 0);
  const response = respond(upload, session);
  return effects.rewrite?.(response, session) ?? response;
}

function openSink(upload: ParsedUpload, session: SessionState): ByteSink | undefined {
  if (upload.kind === "part") return upload.file.storage.openPart(upload.part, upload.offset);
  if (upload.kind === "form") {
    const { fileSize } = session.settings;
    return new FormSink(upload.contentType, openRange(0, session), fileSize);
  }
  return upload.kind === "range" ? openRange(upload.offset, session) : undefined;
}

/** Opens the sink of a range. It retains the bytes that have arrived when the connection breaks. */
function openRange(offset: number, { storage, rangeProgress }: SessionState): ByteSink {
  const sink = storage.openRange(offset);
  let end = offset;
  return {
    async add(bytes) {
      await sink.add(bytes);
      end += bytes.length;
      rangeProgress.reach(end);
    },
    finish: sink.finish,
  };
}

function applyUpload(upload: ParsedUpload, session: SessionState): void {
  if (upload.kind === "part") upload.file.partProgress.add(upload.part);
  // An empty file has a range, but no bytes.
  if (upload.kind === "range") session.rangeProgress.reach(upload.offset);
  if (upload.kind === "form") session.rangeProgress.reach(session.settings.fileSize);
  if (upload.kind === "abort") session.endStatus = 404;
}

function respond(upload: ParsedUpload, session: SessionState): UploadResponse {
  switch (upload.kind) {
    case "rejected":
      return upload.response;
    case "abort":
      return emptyResponse(200);
    case "missing":
      return missingPartsResponse(session, upload.file);
    case "part":
      return session.isComplete ? jsonResponse(200, session.video) : emptyResponse(200);
    case "range":
    case "form":
    case "status":
      return session.isComplete ? jsonResponse(200, session.video) : rangeResponse(session);
  }
}

function missingPartsResponse(session: SessionState, file: PartedFile): UploadResponse {
  const { isComplete, video, settings } = session;
  const missing_parts = session.missingPartsOf(file);
  if (!isComplete) return jsonResponse(200, { missing_parts });
  const media_id = video?.id;
  switch (settings.completeAs) {
    case "parts-and-video":
      return jsonResponse(200, { missing_parts, media_id });
    case "parts":
      return jsonResponse(200, { missing_parts });
    case "video":
      return jsonResponse(200, { media_id });
    case "empty":
      return emptyResponse(200);
    case "status":
      return jsonResponse(200, { status: "processing" });
  }
}

/** Returns the response with the received range. `Range` is omitted when nothing has arrived. */
function rangeResponse({ rangeProgress: { acceptedBytes } }: SessionState): UploadResponse {
  return emptyResponse(204, acceptedBytes > 0 ? { Range: `0-${acceptedBytes - 1}` } : {});
}

type TakeBytes = (bytes: Buffer) => Promise<void> | void;

/**
 * Reads a body, as far and as fast as the effects of the request allow.
 *
 * @returns Whether it was read to its end.
 */
async function receiveBytes(exchange: UploadExchange, take: TakeBytes): Promise<boolean> {
  const { record, effects } = exchange;
  let left = effects.cut?.bytes ?? Infinity;
  if (left === 0) return false;
  for await (const chunk of readChunks(exchange)) {
    const bytes = chunk.subarray(0, left);
    record.receivedBytes += bytes.length;
    left -= bytes.length;
    await take(bytes);
    if (left === 0) return false;
  }
  return true;
}

function readChunks({ request, effects, signal }: UploadExchange): AsyncIterable<Buffer> {
  // The connection is still needed when reading stops before the end.
  const chunks: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  return effects.pace === undefined ? chunks : slowDown(chunks, effects.pace, signal);
}

async function* slowDown(
  chunks: AsyncIterable<Buffer>,
  { bytes, everyMs }: NonNullable<FaultEffects["pace"]>,
  signal: AbortSignal,
): AsyncIterable<Buffer> {
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += bytes) {
      yield chunk.subarray(start, start + bytes);
      await wait(everyMs, undefined, { signal });
    }
  }
}
