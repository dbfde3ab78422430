import { isListOfObjects } from "../http/wire-object.ts";
import { isSuccessData } from "../qiniu/is-success-data.ts";

/** Returns whether data is a page of streams. `items` is null when there are none. */
export function isStreamPage(data: unknown): boolean {
  return isSuccessData(data) && isListOfObjects((data as { items?: unknown }).items ?? []);
}

/** Returns whether data is a list of segments. `segments` is null when there are none. */
export function isSegmentList(data: unknown): boolean {
  return isSuccessData(data) && Array.isArray((data as { segments?: unknown }).segments ?? []);
}
