import type { Answer } from "./answer.ts";
import type { WireRequest } from "./wire-request.ts";

/** What the layers around an attempt tell it, and it them. */
export interface AttemptContext {
  /** Ends the attempt. */
  readonly signal: AbortSignal | undefined;
  /** To be called whenever the network has taken a piece of the body. */
  readonly onSent: (bytes: number) => void;
}

/**
 * Sends a request and waits for the whole answer.
 *
 * The layers of the client (retry, clock skew, time-out, signature) are functions from one attempt
 * to another; the innermost calls `fetch`.
 */
export type Attempt = (request: WireRequest, context: AttemptContext) => Promise<Answer>;
