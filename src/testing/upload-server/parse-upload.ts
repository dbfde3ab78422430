import type { IncomingHttpHeaders } from "node:http";
import type { PartedFile } from "./extra-files.ts";
import type { SessionState } from "./session-state.ts";
import { partLength, partOffset } from "./upload-progress.ts";
import { errorResponse, sessionNotFound, type UploadResponse } from "./upload-response.ts";

/** The head of a request to a session, parsed and validated. */
export type ParsedUpload =
  | {
      readonly kind: "part";
      readonly part: number;
      readonly offset: number;
      readonly file: PartedFile;
    }
  | { readonly kind: "range"; readonly offset: number }
  | { readonly kind: "form"; readonly contentType: string }
  | { readonly kind: "status" }
  | { readonly kind: "missing"; readonly file: PartedFile }
  | { readonly kind: "abort" }
  | { readonly kind: "rejected"; readonly response: UploadResponse };

interface Head {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

const credentialNames = /^(access_key|secret_key|signature|timestamp)$/;
const credentialHeaders = ["authorization", "cookie", "x-api-key"];

/** Parses the head of a request to a session. */
export function parseUpload(head: Head, session: SessionState): ParsedUpload {
  const { method, url = "", headers } = head;
  if (session.endStatus !== undefined) return rejected(sessionNotFound(session.endStatus));
  const credential = findCredential(url, headers);
  if (credential !== undefined) {
    return badRequest(`An upload location accepts no credentials: ${credential}`);
  }
  if (method === "DELETE") return { kind: "abort" };
  const tag = String(headers["x-extra-file-tag"] ?? "");
  const file = session.findFile(tag);
  if (file === undefined) return badRequest(describeUnknownTag(tag, session));
  if (method === "GET") return parseMissing(session, file);
  if (method === "PUT" || method === "POST") return parseBytes(head, session, file);
  const message = `A location accepts PUT, POST, GET, DELETE, not ${method}`;
  return rejected(errorResponse(405, "MethodNotAllowed", message));
}

function findCredential(url: string, headers: IncomingHttpHeaders): string | undefined {
  const names = [...new URLSearchParams(url.split("?")[1]).keys()];
  const found = names.find((name) => credentialNames.test(name));
  return found ?? credentialHeaders.find((name) => headers[name] !== undefined);
}

function describeUnknownTag(tag: string, { extraFiles }: SessionState): string {
  if (extraFiles.length === 0) return "The session has no extra files";
  const tags = extraFiles.map((file) => file.tag).join(", ");
  return `X-Extra-File-Tag must be empty or one of ${tags}, not ${tag}`;
}

function parseMissing({ settings }: SessionState, file: PartedFile): ParsedUpload {
  if (settings.isMultiChunk) return { kind: "missing", file };
  return badRequest("The upload has no parts: send PUT with Content-Range: bytes */L");
}

function parseBytes(head: Head, session: SessionState, file: PartedFile): ParsedUpload {
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
  return isMultiChunk ? parsePart(headers, length, file) : parseRange(headers, length, session);
}

function parsePart(headers: IncomingHttpHeaders, length: number, file: PartedFile): ParsedUpload {
  const { parts } = file.partProgress;
  const text = headers["x-part"];
  if (text === undefined) return badRequest("The upload has parts: X-Part is required");
  if (headers["content-range"] !== undefined) {
    return badRequest("The headers X-Part and Content-Range do not match the upload");
  }
  const part = /^\d+$/.test(String(text)) ? Number(text) : Number.NaN;
  if (!(part < parts)) return badRequest(`X-Part must be from 0 to ${parts - 1}, not ${text}`);
  const expected = partLength(part, file);
  if (length !== expected) return badRequest(`Part ${part} has ${expected} bytes, not ${length}`);
  return { kind: "part", part, offset: partOffset(part, file), file };
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
