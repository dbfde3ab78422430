import { loadUploadEngine } from "#upload-engine";
import { InvalidArgumentError } from "../http/errors.ts";
import type { DescribedSource } from "./source/described-source.ts";
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
  const { description, opened } = await openDescribed(source);
  await opened.close();
  return description;
}

/** Describes a file, which stays open for its upload. */
export async function openDescribed(
  source: FileInput,
): Promise<{ description: FileDescription; opened: DescribedSource }> {
  const { DescribedSource, openSource } = await loadUploadEngine();
  const opened = await openSource("source", source);
  try {
    const { name, size } = opened;
    if (size === 0) throw new InvalidArgumentError("source", "must not be empty");
    const description = { name, size, fingerprint: await opened.fingerprint() };
    return { description, opened: new DescribedSource(opened) };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/**
 * Returns whether a file has the size and the content that was described, possibly by an earlier version or on another
 * machine. Its name and its times do not matter.
 *
 * @throws {InvalidArgumentError} When it is not a file, or cannot be opened.
 * @throws {UploadError} When it cannot be read.
 */
export async function matchesDescription(
  source: FileInput,
  { size, fingerprint }: Pick<FileDescription, "size" | "fingerprint">,
): Promise<boolean> {
  const { hasContent, openSource } = await loadUploadEngine();
  const opened = await openSource("source", source);
  try {
    return opened.size === size && (await hasContent(opened, fingerprint));
  } finally {
    await opened.close();
  }
}
