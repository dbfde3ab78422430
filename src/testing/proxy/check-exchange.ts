import type { FindOperation } from "../find-operation.ts";
import type { MockApi } from "../mock-api.ts";
import type { MockCredentials } from "../mock-credentials.ts";
import type { SpecOperation } from "../prism/read-spec.ts";
import type { Validator } from "../prism/validator.ts";
import { type ReceivedCall, type ReceivedRequest, receiveRequest } from "../received-call.ts";
import { checkAnswer, type Found } from "./check-answer.ts";
import { checkRequest } from "./check-request.ts";
import type { Exchange } from "./exchange.ts";
import type { FoundFault } from "./finding.ts";
import { toHeaders } from "./http/message-head.ts";

/** What came of comparing an exchange with the spec. */
export interface CheckedExchange {
  readonly operationId: string | undefined;
  /** Whether it is none of the API's business, such as an upload. */
  readonly isOutside: boolean;
  readonly faults: readonly FoundFault[];
}

/** What exchanges are compared with. */
export interface Comparison {
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
