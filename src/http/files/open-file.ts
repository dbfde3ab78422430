import { openPath } from "#files";
import { describe } from "../argument-checks.ts";
import { InvalidArgumentError } from "../errors.ts";
import type { FileSource, OpenedFile } from "./file-source.ts";

/** Where the bytes of a file come from: a path or `file:` URL (Node), a `Blob` or `File`, or bytes. */
export type FileInput = string | URL | Blob | ArrayBuffer | Uint8Array;

const nameless = "file";

/**
 * Makes a file readable piece by piece.
 *
 * @throws {InvalidArgumentError} When it is no file, or cannot be found.
 */
export async function openFile(argument: string, file: FileInput): Promise<FileSource> {
  if (typeof file === "string" || file instanceof URL) return openPath(argument, file);
  if (file instanceof Blob) return new BlobSource(file);
  if (file instanceof ArrayBuffer || ArrayBuffer.isView(file)) {
    return new BlobSource(new Blob([file as Uint8Array<ArrayBuffer>]));
  }
  const allowed = "a path, a file: URL, a Blob, a File or bytes";
  throw new InvalidArgumentError(argument, `must be ${allowed}, not ${describe(file)}`);
}

/** A file that is a `Blob`, which any number of readers can read. */
export class BlobSource implements FileSource {
  readonly name: string;
  readonly size: number;
  readonly blob: Blob;

  constructor(blob: Blob) {
    this.name = (blob instanceof File && blob.name) || nameless;
    this.size = blob.size;
    this.blob = blob;
  }

  open(): OpenedFile {
    const reader = this.blob.stream().getReader();
    return {
      read: async () => (await reader.read()).value,
      close: () => reader.cancel(),
    };
  }
}
