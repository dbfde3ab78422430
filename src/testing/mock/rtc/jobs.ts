import type { Reply } from "../../exchange/reply.ts";
import { rejection, segmentOf } from "../qiniu/handler.ts";
import { type RtcHandler, withRoom } from "./handler.ts";
import type { FindRtcExample, JobKind } from "./rtc-state.ts";

/** Starts a job. Its room need not be active. An id that is not given is generated. */
function startJob(kind: JobKind): RtcHandler {
  return withRoom(({ room }, { body }, { makeId, findExample }) => {
    const { id = makeId() } = body.json as { id?: string };
    if (room.jobs[kind].has(id)) return rejection(614, "job already exists");
    room.jobs[kind].add(id);
    return describeJob(id, findExample);
  });
}

/** Changes a job, whose id is in the body. */
function changeJob(kind: JobKind): RtcHandler {
  return withRoom(({ room }, { body }, { findExample }) => {
    const { id } = body.json as { id: string };
    return room.jobs[kind].has(id) ? describeJob(id, findExample) : jobNotFound;
  });
}

/** Stops a job, whose id is in the body. */
function stopJobOf(kind: JobKind): RtcHandler {
  return withRoom(({ room }, { body }, { findExample }) => {
    const { id } = body.json as { id: string };
    return room.jobs[kind].delete(id) ? describeJob(id, findExample) : jobNotFound;
  });
}

/** Changes a merge job of version 3, whose id is in the path. */
const changeMergeJob = withRoom(({ room }, call, { findExample }) => {
  const id = segmentOf(call, 7);
  return room.jobs.mergeV3.has(id) ? describeJob(id, findExample) : jobNotFound;
});

/** Stops a merge job of version 3, whose id is in the path. */
const deleteMergeJob = withRoom(({ room }, call, { findExample }) => {
  const id = segmentOf(call, 7);
  return room.jobs.mergeV3.delete(id) ? describeJob(id, findExample) : jobNotFound;
});

/** Handlers by operation. */
export const jobHandlers: Readonly<Record<string, RtcHandler>> = {
  createJob: startJob("merge"),
  updateJob: changeJob("merge"),
  stopJob: stopJobOf("merge"),
  createForwardJob: startJob("forward"),
  deleteForwardJob: stopJobOf("forward"),
  createMergeJob: startJob("mergeV3"),
  updateMergeTracks: changeMergeJob,
  updateMergeWatermarks: changeMergeJob,
  deleteMergeJob,
};

const jobNotFound = rejection(612, "job not found");

/** Returns a job as in a response. Its status is that of the spec's example: no others are known. */
function describeJob(id: string, findExample: FindRtcExample): Reply {
  return { status: 200, body: { ...findExample("createJob"), id } };
}
