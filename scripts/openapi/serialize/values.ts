/**
 * Creates the error for a value that cannot be sent.
 *
 * A client that has its own class of error recognizes this one by its members.
 */
export function invalidArgument(argument: string, expectation: string): TypeError {
  return Object.assign(new TypeError(`${argument} ${expectation}`), { argument, expectation });
}

/** Returns the text of a scalar. Dates become ISO 8601. */
export function toText(argument: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  const isText = Number.isFinite(value) || typeof value === "boolean" || typeof value === "bigint";
  if (isText) return String(value);
  const kind = Array.isArray(value) ? "an array" : isRecord(value) ? "an object" : String(value);
  throw invalidArgument(
    argument,
    `must be a string, a finite number, a boolean or a valid Date, not ${kind}`,
  );
}

/** Returns whether a value is sent: `undefined` and `null` are omitted. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Returns whether a value is an object with fields, not an array, a Date, a Blob or bytes. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === "[object Object]";
}

/** Returns the own property of an object. */
export function ownValue<Value>(
  values: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}
