import type { IncomingMessage } from "node:http";
import { receiveBody } from "../exchange/receive-body.ts";
import { type ReceivedRequest, receiveRequest } from "../exchange/received-request.ts";
import { type RecordedRequest, recordRequest } from "../exchange/recorded-request.ts";
import { type Rejection, type Reply, reject, rejectViolations } from "../exchange/reply.ts";
import type { Violation } from "../exchange/violation.ts";
import { checkCall } from "../spec/check-parameters.ts";
import { createRouter } from "../spec/find-operation.ts";
import type { Spec } from "../spec/load-spec.ts";
import type { ReceivedCall, SpecOperation } from "../spec/operation.ts";
import type { CallRules } from "../spec/read-call.ts";
import type { Validator } from "../spec/validator.ts";
import type { ErrorsAs, MockApi, Service, Verifier } from "./mock-api.ts";
import type { FailurePlan, PlannedFailure, ResponsePlan } from "./planned-responses.ts";

/** Receives a request and determines its reply and its record. */
export type RequestHandler = (request: IncomingMessage) => Promise<HandledRequest>;

/** A handled request: its reply and its record. */
export interface HandledRequest {
  readonly reply: Reply;
  readonly record: RecordedRequest;
  /** The string that a rejected signature should have been computed from. */
  readonly stringToSign?: string | undefined;
}

interface HandlerOptions extends CallOptions {
  readonly api: Pick<
    MockApi<never>,
    keyof CallRules | "credentialName" | "rejectPath" | "toSpecPath" | "toErrorBody" | "toErrorForm"
  >;
  readonly failures: FailurePlan;
  /** Form of the service's errors. */
  readonly errorsAs: ErrorsAs;
}

/**
 * Creates a handler that receives the body, finds the operation, and either fails as planned or handles
 * the call.
 */
export function createRequestHandler(options: HandlerOptions): RequestHandler {
  const { api, spec, failures } = options;
  const find = createRouter(spec.operations, api.rejectPath, api.toSpecPath);
  const toForm = (reply: Reply): Reply =>
    reply.status < 400 ? reply : { ...reply, body: api.toErrorForm(reply.body, options.errorsAs) };
  const format: FormatError = (rejection) =>
    toForm({ ...rejection, body: api.toErrorBody(rejection.body, rejection.status) });

  const handleCall = createCallHandler(options, format, toForm);

  async function handle(received: ReceivedRequest): Promise<HandledRequest> {
    const found = find(received.method, received.path);
    const operation = "operation" in found ? found.operation : undefined;
    const end = (reply: Reply): HandledRequest => {
      const record = recordRequest(received, reply, { operationId: operation?.id });
      return { reply, record };
    };
    const failure = failures.take(operation?.id);
    if (failure !== undefined) return end(toReply(failure, format));
    if ("rejection" in found) return end(format(found.rejection));
    const call = { ...received, ...found };
    const { reply, signature, stringToSign } = await handleCall(call);
    const details = { operationId: call.operation.id, signature };
    return { reply, record: recordRequest(call, reply, details), stringToSign };
  }

  return async (request) => handle(receiveRequest(request, await receiveBody(request)));
}

/** Converts an error into the format of the API's errors. */
type FormatError = (rejection: Rejection) => Reply;

/** Returns the reply of a planned failure. */
function toReply(failure: PlannedFailure, format: FormatError): Reply {
  const { status = 503, headers = {}, body } = failure;
  // The status is only recorded: the connection is reset without a response.
  if (status === "reset") return { status: 0, isReset: true };
  if (body === undefined) {
    return {
      ...format(reject(status, "PlannedFailure", "The test planned this failure")),
      headers,
    };
  }
  return typeof body === "string" ? { status, headers, text: body } : { status, headers, body };
}

interface CallOptions {
  readonly api: CallRules & Pick<MockApi<never>, "credentialName">;
  readonly spec: Spec;
  /** Whether a call that violates the spec is rejected, even if the service accepts it. */
  readonly strict: boolean;
  readonly verify: Verifier;
  readonly responses: ResponsePlan;
  /** Without it every response is an example of the spec. */
  readonly service: Service | undefined;
}

interface HandledCall {
  readonly reply: Reply;
  /** As in the record of the request. */
  readonly signature: string;
  readonly stringToSign?: string | undefined;
}

/** Creates the handler of calls: it checks the signature, validates, and has the service respond. */
function createCallHandler(
  { api, spec, strict, verify, responses, service }: CallOptions,
  format: FormatError,
  toForm: (reply: Reply) => Reply,
): (call: ReceivedCall<SpecOperation>) => Promise<HandledCall> {
  const { validator } = spec;
  const { credentialName = "Signature" } = api;

  async function respond(
    received: ReceivedCall<SpecOperation>,
    ofSignature: readonly Violation[],
  ): Promise<Reply> {
    const { prefer = responses.take(received.operation.id) } = received.headers;
    const { call, deviations, faults } = checkCall(received, api, validator);
    const found = [...ofSignature, ...deviations, ...faults];
    const isRejected = strict ? found.length > 0 : faults.length > 0;
    if (isRejected) return format(rejectViolations(found));
    return report(await serve(call, prefer), found);
  }

  async function serve(
    call: ReceivedCall<SpecOperation>,
    prefer: string | string[] | undefined,
  ): Promise<Reply> {
    if (service === undefined || prefer !== undefined) return respondWithExample(call, prefer);
    const reply = await service.respond(call);
    if (reply === undefined) return markExample(await respondWithExample(call));
    const fault = rejectOwnFault(validator, call.operation, reply);
    return fault === undefined ? toForm(reply) : format(fault);
  }

  async function respondWithExample(
    call: ReceivedCall<SpecOperation>,
    prefer: string | string[] = "",
  ): Promise<Reply> {
    const example = await spec.respondWithExample(call, String(prefer));
    if ("rejection" in example) return format(example.rejection);
    // An example that is requested by name is sent as it is in the spec.
    return /\bexample=/.test(String(prefer)) ? example : toForm(example);
  }

  return async (call) => {
    const { signature, rejection, violations = [], stringToSign } = verify(call);
    const reply = rejection
      ? addReason(format(rejection), `${credentialName} ${signature}`)
      : await respond(call, violations);
    return { reply, signature, stringToSign };
  };
}

/** Adds the violations of the spec in a request that was served. */
function report(reply: Reply, found: readonly Violation[]): Reply {
  return { ...reply, violations: [...found, ...(reply.violations ?? [])] };
}

/** Marks the example of an operation without state, which is no response of the service. */
function markExample(reply: Reply): Reply {
  return addReason(reply, "This operation has no state: the response is the example of the spec");
}

/** Adds a reason next to the body, which is that of the real service. */
function addReason(reply: Reply, reason: string): Reply {
  return { ...reply, headers: { ...reply.headers, "Mock-Reason": reason } };
}

/**
 * Compares the reply of the service with the spec. A difference is a fault of the mock, which must not
 * look like a response.
 *
 * @returns A 500 that describes the differences; `undefined` if there are none.
 */
function rejectOwnFault(
  { checkResponse }: Pick<Validator, "checkResponse">,
  operation: SpecOperation,
  { status, headers = {}, body }: Reply,
): Rejection | undefined {
  const type = body === undefined ? {} : { "content-type": "application/json" };
  const response = { status, headers: { ...lowerNames(headers), ...type }, body };
  const violations = checkResponse(operation, response);
  if (violations.length === 0) return undefined;
  const details = violations.map(({ location, message }) => `${location.join(".")} ${message}`);
  const start = `The mock's ${status} response to ${operation.id} violates the spec`;
  return { ...reject(500, "MockError", `${start}: ${details.join("; ")}`), violations };
}

function lowerNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}
