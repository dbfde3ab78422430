import { InvalidArgumentError } from "./errors.ts";

/** Maximum delay of a timer, in milliseconds: nearly 25 days. */
const maxTimerMs = 2 ** 31 - 1;

/**
 * Returns a string that is not blank.
 *
 * @throws {InvalidArgumentError} When the value is not a string, or is blank.
 */
export function requireText(argument: string, value: unknown): string {
  if (typeof value === "string" && value.trim() !== "") return value;
  throw new InvalidArgumentError(argument, `must be a non-empty string, not ${describe(value)}`);
}

/**
 * Returns a key of an account.
 *
 * @throws {InvalidArgumentError} When the value is not a string, is blank, starts or ends with white
 *   space, or contains a line break. Such a key was read incorrectly, and every signature would be wrong.
 */
export function requireKey(argument: string, value: unknown): string {
  const key = requireText(argument, value);
  if (key.trim() === key && !/[\r\n]/.test(key)) return key;
  const expectation = "must not start or end with white space, or contain a line break";
  throw new InvalidArgumentError(argument, expectation);
}

/**
 * Checks that an object has no options but the known ones: a misspelled option would have no effect.
 *
 * @throws {InvalidArgumentError} When an option is not known and not `undefined`. The error names it.
 */
export function requireKnownOptions<Options extends object>(
  options: Options,
  known: Readonly<Record<keyof Options, true>>,
): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || Object.hasOwn(known, name)) continue;
    const names = Object.keys(known).join(", ");
    throw new InvalidArgumentError(name, `is not an option: the options are ${names}`);
  }
}

/**
 * Returns an optional boolean.
 *
 * @throws {InvalidArgumentError} When the value is neither `undefined` nor a boolean.
 */
export function requireBoolean(argument: string, value: boolean | undefined): boolean | undefined {
  if (value === undefined || typeof value === "boolean") return value;
  throw new InvalidArgumentError(argument, `must be a boolean, not ${describe(value)}`);
}

const hostPattern = /^([a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])$/i;

/**
 * Returns a host name or IP address.
 *
 * @throws {InvalidArgumentError} When the value is not one.
 */
export function requireHost(argument: string, value: unknown): string {
  if (hostPattern.test(requireText(argument, value))) return String(value);
  throw new InvalidArgumentError(argument, "must be a host name without scheme, port and path");
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
  if (Number.isInteger(value) && Number(value) >= from && Number(value) <= to) return Number(value);
  const expectation = `must be an integer from ${from} to ${to}, not ${describe(value)}`;
  throw new InvalidArgumentError(argument, expectation);
}

/**
 * Returns a function.
 *
 * @throws {InvalidArgumentError} When the value is not one.
 */
export function requireFunction<Value>(argument: string, value: Value): Value {
  if (typeof value === "function") return value;
  throw new InvalidArgumentError(argument, `must be a function, not ${describe(value)}`);
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
  const expectation = `must be one of ${values.join(", ")}, not ${describe(value)}`;
  throw new InvalidArgumentError(argument, expectation);
}

/**
 * Returns an object with named fields.
 *
 * @throws {InvalidArgumentError} When the value is not one.
 */
export function requireObject<Value>(argument: string, value: Value): Value {
  if (isPlainObject(value)) return value;
  throw new InvalidArgumentError(argument, `must be an object, not ${describe(value)}`);
}

/**
 * Returns a number of milliseconds for a timer.
 *
 * @throws {InvalidArgumentError} When the value is not a positive integer, or exceeds the limit of timers.
 */
export function requireTimeout(argument: string, value: unknown): number {
  return requireInteger(argument, value, 1, maxTimerMs);
}

/**
 * Checks an optional signal.
 *
 * @throws {InvalidArgumentError} When the value is neither `undefined` nor an `AbortSignal`.
 */
export function requireSignal(argument: string, value: AbortSignal | undefined): void {
  // Not `instanceof`: a signal of another realm, or of a library, is accepted.
  if (value === undefined || typeof value.addEventListener === "function") return;
  throw new InvalidArgumentError(argument, `must be an AbortSignal, not ${describe(value)}`);
}

/** Returns whether a parameter is sent: `undefined` and `null` are omitted. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Returns whether a value is an object literal or parsed JSON object, not an array, a Date or a Blob. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Object.prototype, also that of another realm, is the one without a prototype.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Describes a rejected value for a message. Strings are not repeated: they may be a misplaced secret. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "string") return value === "" ? "an empty string" : "a string";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
