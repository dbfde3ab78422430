import fc from "fast-check";
import type { FaultAction, UploadFault } from "flip-pili/testing";

/** An upload, and everything that happens to it. */
export interface Schedule {
  readonly fileSize: number;
  readonly partSize: number;
  readonly multiChunk: boolean;
  readonly concurrency: number;
  readonly faults: readonly UploadFault[];
  /** Turns of the event loop before each interruption. */
  readonly interruptions: readonly number[];
  /** Whether another session goes on after an interruption, or the same one. */
  readonly isRestored: boolean;
}

const fewBytes = fc.integer({ min: 0, max: 2_000 });
const shortly = fc.integer({ min: 0, max: 20 });
const part = fc.integer({ min: 0, max: 19 });
const statuses = [500, 502, 503, 504, 408, 429, 400, 401, 403, 413, 422];

/** What an upload can get over, by itself or by being resumed. */
const action: fc.Arbitrary<FaultAction> = fc.oneof(
  fc.record({ kind: fc.constant("delay" as const), ms: shortly }),
  fc.record({ kind: fc.constant("reset" as const), after: fewBytes }),
  fc.constantFrom<FaultAction>(
    { kind: "reset", after: "head" },
    { kind: "loseAnswer" },
    { kind: "stall" },
    { kind: "truncate" },
    { kind: "raw" },
    { kind: "html" },
    { kind: "body", text: "" },
    { kind: "gzip" },
    { kind: "drip", bytes: 30, everyMs: 1 },
    { kind: "status", status: 503, headers: { "Retry-After": "0" } },
    { kind: "duplicateMissing" },
    { kind: "unsorted" },
    { kind: "outOfRange" },
    { kind: "moved" },
    { kind: "redirect" },
    { kind: "moved", to: "otherOrigin" },
  ),
  fc.record({
    kind: fc.constant("status" as const),
    status: fc.constantFrom(...statuses),
    stored: fc.boolean(),
    early: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("restart" as const), downMs: shortly }),
  fc.record({
    kind: fc.constant("forget" as const),
    parts: fc.array(part, { minLength: 1, maxLength: 3 }),
  }),
);

const fault: fc.Arbitrary<UploadFault> = fc
  .tuple(
    action,
    fc.constantFrom("PUT" as const, "PUT" as const, "GET" as const),
    fc.integer({ min: 1, max: 12 }),
  )
  .map(([what, method, nth]) => ({ ...what, method, nth }));

/** Uploads of every kind, with sizes around the borders of parts. */
export const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    parts: fc.integer({ min: 1, max: 20 }),
    partSize: fc.integer({ min: 1_024, max: 65_536 }),
    more: fc.integer({ min: -1, max: 1 }),
    multiChunk: fc.constantFrom(true, true, true, false),
    concurrency: fc.integer({ min: 1, max: 10 }),
    faults: fc.array(fault, { minLength: 3, maxLength: 10 }),
    interruptions: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 5 }),
    isRestored: fc.boolean(),
  })
  .map(({ parts, more, ...rest }) => ({ ...rest, fileSize: parts * rest.partSize + more }));
