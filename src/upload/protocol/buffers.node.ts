/** Bytes that are read at a time. */
export const largeBytes: number = 2.5 * 1024 * 1024;
/** The same where many send at a time. */
const smallBytes = 512 * 1024;
/** How many buffers are large. */
const mostLarge = 8;

/** Buffers for reading, which are used again: allocating them costs more than filling them. */
export class BufferPool {
  readonly #free: Uint8Array[] = [];
  #taken = 0;

  /** Gives a buffer to one request. */
  take(): Uint8Array {
    this.#taken++;
    return this.#free.pop() ?? new Uint8Array(this.#taken > mostLarge ? smallBytes : largeBytes);
  }

  /** Takes it back. One that the network may still read from must not be used again. */
  giveBack(buffer: Uint8Array, { isFree }: { isFree: boolean }): void {
    this.#taken--;
    if (isFree) this.#free.push(buffer);
  }
}

const leastBytes = 64 * 1024;
const firstBytes = 128 * 1024;
/** A network that takes a piece within this time gets larger ones, in milliseconds. */
const quickMs = 100;
/** One that takes longer than this gets smaller ones. */
const slowMs = 1000;

/**
 * How many bytes are handed to the network at a time.
 *
 * Each piece costs time of the processor, so a fast network gets large ones. That it takes nothing any
 * more is seen by a piece that does not go, so a slow network gets small ones.
 */
export class PieceSize {
  readonly #most: number;
  #bytes: number = firstBytes;

  /** @param most - Never more than this. */
  constructor(most: number) {
    this.#most = most;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The network has taken a piece. */
  succeed(milliseconds: number): void {
    if (milliseconds < quickMs) this.#bytes = Math.min(this.#bytes * 2, this.#most);
    if (milliseconds > slowMs) this.#bytes = Math.max(this.#bytes / 2, leastBytes);
  }

  /** A piece did not get through: perhaps it was too large. */
  fail(): void {
    this.#bytes = firstBytes;
  }
}
