import type { StepRequest } from "../caller.ts";
import { ownId } from "../state-checks.ts";
import type { Step } from "../step.ts";
import type { StepContext } from "../step-context.ts";
import { jobCreation, jobPath, ofRoom, ownRoomPath, roomPath, unknown } from "./resources.ts";

/** A URL that nobody publishes to: nothing is merged or forwarded, because the room is empty. */
const url = "rtmp://127.0.0.1/flip-pili/conform";

const playerId = "flip-pili-user";

const reason = "the service starts jobs only in a room where somebody is";
const unless = { statuses: [615, 612], reason };

/** A job whose id is in the body of each request. */
const ofJob = (kind: string) => ({
  needs: ["room", kind],
  target: kind,
  pathOf: roomPath,
});

/** A merge job of version 3, whose id is in the path. */
const ofMergeJob = {
  needs: ["mergeJob"],
  target: "mergeJob",
  pathOf: jobPath,
  unknownId: unknown,
} satisfies Partial<Step>;

/** Jobs of the run: started, changed and stopped. */
export const jobSteps: readonly Step[] = [
  {
    operationId: "createJob",
    ...ofRoom,
    creates: jobCreation("job", "stopJob", stop),
    unless,
    request: ({ settings }) => ({
      json: { id: settings.newName(), type: "basic", outputs: [{ type: "rtmp", url }] },
    }),
    rejections: [
      {
        name: "rejects an odd width",
        statuses: [400],
        request: (context) => ({
          path: ownRoomPath(context),
          json: { id: context.settings.newName(), config: { width: 641, height: 480 } },
        }),
      },
    ],
  },
  {
    operationId: "updateJob",
    ...ofJob("job"),
    request: (context) => ({ json: { id: idOf(context, "job"), config: { fps: 15 } } }),
    rejections: [withoutId(), withUnknownId({ config: { fps: 15 } })],
  },
  {
    operationId: "stopJob",
    ...ofJob("job"),
    request: (context) => ({ json: { id: idOf(context, "job") } }),
    after: async (context) => forget(context, "job"),
    rejections: [withoutId(), withUnknownId({})],
  },
  {
    operationId: "createForwardJob",
    ...ofRoom,
    creates: jobCreation("forwardJob", "deleteForwardJob", (id) => {
      const { json, ...path } = stop(id);
      return { ...path, json: { ...Object(json), playerId } };
    }),
    unless,
    request: ({ settings }) => ({ json: { id: settings.newName(), playerId, publishUrl: url } }),
    rejections: [withoutId()],
  },
  {
    operationId: "deleteForwardJob",
    ...ofJob("forwardJob"),
    request: (context) => ({ json: { id: idOf(context, "forwardJob"), playerId } }),
    after: async (context) => forget(context, "forwardJob"),
    rejections: [withoutId(), withUnknownId({ playerId })],
  },
  {
    operationId: "createMergeJob",
    ...ofRoom,
    creates: jobCreation("mergeJob", "deleteMergeJob", (id) => ({ path: jobPath(id) })),
    unless,
    request: ({ settings }) => ({ json: { id: settings.newName(), publishUrl: url } }),
  },
  {
    operationId: "updateMergeTracks",
    ...ofMergeJob,
    request: () => ({ json: { mode: 1, all: [] } }),
    rejections: [
      {
        name: "rejects an unknown mode",
        statuses: [400],
        request: (context) => ({ path: jobPath(ownId(context, "mergeJob")), json: { mode: 7 } }),
      },
    ],
  },
  {
    operationId: "updateMergeWatermarks",
    ...ofMergeJob,
    request: () => ({ json: { watermarks: [] } }),
  },
  {
    operationId: "deleteMergeJob",
    ...ofMergeJob,
    after: async (context) => forget(context, "mergeJob"),
  },
];

function stop(id: string): StepRequest {
  return { path: roomPath(id), json: { id: jobPath(id).jobId } };
}

/** Returns the id of the job of the run. After that has stopped, it is that of no job. */
function idOf({ resources, settings }: StepContext, kind: string): string {
  const [id] = resources.own(kind);
  return id === undefined ? settings.newName() : jobPath(id).jobId;
}

/** A stopped job need not be stopped at the end of the run. */
function forget(context: StepContext, kind: string): void {
  context.resources.forget(kind, ownId(context, kind));
}

function withoutId() {
  return {
    name: "rejects a body without an id",
    statuses: [400],
    request: (context: StepContext) => ({ path: ownRoomPath(context), json: {} }),
  };
}

function withUnknownId(fields: object) {
  return {
    name: "rejects an unknown id",
    statuses: unknown,
    request: (context: StepContext) => ({
      path: ownRoomPath(context),
      json: { ...fields, id: context.settings.newName() },
    }),
  };
}
