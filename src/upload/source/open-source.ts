import { openPath } from "#upload";
import { describe } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { UploadError } from "../upload-error.ts";
import { type ByteSource, type Fingerprint, hashSamples } from "./byte-source.ts";

/** Where the bytes of a file come from: a path or `file:` URL (Node), a `Blob` or `File`, or bytes. */
export type FileInput = string | URL | Blob | ArrayBuffer | Uint8Array;

/**
 * Opens a file for reading.
 *
 * Bytes are sent as they are at the time of sending: do not change them in the meantime.
 *
 * @param argument - Name of the argument, for error messages.
 * @throws {InvalidArgumentError} When it is not a file, or cannot be opened.
 */
export async function openSource(argument: string, file: FileInput): Promise<ByteSource> {
  if (typeof file === "string" || file instanceof URL) return openPath(argument, file);
  if (file instanceof Blob) return new BlobSource(file);
  if (file instanceof ArrayBuffer || ArrayBuffer.isView(file)) {
    return new BlobSource(new Blob([file as Uint8Array<ArrayBuffer>]));
  }
  const allowed = "a path, a file: URL, a Blob, a File or bytes";
  throw new InvalidArgumentError(argument, `must be ${allowed}, not ${describe(file)}`);
}

/** A `Blob`, a `File`, or bytes. The platform itself detects that a `File` has changed on disk. */
class BlobSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly #blob: Blob;

  constructor(blob: Blob) {
    this.name = (blob instanceof File && blob.name) || "file";
    this.size = blob.size;
    this.#blob = blob;
  }

  async fingerprint(): Promise<Fingerprint> {
    return { sample: await hashSamples(this.size, (start, end) => this.read(start, end)) };
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    try {
      return new Uint8Array(await this.#blob.slice(start, end).arrayBuffer());
    } catch (cause) {
      const message = "The file cannot be read, or has changed";
      throw new UploadError("source-unreadable", message, { cause });
    }
  }

  slice(start: number, end: number): Blob {
    return this.#blob.slice(start, end);
  }

  async close(): Promise<void> {}
}
