import type { IncomingHttpHeaders } from "node:http";
import type { SessionState } from "./session-state.ts";
import { refuseUpload, sessionIsGone, type UploadAnswer } from "./upload-answer.ts";
import { partLength, partOffset } from "./upload-progress.ts";

/** What a request wants. */
export type UploadRequest =
  | { readonly kind: "part"; readonly part: number; readonly offset: number }
  | { readonly kind: "range"; readonly offset: number }
  | { readonly kind: "status" }
  | { readonly kind: "missing" }
  | { readonly kind: "abort" }
  | { readonly kind: "refused"; readonly answer: UploadAnswer };

interface Head {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

const credentials = /^(access_key|secret_key|signature|timestamp)$/;

/** Reads the head of a request to a session. */
export function readUpload(head: Head, session: SessionState): UploadRequest {
  const { method, url = "", headers } = head;
  if (session.endStatus !== undefined) return refused(sessionIsGone(session.endStatus));
  const secret = findCredentials(url, headers);
  if (secret !== undefined) return bad(`An upload location takes no credentials: ${secret}`);
  if (headers["x-extra-file-tag"]) return bad("The session has no extra files");
  if (method === "DELETE") return { kind: "abort" };
  if (method === "GET") return readQuestion(session);
  if (method === "PUT" || method === "POST") return readBytes(head, session);
  return refused(
    refuseUpload(405, "MethodNotAllowed", `A location takes PUT, POST, GET, DELETE, not ${method}`),
  );
}

function findCredentials(url: string, headers: IncomingHttpHeaders): string | undefined {
  const names = [...new URLSearchParams(url.split("?")[1]).keys()];
  const found = names.find((name) => credentials.test(name));
  return found ?? ["authorization", "cookie"].find((name) => headers[name] !== undefined);
}

function readQuestion({ facts }: SessionState): UploadRequest {
  if (facts.isMultiChunk) return { kind: "missing" };
  return bad("The upload has no parts: ask by PUT with Content-Range: bytes */L");
}

function readBytes(head: Head, session: SessionState): UploadRequest {
  const { method, headers } = head;
  const length = Number(headers["content-length"] ?? 0);
  if (headers["transfer-encoding"] !== undefined) {
    return refused(refuseUpload(411, "LengthRequired", "Content-Length is required"));
  }
  const type = headers["content-type"]?.split(";")[0]?.trim();
  if (method === "POST" && type !== "application/octet-stream") {
    return bad(`POST needs Content-Type: application/octet-stream, not ${type ?? "none"}`);
  }
  const { isMultiChunk } = session.facts;
  return isMultiChunk ? readPart(headers, length, session) : readRange(headers, length, session);
}

function readPart(
  headers: IncomingHttpHeaders,
  length: number,
  { facts, parts }: SessionState,
): UploadRequest {
  const text = headers["x-part"];
  if (text === undefined) return bad("The upload is in parts: X-Part is required");
  if (headers["content-range"] !== undefined) {
    return bad("The headers X-Part and Content-Range do not fit the upload");
  }
  const part = /^\d+$/.test(String(text)) ? Number(text) : Number.NaN;
  if (!(part < parts)) return bad(`X-Part must be from 0 to ${parts - 1}, not ${text}`);
  const expected = partLength(part, facts);
  if (length !== expected) return bad(`Part ${part} has ${expected} bytes, not ${length}`);
  return { kind: "part", part, offset: partOffset(part, facts) };
}

function readRange(
  headers: IncomingHttpHeaders,
  length: number,
  { facts: { fileSize }, range }: SessionState,
): UploadRequest {
  if (headers["x-part"] !== undefined) return bad("The upload has no parts: X-Part does not fit");
  const header = headers["content-range"];
  const whole = { kind: "range", start: 0, end: fileSize - 1, size: fileSize } as const;
  const asked = header === undefined ? whole : readContentRange(header);
  if (asked === undefined) return bad("Content-Range must be bytes S-E/L or bytes */L");
  if (asked.size !== fileSize) return bad(`The file has ${fileSize} bytes, not ${asked.size}`);
  if (asked.kind === "range") return checkRange(asked, length, range.acceptedBytes);
  return length === 0 ? { kind: "status" } : bad("A question for the status has no body");
}

function checkRange(
  { start, end, size }: { start: number; end: number; size: number },
  length: number,
  next: number,
): UploadRequest {
  if (start > next) return bad(`The next byte is ${next}, not ${start}`);
  if (end >= size) return bad(`The last byte is ${size - 1}, not ${end}`);
  const announced = end - start + 1;
  if (announced !== length) return bad(`The range has ${announced} bytes, the body ${length}`);
  return { kind: "range", offset: start };
}

function bad(message: string): UploadRequest {
  return refused(refuseUpload(400, "BadRequest", message));
}

function refused(answer: UploadAnswer): UploadRequest {
  return { kind: "refused", answer };
}

/** What `Content-Range` says: the bytes that are sent, or a question for those that have arrived. */
type ContentRange =
  | { readonly kind: "range"; readonly start: number; readonly end: number; readonly size: number }
  | { readonly kind: "status"; readonly size: number };

/** Reads `bytes 0-4/9`, with the last byte included, or with a star in their place. */
export function readContentRange(header: string): ContentRange | undefined {
  const [, start, end, size] = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+)$/.exec(header) ?? [];
  if (size === undefined) return undefined;
  if (start === undefined) return { kind: "status", size: Number(size) };
  return { kind: "range", start: Number(start), end: Number(end), size: Number(size) };
}
