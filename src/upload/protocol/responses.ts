import { isPlainObject } from "../../http/argument-checks.ts";
import { UploadError } from "../upload-error.ts";

/** What the server says of a session at its creation. */
export interface SessionAnswer {
  readonly location: string;
  /** 0 when there are no parts: then the file goes up in ranges. */
  readonly parts: number;
  readonly partSize: number;
  readonly maxConnections: number;
}

/** What the server says is missing, and the video's id once there is one. */
export interface MissingAnswer {
  /** In order, each once. `undefined` when the server had nothing to say. */
  readonly missing: number[] | undefined;
  readonly videoId: string | undefined;
}

/** A video as a part's answer names it. */
export interface NamedVideo {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** @throws {UploadError} When the answer does not hold what a session needs. */
export function readSessionAnswer(answer: unknown, fileSize: number): SessionAnswer {
  const { location, parts, part_size, max_connections } = isPlainObject(answer) ? answer : {};
  if (typeof location !== "string") {
    throw new UploadError("protocol", "The server created no session: there is no location");
  }
  if (parts === undefined) return { location, parts: 0, partSize: 0, maxConnections: 1 };
  const session = {
    location,
    parts: readCount("parts", parts),
    partSize: readCount("part_size", part_size),
    maxConnections:
      max_connections === undefined ? 1 : readCount("max_connections", max_connections),
  };
  if (session.parts !== Math.ceil(fileSize / session.partSize)) {
    const text = `${session.parts} parts of ${session.partSize} bytes do not make ${fileSize} bytes`;
    throw new UploadError("protocol", `The server's parts do not fit the file: ${text}`);
  }
  return session;
}

/** Reads the answer to the question what is missing. @throws {UploadError} When it is none. */
export function readMissingAnswer(text: string, parts: number): MissingAnswer {
  if (text.trim() === "") return { missing: undefined, videoId: undefined };
  const { media_id, missing_parts: list } = parseObject(text);
  const videoId = readId(media_id);
  if (list === undefined && videoId !== undefined) return { missing: [], videoId };
  if (!Array.isArray(list) || list.length > 2 * parts) {
    throw new UploadError("protocol", "The server does not say which parts are missing");
  }
  const missing = [...new Set(list.map((part) => readIndex(part, parts)))].sort((a, b) => a - b);
  return { missing, videoId };
}

/** Reads the answer to a part: the video, when the upload is complete. */
export function readPartAnswer(text: string): NamedVideo | undefined {
  if (text.trim() === "") return undefined;
  const { id, ...fields } = parseObject(text);
  const videoId = readId(id);
  return videoId === undefined ? undefined : { ...fields, id: videoId };
}

/** Reads the header of the streaming protocol: `0-4` → 5, the next byte to send. */
export function readStoredRange(range: string | undefined, fileSize: number): number {
  if (range === undefined) return 0;
  const [, start, end] = /^(?:bytes=)?(\d+)-(\d+)$/.exec(range.trim()) ?? [];
  const next = Number(end) + 1;
  if (Number(start) === 0 && next <= fileSize) return next;
  throw new UploadError("protocol", "The server says something strange about what it has stored");
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const answer: unknown = JSON.parse(text);
    if (isPlainObject(answer)) return answer;
  } catch {
    // Said below.
  }
  throw new UploadError("protocol", "The server's answer is no JSON object");
}

/** The service writes numbers as text. */
function readCount(name: string, value: unknown): number {
  const count = typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (Number.isSafeInteger(count) && Number(count) >= 1) return Number(count);
  throw new UploadError("protocol", `The server's ${name} is no whole number`);
}

function readIndex(value: unknown, parts: number): number {
  const index = typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (Number.isSafeInteger(index) && Number(index) >= 0 && Number(index) < parts)
    return Number(index);
  throw new UploadError("protocol", "The server lists a part as missing that does not exist");
}

function readId(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
