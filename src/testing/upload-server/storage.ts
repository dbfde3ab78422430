/** Takes the bytes of one request. */
export interface Intake {
  add(bytes: Buffer): Promise<void> | void;
  /** Called when all have come. */
  finish(): Promise<void> | void;
}

/** Where a session's bytes go. */
export interface Storage {
  /** Keeps nothing of a part before the whole of it has come. */
  openPart(part: number, offset: number): Intake;
  /** Keeps each byte as it comes. */
  openRange(offset: number): Intake;
  /** Turns one bit of what is stored. */
  flipBit(position: number, bit: number): void;
  /**
   * SHA-256 of stored bytes, in hex.
   *
   * @throws {Error} When the bytes were not kept.
   */
  sha256(offset: number, length: number): string;
  /** May be called again. */
  close(): Promise<void>;
}

/** Bytes by their place in a file. */
export interface StoredBytes {
  write(offset: number, bytes: Buffer): Promise<void> | void;
  read(offset: number, length: number): Buffer;
  /** Replaces one byte. */
  replace(offset: number, byte: number): void;
  close(): Promise<void>;
}
