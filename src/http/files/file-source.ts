/** A file to send: its name, its size, and its bytes as often as they are needed. */
export interface FileSource {
  /** Base name, as the receiver will see it. */
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  /** Starts reading at the first byte. */
  open(): OpenedFile;
}

/** A file while it is read. */
export interface OpenedFile {
  /** The next bytes, or `undefined` at the end. */
  read(): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}
