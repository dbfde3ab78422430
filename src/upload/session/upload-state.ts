import { isPlainObject } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { checkLocation } from "../protocol/location.ts";
import { isPrivateHost } from "../protocol/private-host.ts";
import {
  copyFingerprint,
  type Fingerprint,
  isFingerprint,
  isStreamFingerprint,
} from "../source/fingerprint.ts";

/**
 * Everything that resuming needs, as plain JSON: store it anywhere, resume from it anywhere.
 *
 * It contains no key. It changes only when the server moves the upload, or an expired session is created
 * again: see `onStateChange`. Anyone who has it can send to the location.
 */
export interface UploadState {
  readonly version: 1;
  /** URL that accepts the bytes. */
  readonly location: string;
  /** Whether the API is on a private network. It permits nothing: see `allowPrivateHost`. */
  readonly isPrivate: boolean;
  readonly fileName: string;
  /** Size of the file in bytes. */
  readonly fileSize: number;
  /** Number of parts, at most 100,000; 0 when the file is sent in ranges, one after the other. */
  readonly parts: number;
  /** Size of each part but the last, in bytes. */
  readonly partSize: number;
  /** Maximum number of concurrent requests that the server allows. */
  readonly maxConnections: number;
  readonly fingerprint: Fingerprint;
}

/** Maximum number of parts of a session: the number comes from the server, and each part costs memory. */
export const maxParts = 100_000;

/** Minimum of each number in a state. */
const minimums = { fileSize: 1, parts: 0, partSize: 0, maxConnections: 1 };

/**
 * Checks a stored state, and returns a copy of its fields.
 *
 * @param allowsPrivate - Whether the location may be on a private network. The state itself, which may
 *   have been changed, cannot permit that.
 * @throws {InvalidArgumentError} When it is not a state, or has a newer version. The error names the
 *   field.
 */
export function requireState(state: unknown, allowsPrivate: boolean): UploadState {
  if (!isPlainObject(state)) throw new InvalidArgumentError("state", "must be an upload state");
  const { version, fingerprint, fileName, isPrivate, location } = state;
  if (version !== 1) throw new InvalidArgumentError("state.version", "must be 1");
  if (typeof isPrivate !== "boolean") reject("isPrivate", "must be a boolean");
  const { hostname } = checkLocation(location, true);
  if (!allowsPrivate) rejectPrivateHost(hostname);
  if (typeof fileName !== "string") reject("fileName", "must be a string");
  for (const [field, minimum] of Object.entries(minimums)) {
    const value = state[field];
    const isValid = Number.isSafeInteger(value) && Number(value) >= minimum;
    if (!isValid) reject(field, `must be an integer of at least ${minimum}`);
  }
  requireFingerprint(fingerprint);
  // All fields have been checked above.
  const complete = state as unknown as UploadState;
  requireParts(complete);
  return copyState(complete);
}

function requireFingerprint(fingerprint: unknown): void {
  if (isStreamFingerprint(fingerprint)) {
    reject("fingerprint", "is that of a stream, which only the session that reads it can send");
  }
  if (!isFingerprint(fingerprint)) reject("fingerprint", "must be a fingerprint");
}

/** Returns a state without further fields, which could be of any size. */
function copyState(state: UploadState): UploadState {
  const { version, location, isPrivate, fileName, fileSize } = state;
  const { parts, partSize, maxConnections, fingerprint } = state;
  return {
    version,
    isPrivate,
    location,
    fileName,
    fileSize,
    parts,
    partSize,
    maxConnections,
    fingerprint: copyFingerprint(fingerprint),
  };
}

function requireParts({ parts, partSize, fileSize }: UploadState): void {
  if (parts !== 0 && parts !== Math.ceil(fileSize / partSize)) {
    reject("parts", "must match fileSize and partSize");
  }
  if (parts > maxParts) reject("parts", `must be at most ${maxParts}`);
}

function rejectPrivateHost(hostname: string): void {
  if (!isPrivateHost(hostname)) return;
  const problem = `must be set for a state whose location is on a private network (${hostname})`;
  throw new InvalidArgumentError("allowPrivateHost", problem);
}

function reject(field: string, expectation: string): never {
  throw new InvalidArgumentError(`state.${field}`, expectation);
}
