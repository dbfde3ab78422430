import type { SessionState } from "../session-state.ts";
import type { UploadAnswer } from "../upload-answer.ts";

/** How a connection ends without an answer. */
export type Ending =
  | { readonly kind: "reset" }
  | { readonly kind: "stall" }
  | { readonly kind: "restart"; readonly downMs: number };

/** How an answer goes out. */
export type Delivery =
  | Ending
  | { readonly kind: "whole" }
  | { readonly kind: "drip"; readonly bytes: number; readonly everyMs: number }
  | { readonly kind: "truncate"; readonly bytes: number }
  | { readonly kind: "raw"; readonly bytes: Uint8Array };

/** What happens to a request, step by step. */
export interface Course {
  /** Answers at once, and lets the body pass unread. */
  readonly early?: UploadAnswer;
  /** Ends the connection after so many bytes of the body. */
  readonly cut?: { readonly bytes: number; readonly ending: Ending };
  /** Reads the body at this speed. */
  readonly pace?: { readonly bytes: number; readonly everyMs: number };
  /** Whether the request takes effect. */
  readonly isStored: boolean;
  /** Changes the session, after the request stored something from `offset` on, or nothing. */
  readonly change?: (session: SessionState, offset: number) => void;
  /** Changes the answer. */
  readonly rewrite?: (answer: UploadAnswer, session: SessionState) => UploadAnswer;
  /** Milliseconds before the answer. */
  readonly delayMs: number;
  readonly delivery: Delivery;
}

/** The course of a request that meets no fault. */
export const usualCourse: Course = { isStored: true, delayMs: 0, delivery: { kind: "whole" } };
