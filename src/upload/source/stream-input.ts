import { describe, requireInteger } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { UploadError } from "../upload-error.ts";

/** A stream of bytes, which can be read once: a `ReadableStream`, or any `AsyncIterable`, such as a `Readable`. */
export type StreamInput = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** Returns whether a source is a stream. */
export function isStream(source: unknown): source is StreamInput {
  if (typeof source !== "object" || source === null) return false;
  return isReadableStream(source) || hasMethod(source, Symbol.asyncIterator);
}

/** Not `instanceof`: a stream of another realm, or of a library, is accepted. */
function isReadableStream(source: object): source is ReadableStream<Uint8Array> {
  return hasMethod(source, "getReader");
}

function hasMethod(value: object, name: string | symbol): boolean {
  return typeof Reflect.get(value, name) === "function";
}

/**
 * Checks a stream before anything is sent, and returns its declared size.
 *
 * @param size - The option, or `undefined`: then the `size` of the stream itself is read.
 * @throws {InvalidArgumentError} When there is no size, or the stream was read already.
 */
export function requireStreamSize(stream: StreamInput, size: unknown): number {
  const declared = size ?? Reflect.get(stream, "size");
  if (declared === undefined) {
    throw new InvalidArgumentError("size", "must be set for a stream: its number of bytes");
  }
  if (isUsed(stream)) {
    throw new InvalidArgumentError("source", "must be a stream that was not read yet");
  }
  return requireInteger("size", declared, 1, Number.MAX_SAFE_INTEGER);
}

/** Reads the properties of a `ReadableStream` and of a `Readable`. */
function isUsed(stream: StreamInput): boolean {
  const read = (name: string): unknown => Reflect.get(stream, name);
  return read("locked") === true || read("readableDidRead") === true || read("readable") === false;
}

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
