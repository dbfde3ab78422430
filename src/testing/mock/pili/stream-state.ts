import type { operations, StreamData } from "../../../pili/index.ts";
import type { FindExample } from "../../spec/find-example.ts";
import { disabledTill, type Publication } from "../qiniu/publishing.ts";

/** Finds an example of the spec of Pili. */
export type FindPiliExample = FindExample<operations>;

/** A stream in the mock. */
export interface StreamState extends Publication {
  /** Fields that do not depend on the time. */
  readonly data: Omit<StreamData, "disabled" | "disabledTill">;
}

/** Returns a stream as in a response. */
export function toStream(stream: StreamState, now: Date): StreamData {
  const till = disabledTill(stream, now);
  return { ...stream.data, disabled: till !== 0, disabledTill: till };
}
