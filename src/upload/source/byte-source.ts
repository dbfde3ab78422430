import { createSha256 } from "#hmac";
import type { Fingerprint } from "./fingerprint.ts";

/** An open file, whose bytes can be read at any position as often as needed, or a stream. */
export interface ByteSource {
  /** Base name. */
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  /** Returns the current fingerprint. */
  fingerprint(): Promise<Fingerprint>;
  /**
   * Uses a fingerprint that was taken before, if size and times show that the file was not touched since.
   * Missing if there are no times.
   *
   * @returns Whether it is used.
   */
  adopt?(fingerprint: Fingerprint): boolean;
  /**
   * Reads the bytes from `start` to before `end`, into `buffer` if possible.
   *
   * @throws {UploadError} When they cannot be read, or the file has changed since it was opened.
   */
  read(start: number, end: number, buffer: Uint8Array): Promise<Uint8Array>;
  /**
   * Number of samples read for {@link ByteSource.fingerprint}, and for comparisons within a read: it shows
   * that a slow one makes progress. Missing if there are none.
   */
  readonly samplesRead?: number;
  /** Returns bytes as a `Blob`. Missing if the source is not one. */
  slice?(start: number, end: number): Blob;
  /**
   * Waits until bytes can be read. Missing if they always can. Calls must be in ascending order.
   *
   * @throws {UploadError} When they cannot be read. An abort throws the signal's reason.
   */
  load?(start: number, end: number, signal: AbortSignal): Promise<void>;
  /** Called when the server has stored bytes: they need not be kept. Missing if none are kept. */
  release?(start: number, end: number): void;
  close(): Promise<void>;
}

/** Maximum size of a file that is hashed as a whole. */
const maxWholeBytes = 4 * 1024 * 1024;
const chunkBytes = 256 * 1024;
const maxSamples = 256;
const minSamples = 16;
/** Number of bytes for which there is a sample, unless there are too many or too few. */
const bytesPerSample = 1024 * 1024;
const sampleBytes = 16 * 1024;

/**
 * Hashes samples of a file's content with SHA-256: 16 to 256 samples of 16 KiB, one for each MiB if possible, evenly
 * spread, including the first and the last bytes. A file of up to 4 MiB is hashed as a whole.
 *
 * @param read - Reads bytes, into the buffer if possible.
 */
export async function hashSamples(size: number, read: ByteSource["read"]): Promise<string> {
  const isWhole = size <= maxWholeBytes;
  const length = isWhole ? chunkBytes : sampleBytes;
  const sampleCount = Math.min(maxSamples, Math.max(minSamples, Math.ceil(size / bytesPerSample)));
  const step = isWhole ? chunkBytes : (size - sampleBytes) / (sampleCount - 1);
  const count = isWhole ? Math.ceil(size / chunkBytes) : sampleCount;
  const buffer = new Uint8Array(Math.min(length, size));
  const hash = createSha256();
  for (let index = 0; index < count; index++) {
    const start = Math.floor(index * step);
    hash.update(await read(start, Math.min(start + length, size), buffer));
  }
  return hash.hex();
}
