import { createSha256 } from "#hmac";
import { isPlainObject } from "../../http/argument-checks.ts";

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

/** Properties that distinguish a file from another one, even if only its content has changed. */
export interface Fingerprint {
  /** SHA-256 of samples of the content, in hex; `stream` for a stream. */
  readonly sample: string;
  /** Time of the last change of the content, in nanoseconds since 1970. Set for paths. */
  readonly modified?: string;
  /** Time of the last change of the content, name or permissions. Set for paths. */
  readonly changed?: string;
  /** Inode number. Set for paths. */
  readonly inode?: string;
}

/** Sample in the fingerprint of a stream, whose content is not known in advance. */
export const streamSample = "stream";

const sha256 = /^[\da-f]{64}$/;

/** Returns whether a value is the fingerprint of a file. Only the sample is checked: nothing else is compared. */
export function isFingerprint(value: unknown): value is Fingerprint {
  const { sample } = isPlainObject(value) ? value : {};
  return typeof sample === "string" && sha256.test(sample);
}

/** Returns a fingerprint without further fields, which could be of any size. */
export function copyFingerprint({ sample, ...others }: Fingerprint): Fingerprint {
  const names = ["modified", "changed", "inode"] as const;
  const texts = names.filter((name) => typeof others[name] === "string");
  return { sample, ...Object.fromEntries(texts.map((name) => [name, others[name]])) };
}

/** Returns whether a value is the fingerprint of a stream. */
export function isStreamFingerprint(value: unknown): boolean {
  const { sample } = isPlainObject(value) ? value : {};
  return sample === streamSample;
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
