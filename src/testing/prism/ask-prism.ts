import type { ReceivedCall } from "../received-call.ts";
import type { Violation } from "../recorded-request.ts";
import type { Reply } from "../reply.ts";
import type { Prism } from "./load-prism.ts";
import { type Preferences, readPreferences } from "./preferences.ts";
import { toPrismInput } from "./prism-input.ts";
import type { SpecOperation } from "./read-spec.ts";

type Instance = ReturnType<Prism["createInstance"]>;
type Answer = Extract<Awaited<ReturnType<ReturnType<Instance["request"]>>>, { _tag: "Right" }>;

/** What Prism makes of a call. */
export interface MockedAnswer {
  /** What is wrong with the request: then there is nothing else to look at. */
  readonly violations: readonly Violation[];
  readonly reply: Reply;
}

const silent = () => {};
const logger: unknown = {
  ...{ debug: silent, error: silent, info: silent, success: silent, trace: silent, warn: silent },
  child: () => logger,
};

/** Prism without a server of its own. */
export function createInstance(prism: Prism): Instance {
  // Prism logs by a subset of pino's logger, and this is that.
  return prism.createInstance(baseConfig({ dynamic: false }), { logger: logger as never });
}

/**
 * Validates a call and answers it with an example of the spec.
 *
 * @param prefer - Which example: the value of a `Prefer` header.
 */
export async function askPrism(
  instance: Instance,
  call: ReceivedCall<SpecOperation>,
  prefer: string,
): Promise<MockedAnswer> {
  const preferences = readPreferences(prefer);
  if (typeof preferences === "string") return unanswerable(preferences);
  const { query, headers, body } = toPrismInput(call);
  const { prism: operation } = call.operation;
  const input = {
    method: operation.method as "get",
    url: { path: call.path, query },
    ...{ headers, body },
  };
  const result = await instance.request(input, [operation], baseConfig(preferences))();
  // No such example, no such status: a mistake of the test, which must not look like an answer.
  return result._tag === "Right" ? toAnswer(result.right, preferences) : unanswerable();
}

function baseConfig(mock: Preferences) {
  return {
    isProxy: false as const,
    // The signature has been checked, and more strictly than Prism can.
    checkSecurity: false,
    validateRequest: true,
    validateResponse: true,
    errors: false,
    upstreamProxy: undefined,
    mock,
  };
}

function toAnswer({ output, validations }: Answer["right"], { code }: Preferences): MockedAnswer {
  const violations = validations.input.map((violation) => toViolation("request", violation));
  if (violations.length > 0) return { violations, reply: { status: 400 } };
  // Prism falls back to a success when the wanted status has no such example.
  if (code !== undefined && output.statusCode !== code) return unanswerable();
  const { statusCode: status, body } = output;
  const headers = Object.entries(output.headers ?? {}).filter(([, value]) => value !== null);
  const faults = validations.output.map((violation) => toViolation("response", violation));
  return {
    violations,
    reply: { status, headers: Object.fromEntries(headers), body, violations: faults },
  };
}

function toViolation(
  side: "request" | "response",
  { path = [], message }: { path?: (string | number)[]; message: string },
): Violation {
  return { location: [side, ...path.map(String)], message };
}

function unanswerable(
  message: string = "Header Prefer: the spec has no such answer",
): MockedAnswer {
  const violations = [{ location: ["request", "header", "prefer"], message }];
  return { violations, reply: { status: 400 } };
}
