/** Number of bytes that are read at a time. */
export const largeBufferBytes: number = 2.5 * 1024 * 1024;
/** The same when many requests are in flight. */
const smallBufferBytes = 512 * 1024;
const maxLargeBuffers = 8;

/** Read buffers that are reused: allocating them costs more than filling them. */
export class BufferPool {
  readonly #free: Uint8Array[] = [];
  #borrowed = 0;

  /** Lends a buffer to one request. */
  borrow(): Uint8Array {
    this.#borrowed++;
    const bytes = this.#borrowed > maxLargeBuffers ? smallBufferBytes : largeBufferBytes;
    return this.#free.pop() ?? new Uint8Array(bytes);
  }

  /** Returns a buffer to the pool. One that the network may still read from must not be reused. */
  release(buffer: Uint8Array, { isReusable }: { isReusable: boolean }): void {
    this.#borrowed--;
    if (isReusable) this.#free.push(buffer);
  }
}

const minChunkBytes = 64 * 1024;
const initialChunkBytes = 128 * 1024;
/** Time in milliseconds within which a fast network takes a chunk. It then gets larger chunks. */
const fastMs = 100;
/** Time in milliseconds that only a slow network exceeds. It then gets smaller chunks. */
const slowMs = 1000;

/**
 * Number of bytes that are written to the network at a time.
 *
 * Each chunk costs CPU time, so a fast network gets large ones. A stalled network is detected by a
 * chunk that is not taken, so a slow network gets small ones.
 */
export class ChunkSize {
  readonly #maxBytes: number;
  #bytes: number = initialChunkBytes;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Adjusts the size to the time that the network needed for a chunk. */
  adjust(milliseconds: number): void {
    if (milliseconds < fastMs) this.#bytes = Math.min(this.#bytes * 2, this.#maxBytes);
    if (milliseconds > slowMs) this.#bytes = Math.max(this.#bytes / 2, minChunkBytes);
  }

  /** Resets the size after a failure, which it may have caused. */
  reset(): void {
    this.#bytes = initialChunkBytes;
  }
}
