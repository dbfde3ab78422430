import type { IncomingMessage } from "node:http";
import type { AnswerPlan } from "./answer-plan.ts";
import { receiveBody } from "./body/receive-body.ts";
import { checkCall } from "./check-call.ts";
import { createRouter } from "./find-operation.ts";
import type { LiveAnswers } from "./live-answers.ts";
import type { MockApi, Verifier } from "./mock-api.ts";
import { askPrism, createInstance } from "./prism/ask-prism.ts";
import type { Prism } from "./prism/load-prism.ts";
import type { SpecOperation } from "./prism/read-spec.ts";
import { type ReceivedCall, type ReceivedRequest, receiveRequest } from "./received-call.ts";
import { recordRequest } from "./record-request.ts";
import type { RecordedRequest } from "./recorded-request.ts";
import { type Refusal, type Reply, refuseViolations } from "./reply.ts";

/** What a server answers with. */
export interface Answering {
  readonly prism: Prism;
  readonly api: Pick<MockApi<never>, "authParams" | "refusePath" | "toErrorBody">;
  readonly operations: readonly SpecOperation[];
  readonly verify: Verifier;
  readonly plan: AnswerPlan;
  readonly live: LiveAnswers | undefined;
}

/** Receives a request and says how it is answered and what is recorded of it. */
export type AnswerRequest = (
  request: IncomingMessage,
) => Promise<{ reply: Reply; record: RecordedRequest }>;

/** Composes the way of a request: body, operation, signature, validation, example. */
export function createAnswerRequest(answering: Answering): AnswerRequest {
  const { prism, api, operations, verify, plan, live } = answering;
  const find = createRouter(operations, api.refusePath);
  const instance = createInstance(prism);

  const shape = (refusal: Refusal): Reply => ({
    ...refusal,
    body: api.toErrorBody(refusal.body, refusal.status),
  });

  async function validate(call: ReceivedCall<SpecOperation>): Promise<Reply> {
    const { prefer = plan.take(call.operation.id) } = call.headers;
    const mocked = await askPrism(instance, call, String(prefer ?? ""));
    const violations = [...checkCall(call, api.authParams), ...mocked.violations];
    if (violations.length > 0) return shape(refuseViolations(violations));
    // Who asks for an example gets it.
    return live === undefined || prefer !== undefined
      ? mocked.reply
      : live.answer(call, mocked.reply);
  }

  async function answer(received: ReceivedRequest) {
    const found = find(received.method, received.path);
    if ("refusal" in found) {
      const refusal = shape(found.refusal);
      return { reply: refusal, record: recordRequest(received, refusal) };
    }
    const path = received.path.slice(found.operation.prefix.length);
    const call = { ...received, path, operation: found.operation };
    const { signature, refusal } = verify(call);
    const reply = refusal ? shape(refusal) : await validate(call);
    const details = { operationId: call.operation.id, signature };
    return { reply, record: recordRequest(call, reply, details) };
  }

  return async (request) => answer(receiveRequest(request, await receiveBody(request)));
}
