import { InvalidArgumentError } from "./errors.ts";

/**
 * Checks a condition that an argument must fulfill.
 *
 * @param expectation - See {@link InvalidArgumentError}.
 * @throws {InvalidArgumentError} When the condition is false.
 */
export function requireThat(isValid: boolean, argument: string, expectation: string): void {
  if (!isValid) throw new InvalidArgumentError(argument, expectation);
}

/**
 * Returns a value of an allowed kind.
 *
 * @param kind - The allowed kind: "a number".
 * @throws {InvalidArgumentError} When `isValid` is false. The error describes the value.
 */
export function requireKind<Value>(
  isValid: boolean,
  argument: string,
  value: Value,
  kind: string,
): Value {
  if (isValid) return value;
  throw new InvalidArgumentError(argument, `must be ${kind}, not ${describe(value)}`);
}

/**
 * Returns a string that is not blank.
 *
 * @throws {InvalidArgumentError} When the value is not a string, or is blank.
 */
export function requireText(argument: string, value: unknown): string {
  const isText = typeof value === "string" && value.trim() !== "";
  return requireKind(isText, argument, value, "a non-empty string") as string;
}

/**
 * Returns a key of an account.
 *
 * @throws {InvalidArgumentError} When the value is not a string, is blank, starts or ends with white
 *   space, or contains a line break. Such a key was read incorrectly, and every signature would be wrong.
 */
export function requireKey(argument: string, value: unknown): string {
  const key = requireText(argument, value);
  const isClean = key.trim() === key && !/[\r\n]/.test(key);
  requireThat(isClean, argument, "must not start or end with white space, or contain a line break");
  return key;
}

/**
 * Checks that an object has no options but the known ones: a misspelled option would have no effect.
 *
 * @throws {InvalidArgumentError} When an option is not known and not `undefined`. The error names it.
 */
export function requireKnownOptions(options: object, known: object): void {
  for (const [name, value] of Object.entries(options)) {
    const isKnown = value === undefined || Object.hasOwn(known, name);
    requireThat(isKnown, name, `is not one of the options: ${Object.keys(known).join(", ")}`);
  }
}

/**
 * Returns an optional boolean.
 *
 * @throws {InvalidArgumentError} When the value is neither `undefined` nor a boolean.
 */
export function requireBoolean(argument: string, value: boolean | undefined): boolean | undefined {
  const isValid = value === undefined || typeof value === "boolean";
  return requireKind(isValid, argument, value, "a boolean");
}

const hostPattern = /^([a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])$/i;

/**
 * Returns a host name or IP address.
 *
 * @throws {InvalidArgumentError} When the value is not one.
 */
export function requireHost(argument: string, value: unknown): string {
  const host = requireText(argument, value);
  requireThat(
    hostPattern.test(host),
    argument,
    "must be a host name without scheme, port and path",
  );
  return host;
}

const loopbackPattern = /^(localhost|.+\.localhost|127(\.\d{1,3}){1,3}|\[::1\])$/i;

/** Returns whether a host name or address is that of this machine: its traffic reaches no network. */
export function isLoopback(host: string): boolean {
  return loopbackPattern.test(host);
}

/**
 * Returns an integer within bounds.
 *
 * @throws {InvalidArgumentError} When the value is not an integer, or is out of bounds.
 */
export function requireInteger(argument: string, value: unknown, from: number, to: number): number {
  const isValid = Number.isInteger(value) && Number(value) >= from && Number(value) <= to;
  return requireKind(isValid, argument, value, `an integer from ${from} to ${to}`) as number;
}

/**
 * Returns a function.
 *
 * @throws {InvalidArgumentError} When the value is not one.
 */
export function requireFunction<Value>(argument: string, value: Value): Value {
  return requireKind(typeof value === "function", argument, value, "a function");
}

/**
 * Returns one of several strings.
 *
 * @throws {InvalidArgumentError} When the value is none of them.
 */
export function requireOneOf<Value extends string>(
  argument: string,
  value: unknown,
  values: readonly Value[],
): Value {
  const found = values.find((allowed) => allowed === value);
  if (found !== undefined) return found;
  // The allowed values are strings themselves.
  const problem = typeof value === "string" ? "" : `, not ${describe(value)}`;
  throw new InvalidArgumentError(argument, `must be one of ${values.join(", ")}${problem}`);
}

/**
 * Returns an array of valid items.
 *
 * @param array - The allowed kind: "an array of host names".
 * @param item - The allowed items, as the end of a sentence: "must be a host name".
 * @throws {InvalidArgumentError} When the value is not an array, or an item is not valid. The error names the
 *   item: `allowHosts[0]`.
 */
export function requireItems<Item>(
  argument: string,
  values: readonly Item[],
  isValid: (item: unknown) => boolean,
  { array, item }: { array: string; item: string },
): readonly Item[] {
  requireKind(Array.isArray(values), argument, values, array);
  for (const [index, value] of values.entries()) {
    requireThat(isValid(value), `${argument}[${index}]`, item);
  }
  return values;
}

/**
 * Returns an object with named fields.
 *
 * @throws {InvalidArgumentError} When the value is not one.
 */
export function requireObject<Value>(argument: string, value: Value): Value {
  return requireKind(isPlainObject(value), argument, value, "an object");
}

/**
 * Returns a number of milliseconds for a timer.
 *
 * @throws {InvalidArgumentError} When the value is not a positive integer, or exceeds the limit of timers.
 */
export function requireTimeout(argument: string, value: unknown): number {
  // The maximum delay of a timer: nearly 25 days.
  return requireInteger(argument, value, 1, 2 ** 31 - 1);
}

/**
 * Checks an optional signal.
 *
 * @throws {InvalidArgumentError} When the value is neither `undefined` nor an `AbortSignal`.
 */
export function requireSignal(argument: string, value: AbortSignal | undefined): void {
  // Not `instanceof`: a signal of another realm, or of a library, is accepted.
  const isValid = value === undefined || typeof value?.addEventListener === "function";
  requireKind(isValid, argument, value, "an AbortSignal");
}

/** Returns whether a parameter is sent: `undefined` and `null` are omitted. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Returns whether a value is an object literal or parsed JSON object, not an array, a Date or a Blob. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (!isSet(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Object.prototype, also that of another realm, is the one without a prototype.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Describes a rejected value for a message. Strings are not repeated: they may be a misplaced secret. */
export function describe(value: unknown): string {
  if (typeof value === "string" && value.trim() === "") {
    return `${value === "" ? "an empty" : "a blank"} string`;
  }
  if (typeof value === "object" && value !== null) return describeObject(value);
  return /string|function|symbol/.test(typeof value) ? `a ${typeof value}` : String(value);
}

function describeObject(value: object): string {
  if (Array.isArray(value)) return "an array";
  if (isPlainObject(value)) return "an object";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "an invalid Date" : "a Date";
  const name: unknown = value.constructor?.name;
  return typeof name === "string" && name !== ""
    ? `an instance of ${name}`
    : "an instance of a class";
}
