import { setTimeout as wait } from "node:timers/promises";
import type { Exchange } from "./exchange.ts";
import type { Course } from "./faults/course.ts";

/** Takes the next bytes of a body. */
export type TakeBytes = (bytes: Buffer) => Promise<void> | void;

/**
 * Reads a body as the request's course says.
 *
 * @returns Whether it was read to its end.
 */
export async function receiveBytes(exchange: Exchange, take: TakeBytes): Promise<boolean> {
  const { record, course } = exchange;
  let left = course.cut?.bytes ?? Infinity;
  if (left === 0) return false;
  for await (const piece of readPieces(exchange)) {
    const bytes = piece.subarray(0, left);
    record.receivedBytes += bytes.length;
    left -= bytes.length;
    await take(bytes);
    if (left === 0) return false;
  }
  return true;
}

/** The body as it comes, or in slices with pauses. */
function readPieces({ request, course: { pace }, signal }: Exchange): AsyncIterable<Buffer> {
  // The connection is still needed when reading stops before the end.
  const chunks: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  return pace === undefined ? chunks : slowDown(chunks, pace, signal);
}

async function* slowDown(
  chunks: AsyncIterable<Buffer>,
  { bytes, everyMs }: NonNullable<Course["pace"]>,
  signal: AbortSignal,
): AsyncIterable<Buffer> {
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += bytes) {
      yield chunk.subarray(start, start + bytes);
      await wait(everyMs, undefined, { signal });
    }
  }
}
