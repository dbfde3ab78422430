import { type Refusal, type Reply, refuseViolations } from "../exchange/reply.ts";
import type { ReceivedCall } from "./operation.ts";
import { loadMocker, type PrismMocker } from "./prism.ts";
import { toPrismInput } from "./prism-input.ts";
import type { SpecOperation } from "./read-spec.ts";
import { toViolation } from "./validator.ts";

type Instance = ReturnType<PrismMocker["createInstance"]>;
type Answer = Extract<Awaited<ReturnType<ReturnType<Instance["request"]>>>, { _tag: "Right" }>;

const silent = () => {};
const logger: unknown = {
  ...{ debug: silent, error: silent, info: silent, success: silent, trace: silent, warn: silent },
  child: () => logger,
};

/**
 * Answers a call, which is as the spec says, with an example of the spec.
 *
 * @param prefer - Which example: the value of a `Prefer` header. When there is none such, this is
 *   refused.
 */
export type AskPrism = (
  call: ReceivedCall<SpecOperation>,
  prefer: string,
) => Promise<Reply | { refusal: Refusal }>;

/** Prepares Prism, which is loaded with the first question. */
export function createAskPrism(): AskPrism {
  let loading: Promise<Instance> | undefined;
  return async (call, prefer) => {
    loading ??= createInstance();
    return ask(await loading, call, prefer);
  };
}

/** Prism without a server of its own. */
async function createInstance(): Promise<Instance> {
  const prism = await loadMocker();
  // Prism logs by a subset of pino's logger, and this is that.
  return prism.createInstance(baseConfig({ dynamic: false }), { logger: logger as never });
}

async function ask(
  instance: Instance,
  call: ReceivedCall<SpecOperation>,
  prefer: string,
): Promise<Reply | { refusal: Refusal }> {
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
    validateRequest: false,
    validateResponse: true,
    errors: false,
    upstreamProxy: undefined,
    mock,
  };
}

function toAnswer({ output, validations }: Answer["right"], { code }: Preferences) {
  // Prism falls back to a success when the wanted status has no such example.
  if (code !== undefined && output.statusCode !== code) return unanswerable();
  const { statusCode: status, body } = output;
  const headers = Object.entries(output.headers ?? {}).filter(([, value]) => value !== null);
  const violations = validations.output.map((violation) => toViolation("response", violation));
  return { status, headers: Object.fromEntries(headers), body, violations };
}

function unanswerable(message: string = "Header Prefer: the spec has no such answer") {
  const violation = { location: ["request", "header", "prefer"], message };
  return { refusal: refuseViolations([violation]) };
}

/** What a test asks of the mock by the header `Prefer` (RFC 7240). */
interface Preferences {
  /** Status to answer. */
  code?: number;
  /** Name of the example. */
  exampleKey?: string;
  /** Whether the answer is made up from the schema. */
  dynamic: boolean;
  /** Makes what is made up repeatable. */
  seed?: string;
}

/**
 * Reads `code=404, example=unknownVideo`. Preferences are separated by commas or semicolons; those
 * that a mock does not know are ignored.
 *
 * @returns What is wrong with the header, if it cannot be read.
 */
function readPreferences(header: string): Preferences | string {
  const pairs = header.split(/[,;]/).map((pair) => pair.split("=").map(unquote));
  const preferences: Record<string, string | undefined> = Object.fromEntries(pairs);
  const { code, example, dynamic, seed } = preferences;
  if (code !== undefined && !/^[2-9]\d\d$/.test(code)) {
    return "Header Prefer: code must be a status from 200 to 999";
  }
  return {
    dynamic: dynamic === "true",
    ...(code !== undefined && { code: Number(code) }),
    ...(example !== undefined && { exampleKey: example }),
    ...(seed !== undefined && { seed }),
  };
}

function unquote(text: string): string {
  return text.trim().replace(/^"(.*)"$/, "$1");
}
