/** Maximum number of objects that are checked. A larger failure is copied. */
const maxObjects = 1000;
const maxDepth = 10;

/**
 * Returns a failure in which no secret occurs: the same one if each of its values could be checked, or
 * a copy of its names, messages, codes and causes without the secrets.
 */
export function withoutSecrets(failure: unknown, secrets: readonly string[]): unknown {
  const isChecked = failure instanceof Error && isHarmless(failure, secrets, new Set());
  return isChecked ? failure : copyWithout(failure, secrets);
}

/**
 * Returns whether a value consists of errors of the platform and plain values without secrets. Other
 * objects may show more.
 */
function isHarmless(value: unknown, secrets: readonly string[], seen: Set<unknown>): boolean {
  if (typeof value === "string") return !secrets.some((secret) => value.includes(secret));
  if (typeof value === "function" || typeof value === "symbol") return false;
  if (typeof value !== "object" || value === null || seen.has(value)) return true;
  if (seen.add(value).size > maxObjects || !isOfPlatform(value)) return false;
  const areHarmless = (...values: unknown[]) =>
    values.every((item) => isHarmless(item, secrets, seen));
  const isField = (key: string | symbol) => {
    const field = Object.getOwnPropertyDescriptor(value, key);
    const isData = field?.get === undefined || (key === "stack" && value instanceof Error);
    return isData && areHarmless(key, field?.value);
  };
  if (!Reflect.ownKeys(value).every(isField)) return false;
  const { name, message, stack } = value as Error; // An error may inherit them.
  return areHarmless(name, message, stack);
}

/** Returns whether all fields of an object are its own. Other classes may show anything by a getter. */
function isOfPlatform(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  const { DOMException = Error } = globalThis; // Some runtimes lack it.
  const classes = [Error, TypeError, RangeError, SyntaxError, AggregateError, DOMException];
  return !prototype || [...classes, Object, Array].some((item) => item.prototype === prototype);
}

function copyWithout(failure: unknown, secrets: readonly string[], depth: number = 0): Error {
  // Nothing but text and numbers is converted: it may show anything.
  const clean = (text: unknown) =>
    secrets.reduce(
      (left, secret) => left.replaceAll(secret, ""),
      typeof text === "string" || typeof text === "number" ? String(text) : "",
    );
  if (typeof failure === "string") return new Error(clean(failure));
  if (!(failure instanceof Error) || depth > maxDepth) return new Error("not shown");
  const copyOf = (cause: unknown) => copyWithout(cause, secrets, depth + 1);
  const { name, message, stack, cause, code } = failure as Error & { code?: unknown };
  const options = cause === undefined ? {} : { cause: copyOf(cause) };
  const copy =
    failure instanceof AggregateError
      ? new AggregateError(failure.errors.map(copyOf), clean(message), options)
      : new Error(clean(message), options);
  const shown = { name: clean(name), stack: clean(stack) };
  return Object.assign(copy, shown, code === undefined ? {} : { code: clean(code) });
}

/**
 * Returns the texts that signing has added to a request, as they are sent, decoded and encoded. A text
 * precedes its parts.
 *
 * @param unsigned - URL before it was signed.
 */
export function secretsOf(
  url: string,
  unsigned: string,
  authorization: string | null,
  body: unknown,
): string[] {
  const query = url.slice(url.search(/\?|$/));
  const pairs = query.slice(1).split("&");
  const added = pairs.filter((pair) => !unsigned.includes(pair));
  const values = added.map((pair) => pair.slice(pair.indexOf("=") + 1));
  const parts = authorization?.split(/[ :]/) ?? [];
  return [query, body, authorization, ...values, ...parts]
    .flatMap((text) => (typeof text === "string" ? formsOf(text) : []))
    .filter((secret) => secret.length > 5); // Shorter ones, such as page=1, may be parts of words.
}

function formsOf(text: string): string[] {
  try {
    return [text, decodeURIComponent(text), encodeURIComponent(text)];
  } catch {
    return [text];
  }
}
