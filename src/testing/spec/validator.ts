import type { Violation } from "../exchange/violation.ts";
import type { ReceivedCall, SpecOperation } from "./operation.ts";
import type { Prism } from "./prism.ts";
import { toPrismInput } from "./prism-input.ts";

/** A response that is compared with the spec. */
export interface CheckedResponse {
  readonly status: number;
  /** With names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed, when it is JSON. */
  readonly body: unknown;
}

/** Compares requests and responses with the spec, without sending or changing anything. */
export interface Validator {
  /** Returns the differences between a request and its operation. */
  checkRequest(call: ReceivedCall<SpecOperation>): Violation[];
  /** Returns the differences between a response and its operation. */
  checkResponse(operation: SpecOperation, response: CheckedResponse): Violation[];
}

interface Diagnostic {
  readonly path?: readonly (string | number)[];
  readonly message: string;
  readonly code?: string | number;
}

/** Result of Prism's validation: `Left` holds the faults. */
type Outcome = { _tag: "Left"; left: readonly Diagnostic[] } | { _tag: "Right" };

/** Creates a validator that uses Prism. */
export function createValidator({ validateInput, validateOutput }: Prism): Validator {
  return {
    checkRequest(call) {
      const { query, headers, body } = toPrismInput(call);
      const { prism: resource, method } = call.operation;
      const outcome: Outcome = validateInput({
        resource,
        element: {
          method: method.toLowerCase() as "get",
          url: { path: call.path, query },
          headers,
          body,
        },
      });
      return toViolations("request", outcome);
    },
    checkResponse({ prism: resource }, { status, headers, body }) {
      const element = { statusCode: status, headers, body };
      return toViolations("response", validateOutput({ resource, element }));
    },
  };
}

function toViolations(side: "request" | "response", outcome: Outcome): Violation[] {
  return outcome._tag === "Left" ? outcome.left.map((fault) => toViolation(side, fault)) : [];
}

/** Converts a diagnostic of Prism. */
export function toViolation(
  side: "request" | "response",
  { path = [], message, code }: Diagnostic,
): Violation {
  const rule = code === undefined ? {} : { rule: String(code) };
  return { location: [side, ...path.map(String)], message, ...rule };
}
