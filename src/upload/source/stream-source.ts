import { describe, requireInteger } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { onAbort } from "../../http/signals.ts";
import { UploadError } from "../upload-error.ts";
import { type ByteSource, type Fingerprint, streamSample } from "./byte-source.ts";

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

/** Size of blocks when the file is sent in ranges. */
const rangeBlockBytes = 1024 * 1024;

/** Settings of a {@link StreamSource}. */
interface StreamSettings {
  readonly name: string;
  /** Declared size in bytes. */
  readonly size: number;
  /** Size of each part in bytes; 0 when the file is sent in ranges. */
  readonly partSize: number;
  /** Limit in milliseconds without a chunk. */
  readonly stallMs: number;
}

/**
 * A stream as a source. Bytes are kept from the time they are received until the server has stored them:
 * one block for each part in flight.
 *
 * A chunk is received only when a part needs it. It serves all runs of a session, and is open until
 * {@link StreamSource.dispose}.
 */
export class StreamSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly #stream: StreamInput;
  readonly #blockBytes: number;
  readonly #stallMs: number;
  /** Blocks that are kept, by their number. */
  readonly #blocks = new Map<number, Uint8Array>();
  /** Numbers of the blocks that the server has stored. */
  readonly #released = new Set<number>();
  /** Buffers of released blocks, for further ones. */
  readonly #free: Uint8Array[] = [];
  #reader: ChunkReader | undefined;
  /** Rest of the latest chunk. */
  #rest = new Uint8Array();
  /** Number of bytes in blocks, now or before. */
  #position = 0;
  #hasEnded = false;
  #receiving: Promise<void> | undefined;
  #receivedAt = 0;
  #failure: UploadError | undefined;

  constructor(stream: StreamInput, { name, size, partSize, stallMs }: StreamSettings) {
    this.name = name;
    this.size = size;
    this.#stream = stream;
    this.#blockBytes = Math.min(partSize || rangeBlockBytes, size);
    this.#stallMs = stallMs;
  }

  async fingerprint(): Promise<Fingerprint> {
    return { sample: streamSample };
  }

  /** Receives all bytes before `end`, and after the last one the end of the stream. */
  async load(start: number, end: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#requireKept(start);
    const watch = this.#watch(signal);
    try {
      while (!this.#isLoaded(end)) await Promise.race([this.#receiveOnce(), watch.stopped]);
    } finally {
      watch.end();
    }
  }

  async read(start: number, end: number, buffer: Uint8Array): Promise<Uint8Array> {
    const first = this.#requireKept(start);
    const offset = start % this.#blockBytes;
    if (offset + end - start <= this.#blockBytes)
      return first.subarray(offset, offset + end - start);
    for (let position = start; position < end; ) {
      const from = position % this.#blockBytes;
      const length = Math.min(this.#blockBytes - from, end - position);
      buffer.set(this.#requireKept(position).subarray(from, from + length), position - start);
      position += length;
    }
    return buffer.subarray(0, end - start);
  }

  /** The last block is kept: it is sent again when the response that names the video was lost. */
  release(start: number, end: number): void {
    const last = this.#blockAt(this.size - 1);
    for (let index = Math.ceil(start / this.#blockBytes); index < last; index++) {
      if ((index + 1) * this.#blockBytes > end) return;
      this.#released.add(index);
      const block = this.#blocks.get(index);
      if (block !== undefined && this.#blocks.delete(index)) this.#free.push(block);
    }
  }

  /** Ends a run. The next one goes on with the same stream. */
  async close(): Promise<void> {}

  /** Discards all bytes, and ends the stream if it has not ended. */
  dispose(): void {
    this.#fail("stream-consumed", "The stream was closed with its session");
    this.#blocks.clear();
    this.#free.length = 0;
  }

  #blockAt(position: number): number {
    return Math.floor(position / this.#blockBytes);
  }

  /** Returns the block at a position. One that was not received yet is created. */
  #requireKept(position: number): Uint8Array {
    if (this.#failure !== undefined) throw this.#failure;
    const index = this.#blockAt(position);
    if (!this.#released.has(index)) return this.#blocks.get(index) ?? this.#createBlock(index);
    const message = `The server has lost bytes from ${position}, which a stream cannot return again`;
    throw new UploadError("stream-consumed", message);
  }

  #createBlock(index: number): Uint8Array {
    try {
      const block = this.#free.pop() ?? new Uint8Array(this.#blockBytes);
      this.#blocks.set(index, block);
      return block;
    } catch (cause) {
      const message = `There is no memory for a part of ${this.#blockBytes} bytes`;
      throw new UploadError("source-unreadable", message, { cause });
    }
  }

  #isLoaded(end: number): boolean {
    if (this.#failure !== undefined) throw this.#failure;
    return end < this.size ? this.#position >= end : this.#hasEnded;
  }

  /** Receives bytes of one block. All who wait for bytes wait for this one promise. It is never rejected. */
  #receiveOnce(): Promise<void> {
    this.#receiving ??= this.#receive()
      .catch((cause) => this.#failWith(cause))
      .finally(() => {
        this.#receiving = undefined;
      });
    return this.#receiving;
  }

  async #receive(): Promise<void> {
    if (this.#rest.length > 0) return this.#fillBlock();
    this.#reader ??= openReader(this.#stream);
    const { done, value } = await this.#reader.next();
    this.#receivedAt = performance.now();
    if (this.#failure !== undefined) return;
    if (done) return this.#end();
    const chunk = toBytes(value);
    const isLonger = chunk.length > this.size - this.#position;
    if (isLonger) return this.#fail("stream-size", `The stream is longer than ${this.size} bytes`);
    this.#rest = chunk;
    this.#fillBlock();
  }

  #end(): void {
    this.#hasEnded = this.#position === this.size;
    if (this.#hasEnded) return;
    const sizes = `after ${this.#position} of ${this.size} bytes`;
    this.#fail("stream-size", `The stream has ended ${sizes}`);
  }

  /** Copies bytes of the chunk to their block. Those that the server has already are skipped. */
  #fillBlock(): void {
    const from = this.#position % this.#blockBytes;
    const bytes = this.#rest.subarray(0, this.#blockBytes - from);
    const isNeeded = !this.#released.has(this.#blockAt(this.#position));
    if (isNeeded && bytes.length > 0) this.#requireKept(this.#position).set(bytes, from);
    this.#position += bytes.length;
    this.#rest = this.#rest.subarray(bytes.length);
  }

  #failWith(cause: unknown): void {
    if (cause instanceof UploadError) this.#fail(cause.reason, cause.message, cause.cause);
    else this.#fail("source-unreadable", `The stream has failed: ${messageOf(cause)}`, cause);
  }

  /** Ends the stream. The first reason stays. */
  #fail(reason: UploadError["reason"], message: string, cause?: unknown): void {
    this.#failure ??= new UploadError(reason, message, { cause });
    this.#rest = new Uint8Array();
    if (!this.#hasEnded) this.#cancel();
    this.#hasEnded = true;
  }

  /** Ends the stream, also if nothing was read. */
  #cancel(): void {
    try {
      this.#reader ??= openReader(this.#stream);
      this.#reader.cancel();
    } catch {
      // Somebody else reads it.
    }
  }

  /** Rejects when a run ends, or the stream returns nothing for too long. */
  #watch(signal: AbortSignal): { stopped: Promise<never>; end: () => void } {
    let reject = (_: unknown): void => {};
    const stopped = new Promise<never>((_, rejectStopped) => {
      reject = rejectStopped;
    });
    stopped.catch(() => {});
    const unlink = onAbort(signal, reject);
    const startedAt = performance.now();
    // A process that was suspended receives chunks between two checks.
    let isLate = false;
    const timer = setInterval(() => {
      const waitedMs = performance.now() - Math.max(startedAt, this.#receivedAt);
      if (isLate && waitedMs >= this.#stallMs) reject(streamStalled(this.#stallMs));
      isLate = waitedMs >= this.#stallMs;
    }, this.#stallMs / 8);
    const end = (): void => {
      clearInterval(timer);
      unlink();
    };
    return { stopped, end };
  }
}

function streamStalled(limitMs: number): UploadError {
  return new UploadError("source-unreadable", `The stream returned no data within ${limitMs} ms`);
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** Returns a chunk as bytes. */
function toBytes(chunk: unknown): Uint8Array<ArrayBuffer> {
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  if (!ArrayBuffer.isView(chunk)) {
    const message = `The chunks of the stream must be bytes, not ${describe(chunk)}`;
    throw new UploadError("source-unreadable", message);
  }
  // Only read from, so the kind of buffer does not matter.
  return new Uint8Array(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength);
}

/** The one reader of a stream. */
interface ChunkReader {
  next(): Promise<{ done?: boolean | undefined; value?: unknown }>;
  /** Ends the stream early. */
  cancel(): void;
}

function openReader(stream: StreamInput): ChunkReader {
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
