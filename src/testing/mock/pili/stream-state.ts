import type { Segment, StreamData } from "../../../pili/index.ts";

/** A stream as the mock remembers it. */
export interface StreamState {
  /** Its fields, but for those that follow from {@link StreamState.freeFromMs}. */
  readonly data: Omit<StreamData, "disabled" | "disabledTill">;
  /** When publishing is allowed from, in milliseconds since 1970. `Infinity` for never. */
  readonly freeFromMs: number;
  /** The pushes that have ended. */
  readonly pushes: readonly Segment[];
}

/** The stream as the service answers it. */
export function toStream({ data, freeFromMs }: StreamState, now: Date): StreamData {
  const disabled = freeFromMs > now.getTime();
  return { ...data, disabled, disabledTill: disabled ? toTill(freeFromMs) : 0 };
}

function toTill(freeFromMs: number): number {
  return freeFromMs === Number.POSITIVE_INFINITY ? -1 : Math.ceil(freeFromMs / 1000);
}
