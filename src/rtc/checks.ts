import {
  isPlainObject,
  isSet,
  requireKind,
  requireText,
  requireThat,
} from "../http/argument-checks.ts";
import { isSuccessData } from "../qiniu/is-success-data.ts";

/**
 * Returns a string, which may be empty.
 *
 * @throws {InvalidArgumentError} When the value is not a string.
 */
export function requireString(argument: string, value: string): string {
  return requireKind(typeof value === "string", argument, value, "a string");
}

/**
 * Returns a URL that the service calls.
 *
 * @throws {InvalidArgumentError} When the value is not an http or https URL.
 */
export function requireHttpUrl(argument: string, value: unknown): string {
  const url = requireText(argument, value);
  const isUrl = /^https?:\/\//i.test(url) && URL.canParse(url);
  requireThat(isUrl, argument, "must be an http or https URL");
  return url;
}

/** Returns whether the data of a success has no content, as that of some operations may have. */
export function isEmptyOrSuccess(data: unknown): boolean {
  return !isSet(data) || isSuccessData(data);
}

/** Returns whether data is an app. An id that arrives as a number becomes text. */
export function hasAppId(data: unknown): boolean {
  const { appId } = Object(data) as { appId?: unknown };
  return isPlainObject(data) && isName(appId);
}

/** Returns whether a value is a name or id. One that consists of digits may arrive as a number. */
export function isName(value: unknown): value is string | number {
  return (typeof value === "string" && value !== "") || Number.isSafeInteger(value);
}

/**
 * Creates a check of data that has a list of objects with an id. The list is null when there are none.
 *
 * @param list - Name of the list.
 * @param id - Name of the field with the id.
 */
export function hasListOf(list: string, id: string): (data: unknown) => boolean {
  return (data) => {
    if (!isSuccessData(data)) return false;
    const items = Object(data)[list] ?? [];
    return Array.isArray(items) && items.every((item) => isName(Object(item)[id]));
  };
}
