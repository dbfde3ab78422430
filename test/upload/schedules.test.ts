import { createHash, randomBytes } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { FlipPiliError, restoreUploadSession, type UploadSession } from "flip-pili/flip";
import { expect, test } from "vitest";
import { outcomeOf } from "../helpers/network-faults.ts";
import { settleResources } from "./resources.ts";
import { type Schedule, schedules } from "./schedules.ts";
import { createUpload, expectSteady, startUploads, type Uploads } from "./start-uploads.ts";

const { UPLOAD_RUNS = "300", UPLOAD_SEED, UPLOAD_PATH } = process.env;
const seed = Number(UPLOAD_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** One server sees so many uploads. */
const batchRuns = 50;
const batches = UPLOAD_PATH === undefined ? Math.ceil(Number(UPLOAD_RUNS) / batchRuns) : 1;

/** Enough for every fault of a schedule to stop the upload, and every interruption. */
const mostResumes = 30;
const limits = { stallMs: 250, answerMs: 250, connectMs: 1_000, retryMs: 1, attempts: 3 } as const;

for (let batch = 0; batch < batches; batch++) {
  const batchSeed = (seed + batch) | 0;

  test(`UploadSession survives random schedules of faults, seed ${batchSeed}`, async () => {
    const uploads = await startUploads();
    const property = fc.asyncProperty(schedules, (schedule) => follow(uploads, schedule));

    const { failed, counterexample, counterexamplePath, errorInstance } = await fc.check(property, {
      ...{ seed: batchSeed, numRuns: batchRuns, endOnFailure: true },
      ...(UPLOAD_PATH !== undefined && { path: UPLOAD_PATH }),
    });

    const replay = `UPLOAD_SEED=${batchSeed} UPLOAD_PATH=${counterexamplePath} npx vitest run --config test/vitest.config.ts test/upload/schedules.test.ts`;
    const why = `${errorInstance}\n${JSON.stringify(counterexample)}\nReplay: ${replay}`;
    expect(failed, why).toBe(false);
  }, 120_000);
}

/** Uploads until it is done, and checks what holds at its end. */
async function follow(uploads: Uploads, schedule: Schedule): Promise<void> {
  const { fileSize, partSize, multiChunk, concurrency, faults, interruptions, isRestored } =
    schedule;
  const bytes = randomBytes(fileSize);
  uploads.nextPartSize = partSize;
  const options = { ...limits, concurrency };
  const upload = await createUpload(uploads, { bytes, multiChunk, ...options });
  const { stored, progress } = upload;
  uploads.server.script(faults.map((fault) => ({ ...fault, session: stored.id })));

  let { session } = upload;
  const waits = [...interruptions];
  let outcome = await interruptAfter(session, outcomeOf(session.start()), waits.pop());
  for (let resumes = 0; session.status !== "uploaded"; resumes++) {
    expect(outcome).toBeInstanceOf(FlipPiliError);
    expect(resumes).toBeLessThan(mostResumes);
    if (isRestored) session = restoreUploadSession(copy(session.state), bytes, options);
    outcome = await interruptAfter(session, outcomeOf(session.resume()), waits.pop());
  }

  expect(stored.sha256()).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect(stored.acceptedBytes).toBe(fileSize);
  if (session === upload.session) expectSteady(progress, fileSize);
  expect(uploads.server.redirectTarget.hits).toBe(0);
  expect(await settleResources(uploads.before)).toEqual([]);
}

/** Waits for a run, and interrupts it meanwhile. */
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
