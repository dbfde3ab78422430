import type { Reply } from "../../exchange/reply.ts";
import { type QiniuHandler, type RecordHandler, rejection, segmentOf } from "../qiniu/handler.ts";
import type { AppState, RoomState, RoomV2State, RtcContext } from "./rtc-state.ts";

/** Handles the calls of one operation. */
export type RtcHandler = QiniuHandler<RtcContext>;

/** Creates a handler of an app: unknown ids get a 612. */
export function withApp(handle: RecordHandler<RtcContext, AppState>): RtcHandler {
  return (call, context, now) => {
    const app = context.apps.get(segmentOf(call, 3));
    return app === undefined ? appNotFound : handle(app, call, context, now);
  };
}

/** A room and its app. */
export interface FoundRoom {
  readonly app: AppState;
  readonly name: string;
  readonly room: RoomState;
}

/** Creates a handler of a room: names without a room get the reply. */
export function withRoom(
  handle: RecordHandler<RtcContext, FoundRoom>,
  missing: Reply = roomNotFound,
): RtcHandler {
  return withApp((app, call, ...rest) => {
    const name = segmentOf(call, 5);
    const room = app.rooms.get(name);
    return room === undefined ? missing : handle({ app, name, room }, call, ...rest);
  });
}

/** A room of version 2. */
export interface FoundRoomV2 {
  readonly name: string;
  readonly room: RoomV2State;
}

/** Creates a handler of a room of version 2: unknown names get a 612. */
export function withRoomV2(handle: RecordHandler<RtcContext, FoundRoomV2>): RtcHandler {
  return (call, context, now) => {
    const name = segmentOf(call, 3);
    const room = context.roomsV2.get(name);
    return room === undefined ? roomNotFound : handle({ name, room }, call, context, now);
  };
}

const appNotFound = rejection(612, "app not found");
export const roomExists: Reply = rejection(611, "room already exists");
export const roomNotFound: Reply = rejection(612, "room not found");
export const userNotFound: Reply = rejection(612, "user not found");
export const roomInUse: Reply = rejection(613, "room in use");
export const roomNotActive: Reply = rejection(615, "room not active");
