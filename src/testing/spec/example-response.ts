import { type Rejection, type Reply, rejectViolations } from "../exchange/reply.ts";
import type { ReceivedCall, SpecOperation } from "./operation.ts";
import { loadMocker, type PrismMocker, prismOf } from "./prism.ts";
import { toPrismInput, toViolation } from "./prism-validator.ts";

type Instance = ReturnType<PrismMocker["createInstance"]>;
type PrismOutput = Extract<Awaited<ReturnType<ReturnType<Instance["request"]>>>, { _tag: "Right" }>;

const silent = () => {};
const logger: unknown = {
  debug: silent,
  error: silent,
  info: silent,
  success: silent,
  trace: silent,
  warn: silent,
  child: () => logger,
};

/**
 * Returns an example of the spec as the response to a valid call.
 *
 * @param prefer - Value of a `Prefer` header, which selects the example. A value that selects none is
 *   rejected.
 */
export type ExampleResponder = (
  call: ReceivedCall<SpecOperation>,
  prefer: string,
) => Promise<Reply | { rejection: Rejection }>;

/** Creates the responder. Prism's mocker is loaded by the first call. */
export function createExampleResponder(): ExampleResponder {
  let loading: Promise<Instance> | undefined;
  return async (call, prefer) => {
    loading ??= createInstance();
    return respond(await loading, call, prefer);
  };
}

/** Creates an instance of Prism without a server. */
async function createInstance(): Promise<Instance> {
  const prism = await loadMocker();
  // Prism uses a subset of pino's logger, which this one implements.
  return prism.createInstance(baseConfig({ dynamic: false }), { logger: logger as never });
}

async function respond(
  instance: Instance,
  call: ReceivedCall<SpecOperation>,
  prefer: string,
): Promise<Reply | { rejection: Rejection }> {
  const preferences = readPreferences(prefer);
  if (typeof preferences === "string") return rejectPrefer(preferences);
  const { query, headers, body } = toPrismInput(call);
  const operation = prismOf(call.operation);
  const input = {
    method: operation.method as "get",
    url: { path: call.path, query },
    headers,
    body,
  };
  const result = await instance.request(input, [operation], baseConfig(preferences))();
  // An unknown example or status is a mistake in the test, which must not look like a response.
  return result._tag === "Right" ? toReply(result.right, preferences) : rejectPrefer();
}

function baseConfig(mock: Preferences) {
  return {
    isProxy: false as const,
    // The signature has already been checked, more strictly than Prism can.
    checkSecurity: false,
    validateRequest: false,
    validateResponse: true,
    errors: false,
    upstreamProxy: undefined,
    mock,
  };
}

function toReply({ output, validations }: PrismOutput["right"], { code }: Preferences) {
  // Prism falls back to a success when the requested status has no such example.
  if (code !== undefined && output.statusCode !== code) return rejectPrefer();
  const { statusCode: status, body } = output;
  const headers = Object.entries(output.headers ?? {}).filter(([, value]) => value !== null);
  const violations = validations.output.map((violation) => toViolation("response", violation));
  return { status, headers: Object.fromEntries(headers), body, violations };
}

function rejectPrefer(message: string = "Header Prefer: the spec has no such response") {
  const violation = { location: ["request", "header", "prefer"], message };
  return { rejection: rejectViolations([violation]) };
}

/** Preferences of the header `Prefer` (RFC 7240). */
interface Preferences {
  /** Status of the response. */
  code?: number;
  /** Name of the example. */
  exampleKey?: string;
  /** Whether the response is generated from the schema. */
  dynamic: boolean;
  /** Seed that makes a generated response repeatable. */
  seed?: string;
}

/**
 * Parses `code=404, example=unknownVideo`. Preferences are separated by commas or semicolons. Unknown
 * ones are ignored.
 *
 * @returns A description of the fault when the header cannot be parsed.
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
