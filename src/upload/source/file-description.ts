import { isPlainObject, requireText } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { type Fingerprint, isFingerprint } from "./byte-source.ts";
import { type FileInput, openSource } from "./open-source.ts";

/** What creating a session takes of a file, as plain JSON. */
export interface FileDescription {
  /** Base name. */
  readonly name: string;
  /** Bytes, at least 1. */
  readonly size: number;
  readonly fingerprint: Fingerprint;
}

/**
 * Describes a file where it is, for a session that is created elsewhere: a page describes the file
 * that was chosen, and its service, which has the credentials, creates the session.
 *
 * Reads 4 MiB of the file at most.
 *
 * @param source - A path or `file:` URL (Node), a `Blob` or `File`, or bytes.
 * @throws {InvalidArgumentError} When it is no file, cannot be found, or is empty.
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

/** Tells a description from a file. */
export function isFileDescription(source: unknown): source is FileDescription {
  return isPlainObject(source);
}

/**
 * Checks a description that came from elsewhere.
 *
 * @throws {InvalidArgumentError} Naming the field that cannot be used.
 */
export function requireFileDescription(description: FileDescription): FileDescription {
  const { name, size, fingerprint } = description;
  requireText("source.name", name);
  if (/[\\/]/.test(name)) throw new InvalidArgumentError("source.name", "must be a base name");
  if (!Number.isSafeInteger(size) || size < 1) {
    throw new InvalidArgumentError("source.size", "must be a whole number of bytes, at least 1");
  }
  if (!isFingerprint(fingerprint)) {
    throw new InvalidArgumentError("source.fingerprint", "must be what describeFile() gave");
  }
  return { name, size, fingerprint };
}
