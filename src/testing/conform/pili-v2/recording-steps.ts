import { fieldOf, listOf, textField } from "../response.ts";
import { ownId } from "../state-checks.ts";
import type { Step } from "../step.ts";
import type { StepContext } from "../step-context.ts";
import { streamPath } from "./paths.ts";
import { ofStream } from "./stream-steps.ts";

const noData: readonly number[] = [619];

const reason = "the stream has no recording: set recordedStream to one that has a recording";

/** Files and snapshots of recordings. */
export const recordingSteps: readonly Step[] = [
  {
    operationId: "saveStreamAs",
    ...ofStream,
    async run(context) {
      await makeFile(context, "saveStreamAs", ({ start, end }) => ({ start, end }));
      if (context.settings.recordedStream === undefined) return;
      const fname = `${context.settings.newName()}.mp4`;
      await makeFile(context, "saveStreamAs", (interval) => ({
        ...interval,
        fname,
        format: "mp4",
      }));
    },
    request: ({ settings }) => ({ json: { fname: `${settings.newName()}.m3u8` } }),
    rejections: [
      {
        name: "rejects an end before the start",
        statuses: [400],
        request: (context) => ({ path: ownPath(context), json: { start: 2, end: 1 } }),
      },
      {
        name: "rejects an unknown format",
        statuses: [400],
        request: (context) => ({ path: ownPath(context), json: { format: "flip-pili-unknown" } }),
      },
    ],
  },
  {
    operationId: "snapshotStream",
    ...ofStream,
    run: (context) => makeFile(context, "snapshotStream", ({ start }) => ({ time: start })),
    request: ({ settings }) => ({ json: { fname: `${settings.newName()}.jpg` } }),
    rejections: [
      {
        name: "rejects an unknown format",
        statuses: [400],
        request: (context) => ({ path: ownPath(context), json: { format: "flip-pili-unknown" } }),
      },
    ],
  },
];

function ownPath(context: StepContext) {
  return streamPath(ownId(context, "stream"), context);
}

/** Start and end of a recording, in Unix seconds. */
interface Recorded {
  readonly start: unknown;
  readonly end: unknown;
}

/**
 * Creates a file from the recording of the given stream. Without such a stream it checks the rejection
 * for a new stream, which has no recording.
 */
async function makeFile(
  context: StepContext,
  operationId: string,
  toBody: (recorded: Recorded) => Readonly<Record<string, unknown>>,
): Promise<void> {
  const { recordedStream } = context.settings;
  const path = streamPath(recordedStream ?? ownId(context, "stream"), context);
  const recorded = recordedStream === undefined ? undefined : await findRecorded(context, path);
  const json = recorded === undefined ? {} : toBody(recorded);
  const rejections = recorded === undefined ? noData : [];
  const response = await context.callUnless(rejections, operationId, { path, json });
  if (response === undefined) {
    context.check("reports that there is no recording", []);
    return context.skipMain(reason);
  }
  const job = textField(response.body, "persistentID");
  if (job !== undefined) context.resources.find("job", job);
}

async function findRecorded(
  context: StepContext,
  path: Readonly<Record<string, string>>,
): Promise<Recorded | undefined> {
  const { body } = await context.call("listHistoryActivity", { path });
  const [push] = listOf(fieldOf(body, "items"));
  return push === undefined
    ? undefined
    : { start: fieldOf(push, "start"), end: fieldOf(push, "end") };
}
