import { UsageError } from "./errors.ts";

/** Parameters of a request, by name. Those with fields are objects. */
export type Params = Record<string, unknown>;

const pairPattern = /^([^=[\]]+)(?:\[([^=[\]]+)\])?=(.*)$/s;

/**
 * Reads `key=value` and `key[field]=value`. What follows the first `=` is the value, as it is.
 *
 * @throws {UsageError} When one has another form, or a key is there twice.
 */
export function parseParams(pairs: readonly string[]): Params {
  const params = new Map<string, string | Map<string, string>>();
  for (const pair of pairs) {
    const [, key, field, value] = pairPattern.exec(pair) ?? [];
    // The pair is not repeated: what follows its `=` may be a secret.
    if (key === undefined) throw new UsageError("--param must be key=value or key[field]=value");
    if (field === undefined) addOnce(params, key, value ?? "", key);
    else addOnce(fieldsOf(params, key), field, value ?? "", `${key}[${field}]`);
  }
  return Object.fromEntries(
    [...params].map(([key, value]) => [
      key,
      typeof value === "string" ? value : Object.fromEntries(value),
    ]),
  );
}

/**
 * Reads a JSON object of parameters.
 *
 * @throws {UsageError} When it is none, or holds a number that JavaScript would change.
 */
export function parseJsonParams(text: string): Params {
  const params = parseJson(text);
  if (typeof params === "object" && params !== null && !Array.isArray(params)) {
    return params as Params;
  }
  throw new UsageError('--param-json must be a JSON object, such as {"width":320}');
}

/**
 * Puts parameters from several places together.
 *
 * @throws {UsageError} When a key is in both.
 */
export function joinParams(some: Params, others: Params): Params {
  const twice = Object.keys(others).find((key) => Object.hasOwn(some, key));
  if (twice !== undefined) throw givenTwice(twice);
  return { ...some, ...others };
}

function addOnce<Value>(map: Map<string, Value>, key: string, value: Value, name: string): void {
  if (map.has(key)) throw givenTwice(name);
  map.set(key, value);
}

function fieldsOf(
  params: Map<string, string | Map<string, string>>,
  key: string,
): Map<string, string> {
  const fields = params.get(key) ?? new Map<string, string>();
  if (typeof fields === "string") throw givenTwice(key);
  params.set(key, fields);
  return fields;
}

function givenTwice(name: string): UsageError {
  return new UsageError(`--param ${name} is given twice`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, refuseChangedNumber);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError("--param-json must be valid JSON");
  }
}

function refuseChangedNumber(key: string, value: unknown): unknown {
  if (typeof value !== "number" || Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  throw new UsageError(`--param-json ${key} is too large a number: write it as a text, in quotes`);
}
