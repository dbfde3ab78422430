/** Maximum number of errors and lists that are shown. */
const maxObjects = 100;

/**
 * Returns a failure in which no secret occurs: the same one if all its values could be checked, or a copy
 * of its texts, numbers, causes and lists without the secrets.
 */
export function withoutSecrets(failure: unknown, secrets: readonly string[]): Error {
  const shown = clean(failure, secrets, new Set());
  if (shown instanceof Error) return shown;
  return new Error(typeof shown === "string" ? shown : "not shown");
}

/** Fields that an error may inherit. */
const errorFields = ["name", "message", "stack"] as const;

/** Returns a value itself or a copy without secrets; `undefined` for one that may show anything. */
function clean(value: unknown, secrets: readonly string[], seen: Set<unknown>): unknown {
  if (typeof value === "string") {
    return secrets.reduce((text, secret) => text.replaceAll(secret, ""), value);
  }
  if (typeof value === "symbol") return undefined;
  return isObject(value) ? cleanFields(value, secrets, seen) : value;
}

function isObject(value: unknown): value is object {
  return Object(value) === value;
}

function cleanFields(value: object, secrets: readonly string[], seen: Set<unknown>): unknown {
  const isError = value instanceof Error;
  const isKnown = isError || Array.isArray(value);
  if (!isKnown || seen.has(value) || seen.size >= maxObjects) return undefined;
  seen.add(value);
  const copy = isError ? new Error("") : [];
  const show = (key: string, field: unknown): boolean => {
    const shown = clean(field, secrets, seen);
    if (shown !== undefined) Object.assign(copy, { [key]: shown });
    return shown === field;
  };
  const showOwn = (key: string | symbol): boolean => {
    const { get, value: field } = Object.getOwnPropertyDescriptor(value, key) ?? {};
    if (typeof key === "symbol" || (get !== undefined && key !== "stack")) return false;
    return clean(key, secrets, seen) === key && show(key, field);
  };
  const own = Reflect.ownKeys(value).map(showOwn);
  const inherited = isError ? errorFields.map((key) => show(key, value[key])) : [];
  const isSame = [...own, ...inherited].every(Boolean);
  return isSame && (!isError || isOfPlatform(value)) ? value : copy;
}

/** Returns whether all fields of an error are its own. Other classes may show anything by a getter. */
function isOfPlatform(error: Error): boolean {
  const { DOMException = Error } = globalThis; // Some runtimes lack it.
  const own: unknown = Object.getPrototypeOf(error);
  return [Error, TypeError, AggregateError, DOMException].some(
    ({ prototype }) => prototype === own,
  );
}

/**
 * Returns the texts that signing has added to a request, and those of its body, as they are sent, decoded
 * and encoded. A text precedes its parts.
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
  const texts = [query, body, authorization].filter((text) => typeof text === "string");
  // The key and the signature of a header, and the strings of a JSON body.
  const parts = texts.flatMap((text) => text.split(/^\w+ |[:"]/));
  // Shorter ones, such as page=1, may be parts of words.
  return [...texts, ...values, ...parts].flatMap(formsOf).filter(({ length }) => length > 5);
}

function formsOf(text: string): string[] {
  try {
    return [text, decodeURIComponent(text), encodeURIComponent(text)];
  } catch {
    return [text];
  }
}
