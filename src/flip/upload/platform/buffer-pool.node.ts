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
