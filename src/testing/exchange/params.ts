/** Parameters as received. Each is a string or, for names with brackets, an object of strings. */
export type ReceivedParams = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** One parameter as it was sent, decoded. */
export interface ReceivedPair {
  readonly key: string;
  /** Name inside the brackets, if there are any. */
  readonly field: string | undefined;
  readonly value: string;
  /**
   * Whether the brackets may belong to a flat name: they were escaped, or sent where nothing is
   * escaped. `a%5Bb%5D` is either the field `b` of `a` or a parameter that is named `a[b]`.
   */
  readonly isAmbiguous?: boolean;
}

/** Reads `application/x-www-form-urlencoded` text: a query, or a form. */
export function readPairs(text: string): ReceivedPair[] {
  const sent = text.split("&").filter((pair) => pair !== "");
  return decode(text).map(
    ([name, value], index) =>
      readLiteralBrackets(sent[index] ?? "", value) ?? toReceivedPair(name, value),
  );
}

/** Decodes pairs. Without the `&`, a leading question mark would be dropped. */
function decode(text: string): [name: string, value: string][] {
  return [...new URLSearchParams(`&${text}`)];
}

/** Decodes percent-encoded text. Text that is not encoded correctly is returned unchanged. */
export function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Splits a decoded name such as `events[video_created]`. */
export function toReceivedPair(name: string, value: string): ReceivedPair {
  const [, key, field] = bracketed.exec(name) ?? [];
  if (key === undefined) return { key: name, field: undefined, value };
  return { key, field, value, isAmbiguous: true };
}

const bracketed = /^([^[\]]+)\[([^[\]]+)\]$/;
const literalBrackets = /^([^[\]=]+)\[([^[\]=]*)\](?:=|$)/;

/** Reads a pair whose brackets are not escaped. The names around and inside them may be. */
function readLiteralBrackets(pair: string, value: string): ReceivedPair | undefined {
  const [, key, field] = literalBrackets.exec(pair) ?? [];
  if (key === undefined || field === undefined) return undefined;
  const [[decodedKey, decodedField] = [key, field]] = decode(`${key}=${field}`);
  return { key: decodedKey, field: decodedField, value };
}

/** Returns the name with literal brackets. */
export function nameOf({ key, field }: ReceivedPair): string {
  return field === undefined ? key : `${key}[${field}]`;
}

/** Converts ambiguous names to flat names, and leaves other names unchanged. */
export function flattenNames(pairs: readonly ReceivedPair[]): ReceivedPair[] {
  return pairs.map((pair) =>
    pair.isAmbiguous ? { key: nameOf(pair), field: undefined, value: pair.value } : pair,
  );
}

/** Collects pairs into parameters. If a name is repeated, the last value wins, as in the services. */
export function toParams(pairs: readonly ReceivedPair[]): ReceivedParams {
  const params = new Map<string, string | Map<string, string>>();
  for (const { key, field, value } of pairs) {
    if (field === undefined) {
      params.set(key, value);
      continue;
    }
    const fields = params.get(key);
    params.set(key, new Map(fields instanceof Map ? fields : []).set(field, value));
  }
  const plain = [...params].map(([key, value]) => [key, toPlain(value)] as const);
  return Object.fromEntries(plain);
}

function toPlain(value: string | Map<string, string>): string | Record<string, string> {
  return typeof value === "string" ? value : Object.fromEntries(value);
}
