import { fieldOf, listOf, textField } from "../response.ts";
import { ownId } from "../state-checks.ts";
import type { Step } from "../step.ts";
import type { StepContext } from "../step-context.ts";
import { unknownStream } from "./stream-steps.ts";

/** Statuses for a stream without a recording, which differ by version of the service. */
const nothingRecorded: readonly number[] = [619, 404, 400];

const reason = "the stream has no recording: set recordedStream to one that has a recording";

/** Files and snapshots of recordings. */
export const recordingSteps: readonly Step[] = [
  {
    operationId: "getStreamSegments",
    needs: ["stream"],
    target: "stream",
    unless: { statuses: nothingRecorded, reason },
    unknownId: unknownStream,
    rejections: [
      {
        name: "rejects a start without an end",
        statuses: [400],
        request: (context) => ({
          path: { id: context.resources.any("stream") ?? "" },
          query: { start: 1 },
        }),
      },
    ],
  },
  {
    operationId: "saveStreamAs",
    needs: ["stream"],
    target: "stream",
    run: (context) =>
      makeFile(context, "saveStreamAs", "mp4", ({ start, end }) => ({ start, end })),
    unknownId: unknownStream,
    request: ({ settings }) => ({ json: { name: `${settings.newName()}.mp4` } }),
    rejections: [
      {
        name: "rejects a file without a name",
        statuses: [400],
        request: (context) => ({ path: { id: ownId(context, "stream") }, json: { format: "mp4" } }),
      },
    ],
  },
  {
    operationId: "snapshotStream",
    needs: ["stream"],
    target: "stream",
    run: (context) => makeFile(context, "snapshotStream", "jpg", ({ start }) => ({ time: start })),
    unknownId: unknownStream,
    request: ({ settings }) => ({ json: { name: `${settings.newName()}.jpg`, format: "jpg" } }),
    rejections: [
      {
        name: "rejects a snapshot without a format",
        statuses: [400],
        request: (context) => ({ path: { id: ownId(context, "stream") }, json: { name: "a.jpg" } }),
      },
    ],
  },
];

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
  format: string,
  toTime: (recorded: Recorded) => Readonly<Record<string, unknown>>,
): Promise<void> {
  const { recordedStream, newName } = context.settings;
  const id = recordedStream ?? ownId(context, "stream");
  const recorded = recordedStream === undefined ? undefined : await findRecorded(context, id);
  const time = recorded === undefined ? {} : toTime(recorded);
  const request = { path: { id }, json: { name: `${newName()}.${format}`, format, ...time } };
  const rejections = recorded === undefined ? nothingRecorded : [];
  const response = await context.callUnless(rejections, operationId, request);
  if (response === undefined) {
    context.check("reports that there is no recording", []);
    return context.skipMain(reason);
  }
  const job = textField(response.body, "persistentId");
  if (job !== undefined) context.resources.find("job", job);
}

async function findRecorded(context: StepContext, id: string): Promise<Recorded | undefined> {
  const { body } = await context.call("getStreamSegments", { path: { id } });
  const [segment] = listOf(fieldOf(body, "segments"));
  if (segment === undefined) return undefined;
  return { start: fieldOf(segment, "start"), end: fieldOf(segment, "end") };
}
