import type { StoredBytes } from "./stored-bytes.ts";

/** A file in memory, made with the first write. */
export class MemoryBytes implements StoredBytes {
  readonly #size: number;
  #bytes: Buffer | undefined;

  constructor(size: number) {
    this.#size = size;
  }

  write(offset: number, bytes: Buffer): void {
    bytes.copy(this.#allocate(), offset);
  }

  read(offset: number, length: number): Buffer {
    return this.#allocate().subarray(offset, offset + length);
  }

  replace(offset: number, byte: number): void {
    this.#allocate()[offset] = byte;
  }

  async close(): Promise<void> {}

  #allocate(): Buffer {
    this.#bytes ??= Buffer.alloc(this.#size);
    return this.#bytes;
  }
}
