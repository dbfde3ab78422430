import { isPlainObject } from "../../http/argument-checks.ts";
import { parseJson } from "../../http/wire/parse-json.ts";
import { maxParts } from "../session/upload-state.ts";
import { UploadError } from "../upload-error.ts";

/** Maximum number of concurrent requests where the server names none: then `concurrency` is the limit. */
const unlimitedConnections = 256;

/** A session as the server reports it at its creation. */
interface CreatedSession {
  readonly location: string;
  /** Number of parts; 0 when the file is sent in ranges. */
  readonly parts: number;
  readonly partSize: number;
  readonly maxConnections: number;
}

/** The parts that the server reports as missing, and the id of the video once there is one. */
export interface MissingParts {
  /** In ascending order, without duplicates. `undefined` when the response says nothing about them. */
  readonly missing: number[] | undefined;
  readonly videoId: string | undefined;
}

/** A video as the server reports it in the response to the last part. */
export interface ReportedVideo {
  readonly id: string;
  readonly [field: string]: unknown;
}

/**
 * Parses the response to the creation of a session.
 *
 * @throws {UploadError} When a field is missing or invalid.
 */
export function parseSession(body: unknown, fileSize: number): CreatedSession {
  const { location, parts, part_size, max_connections } = isPlainObject(body) ? body : {};
  if (typeof location !== "string") {
    throw new UploadError("protocol", "The server created no session: the location is missing");
  }
  if (isEmpty(parts)) return { location, parts: 0, partSize: 0, maxConnections: 1 };
  const session = {
    location,
    parts: parseCount("parts", parts),
    partSize: parseCount("part_size", part_size),
    maxConnections: isEmpty(max_connections)
      ? unlimitedConnections
      : parseCount("max_connections", max_connections),
  };
  if (session.parts !== Math.ceil(fileSize / session.partSize)) {
    const details = `${session.parts} parts of ${session.partSize} bytes for ${fileSize} bytes`;
    throw new UploadError("protocol", `The server's parts do not match the file: ${details}`);
  }
  if (session.parts > maxParts) {
    const details = `${session.parts} parts of ${session.partSize} bytes`;
    throw new UploadError(
      "protocol",
      `The server divides the file into ${details}: the maximum is ${maxParts} parts`,
    );
  }
  return session;
}

/** Returns whether a field of a response has no value. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/**
 * Parses the response to a request for the missing parts.
 *
 * @throws {UploadError} When it is not a list of parts.
 */
export function parseMissingParts(text: string, parts: number): MissingParts {
  if (text.trim() === "") return { missing: undefined, videoId: undefined };
  const { media_id, missing_parts: list, status } = parseObject(text);
  const videoId = parseId(media_id);
  // Some servers write an empty list as null.
  if (list === null || (list === undefined && videoId !== undefined)) {
    return { missing: [], videoId };
  }
  // The state of the video says nothing about the parts.
  if (list === undefined && typeof status === "string") return { missing: undefined, videoId };
  if (!Array.isArray(list) || list.length > 2 * parts) {
    throw new UploadError("protocol", "The server reported no valid list of missing parts");
  }
  const missing = [...new Set(list.map((part) => parseIndex(part, parts)))].sort((a, b) => a - b);
  return { missing, videoId };
}

/**
 * Parses the response to a part or range: the video, once the upload is complete.
 *
 * @throws {UploadError} When it is not a JSON object.
 */
export function parseVideo(text: string): ReportedVideo | undefined {
  if (text.trim() === "") return undefined;
  const { id, ...fields } = parseObject(text);
  const videoId = parseId(id);
  return videoId === undefined ? undefined : { ...fields, id: videoId };
}

/**
 * Parses the `Range` header of a response: `0-4` → 5, the position of the next byte to send.
 *
 * @throws {UploadError} When it is not a range of the file that starts at 0.
 */
export function parseStoredRange(range: string | undefined, fileSize: number): number {
  if (range === undefined) return 0;
  const [, start, end] = /^(?:bytes=)?(\d+)-(\d+)$/.exec(range.trim()) ?? [];
  const next = Number(end) + 1;
  if (Number(start) === 0 && next <= fileSize) return next;
  throw new UploadError("protocol", "The server reported an invalid range of stored bytes");
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const body = parseJson(text);
    if (isPlainObject(body)) return body;
  } catch {
    // The error below covers this.
  }
  throw new UploadError("protocol", "The server's response is not a JSON object");
}

function parseCount(name: string, value: unknown): number {
  const count = parseInteger(value);
  if (count !== undefined && count >= 1) return count;
  throw new UploadError("protocol", `The server's ${name} is not a positive integer`);
}

function parseIndex(value: unknown, parts: number): number {
  const index = parseInteger(value);
  if (index !== undefined && index >= 0 && index < parts) return index;
  throw new UploadError("protocol", "The server reported a missing part that does not exist");
}

/** Parses an integer, also one in a string: the service writes some numbers as strings. */
function parseInteger(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? Number(number) : undefined;
}

function parseId(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}
