import type { IncomingMessage, ServerResponse } from "node:http";
import type { Course } from "./faults/course.ts";
import type { UploadRecord } from "./recorded-upload.ts";
import type { SessionState } from "./session-state.ts";

/** A request to a session, and what is to happen to it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** `undefined` when there is none at the request's URL. */
  readonly session: SessionState | undefined;
  readonly record: UploadRecord;
  readonly course: Course;
  /** Aborted when the server closes. */
  readonly signal: AbortSignal;
  /** Takes the server down for a while. */
  readonly restart: (downMs: number) => void;
}
