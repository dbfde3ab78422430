import { openPath } from "#files";
import type { FileSource, OpenedFile } from "./file-input.ts";
import { type FileInput, nameOf, readFileInput } from "./file-input.ts";

/**
 * Makes a file readable piece by piece.
 *
 * @throws {InvalidArgumentError} When it is no file, or cannot be found.
 */
export async function openFile(argument: string, file: FileInput): Promise<FileSource> {
  const input = readFileInput(argument, file);
  return input instanceof Blob ? new BlobSource(input) : openPath(argument, input);
}

/** A file that is a `Blob`, which any number of readers can read. */
export class BlobSource implements FileSource {
  readonly name: string;
  readonly size: number;
  readonly blob: Blob;

  constructor(blob: Blob) {
    this.name = nameOf(blob);
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
