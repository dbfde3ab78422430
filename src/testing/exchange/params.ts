/** Parameters as received: text, or named texts (`events[video_created]=true`). */
export type Params = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** One parameter as it was written, decoded. */
export interface Pair {
  readonly key: string;
  /** Name in the brackets, if any. */
  readonly field: string | undefined;
  readonly value: string;
}

const bracketed = /^([^[\]]+)\[([^[\]]+)\]$/;

/** Reads `application/x-www-form-urlencoded` text: a query, or a form. */
export function readPairs(text: string): Pair[] {
  return [...new URLSearchParams(text)].map(([name, value]) => toPair(name, value));
}

/** Splits `events[video_created]`, whatever way the brackets were written. */
export function toPair(name: string, value: string): Pair {
  const [, key = name, field] = bracketed.exec(name) ?? [];
  return { key, field, value };
}

/** The name as it is written, with literal brackets. */
export function nameOf({ key, field }: Pair): string {
  return field === undefined ? key : `${key}[${field}]`;
}

/** Gathers pairs to parameters. Of two with one name the later one counts, as on the service. */
export function toParams(pairs: readonly Pair[]): Params {
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
