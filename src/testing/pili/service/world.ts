import type { FindExample } from "../../prism/examples.ts";
import type { JobQueue } from "./job-queue.ts";
import type { StreamState } from "./stream-state.ts";

/** All that a mock of Pili remembers and goes by. */
export interface World {
  /** By id, the oldest first. */
  readonly streams: Map<string, StreamState>;
  readonly jobs: JobQueue;
  /** The only hub that there is. Without it, every name is one. */
  readonly hub: string | undefined;
  /** Makes 24 hex digits that were not made before. */
  readonly makeId: () => string;
  readonly findExample: FindExample;
}
