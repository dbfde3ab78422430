import type { Violation } from "../exchange/recorded-request.ts";
import type { ReceivedCall } from "./operation.ts";
import type { Prism } from "./prism.ts";
import { toPrismInput } from "./prism-input.ts";
import type { SpecOperation } from "./read-spec.ts";

/** An answer to be compared with the spec. */
export interface ComparedAnswer {
  readonly status: number;
  /** With names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed, when it is JSON. */
  readonly body: unknown;
}

/** Compares requests and answers with the spec, without sending or changing anything. */
export interface Validator {
  /** In what a request differs from its operation. */
  checkRequest(call: ReceivedCall<SpecOperation>): Violation[];
  /** In what an answer differs from its operation. */
  checkAnswer(operation: SpecOperation, answer: ComparedAnswer): Violation[];
}

interface Diagnostic {
  readonly path?: readonly (string | number)[];
  readonly message: string;
  readonly code?: string | number;
}

/** What Prism answers with: a left one holds what is wrong. */
type Verdict = { _tag: "Left"; left: readonly Diagnostic[] } | { _tag: "Right" };

/** Makes a validator of Prism's. */
export function createValidator({ validateInput, validateOutput }: Prism): Validator {
  return {
    checkRequest(call) {
      const { query, headers, body } = toPrismInput(call);
      const { prism: resource, method } = call.operation;
      const verdict: Verdict = validateInput({
        resource,
        element: {
          method: method.toLowerCase() as "get",
          url: { path: call.path, query },
          ...{ headers, body },
        },
      });
      return toViolations("request", verdict);
    },
    checkAnswer({ prism: resource }, { status, headers, body }) {
      const element = { statusCode: status, headers, body };
      return toViolations("response", validateOutput({ resource, element }));
    },
  };
}

function toViolations(side: "request" | "response", verdict: Verdict): Violation[] {
  return verdict._tag === "Left" ? verdict.left.map((fault) => toViolation(side, fault)) : [];
}

/** Puts what Prism found in our words. */
export function toViolation(
  side: "request" | "response",
  { path = [], message, code }: Diagnostic,
): Violation {
  const rule = code === undefined ? {} : { rule: String(code) };
  return { location: [side, ...path.map(String)], message, ...rule };
}
