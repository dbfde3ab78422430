/** So many objects are looked into; what is larger is taken for one that gives secrets away. */
const longestSearch = 1000;
const deepestCause = 10;

/**
 * A failure in which the secrets do not occur: the same one or, where it shows a secret, a copy of
 * its names, messages, codes and causes without them.
 *
 * @param secrets - Texts that a signature added to the request.
 */
export function withoutSecrets(failure: unknown, secrets: readonly string[]): unknown {
  return shows(failure, secrets) ? copy(failure, secrets) : failure;
}

function shows(failure: unknown, secrets: readonly string[]): boolean {
  const seen = new Set<unknown>();
  const waiting = [failure];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === "string" && secrets.some((secret) => value.includes(secret))) return true;
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (seen.size > longestSearch) return true;
    waiting.push(...partsOf(value));
  }
  return false;
}

/** The values of an object's fields, without calling a getter that is not the platform's. */
function partsOf(value: object): unknown[] {
  const fields = Object.values(Object.getOwnPropertyDescriptors(value)).map((field) => field.value);
  return value instanceof Error ? [...fields, value.message, value.stack] : fields;
}

function copy(failure: unknown, secrets: readonly string[], depth: number = 0): Error {
  const clean = (text: unknown) =>
    secrets.reduce((left, secret) => left.replaceAll(secret, ""), String(text));
  if (typeof failure === "string") return new Error(clean(failure));
  if (!(failure instanceof Error) || depth > deepestCause) return new Error("not shown");
  const copyOf = (cause: unknown) => copy(cause, secrets, depth + 1);
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
