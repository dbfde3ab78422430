import type { SpecOperation } from "./prism/read-spec.ts";
import type { Validator } from "./prism/validator.ts";
import { type Refusal, type Reply, refuse } from "./reply.ts";

/**
 * Holds what the mock is about to answer against the spec. What differs is a fault of the mock's, and
 * must not pass for an answer.
 *
 * @returns What is wrong, as a 500; `undefined` when it is as the spec says.
 */
export function refuseOwnFault(
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
