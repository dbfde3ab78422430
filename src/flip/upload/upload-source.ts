import type { Fingerprint } from "./upload-state.ts";

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
