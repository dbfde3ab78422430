import type { IncomingMessage } from "node:http";
import { receiveBody } from "../exchange/receive-body.ts";
import { type ReceivedRequest, receiveRequest } from "../exchange/received-request.ts";
import { type RecordedRequest, recordRequest } from "../exchange/recorded-request.ts";
import { type Refusal, type Reply, refuse } from "../exchange/reply.ts";
import { createRouter } from "../spec/find-operation.ts";
import type { SpecOperation } from "../spec/read-spec.ts";
import { type CallAnswering, createAnswerCall } from "./answer-call.ts";
import type { FailurePlan, PlannedFailure } from "./failure-plan.ts";
import type { MockApi } from "./mock-api.ts";

/** What a server answers with. */
interface Answering extends Omit<CallAnswering, "api" | "shape"> {
  readonly api: Pick<MockApi<never>, "authParams" | "refusePath" | "toErrorBody">;
  readonly operations: readonly SpecOperation[];
  readonly failures: FailurePlan;
}

/** A request, its answer, and what is known of both. */
export interface Answered {
  readonly reply: Reply;
  readonly record: RecordedRequest;
  /** What a refused signature should have been made of. */
  readonly stringToSign?: string | undefined;
}

/** Receives a request and says how it is answered and what is recorded of it. */
export type AnswerRequest = (request: IncomingMessage) => Promise<Answered>;

/** Composes the way of a request: body, operation, planned failure, and that of a call. */
export function createAnswerRequest(answering: Answering): AnswerRequest {
  const { api, operations, failures } = answering;
  const find = createRouter(operations, api.refusePath);
  const shape = (refusal: Refusal): Reply => ({
    ...refusal,
    body: api.toErrorBody(refusal.body, refusal.status),
  });
  const answerCall = createAnswerCall({ ...answering, shape });

  async function answer(received: ReceivedRequest): Promise<Answered> {
    const found = find(received.method, received.path);
    const operation = "operation" in found ? found.operation : undefined;
    const refuseWith = (reply: Reply): Answered => {
      const record = recordRequest(received, reply, { operationId: operation?.id });
      return { reply, record };
    };
    const failure = failures.take(operation?.id);
    if (failure !== undefined) return refuseWith(planReply(failure, shape));
    if ("refusal" in found) return refuseWith(shape(found.refusal));
    const path = received.path.slice(found.operation.prefix.length);
    const call = { ...received, path, operation: found.operation };
    const { reply, signature, stringToSign } = await answerCall(call);
    const details = { operationId: call.operation.id, signature };
    return { reply, record: recordRequest(call, reply, details), stringToSign };
  }

  return async (request) => answer(receiveRequest(request, await receiveBody(request)));
}

/**
 * The answer of a planned failure.
 *
 * @param shape - Gives an error the body that the API's errors have.
 */
function planReply(failure: PlannedFailure, shape: (refusal: Refusal) => Reply): Reply {
  const { status = 503, headers = {}, body } = failure;
  // Nothing is answered: what counts is that the connection breaks.
  if (status === "reset") return { status: 0, isReset: true };
  if (body === undefined) {
    return { ...shape(refuse(status, "PlannedFailure", "This was planned by the test")), headers };
  }
  return typeof body === "string" ? { status, headers, text: body } : { status, headers, body };
}
