import { isPlainObject } from "../argument-checks.ts";
import { toQueryValue } from "./query-value.ts";

/** One parameter as text, not yet escaped. */
export interface FlatParam {
  readonly key: string;
  /** Field inside the parameter, when that is an object: `video_created` of `events`. */
  readonly field: string | undefined;
  readonly value: string;
}

/**
 * Lists parameters and the fields of object parameters, in the order given.
 *
 * `undefined` and `null` are left out, and with them what the caller did not set.
 *
 * @param argument - What the parameters are to the caller (`query`), for the error.
 * @throws {InvalidArgumentError} When a value cannot be written as text.
 */
export function flattenParams(argument: string, params: Record<string, unknown>): FlatParam[] {
  const flat: FlatParam[] = [];
  const add = (key: string, field: string | undefined, value: unknown, name: string) => {
    if (value === undefined || value === null) return;
    flat.push({ key, field, value: toQueryValue(name, value) });
  };
  for (const [key, value] of Object.entries(params)) {
    const name = `${argument}.${key}`;
    if (!isPlainObject(value)) add(key, undefined, value, name);
    else
      for (const [field, item] of Object.entries(value)) add(key, field, item, `${name}.${field}`);
  }
  return flat;
}
