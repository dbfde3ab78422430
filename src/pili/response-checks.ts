import { isListOfObjects } from "../http/wire-object.ts";

/** Returns whether the data of a 2xx response is an object that does not report an error. */
export function isSuccessData(data: unknown): boolean {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return false;
  const { error } = data as { error?: unknown };
  return error === undefined || error === null || error === "";
}

/** Returns whether data is a page of streams. `items` is null when there are none. */
export function isStreamPage(data: unknown): boolean {
  return isSuccessData(data) && isListOfObjects((data as { items?: unknown }).items ?? []);
}

/** Returns whether data is a list of segments. `segments` is null when there are none. */
export function isSegmentList(data: unknown): boolean {
  return isSuccessData(data) && Array.isArray((data as { segments?: unknown }).segments ?? []);
}
