import type { IncomingHttpHeaders } from "node:http";
import type { UploadFault } from "./faults/upload-fault.ts";

/**
 * How a request ended: the status that was answered; `open` while it has not; `reset` or `stalled` by
 * a fault; `raw` when what was answered is no HTTP; `aborted` when the client, or the end of the
 * server, ended it.
 */
export type UploadOutcome = number | "open" | "reset" | "stalled" | "raw" | "aborted";

/** A request that arrived at a location. */
export interface RecordedUpload {
  /** In upper case. */
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** What `X-Part` says. */
  readonly part: number | undefined;
  /** What `Content-Range` says. */
  readonly range: string | undefined;
  readonly headers: IncomingHttpHeaders;
  /** Bytes of the body that the server has read. */
  readonly receivedBytes: number;
  readonly status: UploadOutcome;
  /** The fault that the request met. */
  readonly fault: UploadFault["kind"] | undefined;
  /** In milliseconds of `performance.now()`. */
  readonly startedAt: number;
  /** `undefined` while the request is open. */
  readonly endedAt: number | undefined;
}

/** A record while it is written. */
export type UploadRecord = { -readonly [Name in keyof RecordedUpload]: RecordedUpload[Name] };

/** Opens the record of a request. */
export function openRecord(head: {
  method?: string | undefined;
  url?: string | undefined;
  headers: IncomingHttpHeaders;
}): UploadRecord {
  const { method = "", url = "", headers } = head;
  const part = readPart(headers["x-part"]);
  const range = headers["content-range"];
  return {
    ...{ method, url, part, range, headers },
    ...{ receivedBytes: 0, status: "open", fault: undefined },
    ...{ startedAt: performance.now(), endedAt: undefined },
  };
}

/** Closes a record. What was said first of how the request ended stays. */
export function closeRecord(record: UploadRecord, outcome: UploadOutcome): void {
  if (record.status !== "open") return;
  record.status = outcome;
  record.endedAt = performance.now();
}

function readPart(header: string | string[] | undefined): number | undefined {
  return typeof header === "string" && /^\d+$/.test(header) ? Number(header) : undefined;
}
