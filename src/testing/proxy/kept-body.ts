/** The bytes of a body, as long as they are not too many. */
export class KeptBody {
  readonly #longestBytes: number;
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(longestBytes: number) {
    this.#longestBytes = longestBytes;
  }

  write(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.isTooLong) this.#chunks = [];
    else this.#chunks.push(chunk);
  }

  get size(): number {
    return this.#size;
  }

  get isTooLong(): boolean {
    return this.#size > this.#longestBytes;
  }

  /** Empty when they are too many. */
  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}
