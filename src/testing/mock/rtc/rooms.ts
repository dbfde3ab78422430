import type { CreateRoomBody } from "../../../rtc/index.ts";
import { parametersOf } from "../../spec/operation.ts";
import { done, segmentOf } from "../qiniu/handler.ts";
import {
  type RtcHandler,
  roomExists,
  roomInUse,
  roomNotActive,
  userNotFound,
  withApp,
  withRoom,
} from "./handler.ts";
import { createRoomState } from "./rtc-state.ts";

export const createRoom: RtcHandler = withApp(({ rooms }, { body }, { makeId }) => {
  const { roomName, maxUsers = 0 } = body.json as CreateRoomBody;
  if (rooms.has(roomName)) return roomExists;
  rooms.set(roomName, createRoomState(maxUsers));
  return { status: 200, body: { roomId: makeId() } };
});

/** Number of rooms in a page when the request has no limit. */
const defaultLimit = 100;

/** Lists the rooms of an app, the oldest first. The offset is the number of rooms on previous pages. */
export const listRooms: RtcHandler = withApp(({ rooms }, call) => {
  const { prefix = "", offset = 0, limit = defaultLimit } = parametersOf(call);
  const names = [...rooms.keys()].filter((name) => name.startsWith(String(prefix)));
  const page = names.slice(Number(offset), Number(offset) + Number(limit));
  const next = Number(offset) + page.length;
  return { status: 200, body: { end: next >= names.length, offset: next, rooms: page } };
});

export const deleteRoom: RtcHandler = withRoom(({ app, name, room }) => {
  if (room.users.size > 0) return roomInUse;
  app.rooms.delete(name);
  return done;
});

export const listUsers: RtcHandler = withRoom(({ room }) => ({
  status: 200,
  body: { users: [...room.users].map((userId) => ({ userId })) },
}));

/** Removes a user. A room is active while there are users in it. */
export const kickUser: RtcHandler = withRoom(({ room }, call) => {
  if (room.users.size === 0) return roomNotActive;
  return room.users.delete(segmentOf(call, 7)) ? done : userNotFound;
}, roomNotActive);

export const stopMerge: RtcHandler = withRoom(() => done, roomNotActive);
