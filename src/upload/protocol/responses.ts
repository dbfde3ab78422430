import { isCertificateFault } from "#transport";
import { isPlainObject } from "../../http/argument-checks.ts";
import { isRetryable, maxRetryAfterMs, readRetryAfter } from "../../http/retry-policy.ts";
import { describeFailure } from "../../http/send/network-failure.ts";
import { TransportError } from "../../http/transport/transport.ts";
import { parseJson } from "../../http/wire/parse-json.ts";
import { UploadError } from "../upload-error.ts";
import type { LocationResponse } from "./location-transport.ts";

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
  /** In ascending order, without duplicates. `undefined` when the response was empty. */
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
  if (parts === undefined) return { location, parts: 0, partSize: 0, maxConnections: 1 };
  const session = {
    location,
    parts: parseCount("parts", parts),
    partSize: parseCount("part_size", part_size),
    maxConnections:
      max_connections === undefined ? 1 : parseCount("max_connections", max_connections),
  };
  if (session.parts !== Math.ceil(fileSize / session.partSize)) {
    const details = `${session.parts} parts of ${session.partSize} bytes for ${fileSize} bytes`;
    throw new UploadError("protocol", `The server's parts do not match the file: ${details}`);
  }
  return session;
}

/**
 * Parses the response to a request for the missing parts.
 *
 * @throws {UploadError} When it is not a list of parts.
 */
export function parseMissingParts(text: string, parts: number): MissingParts {
  if (text.trim() === "") return { missing: undefined, videoId: undefined };
  const { media_id, missing_parts: list } = parseObject(text);
  const videoId = parseId(media_id);
  if (list === undefined && videoId !== undefined) return { missing: [], videoId };
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
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Failure of one attempt. */
export type AttemptFailure = RetryableFailure | FinalFailure;

/** A failure after which the same request may succeed. */
export interface RetryableFailure {
  readonly isRetryable: true;
  /** Milliseconds to wait before any request, from `Retry-After`. */
  readonly retryAfterMs: number | undefined;
  /** Whether the server received too many requests at a time. */
  readonly isOverload: boolean;
  /** Whether only a kept-alive connection was closed: then the first retry needs no delay. */
  readonly isStale: boolean;
  readonly status: number | undefined;
  readonly cause: unknown;
}

/** A failure that a retry cannot change. */
interface FinalFailure {
  readonly isRetryable: false;
  readonly error: unknown;
}

/** Classifies a response. Returns `undefined` when it reports success. */
export function classifyResponse({ status, header }: LocationResponse): AttemptFailure | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (!isRetryable(status)) return { isRetryable: false, error: toUploadError(status) };
  const delayMs = readRetryAfter(header("retry-after") ?? null, Date.now());
  return {
    isRetryable: true,
    retryAfterMs: delayMs !== undefined && delayMs <= maxRetryAfterMs ? delayMs : undefined,
    isOverload: status === 429 || status === 503,
    isStale: false,
    status,
    cause: undefined,
  };
}

/** Classifies an error of a request. Errors of this package, and the reason of an abort, are final. */
export function classifyError(error: unknown): AttemptFailure {
  if (!(error instanceof TransportError)) return { isRetryable: false, error };
  const final = toFinalError(error);
  if (final !== undefined) return { isRetryable: false, error: final };
  return {
    isRetryable: true,
    retryAfterMs: undefined,
    isOverload: false,
    isStale: error.isStale,
    status: undefined,
    cause: error,
  };
}

/** Returns the error for a failure that a retry cannot change. */
function toFinalError(error: TransportError): UploadError | undefined {
  const { failure, message, cause, response } = error;
  if (failure === "redirect") return toRedirectError(response?.status);
  if (failure === "misuse") return new UploadError("retries-exhausted", message, { cause });
  const { code } = (cause ?? {}) as { code?: unknown };
  if (!isCertificateFault(code)) return undefined;
  const problem = `The server's certificate is not trusted: ${describeFailure(cause)}`;
  return new UploadError("certificate", problem, { cause });
}

/** Returns the reason for a failure in words. */
export function describeCause(cause: unknown): string {
  if (!(cause instanceof TransportError)) return "no response";
  const reason = cause.cause === undefined ? undefined : describeFailure(cause.cause);
  return reason === undefined || reason === "no response" ? cause.message : reason;
}

/** @param status - 0 in browsers, which do not show it. */
function toRedirectError(status: number = 0): UploadError {
  const details = status === 0 ? {} : { status };
  const shown = status === 0 ? "" : ` (${status})`;
  const message = `The server responded with a redirect${shown}, which is not followed`;
  return new UploadError("redirected", message, details);
}

function toUploadError(status: number): UploadError {
  if (status === 404 || status === 410) {
    return new UploadError("expired", "The server no longer knows the session", { status });
  }
  const message = `The server rejected the request with status ${status}`;
  return new UploadError("refused", message, { status });
}
