import * as rtcEntry from "flip-pili/rtc";
import { FlipPiliError, roomToken, signWithData } from "flip-pili/rtc";
import { startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { type Endpoint, exampleOptions } from "../../helpers/call-operation.ts";
import { sendJson, sendRaw } from "../../helpers/mock-pili.ts";
import { connectRtc, credentials, keys, startRtcMock } from "../../helpers/mock-rtc.ts";
import { outcomeOf } from "../../helpers/network-faults.ts";
import { readSpecOperations } from "../../helpers/spec-operations.ts";

const mock = await startRtcMock();
const rtc = connectRtc(mock);

/** Statuses of calls with the examples of the spec, where they are not 200. */
const statuses: Readonly<Record<string, number>> = {
  createRoom: 611,
  createRoomV2: 611,
  deleteRoom: 613,
  deleteRoomV2: 613,
  // There are no jobs yet.
  updateJob: 612,
  stopJob: 612,
  deleteForwardJob: 612,
  updateMergeTracks: 612,
  updateMergeWatermarks: 612,
  deleteMergeJob: 612,
};

test.each(readSpecOperations("rtc"))(
  'startMockServer("rtc") handles $operationId()',
  async (operation) => {
    const client = rtcEntry.createRtcClient(credentials, { apiHost: `${mock.host}:${mock.port}` });
    const endpoint = Reflect.get(rtcEntry, operation.operationId) as Endpoint;

    const { response } = await endpoint(client, exampleOptions(operation, "all", mock.url));

    expect(response.headers.get("Mock-Reason")).toBeNull();
    expect(response.status).toBe(statuses[operation.operationId] ?? 200);
    expect(mock.requests[0]).toMatchObject({ signature: "valid", findings: [] });
  },
);

test("an app lives from its creation to its deletion, seen by a client without this package", async () => {
  const created = await sendJson(mock, "POST", "/v3/apps", { title: "直播", maxUsers: 2 });
  const { appId } = created.body as { appId: string };
  const path = `/v3/apps/${appId}`;
  const updated = await sendJson(mock, "POST", path, { title: "", noAutoKickUser: true });
  const found = await sendJson(mock, "GET", path);
  const listed = await sendJson(mock, "GET", "/v3/apps");
  const deleted = await sendJson(mock, "DELETE", path);
  const gone = await sendJson(mock, "GET", path);

  expect(created).toMatchObject({ status: 200, headers: { "x-reqid": expect.any(String) } });
  expect(created.body).toMatchObject({ title: "直播", maxUsers: 2, noAutoKickUser: false });
  expect(updated.body).toMatchObject({ title: "", maxUsers: 2, noAutoKickUser: true });
  expect(found.body).toEqual(updated.body);
  expect(listed.body).toHaveLength(3);
  expect(deleted).toMatchObject({ status: 200, body: {} });
  expect(gone).toMatchObject({ status: 612, body: { error: "app not found" } });
});

test("the secret of event callbacks is in no response", async () => {
  const changes = {
    eventCbUrl: "https://example.com/e",
    eventCbSecret: "CANARY",
    eventCbVersion: 1,
  };

  const updated = await sendJson(mock, "POST", "/v3/apps/app1", changes);

  expect(JSON.stringify(updated.body)).not.toContain("CANARY");
  expect(mock.requests[0]?.findings).toEqual([]);
});

test("rooms are listed in pages, by prefix and in the order of their creation", async () => {
  const app = await rtc.createApp();
  for (const roomName of ["show-1", "news-1", "show-2", "show-3"])
    await app.createRoom({ roomName });

  const first = await app.rooms({ prefix: "show-", limit: 2 });
  const names: string[] = [];
  for await (const { name } of app.rooms({ prefix: "show-", limit: 2 })) names.push(name);

  expect(first).toMatchObject({ offset: 2, end: false });
  expect(names).toEqual(["show-1", "show-2", "show-3"]);
  expect((await app.rooms({ offset: 9 })).items).toEqual([]);
});

test("the first app starts with the rooms and users of the spec", async () => {
  const { items } = await rtc.app("app1").rooms();

  expect(items.map(({ name }) => name)).toEqual(["room1", "room2"]);
  expect(await items[0]?.users()).toEqual([{ userId: "user1" }, { userId: "user2" }]);
  expect(await items[1]?.users()).toEqual([]);
});

test("a user joins with a token, is removed, and the room can then be deleted", async () => {
  const room = rtc.app("app2").room("new-room");
  expect(await outcomeOf(room.users())).toMatchObject({ status: 612 });

  mock.joinRoom(room.token({ userId: "user3" }));

  expect(await room.users()).toEqual([{ userId: "user3" }]);
  expect(await outcomeOf(room.delete())).toMatchObject({ status: 613 });
  expect(await outcomeOf(room.kick("user4"))).toMatchObject({ status: 612 });
  await room.kick("user3");
  expect(await outcomeOf(room.kick("user3"))).toMatchObject({ status: 615 });
  await room.delete();
  expect(await outcomeOf(room.users())).toMatchObject({ status: 612 });
});

test("a user joins a room of version 2", async () => {
  const room = await rtc.createRoomV2({ owner_id: "admin", user_max: 1 });
  expect(await room.info()).toMatchObject({ owner_id: "admin", user_max: 1, room_status: 0 });

  mock.joinRoom(room.token({ userId: "u1" }));

  expect(await room.info()).toMatchObject({ room_status: 1 });
  expect(await room.users()).toEqual([{ user_id: "u1", user_name: "u1" }]);
  expect(() => mock.joinRoom(room.token({ userId: "u2" }))).toThrow("its maximum of 1 users");
  await room.kick("u1");
  await room.delete();
  expect(await outcomeOf(room.info())).toMatchObject({ status: 612 });
});

test("the maximum number of users is that of the room, or else that of the app", async () => {
  const app = await rtc.createApp({ maxUsers: 1 });
  const small = app.room("small");
  const large = await app.createRoom({ roomName: "large", maxUsers: 2 });
  const join = (room: rtcEntry.Room, userId: string) => mock.joinRoom(room.token({ userId }));

  join(small, "user1");
  join(small, "user1");
  join(large, "user1");
  join(large, "user2");

  expect(() => join(small, "user2")).toThrow("the room has its maximum of 1 users");
  expect(() => join(large, "user3")).toThrow("the room has its maximum of 2 users");
});

const fields = {
  appId: "app1",
  roomName: "room1",
  userId: "user1",
  expireAt: 4_000_000_000,
  permission: "user",
};
const fieldsV2 = { version: "2.0", room_name: "room1", user_id: "u", perm: "user", expire_at: 4e9 };
const tokenOf = (value: unknown) => signWithData(credentials, JSON.stringify(value));

test.each([
  { token: "", reason: "it must be <access key>:<signature>:<encoded>" },
  { token: "a:b", reason: "it must be <access key>:<signature>:<encoded>" },
  { token: "a:b:c:d", reason: "it must be <access key>:<signature>:<encoded>" },
  { token: `other:x:${tokenOf(fields).split(":")[2]}`, reason: "the access key is another one" },
  { token: tokenOf(fields).replace(/:./, ":_"), reason: "the signature does not match" },
  { token: signWithData(credentials, "{"), reason: "is not JSON in base64" },
  { token: tokenOf([]), reason: "is not JSON in base64" },
  {
    token: tokenOf({ ...fields, expireAt: 1_500_000_000 }),
    reason: "it has expired at 1500000000",
  },
  { token: tokenOf({ ...fields, expireAt: "soon" }), reason: "expireAt must be an integer" },
  { token: tokenOf({ ...fields, appId: undefined }), reason: "appId must be a text" },
  { token: tokenOf({ ...fields, appId: "app3" }), reason: "there is no app with this appId" },
  {
    token: tokenOf({ ...fields, roomName: "my room" }),
    reason: "roomName must match ^[a-zA-Z0-9_-]{3,64}$",
  },
  {
    token: tokenOf({ ...fields, userId: "me" }),
    reason: "userId must match ^[a-zA-Z0-9_-]{3,50}$",
  },
  {
    token: tokenOf({ ...fields, permission: "owner" }),
    reason: "permission must match ^(admin|user)$",
  },
  {
    token: tokenOf({ ...fieldsV2, room_name: "none" }),
    reason: "there is no room with this room_name",
  },
  { token: tokenOf({ ...fieldsV2, perm: 1 }), reason: "perm must be a text" },
])("joinRoom() explains why a token is not accepted: $reason", ({ token, reason }) => {
  const join = () => mock.joinRoom(token);

  expect(join).toThrow(FlipPiliError);
  expect(join).toThrow(`The room token is not accepted: `);
  expect(join).toThrow(reason);
});

test("joinRoom() without credentials checks everything but the signature", async () => {
  const open = await startMockServer("rtc");
  onTestFinished(() => open.close());
  const other = new rtcEntry.Credentials("other", "secret");

  open.joinRoom(roomToken(other, { appId: "app1", roomName: "room2", userId: "user9" }));

  expect(await connectRtc(open).app("app1").room("room2").users()).toEqual([{ userId: "user9" }]);
  expect(() => open.joinRoom("a:b:c")).toThrow("is not JSON in base64");
});

test("joinRoom() of a server without rooms throws", async () => {
  const stateless = await startMockServer("rtc", { stateless: true });
  const pili = await startMockServer("pili");
  onTestFinished(async () => void (await Promise.all([stateless.close(), pili.close()])));

  for (const server of [stateless, pili]) {
    expect(() => server.joinRoom("token")).toThrow("Cannot join a room: this server has no rooms");
  }
});

test("jobs are started once, changed and stopped", async () => {
  const room = rtc.app("app1").room("room1");
  const job = await room.createJob({ id: "job1" });
  const mergeJob = await room.createMergeJobV3({ id: "job1" });
  const forwardJob = await room.createForwardJob({ id: "job1", playerId: "user1" });

  await job.update({ config: { fps: 10 } });
  await mergeJob.updateTracks({ mode: 1, all: [] });
  await mergeJob.updateWatermarks([]);

  expect(await outcomeOf(room.createJob({ id: "job1" }))).toMatchObject({ status: 614 });
  for (const started of [job, mergeJob, forwardJob]) {
    expect(await started.stop()).toMatchObject({ id: "job1", status: "success" });
    expect(await outcomeOf(started.stop())).toMatchObject({ status: 612 });
  }
});

test("a job of a room that does not exist is rejected", async () => {
  const creation = rtc.app("app1").room("room3").createJob({ id: "job1" });

  expect(await outcomeOf(creation)).toMatchObject({
    status: 612,
    body: { error: "room not found" },
  });
});

test("reset() restores the initial state", async () => {
  await rtc.app("app1").delete();
  expect(await rtc.apps()).toHaveLength(1);

  mock.reset();

  expect(await rtc.apps()).toHaveLength(2);
  expect(await rtc.app("app1").room("room1").users()).toHaveLength(2);
});

test.each([
  { target: "/v3/apps/app1/createroom", body: {} },
  { target: "/v3/apps/app1/createroom", body: { roomName: "a b" } },
  { target: "/v3/apps", body: { maxUsers: "3" } },
  { target: "/v2/rooms", body: { room_name: "room3" } },
  { target: "/v4/apps/app1/rooms/room1/jobs", body: { id: "j", config: { width: 641 } } },
  { target: "/v3/apps/app1/rooms/room1/forward_job", body: { id: "f" } },
])("POST $target with $body is rejected with 400", async ({ target, body }) => {
  const response = await sendJson(mock, "POST", target, body);

  expect(response.status).toBe(400);
  expect(response.body).toEqual({ error: expect.stringMatching(/./) });
});

test("absent members that are null are served and reported", async () => {
  const input = { kind: "media", userId: "user1", url: null, position: { x: 0, z: null } };
  const body = { id: "job2", inputs: [input], outputs: null, config: { fps: null } };

  const response = await sendJson(mock, "POST", "/v4/apps/app1/rooms/room1/jobs", body);

  expect(response).toMatchObject({ status: 200, body: { id: "job2" } });
  expect(mock.requests[0]?.findings.map(({ message }) => message)).toEqual([
    "Field inputs[0].url must not be null",
    "Field inputs[0].position.z must not be null",
    "Field config.fps must not be null",
    "Field outputs must not be null",
  ]);
});

test("a wrong signature is rejected and explained", async () => {
  const method = "GET";
  const headers = { Authorization: `Qiniu ${keys.accessKey}:${"A".repeat(27)}=` };

  const wrong = await fetch(`${mock.url}/v3/apps`, { method, headers });
  const missing = await fetch(`${mock.url}/v3/apps`);

  expect([wrong.status, await wrong.json()]).toEqual([401, { error: "bad token" }]);
  expect(missing.status).toBe(401);
  expect(wrong.headers.get("Mock-Reason")).toMatch(/^Signature does not match/);
  expect(missing.headers.get("Mock-Reason")).toBe("Signature missing: Authorization");
});

test("a body that was signed as another one is explained", async () => {
  const target = "/v3/apps";
  const contentType = "application/json";
  const signed = await sendRaw(mock, {
    method: "POST",
    target,
    contentType,
    body: '{"title":"a"}',
  });
  const { authorization = "" } = mock.requests[0]?.headers ?? {};

  const changed = await fetch(mock.url + target, {
    method: "POST",
    headers: { Authorization: String(authorization), "Content-Type": contentType },
    body: '{"title":"b"}',
  });

  expect(signed.status).toBe(200);
  expect(changed.status).toBe(401);
});
