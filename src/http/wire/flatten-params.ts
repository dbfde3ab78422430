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
  return presentEntries(params).flatMap(([key, value]): FlatParam[] => {
    const name = `${argument}.${key}`;
    if (!isPlainObject(value)) return [{ key, field: undefined, value: toQueryValue(name, value) }];
    return presentEntries(value).map(([field, item]) => ({
      key,
      field,
      value: toQueryValue(`${name}.${field}`, item),
    }));
  });
}

function presentEntries(object: Record<string, unknown>): [string, unknown][] {
  return Object.entries(object).filter(([, value]) => value !== undefined && value !== null);
}
