import { isPlainObject } from "../argument-checks.ts";
import { escapeText } from "./escape-text.ts";
import { toQueryValue } from "./query-value.ts";

/** One `key=value` of a query or form. */
export interface Pair {
  /** Not escaped. */
  readonly key: string;
  /** Field inside the parameter, when that is an object: `video_created` of `events`. Else empty. */
  readonly field: string;
  /** `key=value` or `key[field]=value`, escaped but for the brackets. */
  readonly text: string;
}

/**
 * Writes parameters, and the fields of object parameters, in the order given.
 *
 * `undefined` and `null` are left out, and with them what the caller did not set.
 *
 * @param argument - What the parameters are to the caller (`query`), for the error.
 * @throws {InvalidArgumentError} When a value cannot be written as text.
 */
export function toPairs(argument: string, params: readonly (readonly [string, unknown])[]): Pair[] {
  const pairs: Pair[] = [];
  const add = (key: string, field: string | undefined, value: unknown, name: string) => {
    if (value === undefined || value === null) return;
    pairs.push(toPair(key, field, toQueryValue(name, value)));
  };
  for (const [key, value] of params) {
    const name = `${argument}.${key}`;
    if (!isPlainObject(value)) add(key, undefined, value, name);
    else
      for (const [field, item] of Object.entries(value)) add(key, field, item, `${name}.${field}`);
  }
  return pairs;
}

/** Writes one parameter, or one field of it. */
export function toPair(key: string, field: string | undefined, value: string): Pair {
  const name = field === undefined ? escapeText(key) : `${escapeText(key)}[${escapeText(field)}]`;
  return { key, field: field ?? "", text: `${name}=${escapeText(value, key)}` };
}

/** The query or form of some pairs. */
export function joinPairs(pairs: readonly Pair[]): string {
  let text = "";
  for (const pair of pairs) text += text === "" ? pair.text : `&${pair.text}`;
  return text;
}
