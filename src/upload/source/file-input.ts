import { openPath } from "#upload";
import { describe, isPlainObject } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { UploadError } from "../upload-error.ts";
import {
  type ByteSource,
  copyFingerprint,
  type Fingerprint,
  hashSamples,
  isFingerprint,
} from "./byte-source.ts";
import { requireFileName, toBaseName } from "./file-name.ts";
import { isStream } from "./stream-input.ts";

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
  const given = isStream(file) ? "a stream: pass it to uploadSession()" : describe(file);
  throw new InvalidArgumentError(argument, `must be ${allowed}, not ${given}`);
}

/** A `Blob`, a `File`, or bytes. The platform itself detects that a `File` has changed on disk. */
class BlobSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  samplesRead = 0;
  readonly #blob: Blob;

  constructor(blob: Blob) {
    this.name = toBaseName(blob instanceof File ? blob.name : "");
    this.size = blob.size;
    this.#blob = blob;
  }

  async fingerprint(): Promise<Fingerprint> {
    const sample = await hashSamples(this.size, async (start, end) => {
      const bytes = await this.read(start, end);
      this.samplesRead++;
      return bytes;
    });
    return { sample };
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
  requireFileName("source.name", name);
  if (!Number.isSafeInteger(size) || size < 1) {
    throw new InvalidArgumentError("source.size", "must be an integer of at least 1");
  }
  if (!isFingerprint(fingerprint)) {
    throw new InvalidArgumentError("source.fingerprint", "must be a result of describeFile()");
  }
  return { name, size, fingerprint: copyFingerprint(fingerprint) };
}
