import { isPlainObject } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { checkLocation } from "../protocol/location.ts";
import { type Fingerprint, isFingerprint } from "../source/byte-source.ts";

/**
 * Everything that resuming needs, as plain JSON: keep it anywhere, resume from it anywhere.
 *
 * It never changes, unless a session that had expired was created again, and holds no key. Who has it
 * can send to the location.
 */
export interface UploadState {
  readonly version: 1;
  /** Where the bytes go. */
  readonly location: string;
  /** Whether the location may be on a private network, as the API itself was. */
  readonly isPrivate: boolean;
  readonly fileName: string;
  /** Bytes. */
  readonly fileSize: number;
  /** Number of parts; 0 when the file goes up in ranges, one after the other. */
  readonly parts: number;
  /** Bytes of each part but the last. */
  readonly partSize: number;
  /** The most requests at a time that the server allows. */
  readonly maxConnections: number;
  readonly fingerprint: Fingerprint;
}

/** The least of each number in a state. */
const leastCounts = { fileSize: 1, parts: 0, partSize: 0, maxConnections: 1 };

/**
 * Checks a state that was stored.
 *
 * @throws {InvalidArgumentError} When it is none, or one of a newer version, naming the field.
 */
export function requireState(state: unknown): UploadState {
  if (!isPlainObject(state)) throw new InvalidArgumentError("state", "must be an upload state");
  const { version, fingerprint, fileName, isPrivate, location } = state;
  if (version !== 1) throw new InvalidArgumentError("state.version", "must be 1");
  if (typeof isPrivate !== "boolean") refuse("isPrivate", "a boolean");
  checkLocation(location, { isPrivate, isSecure: false });
  if (typeof fileName !== "string") refuse("fileName", "a string");
  for (const [field, least] of Object.entries(leastCounts)) {
    const value = state[field];
    if (!Number.isSafeInteger(value) || Number(value) < least) refuse(field, "a whole number");
  }
  if (!isFingerprint(fingerprint)) refuse("fingerprint", "a fingerprint");
  const complete = state as unknown as UploadState;
  requireParts(complete);
  return complete;
}

function refuse(field: string, kind: string): never {
  throw new InvalidArgumentError(`state.${field}`, `must be ${kind}`);
}

function requireParts({ parts, partSize, fileSize }: UploadState): void {
  if (parts !== 0 && parts !== Math.ceil(fileSize / partSize)) {
    refuse("parts", "what fileSize and partSize make");
  }
}
