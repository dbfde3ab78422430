/** The parts of a file that have arrived. */
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

  /** In ascending order. */
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

/** The beginning of a file that has arrived. */
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

  /** Whether the file has been sent. An empty file, too, must be sent. */
  get isComplete(): boolean {
    return this.#isFinished;
  }

  /** Records that all bytes before `end` have arrived. */
  reach(end: number): void {
    this.#acceptedBytes = Math.max(this.#acceptedBytes, end);
    this.#isFinished = this.#acceptedBytes === this.#fileSize;
  }
}

/** How a file is divided into parts. All numbers are exact up to 2^53 - 1. */
interface PartLayout {
  /** In bytes. */
  readonly fileSize: number;
  /** In bytes; the last part is shorter. */
  readonly partSize: number;
}

/** Returns the number of parts: 0 for an empty file. */
export function countParts({ fileSize, partSize }: PartLayout): number {
  return Math.ceil(fileSize / partSize);
}

/** Returns the position of the first byte of a part. */
export function partOffset(part: number, { partSize }: PartLayout): number {
  return part * partSize;
}

/** Returns the number of bytes of a part. */
export function partLength(part: number, layout: PartLayout): number {
  return Math.min(layout.partSize, layout.fileSize - partOffset(part, layout));
}
