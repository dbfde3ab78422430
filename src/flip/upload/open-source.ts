import { openPathSource } from "#upload";
import { describe } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import type { FileInput } from "../../http/files/open-file.ts";
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
  if (typeof source === "string" || source instanceof URL) return openPathSource(source);
  if (source instanceof Blob) return new BlobSource(source);
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) {
    return new BlobSource(new Blob([source as Uint8Array<ArrayBuffer>]));
  }
  const allowed = "a path, a file: URL, a Blob, a File or bytes";
  throw new InvalidArgumentError("source", `must be ${allowed}, not ${describe(source)}`);
}
