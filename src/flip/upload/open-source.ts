import { openPathSource } from "#upload";
import { type FileInput, readFileInput } from "../../http/files/file-input.ts";
import { BlobSource } from "./blob-source.ts";
import type { UploadSource } from "./upload-source.ts";

/**
 * Opens what is to be uploaded.
 *
 * Bytes are taken as they are when they are sent: do not change them meanwhile.
 *
 * @throws {InvalidArgumentError} When it is no file, or cannot be found.
 */
export async function openSource(source: FileInput): Promise<UploadSource> {
  const input = readFileInput("source", source);
  return input instanceof Blob ? new BlobSource(input) : openPathSource(input);
}
