import type { Reply } from "../../reply.ts";
import type { FlipRequest } from "./flip-request.ts";

/** Answers one operation. */
export type Handler = (request: FlipRequest) => Reply | Promise<Reply>;

/** The usual answer. */
export function ok(body: unknown): Reply {
  return { status: 200, body };
}
