import { isPlainObject, requireText } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { type Fingerprint, isFingerprint } from "./byte-source.ts";
import { type FileInput, openSource } from "./open-source.ts";

/** Everything that the creation of a session needs to know about a file, as plain JSON. */
export interface FileDescription {
  /** Base name. */
  readonly name: string;
  /** Size in bytes, at least 1. */
  readonly size: number;
  readonly fingerprint: Fingerprint;
}

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
  const opened = await openSource("source", source);
  try {
    const { name, size } = opened;
    if (size === 0) throw new InvalidArgumentError("source", "must not be empty");
    return { name, size, fingerprint: await opened.fingerprint() };
  } finally {
    await opened.close();
  }
}

/** Returns whether a source is a description, not a file. */
export function isFileDescription(source: unknown): source is FileDescription {
  return isPlainObject(source);
}

/**
 * Checks a description that was created elsewhere.
 *
 * @throws {InvalidArgumentError} When a field is invalid. The error names it.
 */
export function requireFileDescription(description: FileDescription): FileDescription {
  const { name, size, fingerprint } = description;
  requireText("source.name", name);
  if (/[\\/]/.test(name)) throw new InvalidArgumentError("source.name", "must be a base name");
  if (!Number.isSafeInteger(size) || size < 1) {
    throw new InvalidArgumentError("source.size", "must be an integer of at least 1");
  }
  if (!isFingerprint(fingerprint)) {
    throw new InvalidArgumentError("source.fingerprint", "must be a result of describeFile()");
  }
  return { name, size, fingerprint };
}
