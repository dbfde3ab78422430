import { decodeLeniently } from "../../exchange/params.ts";
import type { Reply } from "../../exchange/reply.ts";
import type { ReceivedCall } from "../../spec/operation.ts";

/** Handles the calls of one operation. */
export type QiniuHandler<Context> = (call: ReceivedCall, context: Context, now: Date) => Reply;

/** Handles the calls of an operation whose path names a record, which exists. */
export type RecordHandler<Context, Found> = (
  found: Found,
  ...rest: Parameters<QiniuHandler<Context>>
) => Reply;

/** Returns a segment of the path of a call. The first has the index 1: `/streams/{id}`. */
export function segmentOf({ path }: ReceivedCall, index: number): string {
  return decodeLeniently(path.split("/")[index] ?? "");
}

/** Reply to a change that returns nothing. It is not empty: a published client parses every body. */
export const done: Reply = { status: 200, body: {} };

/** Returns a reply with an error that has only a text. */
export function rejection(status: number, error: string): Reply {
  return { status, body: { error } };
}
