/** Which parts of a file have arrived. */
export class PartProgress {
  readonly parts: number;
  readonly #layout: PartLayout;
  readonly #arrived = new Set<number>();
  #acceptedBytes = 0;

  constructor(layout: PartLayout) {
    this.#layout = layout;
    this.parts = countParts(layout);
  }

  get acceptedBytes(): number {
    return this.#acceptedBytes;
  }

  get isComplete(): boolean {
    return this.#arrived.size === this.parts;
  }

  /** In order. */
  get missingParts(): number[] {
    const missing: number[] = [];
    for (let part = 0; part < this.parts; part += 1) {
      if (!this.#arrived.has(part)) missing.push(part);
    }
    return missing;
  }

  has(part: number): boolean {
    return this.#arrived.has(part);
  }

  add(part: number): void {
    if (this.#arrived.has(part)) return;
    this.#arrived.add(part);
    this.#acceptedBytes += partLength(part, this.#layout);
  }

  remove(parts: readonly number[]): void {
    for (const part of parts) {
      if (this.#arrived.delete(part)) this.#acceptedBytes -= partLength(part, this.#layout);
    }
  }
}

/** How much of a file has arrived, from its beginning. */
export class RangeProgress {
  readonly #fileSize: number;
  #acceptedBytes = 0;
  #isFinished = false;

  constructor(fileSize: number) {
    this.#fileSize = fileSize;
  }

  get acceptedBytes(): number {
    return this.#acceptedBytes;
  }

  /** An empty file, too, is complete only when it has been sent. */
  get isComplete(): boolean {
    return this.#isFinished;
  }

  /** Takes note that everything in front of `end` has arrived. */
  reach(end: number): void {
    this.#acceptedBytes = Math.max(this.#acceptedBytes, end);
    this.#isFinished = this.#acceptedBytes === this.#fileSize;
  }
}

/** How a file is cut. All numbers are exact up to 2^53 - 1. */
interface PartLayout {
  /** In bytes. */
  readonly fileSize: number;
  /** In bytes; the last part is shorter. */
  readonly partSize: number;
}

/** Number of parts: none for an empty file. */
export function countParts({ fileSize, partSize }: PartLayout): number {
  return Math.ceil(fileSize / partSize);
}

/** Where a part begins in the file. */
export function partOffset(part: number, { partSize }: PartLayout): number {
  return part * partSize;
}

/** Bytes of a part. */
export function partLength(part: number, layout: PartLayout): number {
  return Math.min(layout.partSize, layout.fileSize - partOffset(part, layout));
}
