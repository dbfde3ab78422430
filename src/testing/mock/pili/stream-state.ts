import type { operations, Segment, StreamData } from "../../../pili/index.ts";
import type { FindExample } from "../../spec/find-example.ts";

/** Finds an example of the spec of Pili. */
export type FindPiliExample = FindExample<operations>;

/** A stream in the mock. */
export interface StreamState {
  /** Fields that do not depend on the time. */
  readonly data: Omit<StreamData, "disabled" | "disabledTill">;
  /** Time from which publishing is allowed, in milliseconds since 1970. `Infinity` for never. */
  readonly allowedFromMs: number;
  /** Recordings of connections that have ended. */
  readonly pushes: readonly Segment[];
}

/** Returns a stream as in a response. */
export function toStream({ data, allowedFromMs }: StreamState, now: Date): StreamData {
  const disabled = allowedFromMs > now.getTime();
  return { ...data, disabled, disabledTill: disabled ? toDisabledTill(allowedFromMs) : 0 };
}

function toDisabledTill(allowedFromMs: number): number {
  return allowedFromMs === Number.POSITIVE_INFINITY ? -1 : Math.ceil(allowedFromMs / 1000);
}
