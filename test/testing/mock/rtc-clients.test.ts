import http from "node:http";
import { createRequire } from "node:module";
import { roomToken } from "flip-pili/rtc";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectRtc, credentials, keys, startRtcMock } from "../../helpers/mock-rtc.ts";
import { redirectingAgent } from "../../helpers/redirecting-agent.ts";

/** The RTC part of `qiniu`, the client that Qiniu publishes on npm. Its types leave RTC out. */
const qiniu = createRequire(import.meta.url)("qiniu") as QiniuClient;

type Callback = (error: unknown, data: unknown) => void;

interface QiniuClient {
  Credentials: new (accessKey: string, secretKey: string) => unknown;
  app: Record<"createApp" | "getApp" | "updateApp" | "deleteApp", Operation>;
  room: Record<"listUser" | "kickUser" | "listActiveRooms", Operation> & {
    getRoomToken(access: object, credentials: unknown): string;
  };
}

type Operation = (...args: unknown[]) => void;

// The host is fixed in the client.
const mock = await startRtcMock(["rtc.qiniuapi.com"]);
const qiniuCredentials = new qiniu.Credentials(keys.accessKey, keys.secretKey);
const { globalAgent } = http;

beforeAll(() => {
  http.globalAgent = redirectingAgent(mock);
});

afterAll(() => {
  http.globalAgent = globalAgent;
});

/** Calls an operation of the client. */
function call(operation: Operation, ...args: unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const callback: Callback = (error, data) => (error ? reject(error) : resolve(data));
    operation(...args, qiniuCredentials, callback);
  });
}

test("the client of Qiniu creates, reads, changes and deletes an app", async () => {
  const { createApp, getApp, updateApp, deleteApp } = qiniu.app;
  const settings = { hub: "test-hub", title: "my-app", maxUsers: 10, noAutoKickUser: true };

  const created = (await call(createApp, settings)) as { appId: string };
  const found = await call(getApp, created.appId);
  const updated = await call(updateApp, created.appId, { maxUsers: 20 });
  await call(deleteApp, created.appId);

  expect(created).toMatchObject(settings);
  expect(found).toEqual(created);
  expect(updated).toMatchObject({ ...settings, maxUsers: 20 });
  await expect(call(getApp, created.appId)).rejects.toMatchObject({
    code: 612,
    message: "app not found",
    reqId: expect.any(String),
  });
  expect(mock.requests.map(({ signature }) => signature)).toEqual(Array(5).fill("valid"));
});

test("the client of Qiniu lists rooms and users, and removes a user", async () => {
  const { listActiveRooms, listUser, kickUser } = qiniu.room;

  const rooms = await call(listActiveRooms, "app1", "", 0, 10);
  const users = await call(listUser, "app1", "room1");
  await call(kickUser, "app1", "room1", "user1");

  expect(rooms).toEqual({ end: true, offset: 2, rooms: ["room1", "room2"] });
  expect(users).toEqual({ users: [{ userId: "user1" }, { userId: "user2" }] });
  expect(await connectRtc(mock).app("app1").room("room1").users()).toEqual([{ userId: "user2" }]);
  await expect(call(kickUser, "app1", "room2", "user1")).rejects.toMatchObject({ code: 615 });
});

test("a token of the client of Qiniu is the same as that of roomToken(), and is accepted", async () => {
  const access = {
    appId: "app2",
    roomName: "room-of-qiniu",
    userId: "user5",
    expireAt: 4_000_000_000,
    permission: "admin",
  } as const;

  const token = qiniu.room.getRoomToken({ ...access }, qiniuCredentials);
  mock.joinRoom(token);

  const { expireAt: expiresAt, ...options } = access;
  expect(roomToken(credentials, { ...options, expiresAt })).toBe(token);
  const users = await connectRtc(mock).app("app2").room("room-of-qiniu").users();
  expect(users).toEqual([{ userId: "user5" }]);
});
