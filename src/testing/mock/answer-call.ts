import { type Refusal, type Reply, refuse, refuseViolations } from "../exchange/reply.ts";
import { checkCall } from "../spec/check-parameters.ts";
import type { AskPrism } from "../spec/example-response.ts";
import type { ReceivedCall } from "../spec/operation.ts";
import type { SpecOperation } from "../spec/read-spec.ts";
import type { Validator } from "../spec/validator.ts";
import type { AnswerPlan } from "./answer-plan.ts";
import type { MockApi, Verifier } from "./mock-api.ts";
import type { Service } from "./service.ts";

/** What calls are answered with. */
export interface CallAnswering {
  readonly api: Pick<MockApi<never>, "authParams">;
  /** Gives an error the body that the API's errors have. */
  readonly shape: (refusal: Refusal) => Reply;
  readonly validator: Validator;
  readonly askPrism: AskPrism;
  readonly verify: Verifier;
  readonly answers: AnswerPlan;
  /** Without it every answer is an example of the spec. */
  readonly service: Service | undefined;
}

/** An answer, and what was made of the signature. */
interface AnsweredCall {
  readonly reply: Reply;
  /** As in the record of the request. */
  readonly signature: string;
  /** What a refused signature should have been made of. */
  readonly stringToSign?: string | undefined;
}

/** Composes the way of a call: signature, validation, answer. */
export function createAnswerCall(
  answering: CallAnswering,
): (call: ReceivedCall<SpecOperation>) => Promise<AnsweredCall> {
  const { api, shape, validator, askPrism, verify, answers, service } = answering;

  async function answer(call: ReceivedCall<SpecOperation>): Promise<Reply> {
    const { prefer = answers.take(call.operation.id) } = call.headers;
    const violations = [...checkCall(call, api.authParams), ...validator.checkRequest(call)];
    if (violations.length > 0) return shape(refuseViolations(violations));
    // Who asks for an example gets it.
    if (service === undefined || prefer !== undefined) return giveExample(call, prefer);
    const reply = await service.answer(call);
    if (reply === undefined) return markExample(await giveExample(call));
    const fault = refuseOwnFault(validator, call.operation, reply);
    return fault === undefined ? reply : shape(fault);
  }

  async function giveExample(
    call: ReceivedCall<SpecOperation>,
    prefer: string | string[] = "",
  ): Promise<Reply> {
    const mocked = await askPrism(call, String(prefer));
    return "refusal" in mocked ? shape(mocked.refusal) : mocked;
  }

  return async (call) => {
    const { signature, refusal, stringToSign } = verify(call);
    const reply = refusal ? explain(shape(refusal), signature) : await answer(call);
    return { reply, signature, stringToSign };
  };
}

/** Tells an example of an operation without state from an answer. */
function markExample(reply: Reply): Reply {
  return giveReason(reply, "This operation has no state: this is the example of the spec");
}

/** Says why a signature was refused, beside the body that the service would answer with. */
function explain(reply: Reply, reason: string): Reply {
  return giveReason(reply, `Signature ${reason}`);
}

function giveReason(reply: Reply, reason: string): Reply {
  return { ...reply, headers: { ...reply.headers, "Mock-Reason": reason } };
}

/**
 * Holds what the mock is about to answer against the spec. What differs is a fault of the mock's, and
 * must not pass for an answer.
 *
 * @returns What is wrong, as a 500; `undefined` when it is as the spec says.
 */
function refuseOwnFault(
  { checkAnswer }: Pick<Validator, "checkAnswer">,
  operation: SpecOperation,
  { status, headers = {}, body }: Reply,
): Refusal | undefined {
  const type = body === undefined ? {} : { "content-type": "application/json" };
  const answer = { status, headers: { ...lowerNames(headers), ...type }, body };
  const violations = checkAnswer(operation, answer);
  if (violations.length === 0) return undefined;
  const details = violations.map(({ location, message }) => `${location.join(".")} ${message}`);
  const start = `The mock's ${status} to ${operation.id} breaks the spec`;
  return { ...refuse(500, "MockError", `${start}: ${details.join("; ")}`), violations };
}

function lowerNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}
