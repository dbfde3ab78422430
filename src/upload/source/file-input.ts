import { isPlainObject } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { requireFileName } from "./file-name.ts";
import { copyFingerprint, type Fingerprint, isFingerprint } from "./fingerprint.ts";

/** Where the bytes of a file come from: a path or `file:` URL (Node), a `Blob` or `File`, or bytes. */
export type FileInput = string | URL | Blob | ArrayBuffer | Uint8Array;

/** Everything that the creation of a session needs to know about a file, as plain JSON. */
export interface FileDescription {
  /** Base name. */
  readonly name: string;
  /** Size in bytes, at least 1. */
  readonly size: number;
  readonly fingerprint: Fingerprint;
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
  requireFileName("source.name", name);
  if (!Number.isSafeInteger(size) || size < 1) {
    throw new InvalidArgumentError("source.size", "must be an integer of at least 1");
  }
  if (!isFingerprint(fingerprint)) {
    throw new InvalidArgumentError("source.fingerprint", "must be a result of describeFile()");
  }
  return { name, size, fingerprint: copyFingerprint(fingerprint) };
}
