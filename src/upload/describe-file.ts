import { loadUploadEngine } from "#upload-engine";
import { InvalidArgumentError } from "../http/errors.ts";
import type { FileDescription, FileInput } from "./source/file-input.ts";

/**
 * Describes a file for a session that is created elsewhere: a page describes the file that the user
 * chose, and its server, which has the credentials, creates the session.
 *
 * Reads at most 4 MiB of the file.
 *
 * @param source - A path or `file:` URL (Node), a `Blob` or `File`, or bytes.
 * @throws {InvalidArgumentError} When it is not a file, cannot be opened, or is empty.
 * @throws {UploadError} When it cannot be read.
 */
export async function describeFile(source: FileInput): Promise<FileDescription> {
  const { openSource } = await loadUploadEngine();
  const opened = await openSource("source", source);
  try {
    const { name, size } = opened;
    if (size === 0) throw new InvalidArgumentError("source", "must not be empty");
    return { name, size, fingerprint: await opened.fingerprint() };
  } finally {
    await opened.close();
  }
}
