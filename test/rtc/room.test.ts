import { inspect } from "node:util";
import { Rtc } from "flip-pili/rtc";
import { expect, test } from "vitest";
import { outcomeOf } from "../helpers/network-faults.ts";
import { credentials, keys } from "../helpers/pili-server.ts";
import { startRtc } from "../helpers/rtc-server.ts";

const target = "/v3/apps/app1/rooms/room1";

test("room.users() lists the users", async () => {
  const { room, sent } = await startRtc({
    json: { users: [{ userId: "user1" }, { userId: "u 2" }] },
  });

  const users = await room.users();

  expect(sent()).toEqual([`GET ${target}/users`]);
  expect(users).toEqual([{ userId: "user1" }, { userId: "u 2" }]);
});

test.each([[{ users: null }], [{ users: [] }], [{}]])(
  "room.users() of %j is empty",
  async (json) => {
    const { room } = await startRtc({ json });

    expect(await room.users()).toEqual([]);
  },
);

test.each([
  [{ json: { users: [{}] } }],
  [{ json: { users: ["user1"] } }],
  [{ json: [] }],
  [{ text: "" }],
])("room.users() rejects the success %j", async (reply) => {
  const { room } = await startRtc(reply);

  expect(await outcomeOf(room.users())).toMatchObject({ name: "HttpError", status: 200 });
});

test.each([[{ text: "" }], [{ json: {} }], [{ status: 204 }]])(
  "calls without a result accept the response %j",
  async (reply) => {
    const { room, sent } = await startRtc(reply);

    await room.kick("user1");
    await room.stopMerge();
    await room.delete();

    expect(sent()).toEqual([
      `DELETE ${target}/users/user1`,
      `DELETE ${target}/merge`,
      `DELETE ${target}`,
    ]);
  },
);

test("room.kick() of a room that is not active rejects with status 615", async () => {
  const { room } = await startRtc({ status: 615, json: { error: "room not active" } });

  const outcome = await outcomeOf(room.kick("user1"));

  expect(outcome).toMatchObject({
    name: "HttpError",
    status: 615,
    body: { error: "room not active" },
  });
  expect(String(outcome)).toContain("615 room not active");
});

test.each([
  [{ error: "room not active" }],
  [{ error: "bad token", code: 401 }],
  [{ error: "room not active", room: "room1" }],
])("room.kick() rejects the error %j with status 200", async (json) => {
  const { room } = await startRtc({ json });

  expect(await outcomeOf(room.kick("user1"))).toMatchObject({ name: "HttpError", body: json });
});

test.each(["me", "a".repeat(51), "user 1", "", null])(
  "room.kick() rejects the id %j",
  async (id) => {
    const { room, sent } = await startRtc({ text: "" });

    expect(await outcomeOf(room.kick(id as never))).toMatchObject({
      name: "InvalidArgumentError",
      argument: "userId",
    });
    expect(sent()).toEqual([]);
  },
);

test("room.delete() of a room in use rejects with status 613", async () => {
  const { room } = await startRtc({ status: 613, json: { error: "room in use" } });

  expect(await outcomeOf(room.delete())).toMatchObject({ name: "HttpError", status: 613 });
});

test("a room of version 2 has users, who can be removed", async () => {
  const room = { room_name: "room1", owner_id: "admin", user_max: 3, room_status: 1 };
  const users = [{ user_id: "user1", user_name: "User One" }];
  const { rtc, sent } = await startRtc({ json: { ...room, active_users: users } });
  const reference = rtc.roomV2("room1");

  expect(await reference.info()).toMatchObject(room);
  expect(await reference.users()).toEqual(users);
  await reference.kick("user 1");
  await reference.delete();

  expect(sent()).toEqual([
    "GET /v2/rooms/room1",
    "GET /v2/rooms/room1/users",
    "DELETE /v2/rooms/room1/users/user%201",
    "DELETE /v2/rooms/room1",
  ]);
});

test("createRoomV2() returns a room with the generated name", async () => {
  const { rtc, sent } = await startRtc({ json: { room_name: "generated" } });

  const room = await rtc.createRoomV2({ owner_id: "admin" });

  expect(sent()).toEqual(['POST /v2/rooms {"owner_id":"admin"}']);
  expect(room.name).toBe("generated");
});

test.each([[{ json: {} }], [{ json: null }], [{ text: "" }]])(
  "createRoomV2() needs no name in the response %j if it was given",
  async (reply) => {
    const { rtc } = await startRtc(reply);

    const named = await rtc.createRoomV2({ owner_id: "admin", room_name: "room1" });
    const unnamed = await outcomeOf(rtc.createRoomV2({ owner_id: "admin" }));

    expect(named.name).toBe("room1");
    expect(unnamed).toMatchObject({ name: "HttpError", status: 200 });
  },
);

test.each([
  { params: {}, argument: "owner_id" },
  { params: { owner_id: "admin", room_name: "" }, argument: "room_name" },
  { params: { owner_id: "admin", room_name: ".." }, argument: "room_name" },
  { params: { owner_id: "admin", user_max: 0 }, argument: "user_max" },
  { params: undefined, argument: "params" },
])("createRoomV2() rejects $params before any request", async ({ params, argument }) => {
  const { rtc, sent } = await startRtc({ json: {} });

  expect(await outcomeOf(rtc.createRoomV2(params as never))).toMatchObject({
    name: "InvalidArgumentError",
    argument,
  });
  expect(sent()).toEqual([]);
});

test("objects contain no secret when they are printed or written as JSON", () => {
  const rtc = new Rtc(credentials);
  const app = rtc.app("app1");
  const room = app.room("room1");

  for (const value of [rtc, app, room, app.rooms(), room.job("job1"), rtc.roomV2("room2")]) {
    const shown = inspect(value, { depth: 9, showHidden: true, getters: true });
    expect(shown + JSON.stringify(value)).not.toContain(keys.secretKey);
  }
});
