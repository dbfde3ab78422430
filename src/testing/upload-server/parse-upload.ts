import type { IncomingHttpHeaders } from "node:http";
import type { SessionState } from "./session-state.ts";
import { partLength, partOffset } from "./upload-progress.ts";
import { errorResponse, sessionNotFound, type UploadResponse } from "./upload-response.ts";

/** The head of a request to a session, parsed and validated. */
export type ParsedUpload =
  | { readonly kind: "part"; readonly part: number; readonly offset: number }
  | { readonly kind: "range"; readonly offset: number }
  | { readonly kind: "form"; readonly contentType: string }
  | { readonly kind: "status" }
  | { readonly kind: "missing" }
  | { readonly kind: "abort" }
  | { readonly kind: "rejected"; readonly response: UploadResponse };

interface Head {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

const credentialNames = /^(access_key|secret_key|signature|timestamp)$/;

/** Parses the head of a request to a session. */
export function parseUpload(head: Head, session: SessionState): ParsedUpload {
  const { method, url = "", headers } = head;
  if (session.endStatus !== undefined) return rejected(sessionNotFound(session.endStatus));
  const credential = findCredential(url, headers);
  if (credential !== undefined) {
    return badRequest(`An upload location accepts no credentials: ${credential}`);
  }
  if (headers["x-extra-file-tag"]) return badRequest("The session has no extra files");
  if (method === "DELETE") return { kind: "abort" };
  if (method === "GET") return parseMissing(session);
  if (method === "PUT" || method === "POST") return parseBytes(head, session);
  const message = `A location accepts PUT, POST, GET, DELETE, not ${method}`;
  return rejected(errorResponse(405, "MethodNotAllowed", message));
}

function findCredential(url: string, headers: IncomingHttpHeaders): string | undefined {
  const names = [...new URLSearchParams(url.split("?")[1]).keys()];
  const found = names.find((name) => credentialNames.test(name));
  return found ?? ["authorization", "cookie"].find((name) => headers[name] !== undefined);
}

function parseMissing({ settings }: SessionState): ParsedUpload {
  if (settings.isMultiChunk) return { kind: "missing" };
  return badRequest("The upload has no parts: send PUT with Content-Range: bytes */L");
}

function parseBytes(head: Head, session: SessionState): ParsedUpload {
  const { method, headers } = head;
  const length = Number(headers["content-length"] ?? 0);
  if (headers["transfer-encoding"] !== undefined) {
    return rejected(errorResponse(411, "LengthRequired", "Content-Length is required"));
  }
  const { isMultiChunk } = session.settings;
  const type = headers["content-type"]?.split(";")[0]?.trim();
  if (method === "POST" && type === "multipart/form-data" && !isMultiChunk) {
    return { kind: "form", contentType: String(headers["content-type"]) };
  }
  if (method === "POST" && type !== "application/octet-stream") {
    return badRequest(`POST needs Content-Type: application/octet-stream, not ${type ?? "none"}`);
  }
  return isMultiChunk ? parsePart(headers, length, session) : parseRange(headers, length, session);
}

function parsePart(
  headers: IncomingHttpHeaders,
  length: number,
  { settings, parts }: SessionState,
): ParsedUpload {
  const text = headers["x-part"];
  if (text === undefined) return badRequest("The upload has parts: X-Part is required");
  if (headers["content-range"] !== undefined) {
    return badRequest("The headers X-Part and Content-Range do not match the upload");
  }
  const part = /^\d+$/.test(String(text)) ? Number(text) : Number.NaN;
  if (!(part < parts)) return badRequest(`X-Part must be from 0 to ${parts - 1}, not ${text}`);
  const expected = partLength(part, settings);
  if (length !== expected) return badRequest(`Part ${part} has ${expected} bytes, not ${length}`);
  return { kind: "part", part, offset: partOffset(part, settings) };
}

function parseRange(
  headers: IncomingHttpHeaders,
  length: number,
  { settings: { fileSize }, rangeProgress }: SessionState,
): ParsedUpload {
  if (headers["x-part"] !== undefined) {
    return badRequest("The upload has no parts: X-Part is not allowed");
  }
  const header = headers["content-range"];
  const whole = { kind: "range", start: 0, end: fileSize - 1, size: fileSize } as const;
  const range = header === undefined ? whole : parseContentRange(header);
  if (range === undefined) return badRequest("Content-Range must be bytes S-E/L or bytes */L");
  if (range.size !== fileSize) {
    return badRequest(`The file has ${fileSize} bytes, not ${range.size}`);
  }
  if (range.kind === "range") return checkRange(range, length, rangeProgress.acceptedBytes);
  return length === 0 ? { kind: "status" } : badRequest("A status query has no body");
}

function checkRange(
  { start, end, size }: { start: number; end: number; size: number },
  length: number,
  next: number,
): ParsedUpload {
  if (start > next) return badRequest(`The next byte is ${next}, not ${start}`);
  if (end >= size) return badRequest(`The last byte is ${size - 1}, not ${end}`);
  const announced = end - start + 1;
  if (announced !== length) {
    return badRequest(`The range has ${announced} bytes, the body has ${length}`);
  }
  return { kind: "range", offset: start };
}

function badRequest(message: string): ParsedUpload {
  return rejected(errorResponse(400, "BadRequest", message));
}

function rejected(response: UploadResponse): ParsedUpload {
  return { kind: "rejected", response };
}

/** `Content-Range` of a request: the bytes that it sends, or a query for those that have arrived. */
type ContentRange =
  | { readonly kind: "range"; readonly start: number; readonly end: number; readonly size: number }
  | { readonly kind: "status"; readonly size: number };

/** Parses `bytes 0-4/9`, with the last byte included, or the same with a star in place of the bytes. */
export function parseContentRange(header: string): ContentRange | undefined {
  const [, start, end, size] = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+)$/.exec(header) ?? [];
  if (size === undefined) return undefined;
  if (start === undefined) return { kind: "status", size: Number(size) };
  return { kind: "range", start: Number(start), end: Number(end), size: Number(size) };
}
