import type { CreateRoomV2Body } from "../../../rtc/index.ts";
import { done, segmentOf } from "../qiniu/handler.ts";
import { type RtcHandler, roomExists, roomInUse, userNotFound, withRoomV2 } from "./handler.ts";

/** Creates a room. A missing name is generated. */
export const createRoomV2: RtcHandler = ({ body }, { roomsV2, makeId }) => {
  const { owner_id, room_name = makeId(), user_max = 0 } = body.json as CreateRoomV2Body;
  if (roomsV2.has(room_name)) return roomExists;
  roomsV2.set(room_name, { ownerId: owner_id, maxUsers: user_max, users: new Set() });
  return { status: 200, body: { room_name } };
};

/** Describes a room. Its status is that of version 1: 1 while it is in use. */
export const getRoomV2: RtcHandler = withRoomV2(({ name, room }) => {
  const { ownerId: owner_id, maxUsers, users } = room;
  const limit = maxUsers === 0 ? {} : { user_max: maxUsers };
  const room_status = users.size > 0 ? 1 : 0;
  return { status: 200, body: { room_name: name, owner_id, ...limit, room_status } };
});

export const deleteRoomV2: RtcHandler = withRoomV2(({ name, room }, _call, { roomsV2 }) => {
  if (room.users.size > 0) return roomInUse;
  roomsV2.delete(name);
  return done;
});

export const listUsersV2: RtcHandler = withRoomV2(({ room }) => ({
  status: 200,
  body: { active_users: [...room.users].map((user_id) => ({ user_id, user_name: user_id })) },
}));

export const kickUserV2: RtcHandler = withRoomV2(({ room }, call) =>
  room.users.delete(segmentOf(call, 5)) ? done : userNotFound,
);
