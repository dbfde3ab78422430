import { requireInteger } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";

/** A stream of bytes, which can be read once: a `ReadableStream`, or any `AsyncIterable`, such as a `Readable`. */
export type StreamInput = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** Returns whether a source is a stream. */
export function isStream(source: unknown): source is StreamInput {
  if (typeof source !== "object" || source === null) return false;
  return isReadableStream(source) || hasMethod(source, Symbol.asyncIterator);
}

/** Returns whether a stream has a reader. Not `instanceof`: a stream of another realm, or of a library, is accepted. */
export function isReadableStream(source: object): source is ReadableStream<Uint8Array> {
  return hasMethod(source, "getReader");
}

/** Returns whether an object has a method. */
export function hasMethod(value: object, name: string | symbol): boolean {
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
