import { typeName } from "./names.ts";

/** Responses that a key of a spec stands for, and the type of their body. */
export interface TypedResponse {
  /** `200`, `4XX` or `default`. */
  readonly key: string;
  readonly type: string;
}

/** What the result type of an operation consists of. */
export interface ResultParts {
  /** Name of the endpoint function. */
  readonly name: string;
  /** The type of the data, which is also an alias of the operation. */
  readonly data: string;
  /** The type of the error, which is also an alias of the operation. */
  readonly error: string;
  readonly successes: readonly TypedResponse[];
  readonly failures: readonly TypedResponse[];
}

/** Statuses that have the same type. */
interface Member {
  readonly keys: readonly string[];
  readonly type: string;
  /** Keys of other members, whose statuses the keys of this one would include. */
  readonly others: readonly string[];
}

/**
 * Prints the result type of an operation: a union with a member for each body, or its short form.
 *
 * The last failure has all statuses that the spec does not list.
 */
export function printResult({ name, data, error, ...responses }: ResultParts): string {
  const hasDefault = responses.failures.some(({ key }) => key === "default");
  const others = hasDefault ? [] : [{ key: "default", type: error }];
  const successes = joinMembers(responses.successes);
  const failures = joinMembers([...responses.failures, ...others]);
  const [success] = successes;
  if (success !== undefined && successes.length === 1 && failures.length === 1) {
    const keys = printKeys(success.keys);
    const names = [typeName(name, "Data"), typeName(name, "Error")];
    return `Result<${[...names, ...(keys === '"2XX"' ? [] : [keys])].join(", ")}>`;
  }
  return [
    ...successes.map((member) => printMember("Success", member, [data, typeName(name, "Data")])),
    ...failures.map((member) => printMember("Failure", member, [error, typeName(name, "Error")])),
  ].join(" | ");
}

function printMember(
  kind: "Success" | "Failure",
  { keys, type, others }: Member,
  [aliased, alias]: readonly [type: string, alias: string],
): string {
  const except = others.length === 0 ? [] : [printKeys(others)];
  const parts = [printKeys(keys), type === aliased ? alias : type, ...except];
  return `${kind}<${parts.join(", ")}>`;
}

function printKeys(keys: readonly string[]): string {
  return keys.map((key) => (isExact(key) ? key : JSON.stringify(key))).join(" | ");
}

function isExact(key: string): boolean {
  return /^\d+$/.test(key);
}

/** Joins the statuses of equal bodies. A range with others inside it is a member of its own. */
function joinMembers(responses: readonly TypedResponse[]): Member[] {
  const needed = responses.filter((response) => {
    const wider = findWider(response, responses);
    return wider?.type !== response.type;
  });
  const members = new Map<string, Member>();
  for (const { key, type } of needed) {
    const others = needed.map((other) => other.key).filter((other) => includes(key, other));
    const id = others.length === 0 ? type : key;
    const { keys = [] } = members.get(id) ?? {};
    members.set(id, { keys: [...keys, key], type, others });
  }
  return [...members.values()];
}

/** Returns the range that includes the statuses of a key if the spec does not list it. */
function findWider(
  { key }: TypedResponse,
  responses: readonly TypedResponse[],
): TypedResponse | undefined {
  const wider = responses.filter((other) => includes(other.key, key));
  return wider.find((other) => other.key !== "default") ?? wider[0];
}

/** Returns whether a range includes the statuses of another key. */
function includes(range: string, key: string): boolean {
  if (isExact(range) || range === key) return false;
  return range === "default" || range.slice(0, 1) === key.slice(0, 1);
}
