/** How a file is cut. All numbers are exact up to 2^53 - 1. */
export interface PartLayout {
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
