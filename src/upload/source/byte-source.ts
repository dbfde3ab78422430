import type { Fingerprint } from "./fingerprint.ts";

/** An open file, whose bytes can be read at any position as often as needed, or a stream. */
export interface ByteSource {
  /** Base name. */
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  /**
   * Returns the current fingerprint.
   *
   * @param samples - Number of samples.
   */
  fingerprint(samples?: number): Promise<Fingerprint>;
  /**
   * Uses a fingerprint that was taken before, if size and times show that the file was not touched since.
   * Missing if there are no times.
   *
   * @returns Whether it is used.
   */
  adopt?(fingerprint: Fingerprint): boolean;
  /** Returns whether the file is still there and was not touched since it was opened. Missing if there are no times. */
  isUntouched?(): Promise<boolean>;
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
