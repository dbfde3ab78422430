/** Prototypes of errors whose fields are all their own. Other classes may show anything by a getter. */
const errorPrototypes: ReadonlySet<unknown> = new Set(
  [Error, TypeError, RangeError, SyntaxError, AggregateError].map(({ prototype }) => prototype),
);
const plainPrototypes: ReadonlySet<unknown> = new Set([Object.prototype, Array.prototype, null]);

/** Maximum number of values that are checked. A larger failure is copied. */
const maxValues = 1000;
const maxDepth = 10;

/**
 * Returns a failure in which no secret occurs: the same one if each of its values could be checked, or
 * a copy of its names, messages, codes and causes without the secrets.
 */
export function withoutSecrets(failure: unknown, secrets: readonly string[]): unknown {
  return isClean(failure, secrets) ? failure : copyWithout(failure, secrets);
}

/** Returns whether a failure consists of errors of the platform and plain values without secrets. */
function isClean(failure: unknown, secrets: readonly string[]): boolean {
  const seen = new Set<object>();
  const queue = [failure];
  for (const value of queue) {
    if (seen.has(value as object)) continue;
    const values = seen.size < maxValues ? valuesOf(value, secrets) : undefined;
    if (values === undefined) return false;
    if (isObject(value)) seen.add(value);
    queue.push(...values);
  }
  return failure instanceof Error;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/**
 * Returns the keys and values of an object, or nothing for another value. Returns `undefined` for a
 * secret, and for an object that may show more.
 */
function valuesOf(value: unknown, secrets: readonly string[]): unknown[] | undefined {
  if (isObject(value)) return fieldsOf(value);
  const isSecret = typeof value === "string" && secrets.some((secret) => value.includes(secret));
  return isSecret || typeof value === "function" || typeof value === "symbol" ? undefined : [];
}

/** Some runtimes lack `DOMException`. */
function isPlatformError(prototype: unknown): boolean {
  if (errorPrototypes.has(prototype)) return true;
  return typeof DOMException === "function" && prototype === DOMException.prototype;
}

function fieldsOf(object: object): unknown[] | undefined {
  const prototype: unknown = Object.getPrototypeOf(object);
  const isError = isPlatformError(prototype);
  if (!isError && !plainPrototypes.has(prototype)) return undefined;
  const values: unknown[] = [];
  for (const key of Reflect.ownKeys(object)) {
    const field = Object.getOwnPropertyDescriptor(object, key);
    const isStack = isError && key === "stack";
    if (typeof key === "symbol" || (field?.get !== undefined && !isStack)) return undefined;
    values.push(key, field?.value);
  }
  const { message, name, stack } = object as Error;
  return isError ? [...values, message, name, stack] : values;
}

function copyWithout(failure: unknown, secrets: readonly string[], depth: number = 0): Error {
  const clean = (text: unknown) =>
    secrets.reduce((left, secret) => left.replaceAll(secret, ""), toText(text));
  if (typeof failure === "string") return new Error(clean(failure));
  if (!(failure instanceof Error) || depth > maxDepth) return new Error("not shown");
  const copyOf = (cause: unknown) => copyWithout(cause, secrets, depth + 1);
  const message = clean(failure.message);
  const result =
    failure instanceof AggregateError
      ? new AggregateError(failure.errors.map(copyOf), message)
      : new Error(message);
  result.name = clean(failure.name);
  result.stack = clean(failure.stack);
  if ("code" in failure) Object.assign(result, { code: clean(failure.code) });
  return failure.cause === undefined
    ? result
    : Object.defineProperty(result, "cause", { value: copyOf(failure.cause), configurable: true });
}

/** Returns text and numbers as text. Nothing else is converted: it may show anything. */
function toText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/**
 * Returns the texts that signing has added to a request, as they are sent and decoded, the longest first.
 *
 * @param unsigned - URL before it was signed.
 */
export function secretsOf(
  url: string,
  unsigned: string,
  authorization: string | null,
  body: unknown,
): string[] {
  const start = url.indexOf("?");
  const query = start < 0 ? "" : url.slice(start);
  const added = query
    .slice(1)
    .split("&")
    .filter((pair) => !unsigned.includes(pair))
    .map((pair) => pair.slice(pair.indexOf("=") + 1));
  const [, token = ""] = authorization?.split(" ") ?? [];
  const texts = [query, ...added, authorization ?? "", token, token.slice(token.indexOf(":") + 1)];
  if (typeof body === "string") texts.push(body);
  const secrets = texts.flatMap((text) => [text, decode(text), encodeURIComponent(text)]);
  const minLength = 6; // Shorter ones, such as page=1, would remove parts of words.
  return secrets
    .filter((secret) => secret.length >= minLength)
    .sort((first, second) => second.length - first.length);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
