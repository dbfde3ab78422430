import { UsageError } from "./errors.ts";

/** Parameters of a request, by name. A parameter with fields is an object. */
export type Params = Record<string, unknown>;

const pairPattern = /^([^=[\]]+)(?:\[([^=[\]]+)\])?=(.*)$/s;

/**
 * Parses `key=value` and `key[field]=value`. The value is the text after the first `=`, unchanged.
 *
 * @throws {UsageError} When a pair has another form, or a key is repeated.
 */
export function parseParams(pairs: readonly string[]): Params {
  const params = new Map<string, string | Map<string, string>>();
  for (const pair of pairs) {
    const [, key, field, value] = pairPattern.exec(pair) ?? [];
    // The message does not repeat the pair: its value may be a secret.
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
 * Parses a JSON object of parameters.
 *
 * @param flag - Flag that contains or names it, for messages.
 * @throws {UsageError} When the text is not a JSON object, or contains a number that JavaScript
 *   cannot represent.
 */
export function parseJsonParams(text: string, flag: string = "--param-json"): Params {
  const params = parseJson(text, flag);
  if (typeof params === "object" && params !== null && !Array.isArray(params)) {
    return params as Params;
  }
  throw new UsageError(`${flag} must be a JSON object, such as {"width":320}`);
}

/**
 * Merges parameters from two sources.
 *
 * @throws {UsageError} When both sources have the same key.
 */
export function mergeParams(some: Params, others: Params): Params {
  const repeated = Object.keys(others).find((key) => Object.hasOwn(some, key));
  if (repeated !== undefined) throw repeatedParam(repeated);
  return { ...some, ...others };
}

function addOnce<Value>(map: Map<string, Value>, key: string, value: Value, name: string): void {
  if (map.has(key)) throw repeatedParam(name);
  map.set(key, value);
}

function fieldsOf(
  params: Map<string, string | Map<string, string>>,
  key: string,
): Map<string, string> {
  const fields = params.get(key) ?? new Map<string, string>();
  if (typeof fields === "string") throw repeatedParam(key);
  params.set(key, fields);
  return fields;
}

function repeatedParam(name: string): UsageError {
  return new UsageError(`--param ${name} is repeated`);
}

function parseJson(text: string, flag: string): unknown {
  try {
    return JSON.parse(text, (key, value) => rejectUnsafeNumber(key, value, flag));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${flag} must be valid JSON`);
  }
}

function rejectUnsafeNumber(key: string, value: unknown, flag: string): unknown {
  if (typeof value !== "number" || Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  throw new UsageError(`${flag} ${key} is too large for a number: write it as a string`);
}
