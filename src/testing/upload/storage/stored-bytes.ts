/** Bytes by their place in a file. */
export interface StoredBytes {
  write(offset: number, bytes: Buffer): Promise<void> | void;
  read(offset: number, length: number): Buffer;
  /** Replaces one byte. */
  replace(offset: number, byte: number): void;
  close(): Promise<void>;
}
