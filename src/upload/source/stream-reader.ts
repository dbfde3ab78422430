import { describe } from "../../http/argument-checks.ts";
import { UploadError } from "../upload-error.ts";
import { hasMethod, isReadableStream, type StreamInput } from "./stream-input.ts";

/** Returns a chunk as bytes. */
export function toBytes(chunk: unknown): Uint8Array<ArrayBuffer> {
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  if (!ArrayBuffer.isView(chunk)) {
    const message = `The chunks of the stream must be bytes, not ${describe(chunk)}`;
    throw new UploadError("source-unreadable", message);
  }
  // Only read from, so the kind of buffer does not matter.
  return new Uint8Array(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength);
}

/** The one reader of a stream. */
export interface ChunkReader {
  next(): Promise<{ done?: boolean | undefined; value?: unknown }>;
  /** Ends the stream early. */
  cancel(): void;
}

/** Starts to read a stream. Throws when somebody else reads it. */
export function openReader(stream: StreamInput): ChunkReader {
  if (isReadableStream(stream)) {
    const reader = stream.getReader();
    return { next: () => reader.read(), cancel: () => void reader.cancel().catch(() => {}) };
  }
  const iterator = stream[Symbol.asyncIterator]();
  return { next: async () => iterator.next(), cancel: () => void cancelIterator(iterator, stream) };
}

/** A generator ends once its current step has. A `Readable` ends immediately. */
async function cancelIterator(iterator: AsyncIterator<unknown>, stream: object): Promise<void> {
  try {
    if (hasMethod(stream, "destroy")) Reflect.apply(Reflect.get(stream, "destroy"), stream, []);
    await iterator.return?.();
  } catch {
    // Nothing more is read.
  }
}
