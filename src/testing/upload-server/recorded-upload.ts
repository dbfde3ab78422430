import type { IncomingHttpHeaders } from "node:http";
import type { UploadFault } from "./faults/upload-fault.ts";

/**
 * How a request ended: the status of its response; `open` while it is in flight; `reset` or `stalled`
 * by a fault; `raw` when the response was not HTTP; `aborted` when the client disconnected or the server
 * closed.
 */
export type UploadOutcome = number | "open" | "reset" | "stalled" | "raw" | "aborted";

/** A request that was sent to a location. */
export interface RecordedUpload {
  /** In upper case. */
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Value of `X-Part`. */
  readonly part: number | undefined;
  /** Value of `X-Extra-File-Tag`, unless it is empty. */
  readonly tag: string | undefined;
  /** Value of `Content-Range`. */
  readonly range: string | undefined;
  readonly headers: IncomingHttpHeaders;
  /** Bytes of the body that the server has read. */
  readonly receivedBytes: number;
  readonly status: UploadOutcome;
  /** Kind of the fault that the request triggered. */
  readonly fault: UploadFault["kind"] | undefined;
  /** In milliseconds of `performance.now()`. */
  readonly startedAt: number;
  /** `undefined` while the request is open. */
  readonly endedAt: number | undefined;
}

/** A record that is still being written. */
export type UploadRecord = { -readonly [Name in keyof RecordedUpload]: RecordedUpload[Name] };

/** Opens the record of a request. */
export function openRecord(head: {
  method?: string | undefined;
  url?: string | undefined;
  headers: IncomingHttpHeaders;
}): UploadRecord {
  const { method = "", url = "", headers } = head;
  return {
    method,
    url,
    part: readPart(headers["x-part"]),
    tag: String(headers["x-extra-file-tag"] ?? "") || undefined,
    range: headers["content-range"],
    headers,
    receivedBytes: 0,
    status: "open",
    fault: undefined,
    startedAt: performance.now(),
    endedAt: undefined,
  };
}

/** Closes a record. The first outcome counts. */
export function closeRecord(record: UploadRecord, outcome: UploadOutcome): void {
  if (record.status !== "open") return;
  record.status = outcome;
  record.endedAt = performance.now();
}

function readPart(header: string | string[] | undefined): number | undefined {
  return typeof header === "string" && /^\d+$/.test(header) ? Number(header) : undefined;
}
