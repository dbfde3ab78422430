import { type ReceivedRequest, receiveRequest } from "../exchange/received-request.ts";
import type { Violation } from "../exchange/violation.ts";
import type { MockApi, Verifier } from "../mock/mock-api.ts";
import { checkCall } from "../spec/check-parameters.ts";
import type { FindOperation } from "../spec/find-operation.ts";
import type { ReceivedCall, SpecOperation } from "../spec/operation.ts";
import type { CallRules } from "../spec/read-call.ts";
import type { Validator } from "../spec/validator.ts";
import type { FindingDetails, FindingKind } from "./findings.ts";
import { type ResponseHead, toHeaders } from "./message-head.ts";
import { maxCheckedBytes, type ProxiedExchange } from "./proxied-exchange.ts";
import { readResponseBody } from "./read-response-body.ts";

/** Compares an exchange with a spec, after it was passed on. */
export type CheckExchange = (exchange: ProxiedExchange) => Promise<CheckedExchange>;

/** Result of comparing an exchange with the spec. */
export interface CheckedExchange {
  readonly operationId: string | undefined;
  /** Whether it does not belong to the API, such as an upload. */
  readonly isOutside: boolean;
  readonly findings: readonly FindingDetails[];
}

/** Parts of the comparison. */
interface Comparison {
  /** The rules for requests. Without them, only responses are compared, and there are no uploads. */
  readonly api?: Pick<MockApi<never>, keyof CallRules | "createVerifier" | "credentialName">;
  readonly find: FindOperation<SpecOperation>;
  readonly validator: Validator;
}

/** Creates the function that compares exchanges with a spec. */
export function createCheckExchange({ api, find, validator }: Comparison): CheckExchange {
  const comparison = api && {
    validator,
    rules: api,
    credentialName: api.credentialName ?? "Signature",
    verify: api.createVerifier({ credentials: undefined, now: () => new Date() }),
  };

  async function compare(
    call: ReceivedCall<SpecOperation>,
    exchange: ProxiedExchange,
  ): Promise<FoundViolations[]> {
    const inRequest = comparison && exchange.isReceived ? checkRequest(comparison, call) : [];
    return [...inRequest, ...(await checkResponse(validator, call.operation, exchange))];
  }

  return async (exchange) => {
    const request = toRequest(exchange);
    const { method, path } = request;
    const isOther = isPreflight(request) || (api !== undefined && uploadLocation.test(path));
    if (isOther) return { operationId: undefined, isOutside: true, findings: [] };
    const route = find(method, path);
    const status = exchange.response?.status;
    if ("rejection" in route) {
      const violation = { location: ["request"], message: route.rejection.body.message };
      const finding = { operationId: undefined, method, path, status, violations: [violation] };
      return {
        operationId: undefined,
        isOutside: false,
        findings: [{ kind: "route", ...finding }],
      };
    }
    const operationId = route.operation.id;
    const found = await compare({ ...request, ...route }, exchange);
    const findings = found
      .filter(([, violations]) => violations.length > 0)
      .map(([kind, violations]) => ({ kind, operationId, method, path, status, violations }));
    return { operationId, isOutside: false, findings };
  };
}

/** Violations in a request or in a response. */
type FoundViolations = readonly [kind: FindingKind, violations: readonly Violation[]];

function toRequest({ request, requestBody }: ProxiedExchange): ReceivedRequest {
  const { method, target: url, fields } = request;
  return receiveRequest({ method, url, headers: toHeaders(fields) }, requestBody.end());
}

/** Paths of uploads, which no spec describes. */
const uploadLocation = /^\/upload\/session(\/|$)/;

/** Returns whether a request is a preflight, which no spec describes. */
function isPreflight({ method, headers }: ReceivedRequest): boolean {
  return method === "OPTIONS" && headers["access-control-request-method"] !== undefined;
}

interface RequestComparison {
  readonly validator: Pick<Validator, "checkRequest">;
  readonly rules: CallRules;
  /** What authorizes a request, as messages call it. */
  readonly credentialName: string;
  /** Requires a signature or a key, but does not check it. */
  readonly verify: Verifier;
}

/** Returns the violations in a request. */
function checkRequest(
  { validator, rules, credentialName, verify }: RequestComparison,
  call: ReceivedCall<SpecOperation>,
): FoundViolations[] {
  const reason = uncheckedReason(call);
  if (reason !== undefined) {
    return [["unchecked", [{ location: ["request", "body"], message: reason }]]];
  }
  const { rejection, signature } = verify(call);
  const unsigned: Violation[] =
    rejection === undefined
      ? []
      : [{ location: ["request", "signature"], message: `${credentialName} ${signature}` }];
  const { deviations, faults } = checkCall(call, rules, validator);
  return [["request", [...unsigned, ...deviations, ...faults]]];
}

/** Returns the reason why a request cannot be checked, if there is one. */
function uncheckedReason({ headers, body }: ReceivedCall): string | undefined {
  const coding = headers["content-encoding"] ?? "identity";
  if (coding !== "identity") return `The Content-Encoding ${coding} of a request is not decoded`;
  // A field of a multipart form has a limit of its own, which no parameter exceeds.
  const isText = body.mediaType !== "multipart/form-data" && body.fault !== undefined;
  return isText && body.size > maxCheckedBytes ? body.fault : undefined;
}

/** Returns the violations in a response. An incomplete response is not checked. */
async function checkResponse(
  validator: Pick<Validator, "checkResponse">,
  operation: SpecOperation,
  { response, responseBody, hasResponded }: ProxiedExchange,
): Promise<FoundViolations[]> {
  if (response === undefined || !hasResponded) return [];
  const body = await readResponseBody(response, responseBody);
  if (body.kind === "unchecked") return [["unchecked", [inBody(body.message)]]];
  if (body.kind === "broken") return [["answer", [inBody(body.message)]]];
  const json = body.kind === "json" ? body.json : undefined;
  const violations = validator.checkResponse(operation, toComparable(response, json));
  // Violations in a body that is not JSON are meaningless.
  const isRelevant = ({ location }: Violation) => body.kind === "json" || location[1] !== "body";
  return [["answer", violations.filter(isRelevant)]];
}

function toComparable({ status, fields }: ResponseHead, body: unknown) {
  const headers = Object.entries(toHeaders(fields)).map(([name, value]) => [name, String(value)]);
  return { status, headers: Object.fromEntries(headers), body };
}

function inBody(message: string): Violation {
  return { location: ["response", "body"], message };
}
