import { type ReceivedRequest, receiveRequest } from "../exchange/received-request.ts";
import type { Violation } from "../exchange/recorded-request.ts";
import type { MockApi, MockCredentials, Verifier } from "../mock/mock-api.ts";
import { checkCall } from "../spec/check-parameters.ts";
import type { FindOperation } from "../spec/find-operation.ts";
import type { ReceivedCall } from "../spec/operation.ts";
import type { SpecOperation } from "../spec/read-spec.ts";
import type { Validator } from "../spec/validator.ts";
import { type Exchange, longestCheckedBytes } from "./exchange.ts";
import type { FindingKind, FoundFault } from "./findings.ts";
import { type AnswerHead, toHeaders } from "./message-head.ts";
import { readAnswerBody } from "./read-answer-body.ts";

/** What came of comparing an exchange with the spec. */
export interface CheckedExchange {
  readonly operationId: string | undefined;
  /** Whether it is none of the API's business, such as an upload. */
  readonly isOutside: boolean;
  readonly faults: readonly FoundFault[];
}

/** What exchanges are compared with. */
interface Comparison {
  readonly api: Pick<MockApi<MockCredentials>, "authParams" | "createVerifier">;
  readonly find: FindOperation<SpecOperation>;
  readonly validator: Validator;
}

/** Compares exchanges with a spec, after they have passed. */
export type CheckExchange = (exchange: Exchange) => Promise<CheckedExchange>;

const uploadLocation = /^\/upload\/session(\/|$)/;

/** Prepares the comparison. */
export function createCheckExchange({ api, find, validator }: Comparison): CheckExchange {
  const { authParams } = api;
  const verify = api.createVerifier({ credentials: undefined, now: () => new Date() });
  const comparison = { validator, authParams, verify };

  async function compare(
    operation: SpecOperation,
    request: ReceivedRequest,
    exchange: Exchange,
  ): Promise<Found[]> {
    const call = toCall(request, operation);
    const inRequest = exchange.isReceived ? checkRequest(comparison, call) : [];
    return [...inRequest, ...(await checkAnswer(validator, operation, exchange))];
  }

  return async (exchange) => {
    const request = toRequest(exchange);
    const { method, path } = request;
    if (isOutside(request)) return { operationId: undefined, isOutside: true, faults: [] };
    const route = find(method, path);
    const status = exchange.answer?.status;
    if ("refusal" in route) {
      const violation = { location: ["request"], message: route.refusal.body.message };
      const fault = { operationId: undefined, method, path, status, violations: [violation] };
      return { operationId: undefined, isOutside: false, faults: [{ kind: "route", ...fault }] };
    }
    const operationId = route.operation.id;
    const found = await compare(route.operation, request, exchange);
    const faults = found
      .filter(([, violations]) => violations.length > 0)
      .map(([kind, violations]) => ({ kind, operationId, method, path, status, violations }));
    return { operationId, isOutside: false, faults };
  };
}

function toRequest({ request, requestBody }: Exchange): ReceivedRequest {
  const { method, target: url, fields } = request;
  return receiveRequest({ method, url, headers: toHeaders(fields) }, requestBody.end());
}

function toCall(request: ReceivedRequest, operation: SpecOperation): ReceivedCall<SpecOperation> {
  return { ...request, path: request.path.slice(operation.prefix.length), operation };
}

/** Uploads go where the service says, and preflights of browsers to every API. */
function isOutside({ method, path, headers }: ReceivedRequest): boolean {
  const isPreflight = method === "OPTIONS" && headers["access-control-request-method"];
  return uploadLocation.test(path) || Boolean(isPreflight);
}

/** What requests are compared with. */
interface RequestComparison {
  readonly validator: Pick<Validator, "checkRequest">;
  /** Parameters of the signature. */
  readonly authParams: ReadonlySet<string>;
  /** Looks for the signature, and does not judge it. */
  readonly verify: Verifier;
}

/** Finds in what a request differs from the spec. */
function checkRequest(
  { validator, authParams, verify }: RequestComparison,
  call: ReceivedCall<SpecOperation>,
): Found[] {
  const obstacle = findObstacle(call);
  if (obstacle !== undefined) {
    return [["unchecked", [{ location: ["request", "body"], message: obstacle }]]];
  }
  const { refusal, signature } = verify(call);
  const unsigned: Violation[] =
    refusal === undefined
      ? []
      : [{ location: ["request", "signature"], message: `Signature ${signature}` }];
  return [
    ["request", [...unsigned, ...checkCall(call, authParams), ...validator.checkRequest(call)]],
  ];
}

/** Why a request cannot be looked into. */
function findObstacle({ headers, body }: ReceivedCall): string | undefined {
  const coding = headers["content-encoding"] ?? "identity";
  if (coding !== "identity") return `The Content-Encoding ${coding} of a request is not decoded`;
  // A field of a multipart form has another limit, which no parameter comes near.
  const isText = body.mediaType !== "multipart/form-data" && body.fault !== undefined;
  return isText && body.size > longestCheckedBytes ? body.fault : undefined;
}

/** What was found in a request or an answer. */
type Found = readonly [kind: FindingKind, violations: readonly Violation[]];

/** Finds in what an answer differs from the spec. One that broke off is not looked at. */
async function checkAnswer(
  validator: Pick<Validator, "checkAnswer">,
  operation: SpecOperation,
  { answer, answerBody, isAnswered }: Exchange,
): Promise<Found[]> {
  if (answer === undefined || !isAnswered) return [];
  const body = await readAnswerBody(answer, answerBody);
  if (body.kind === "unchecked") return [["unchecked", [inBody(body.message)]]];
  if (body.kind === "broken") return [["answer", [inBody(body.message)]]];
  const json = body.kind === "json" ? body.json : undefined;
  const violations = validator.checkAnswer(operation, toCompared(answer, json));
  // What is said of a body that is no JSON at all says nothing.
  const isTelling = ({ location }: Violation) => body.kind === "json" || location[1] !== "body";
  return [["answer", violations.filter(isTelling)]];
}

function toCompared({ status, fields }: AnswerHead, body: unknown) {
  const headers = Object.entries(toHeaders(fields)).map(([name, value]) => [name, String(value)]);
  return { status, headers: Object.fromEntries(headers), body };
}

function inBody(message: string): Violation {
  return { location: ["response", "body"], message };
}
