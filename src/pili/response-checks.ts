import { hasId, isListOfObjects } from "../http/wire-object.ts";

/** Whether the data of a success is an object, and none that tells of an error. */
export function isSuccessData(data: unknown): boolean {
  return typeof data === "object" && data !== null && !Array.isArray(data) && !("error" in data);
}

/** Whether an answer is a page of streams. Without any, `items` is null. */
export function isStreamPage(data: unknown): boolean {
  return isSuccessData(data) && isListOfObjects((data as { items?: unknown }).items ?? []);
}

/** Whether an answer is a list of segments. Without any, `segments` is null. */
export function isSegmentList(data: unknown): boolean {
  return isSuccessData(data) && Array.isArray((data as { segments?: unknown }).segments ?? []);
}

/** Whether an answer is the state of a job. */
export function isJob(data: unknown): boolean {
  if (!isSuccessData(data) || !hasId(data)) return false;
  const { code, items } = data as { code?: unknown; items?: unknown };
  return Number.isInteger(code) && Array.isArray(items ?? []);
}
