import type { ObjectCalls } from "./object-call.ts";

// None of them sends a request: ids and names identify the objects.
const app = "const app = rtc.app($path.appId);\n";
const room = "const room = rtc.app($path.appId).room($path.roomName);\n";
const mergeJobV3 = `${room}const job = room.mergeJobV3($path.jobId);\n`;
const roomV2 = "const room = rtc.roomV2($path.roomName);\n";

/** Object calls of RTC. */
export const rtcCalls: ObjectCalls = {
  listApps: {
    code: "for (const app of await rtc.apps()) {\n  console.log(app.appId, app.title);\n}",
    symbols: ["Rtc.apps"],
  },
  createApp: {
    code: "const app = await rtc.createApp($body);\nconsole.log(app.appId);",
    symbols: ["Rtc.createApp"],
  },
  getApp: {
    code: "const app = await rtc.getApp($path.appId);\nconsole.log(app.title, app.maxUsers);",
    symbols: ["Rtc.getApp", "App.refresh"],
  },
  updateApp: { code: `${app}await app.update($body);`, symbols: ["App.update"] },
  deleteApp: { code: `${app}await app.delete();`, symbols: ["App.delete"] },
  createRoom: {
    code:
      `${app}const room = await app.createRoom($body);\n` +
      'console.log(room.token({ userId: "user1" }));',
    symbols: ["App.createRoom"],
  },
  listRooms: {
    code: `${app}for await (const room of app.rooms($query)) {\n  console.log(room.name);\n}`,
    symbols: ["App.rooms"],
    shown: ["prefix"],
  },
  deleteRoom: { code: `${room}await room.delete();`, symbols: ["Room.delete"] },
  listUsers: {
    code: `${room}for (const user of await room.users()) {\n  console.log(user.userId);\n}`,
    symbols: ["Room.users"],
  },
  kickUser: { code: `${room}await room.kick($path.userId);`, symbols: ["Room.kick"] },
  stopMerge: { code: `${room}await room.stopMerge();`, symbols: ["Room.stopMerge"] },
  createForwardJob: {
    code: `${room}const job = await room.createForwardJob($body);\nconsole.log(job.id, job.status);`,
    symbols: ["Room.createForwardJob"],
  },
  deleteForwardJob: {
    code: `${room}await room.forwardJob($body.id, $body.playerId).stop();`,
    symbols: ["ForwardJob.stop"],
  },
  createMergeJob: {
    code: `${room}// Version 4 has replaced it: see \`room.createJob()\`.\nconst job = await room.createMergeJobV3($body);\nconsole.log(job.id, job.status);`,
    symbols: ["Room.createMergeJobV3"],
  },
  updateMergeTracks: {
    code: `${mergeJobV3}await job.updateTracks($body);`,
    symbols: ["MergeJobV3.updateTracks"],
  },
  updateMergeWatermarks: {
    code: `${mergeJobV3}await job.updateWatermarks($body.watermarks);`,
    symbols: ["MergeJobV3.updateWatermarks"],
  },
  deleteMergeJob: { code: `${mergeJobV3}await job.stop();`, symbols: ["MergeJobV3.stop"] },
  createJob: {
    code: `${room}const job = await room.createJob($body);\nconsole.log(job.id, job.status);`,
    symbols: ["Room.createJob"],
  },
  updateJob: {
    code: `${room}await room.job($body.id).update($bodyWithout(id));`,
    symbols: ["MergeJob.update"],
  },
  stopJob: { code: `${room}await room.job($body.id).stop();`, symbols: ["MergeJob.stop"] },
  createRoomV2: {
    code: 'const room = await rtc.createRoomV2($body);\nconsole.log(room.token({ userId: "user1" }));',
    symbols: ["Rtc.createRoomV2"],
  },
  getRoomV2: {
    code: `${roomV2}const { owner_id, user_max } = await room.info();\nconsole.log(owner_id, user_max);`,
    symbols: ["RoomV2.info"],
  },
  deleteRoomV2: { code: `${roomV2}await room.delete();`, symbols: ["RoomV2.delete"] },
  listUsersV2: {
    code: `${roomV2}for (const user of await room.users()) {\n  console.log(user.user_id);\n}`,
    symbols: ["RoomV2.users"],
  },
  kickUserV2: { code: `${roomV2}await room.kick($path.userId);`, symbols: ["RoomV2.kick"] },
};
