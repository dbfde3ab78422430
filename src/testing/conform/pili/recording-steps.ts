import { fieldOf, listOf, textOf } from "../answer.ts";
import { ownId } from "../state-checks.ts";
import type { Step } from "../step.ts";
import { StepEnd, type Trial } from "../trial.ts";
import { badRequest, notFound, nothingRecorded } from "./statuses.ts";

const reason = "the stream has no recording: name one that has, by recordedStream";
/** States of a job that does not go on: done, failed, done without being told. */
const endStates: readonly unknown[] = [0, 3, 4];
const unknownJob: readonly number[] = [612];

/** What is made of recordings, and the jobs that make it. */
export const recordingSteps: readonly Step[] = [
  {
    operationId: "getStreamSegments",
    needs: ["stream"],
    of: "stream",
    unless: { statuses: nothingRecorded, reason },
    unknownId: notFound,
    refusals: [
      {
        name: "refuses a start without end",
        statuses: badRequest,
        request: (trial) => ({
          path: { id: trial.belongings.any("stream") ?? "" },
          query: { start: 1 },
        }),
      },
    ],
  },
  {
    operationId: "saveStreamAs",
    needs: ["stream"],
    of: "stream",
    run: (trial) => makeFile(trial, "saveStreamAs", "mp4", ({ start, end }) => ({ start, end })),
    unknownId: notFound,
    request: ({ settings }) => ({ json: { name: `${settings.newName()}.mp4` } }),
    refusals: [
      {
        name: "refuses a file without name",
        statuses: badRequest,
        request: (trial) => ({ path: { id: ownId(trial, "stream") }, json: { format: "mp4" } }),
      },
    ],
  },
  {
    operationId: "snapshotStream",
    needs: ["stream"],
    of: "stream",
    run: (trial) => makeFile(trial, "snapshotStream", "jpg", ({ start }) => ({ time: start })),
    unknownId: notFound,
    request: ({ settings }) => ({ json: { name: `${settings.newName()}.jpg`, format: "jpg" } }),
    refusals: [
      {
        name: "refuses a picture without format",
        statuses: badRequest,
        request: (trial) => ({ path: { id: ownId(trial, "stream") }, json: { name: "a.jpg" } }),
      },
    ],
  },
  {
    operationId: "getJob",
    run: followJob,
    refusals: [
      {
        name: "refuses an unknown job",
        statuses: unknownJob,
        request: () => ({ query: { id: "z1.000000000000000000000000" } }),
      },
      { name: "refuses a question without id", statuses: badRequest, request: () => ({}) },
    ],
  },
];

/** Begin and end of a recording, in Unix seconds. */
interface Recorded {
  readonly start: unknown;
  readonly end: unknown;
}

/**
 * Has a file made of the recording of the owner's stream, or asks for one of a new stream, which has
 * none.
 */
async function makeFile(
  trial: Trial,
  operationId: string,
  format: string,
  toTime: (recorded: Recorded) => Readonly<Record<string, unknown>>,
): Promise<void> {
  const { recordedStream, newName } = trial.settings;
  const id = recordedStream ?? ownId(trial, "stream");
  const recorded = recordedStream === undefined ? undefined : await findRecorded(trial, id);
  const time = recorded === undefined ? {} : toTime(recorded);
  const request = { path: { id }, json: { name: `${newName()}.${format}`, format, ...time } };
  const refusals = recorded === undefined ? nothingRecorded : [];
  const answer = await trial.callUnless(refusals, operationId, request);
  if (answer === undefined) {
    trial.check("says that nothing is recorded", []);
    return trial.skipPlain(reason);
  }
  const job = textOf(answer.body, "persistentId");
  if (job !== undefined) trial.belongings.find("job", job);
}

async function findRecorded(trial: Trial, id: string): Promise<Recorded | undefined> {
  const { body } = await trial.call("getStreamSegments", { path: { id } });
  const [segment] = listOf(fieldOf(body, "segments"));
  if (segment === undefined) return undefined;
  return { start: fieldOf(segment, "start"), end: fieldOf(segment, "end") };
}

async function followJob(trial: Trial): Promise<void> {
  const id = trial.belongings.any("job");
  if (id === undefined) {
    trial.skipPlain("no job was started");
    throw new StepEnd("There is no job");
  }
  const isOver = (body: unknown) => endStates.includes(fieldOf(body, "code"));
  const name = "its work comes to an end";
  const settled = await trial.until("getJob", { query: { id } }, isOver);
  if (settled === undefined) trial.skip(name, "it took longer than the time-out");
  else trial.check(name, [], settled);
}
