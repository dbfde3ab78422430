import { createRejection } from "../../http/signals.ts";
import { UploadError } from "../upload-error.ts";
import type { ByteSource } from "./byte-source.ts";
import { type Fingerprint, streamSample } from "./fingerprint.ts";
import type { StreamInput } from "./stream-input.ts";
import { type ChunkReader, openReader, toBytes } from "./stream-reader.ts";

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
    const { promise: stopped, reject, unlink } = createRejection(signal);
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
