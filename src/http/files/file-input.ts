import { describe } from "../argument-checks.ts";
import { InvalidArgumentError } from "../errors.ts";

/** Where the bytes of a file come from: a path or `file:` URL (Node), a `Blob` or `File`, or bytes. */
export type FileInput = string | URL | Blob | ArrayBuffer | Uint8Array;

/**
 * Tells a path from content. Bytes become a `Blob`.
 *
 * @throws {InvalidArgumentError} When it is neither.
 */
export function readFileInput(argument: string, file: FileInput): string | URL | Blob {
  if (typeof file === "string" || file instanceof URL || file instanceof Blob) return file;
  if (file instanceof ArrayBuffer || ArrayBuffer.isView(file)) {
    return new Blob([file as Uint8Array<ArrayBuffer>]);
  }
  const allowed = "a path, a file: URL, a Blob, a File or bytes";
  throw new InvalidArgumentError(argument, `must be ${allowed}, not ${describe(file)}`);
}

/** The name that a `File` has; what has none is called `file`. */
export function nameOf(blob: Blob): string {
  return (blob instanceof File && blob.name) || "file";
}

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
