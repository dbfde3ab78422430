import {
  type BodyContext,
  type SendBlob,
  StreamedBody,
  sendBlob,
  type WriteChunk,
} from "../../http/files/streamed-body.ts";
import type { Transport } from "../../http/transport/transport.ts";
import type { ByteSource } from "../source/byte-source.ts";

/** Bytes of a source, from `start` to before `end`. */
export interface FileRange {
  readonly source: ByteSource;
  readonly start: number;
  readonly end: number;
}

/** Functions that observe how a range is sent. */
interface RangeObserver {
  /** Called when a read of the file starts, and when data is passed to the network or taken by it. */
  readonly onActivity: (activity: "reading" | "writing") => void;
  /** Called with the number of bytes each time some are passed to the network, before it takes them. */
  readonly onPassed: (bytes: number) => void;
}

/** A range of a file as the body of a request. While the network takes one buffer, other requests read. */
export class RangeBody extends StreamedBody {
  readonly contentType: string = "application/octet-stream";
  readonly size: number;
  readonly #range: FileRange;
  readonly #buffers: ReadBuffers;
  readonly #observer: RangeObserver;

  constructor(range: FileRange, buffers: ReadBuffers, observer: RangeObserver) {
    super();
    this.size = range.end - range.start;
    this.#range = range;
    this.#buffers = buffers;
    this.#observer = observer;
  }

  async writeTo(write: WriteChunk): Promise<void> {
    const { source, start, end } = this.#range;
    const buffer = this.#buffers.pool.borrow();
    let isReusable = false;
    try {
      for (let position = start; position < end; position += buffer.length) {
        this.#observer.onActivity("reading");
        const bytes = await source.read(position, Math.min(position + buffer.length, end), buffer);
        await this.#writeBytes(bytes, write);
      }
      isReusable = true;
    } finally {
      this.#buffers.pool.release(buffer, { isReusable });
    }
  }

  async #writeBytes(bytes: Uint8Array, write: WriteChunk): Promise<void> {
    for (let written = 0; written < bytes.length; ) {
      const chunk = bytes.subarray(written, written + this.#buffers.chunkBytes);
      const writtenAt = performance.now();
      this.#observer.onActivity("writing");
      this.#observer.onPassed(chunk.length);
      await write(chunk);
      this.#observer.onActivity("writing");
      this.#buffers.adjustChunks(performance.now() - writtenAt);
      written += chunk.length;
    }
  }

  async sendAsBlob<Response>(context: BodyContext, send: SendBlob<Response>): Promise<Response> {
    return sendBlob(await this.#toBlob(), this, context, send);
  }

  async #toBlob(): Promise<Blob> {
    const { source, start, end } = this.#range;
    if (source.slice) return source.slice(start, end);
    return new Blob([(await source.read(start, end, new Uint8Array(end - start))).slice()]);
  }
}

/** Number of bytes that are read at a time. */
const largeBufferBytes = 2.5 * 1024 * 1024;
/** The same when many requests are in flight. */
const smallBufferBytes = 512 * 1024;
const maxLargeBuffers = 8;

/**
 * Maximum size of a chunk where only a chunk as a whole is known to be taken: no more than what the system
 * takes at once when its buffer is full.
 */
const maxWholeChunkBytes = 512 * 1024;
const minChunkBytes = 64 * 1024;
const initialChunkBytes = 128 * 1024;
/** Time in milliseconds within which a fast network takes a chunk. It then gets larger chunks. */
const fastMs = 100;
/** Time in milliseconds that only a slow network exceeds. It then gets smaller chunks. */
const slowMs = 1000;

/** Read buffers that are reused: allocating them costs more than filling them. Several uploads can share them. */
export class BufferPool {
  readonly #free: Uint8Array[] = [];
  #borrowed = 0;

  /** Lends a buffer to one request. */
  borrow(): Uint8Array {
    this.#borrowed++;
    const bytes = this.#borrowed > maxLargeBuffers ? smallBufferBytes : largeBufferBytes;
    return this.#free.pop() ?? new Uint8Array(bytes);
  }

  /** Takes a buffer back. One that the network may still read from must not be reused. */
  release(buffer: Uint8Array, { isReusable }: { isReusable: boolean }): void {
    this.#borrowed--;
    if (isReusable) this.#free.push(buffer);
  }
}

/**
 * The read buffers of one upload, or of all uploads that share their connections.
 *
 * A buffer is written in chunks. Each costs CPU time, so a fast network gets large ones. A stalled network
 * is detected by bytes that are not taken, so a slow network gets small ones.
 */
export class ReadBuffers {
  readonly pool: BufferPool;
  readonly #maxChunkBytes: number;
  #chunkBytes: number = initialChunkBytes;

  /** @param transport - Chunks are larger where it reports how much of one the network has taken. */
  constructor({ progress }: Pick<Transport, "progress">, pool: BufferPool = new BufferPool()) {
    this.pool = pool;
    this.#maxChunkBytes = progress === "connections" ? largeBufferBytes : maxWholeChunkBytes;
  }

  /** Number of bytes that are written to the network at a time. */
  get chunkBytes(): number {
    return this.#chunkBytes;
  }

  /** Adjusts the size of chunks to the time that the network needed for one. */
  adjustChunks(milliseconds: number): void {
    if (milliseconds < fastMs) {
      this.#chunkBytes = Math.min(this.#chunkBytes * 2, this.#maxChunkBytes);
    }
    if (milliseconds > slowMs) this.#chunkBytes = Math.max(this.#chunkBytes / 2, minChunkBytes);
  }

  /** Resets the size of chunks after a failure, which it may have caused. */
  resetChunks(): void {
    this.#chunkBytes = initialChunkBytes;
  }
}
