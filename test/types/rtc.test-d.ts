import {
  type App,
  type AppReference,
  type Credentials,
  createRtcClient,
  getApp,
  type MergeJob,
  type Room,
  type RoomPage,
  type Rtc,
  roomToken,
  type User,
} from "flip-pili/rtc";
import { expectTypeOf } from "vitest";

// Only compiled, never run.

// Apps

expectTypeOf<App["appId"]>().toEqualTypeOf<string>();
expectTypeOf<App["title"]>().toEqualTypeOf<string | undefined>();
expectTypeOf<AppReference["maxUsers"]>().toEqualTypeOf<number | undefined>();
expectTypeOf<ReturnType<Rtc["app"]>>().toEqualTypeOf<AppReference>();
expectTypeOf<ReturnType<AppReference["refresh"]>>().toEqualTypeOf<Promise<App>>();
expectTypeOf<App>().toExtend<AppReference>();

export const changeApps = (rtc: Rtc, app: App) => {
  expectTypeOf(rtc.createApp()).toEqualTypeOf<Promise<App>>();
  void app.update({ maxUsers: undefined, title: "", noAutoKickUser: false });
  // @ts-expect-error Fields are changed by update().
  app.title = "other";
  // @ts-expect-error A parameter is misspelled.
  void rtc.createApp({ maxUser: 3 });
  // @ts-expect-error The service chooses the id.
  void app.update({ appId: "other" });
};

// rooms(): awaited a page, iterated one by one

export const listRooms = async (app: AppReference) => {
  expectTypeOf(await app.rooms()).toEqualTypeOf<RoomPage>();
  for await (const room of app.rooms({ prefix: "a" }, { maxItems: 3 })) {
    expectTypeOf(room).toEqualTypeOf<Room>();
  }
  // @ts-expect-error A limit is a number.
  void app.rooms({ limit: "100" });
};

// Users and jobs

export const manageRoom = async (room: Room) => {
  expectTypeOf(room.users()).toEqualTypeOf<Promise<User[]>>();
  expectTypeOf(room.kick("user1")).toEqualTypeOf<Promise<void>>();
  expectTypeOf(room.createJob({ id: "j" })).toEqualTypeOf<Promise<MergeJob>>();
  // @ts-expect-error The caller chooses the id.
  void room.createJob({ type: "basic" });
  // @ts-expect-error The value does not exist.
  void room.createJob({ id: "j", config: { stretchMode: "fill" } });
  // @ts-expect-error The name of the field differs from that of forward jobs.
  void room.mergeJobV3("m").updateTracks({ mode: 1, all: [{ trackId: "t" }] });
};

// Tokens

export const createTokens = (credentials: Credentials, room: Room) => {
  const user = { roomName: "room1", userId: "user1" };
  expectTypeOf(roomToken(credentials, { appId: "a", ...user })).toEqualTypeOf<string>();
  expectTypeOf(roomToken(credentials, { version: 2, ...user })).toEqualTypeOf<string>();
  expectTypeOf(room.token({ userId: "user1", permission: "admin" })).toEqualTypeOf<string>();
  // @ts-expect-error A room of version 3 belongs to an app.
  roomToken(credentials, user);
  // @ts-expect-error A room of version 2 belongs to no app.
  roomToken(credentials, { version: 2, appId: "a", ...user });
  // @ts-expect-error The permission does not exist.
  room.token({ userId: "user1", permission: "owner" });
  // @ts-expect-error The room is that of the object.
  room.token({ userId: "user1", roomName: "other" });
};

// Statuses that are not registered

export const readStatus = async (credentials: Credentials) => {
  const result = await getApp(createRtcClient(credentials), { path: { appId: "a" } });
  if (result.status === 612) expectTypeOf(result.error.error).toEqualTypeOf<string>();
  if (result.status === 200) expectTypeOf(result.data.appId).toEqualTypeOf<string>();
  // @ts-expect-error The service has no such status.
  return result.status === 619;
};
