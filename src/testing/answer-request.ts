import type { IncomingMessage } from "node:http";
import { type CallAnswering, createAnswerCall } from "./answer-call.ts";
import { receiveBody } from "./body/receive-body.ts";
import type { FailurePlan } from "./failure-plan.ts";
import { createRouter } from "./find-operation.ts";
import type { MockApi } from "./mock-api.ts";
import { planReply } from "./plan-reply.ts";
import type { SpecOperation } from "./prism/read-spec.ts";
import { type ReceivedRequest, receiveRequest } from "./received-call.ts";
import { recordRequest } from "./record-request.ts";
import type { RecordedRequest } from "./recorded-request.ts";
import type { Refusal, Reply } from "./reply.ts";

/** What a server answers with. */
export interface Answering extends Omit<CallAnswering, "api" | "shape"> {
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
