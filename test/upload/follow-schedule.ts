import { createHash, randomBytes } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import {
  FlipPiliError,
  restoreUploadSession,
  UploadError,
  type UploadErrorReason,
  type UploadSession,
} from "flip-pili/flip";
import type { FaultAction, UploadFault } from "flip-pili/testing";
import { expect } from "vitest";
import { outcomeOf } from "../helpers/network-faults.ts";
import { settleResources } from "./resources.ts";
import { createUpload, expectSteady, startUploads, type Uploads } from "./start-uploads.ts";

/** An upload, and all its faults and interruptions. */
interface Schedule {
  readonly fileSize: number;
  readonly partSize: number;
  readonly multiChunk: boolean;
  readonly concurrency: number;
  readonly faults: readonly UploadFault[];
  /** Turns of the event loop before each interruption. */
  readonly interruptions: readonly number[];
  /** Whether a restored session continues after an interruption, or the same one. */
  readonly isRestored: boolean;
  readonly isStreamed?: boolean;
}

const fewBytes = fc.integer({ min: 0, max: 2_000 });
const shortly = fc.integer({ min: 0, max: 20 });
const part = fc.integer({ min: 0, max: 19 });
const statuses = [500, 502, 503, 504, 408, 429, 400, 401, 403, 413, 422];

/** Faults from which an upload recovers, by itself or when it is resumed. */
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

/** Uploads of every kind, with sizes around multiples of the part size. */
const schedules: fc.Arbitrary<Schedule> = fc
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

/** Enough for every fault of a schedule to stop the upload, and every interruption. */
const maxResumes = 30;
const limits = { stallMs: 250, answerMs: 250, connectMs: 1_000, retryMs: 1, attempts: 3 } as const;

/**
 * Follows schedules on one server.
 *
 * @param isStreamed - Whether the source is a stream, which no other session can send.
 */
export async function followSchedules(
  options: { numRuns: number; seed: number },
  isStreamed = false,
): Promise<void> {
  const uploads = await startUploads();
  const property = fc.asyncProperty(schedules, (schedule) =>
    follow(uploads, isStreamed ? { ...schedule, isStreamed, isRestored: false } : schedule),
  );

  await fc.assert(property, { ...options, endOnFailure: true });
}

/** Uploads a file, resumes it until it is complete, and checks the result. */
async function follow(uploads: Uploads, schedule: Schedule): Promise<void> {
  const { fileSize, partSize, multiChunk, concurrency, faults, interruptions, isRestored } =
    schedule;
  const bytes = randomBytes(fileSize);
  uploads.nextPartSize = partSize;
  const options = { ...limits, concurrency };
  const source = schedule.isStreamed ? { source: streamOf(bytes), size: fileSize } : {};
  const upload = await createUpload(uploads, { bytes, multiChunk, ...options, ...source });
  const { stored, progress } = upload;
  uploads.server.script(faults.map((fault) => ({ ...fault, session: stored.id })));

  let { session } = upload;
  const waits = [...interruptions];
  let outcome = await interruptAfter(session, outcomeOf(session.start()), waits.pop());
  for (let resumes = 0; session.status !== "uploaded"; resumes++) {
    expect(outcome).toBeInstanceOf(FlipPiliError);
    expect(resumes).toBeLessThan(maxResumes);
    if (hasReason(outcome, "stream-consumed")) return expectLost(uploads, schedule, session);
    if (isRestored)
      session = restoreUploadSession(copy(session.state), bytes, {
        ...options,
        allowPrivateHost: true,
      });
    outcome = await interruptAfter(session, outcomeOf(session.resume()), waits.pop());
  }

  expect(stored.sha256()).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect(stored.acceptedBytes).toBe(fileSize);
  if (session === upload.session) expectSteady(progress, fileSize);
  expect(uploads.server.redirectTarget.hits).toBe(0);
  expect(await settleResources(uploads.before)).toEqual([]);
}

async function* streamOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 1_500) {
    yield bytes.subarray(start, start + 1_500);
  }
}

function hasReason(error: unknown, reason: UploadErrorReason): boolean {
  return error instanceof UploadError && error.reason === reason;
}

/** Expects that the server has lost bytes of a stream: only then the upload cannot be completed. */
async function expectLost(
  uploads: Uploads,
  { faults }: Schedule,
  session: UploadSession,
): Promise<void> {
  expect(faults.map(({ kind }) => kind)).toContain("forget");
  expect(session.status).toBe("error");
  await outcomeOf(session.abort());
  expect(await settleResources(uploads.before)).toEqual([]);
}

/** Waits for a run, and interrupts it after some turns of the event loop. */
async function interruptAfter(
  session: UploadSession,
  run: Promise<unknown>,
  turns: number | undefined,
): Promise<unknown> {
  if (turns === undefined) return run;
  for (let turn = 0; turn < turns; turn++) await nextTurn();
  session.interrupt();
  return run;
}

function copy<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}
