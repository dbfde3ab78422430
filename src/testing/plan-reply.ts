import type { PlannedFailure } from "./failure-plan.ts";
import { type Refusal, type Reply, refuse } from "./reply.ts";

/**
 * The answer of a planned failure.
 *
 * @param shape - Gives an error the body that the API's errors have.
 */
export function planReply(failure: PlannedFailure, shape: (refusal: Refusal) => Reply): Reply {
  const { status = 503, headers = {}, body } = failure;
  // Nothing is answered: what counts is that the connection breaks.
  if (status === "reset") return { status: 0, isReset: true };
  if (body === undefined) {
    return { ...shape(refuse(status, "PlannedFailure", "This was planned by the test")), headers };
  }
  return typeof body === "string" ? { status, headers, text: body } : { status, headers, body };
}
