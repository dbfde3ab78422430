import { createSha256 } from "#hmac";
import type { ByteSource } from "./byte-source.ts";
import type { Fingerprint } from "./fingerprint.ts";

/** Maximum size of a file that is hashed as a whole. */
const maxWholeBytes = 4 * 1024 * 1024;
const chunkBytes = 256 * 1024;
const maxSamples = 256;
const minSamples = 8;
/** Number of bytes for which there is a sample, unless there are too many or too few. */
const bytesPerSample = 4 * 1024 * 1024;
const sampleBytes = 16 * 1024;
/** Buffers that are used again: allocating one costs as much as filling it. */
const spareBuffers: Uint8Array[] = [];
const maxSpareBuffers = 4;
/** Number of samples that are read at a time: each read by itself would cost twice as much. */
const samplesAtOnce = 8;

/**
 * Returns the number of samples of a file: 8 to 256, one for each 4 MiB if possible. `undefined` for a file of up to
 * 4 MiB, which is hashed as a whole.
 */
export function countSamples(size: number): number | undefined {
  if (size <= maxWholeBytes) return undefined;
  return Math.min(maxSamples, Math.max(minSamples, Math.ceil(size / bytesPerSample)));
}

/** Returns the numbers of samples that earlier versions have taken of a file. They did not store the number. */
function earlierCounts(size: number): readonly (number | undefined)[] {
  if (size <= maxWholeBytes) return [undefined];
  const perMebibyte = Math.ceil(size / 1024 / 1024);
  const counts = [16, 32].map((least) => Math.min(maxSamples, Math.max(least, perMebibyte)));
  return [...new Set([maxSamples, ...counts])];
}

/**
 * Hashes a file's content with SHA-256: samples of 16 KiB, evenly spread, including the first and the last bytes.
 *
 * @param samples - Number of samples. A file of up to 4 MiB is hashed as a whole.
 * @param read - Reads bytes, into the buffer if possible.
 */
export async function hashSamples(
  size: number,
  samples: number | undefined,
  read: ByteSource["read"],
): Promise<string> {
  const hash = createSha256();
  const buffer = spareBuffers.pop() ?? new Uint8Array(chunkBytes);
  const update = (bytes: Uint8Array): void => hash.update(bytes);
  if (samples === undefined || size <= maxWholeBytes)
    await readWhole(size, { buffer, read, update });
  else await readSamples(size, samples, { buffer, read, update });
  // After a failure, reads may still be in progress.
  if (spareBuffers.length < maxSpareBuffers) spareBuffers.push(buffer);
  return hash.hex();
}

interface HashedReads {
  readonly buffer: Uint8Array;
  readonly read: ByteSource["read"];
  readonly update: (bytes: Uint8Array) => void;
}

async function readWhole(size: number, { buffer, read, update }: HashedReads): Promise<void> {
  for (let start = 0; start < size; start += chunkBytes) {
    update(await read(start, Math.min(start + chunkBytes, size), buffer));
  }
}

async function readSamples(
  size: number,
  samples: number,
  { buffer, read, update }: HashedReads,
): Promise<void> {
  const step = (size - sampleBytes) / (samples - 1);
  const readSample = (index: number): Promise<Uint8Array> => {
    const start = Math.floor(index * step);
    const offset = (index % samplesAtOnce) * sampleBytes;
    return read(start, start + sampleBytes, buffer.subarray(offset, offset + sampleBytes));
  };
  for (let first = 0; first < samples; first += samplesAtOnce) {
    const count = Math.min(samplesAtOnce, samples - first);
    const reads = Array.from({ length: count }, (_, index) => readSample(first + index));
    for (const bytes of await Promise.all(reads)) update(bytes);
  }
}

/** Returns whether a file has the content of which a fingerprint was taken, possibly by an earlier version. */
export async function hasContent(
  source: ByteSource,
  { sample, samples }: Fingerprint,
): Promise<boolean> {
  const counts = samples === undefined ? earlierCounts(source.size) : [samples];
  for (const count of counts) {
    if ((await source.fingerprint(count)).sample === sample) return true;
  }
  return false;
}
