import { createSha256 } from "#hmac";
import type { Fingerprint } from "../session/upload-state.ts";

/** A file whose bytes can be read at any place, as often as needed. */
export interface UploadSource {
  /** Base name. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** What it is, now. */
  fingerprint(): Promise<Fingerprint>;
  /**
   * Reads bytes, into `buffer` where that is possible.
   *
   * @throws {UploadError} When they cannot be read, or the file has changed since it was opened.
   */
  read(start: number, end: number, buffer: Uint8Array): Promise<Uint8Array>;
  /** The bytes as a `Blob`, where they are one. */
  slice?(start: number, end: number): Blob;
  close(): Promise<void>;
}

/** Files up to this size are looked at as a whole. */
const wholeBytes = 4 * 1024 * 1024;
const wholeStep = 256 * 1024;
const samples = 256;
const sampleBytes = 16 * 1024;

/**
 * SHA-256 of samples of a file's content: 256 pieces of 16 KiB, evenly spread, the first and the
 * last among them; of a file of up to 4 MiB, all of it.
 *
 * @param read - Reads bytes, into the buffer where that is possible.
 */
export async function sampleContent(
  size: number,
  read: (start: number, end: number, buffer: Uint8Array) => Promise<Uint8Array>,
): Promise<string> {
  const isWhole = size <= wholeBytes;
  const most = isWhole ? wholeStep : sampleBytes;
  const step = isWhole ? wholeStep : (size - sampleBytes) / (samples - 1);
  const pieces = isWhole ? Math.ceil(size / wholeStep) : samples;
  const buffer = new Uint8Array(Math.min(most, size));
  const hash = createSha256();
  for (let index = 0; index < pieces; index++) {
    const start = Math.floor(index * step);
    hash.update(await read(start, Math.min(start + most, size), buffer));
  }
  return hash.hex();
}
