import {
  Credentials,
  createRtcClient,
  getApp,
  InvalidArgumentError,
  listApps,
  Rtc,
  updateApp,
} from "flip-pili/rtc";
import { expect, test } from "vitest";
import { startServer } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import { observedFetch } from "../helpers/observed-fetch.ts";
import { credentials, isSignedCorrectly } from "../helpers/pili-server.ts";
import { appData, rtcOf, startRtc } from "../helpers/rtc-server.ts";

function headerOf(init: RequestInit | undefined, name: string): string | null {
  return new Headers(init?.headers).get(name);
}

test("createRoomV2() and delete() are signed as in the vectors, over https", async () => {
  const { fetch, requests } = observedFetch(() => Response.json({ room_name: "room1" }));
  const rtc = new Rtc(credentials, { fetch });

  const room = await rtc.createRoomV2({ owner_id: "admin", room_name: "room1", user_max: 3 });
  await room.delete();

  expect(requests.map(({ rawUrl }) => rawUrl)).toEqual([
    "https://rtc.qiniuapi.com/v2/rooms",
    "https://rtc.qiniuapi.com/v2/rooms/room1",
  ]);
  expect(requests.map(({ init }) => headerOf(init, "Authorization"))).toEqual([
    "Qiniu QiniuAccessKey:la1kYyowdFhdGFVdMfndwd_ftmU=",
    "Qiniu QiniuAccessKey:I_Ja4BXnj2n-ZrK9Y_ID6zbaSj8=",
  ]);
});

test("every request is signed for the host and port that it is sent to", async () => {
  const { server, rtc, app, room } = await startRtc({
    json: { ...appData, id: "j", users: [], rooms: [] },
  });

  await rtc.createApp({ title: "直播" });
  await app.rooms({ prefix: "a b&c" });
  await room.kick("user1");
  await room.job("job/1").stop();

  expect(server.requests.map(isSignedCorrectly)).toEqual([true, true, true, true]);
});

test.each([
  { options: {}, origin: "https://rtc.qiniuapi.com" },
  { options: { https: false }, origin: "http://rtc.qiniuapi.com" },
  { options: { apiHost: "rtc.example:8080" }, origin: "https://rtc.example:8080" },
  { options: { apiHost: "rtc.example:80" }, origin: "http://rtc.example" },
  { options: { apiHost: "localhost:8080" }, origin: "http://localhost:8080" },
  { options: { apiHost: "localhost", https: true }, origin: "https://localhost" },
])("new Rtc() with $options sends to $origin", async ({ options, origin }) => {
  const { fetch, requests } = observedFetch(() => Response.json(appData));

  await new Rtc(credentials, { ...options, fetch }).getApp("app1");

  expect(requests[0]?.url.href).toBe(`${origin}/v3/apps/app1`);
});

test.each([
  { options: { apiHost: "http://rtc.example" }, argument: "apiHost" },
  { options: { https: "yes" }, argument: "https" },
  { options: { jobHost: "api.qiniu.com" }, argument: "jobHost" },
  { options: null, argument: "options" },
])("new Rtc() rejects $options", ({ options, argument }) => {
  const create = () => new Rtc(credentials, options as never);

  expect(create).toThrow(InvalidArgumentError);
  expect(create).toThrow(`Invalid argument ${argument}: `);
});

test("new Rtc() rejects keys that are not credentials", () => {
  const keys = { accessKey: "ak", secretKey: "sk" };

  expect(() => new Rtc(keys as never)).toThrow("must be an instance of Credentials");
});

test("createApp() sends the settings, also those that are empty or false", async () => {
  const { rtc, sent } = await startRtc({ json: appData });
  const params = Object.freeze({ hub: "", title: "t", maxUsers: 0, noAutoKickUser: false });

  const app = await rtc.createApp(params);

  expect(sent()).toEqual([
    'POST /v3/apps {"hub":"","title":"t","maxUsers":0,"noAutoKickUser":false}',
  ]);
  expect(app.appId).toBe("app1");
  expect(app.details).toEqual({ ...appData, id: "app1" });
  expect(`${app}`).toBe("App app1");
});

test("getApp() retrieves the app, with fields that are not known", async () => {
  const { rtc } = await startRtc({ json: { ...appData, region: "z0" } });

  const app = await rtc.getApp("app1");

  expect(app).toMatchObject({ ...appData, region: "z0" });
});

test("getApp() reads an id that is a number", async () => {
  const { rtc } = await startRtc({ json: { appId: 7 } });

  expect((await rtc.getApp("7")).appId).toBe("7");
});

test("getApp() of an unknown app rejects with status 612", async () => {
  const { rtc } = await startRtc({ status: 612, json: { error: "app not found" } });

  const outcome = await outcomeOf(rtc.getApp("app2"));

  expect(outcome).toMatchObject({
    name: "HttpError",
    status: 612,
    body: { error: "app not found" },
  });
});

test.each([
  [{ json: {} }],
  [{ json: null }],
  [{ json: [] }],
  [{ json: { appId: "" } }],
  [{ json: { appId: null } }],
  [{ json: { error: "bad token" } }],
  [{ text: "<html>" }],
  [{ text: "" }],
])("getApp() rejects the success %j", async (reply) => {
  const { rtc } = await startRtc(reply);

  expect(await outcomeOf(rtc.getApp("app1"))).toMatchObject({ name: "HttpError", status: 200 });
});

test.each([
  { json: [appData, { ...appData, appId: "app2" }], ids: ["app1", "app2"] },
  { json: { apps: [appData] }, ids: ["app1"] },
  { json: { total: 1, items: [appData], end: true }, ids: ["app1"] },
  { json: [], ids: [] },
  { json: null, ids: [] },
  { json: { apps: [] }, ids: [] },
  { json: { apps: null, total: 0 }, ids: [] },
])("apps() reads $json", async ({ json, ids }) => {
  const { rtc, sent } = await startRtc({ json });

  const apps = await rtc.apps();

  expect(sent()).toEqual(["GET /v3/apps"]);
  expect(apps.map(({ appId }) => appId)).toEqual(ids);
});

test.each([
  [{ json: { error: "bad token" } }],
  [{ json: { error: "bad token", apps: null } }],
  [{ json: {} }],
  [{ json: [{}] }],
  [{ text: "<html>" }],
])("apps() rejects the success %j", async (reply) => {
  const { rtc } = await startRtc(reply);

  expect(await outcomeOf(rtc.apps())).toMatchObject({ name: "HttpError", status: 200 });
});

test("app.refresh() retrieves the fields of a reference", async () => {
  const { app, sent } = await startRtc({ json: appData });
  expect(app.title).toBeUndefined();

  await app.refresh();

  expect(sent()).toEqual(["GET /v3/apps/app1"]);
  expect(app.title).toBe("test-app");
});

test("app.update() sends only the changes, and adopts the response", async () => {
  const { app, sent } = await startRtc({ json: { ...appData, maxUsers: 9 } });

  const updated = await app.update({ maxUsers: 9, title: undefined });

  expect(sent()).toEqual(['POST /v3/apps/app1 {"maxUsers":9}']);
  expect(updated).toBe(app);
  expect(app.maxUsers).toBe(9);
});

test.each([[{ json: {} }], [{ text: "" }], [{ json: null }], [{ json: { status: "ok" } }]])(
  "app.update() keeps its changes, but no secret, when the response is %j",
  async (reply) => {
    const { app } = await startRtc(reply);
    const changes = {
      title: "new",
      eventCbUrl: "https://example.com/events",
      eventCbSecret: "CANARY",
      eventCbVersion: 1,
      hub: undefined,
    };

    await app.update(changes);

    expect(app.details).toEqual({
      id: "app1",
      appId: "app1",
      title: "new",
      eventCbUrl: "https://example.com/events",
      eventCbVersion: 1,
    });
  },
);

test.each([
  { params: null, argument: "params" },
  { params: { hub: 1 }, argument: "hub" },
  { params: { title: null }, argument: "title" },
  { params: { maxUsers: -1 }, argument: "maxUsers" },
  { params: { maxUsers: "3" }, argument: "maxUsers" },
  { params: { noAutoKickUser: "false" }, argument: "noAutoKickUser" },
])("createApp() rejects $params before any request", async ({ params, argument }) => {
  const { rtc, sent } = await startRtc({ json: appData });

  expect(await outcomeOf(rtc.createApp(params as never))).toMatchObject({
    name: "InvalidArgumentError",
    argument,
  });
  expect(sent()).toEqual([]);
});

test.each([
  { changes: {}, argument: "changes" },
  { changes: { title: undefined }, argument: "changes" },
  { changes: { maxUsers: 1.5 }, argument: "maxUsers" },
  { changes: { mergePublishRtmp: true }, argument: "mergePublishRtmp" },
  { changes: { eventCbUrl: "example.com/events" }, argument: "eventCbUrl" },
  { changes: { eventCbUrl: "" }, argument: "eventCbUrl" },
  { changes: { eventCbSecret: 1 }, argument: "eventCbSecret" },
  { changes: { eventCbVersion: 0 }, argument: "eventCbVersion" },
])("app.update() rejects $changes before any request", async ({ changes, argument }) => {
  const { app, sent } = await startRtc({ json: appData });

  expect(await outcomeOf(app.update(changes as never))).toMatchObject({
    name: "InvalidArgumentError",
    argument,
  });
  expect(sent()).toEqual([]);
});

test.each([[{ text: "" }], [{ json: {} }], [{ status: 204 }]])(
  "app.delete() accepts the response %j",
  async (reply) => {
    const { app, sent } = await startRtc(reply);

    await app.delete();

    expect(sent()).toEqual(["DELETE /v3/apps/app1"]);
  },
);

test("app.delete() succeeds when its retry finds status 612", async () => {
  let requests = 0;
  const server = await startServer(() => ({ status: ++requests === 1 ? 502 : 612, json: {} }));
  const rtc = rtcOf(server, { retries: 1 });

  await rtc.app("app1").delete();

  expect(server.requests).toHaveLength(2);
});

test("app.delete() throws for status 612 of its first attempt", async () => {
  const { app } = await startRtc({ status: 612, json: { error: "app not found" } });

  expect(await outcomeOf(app.delete())).toMatchObject({ name: "HttpError", status: 612 });
});

test.each(["", " ", ".", "..", null, undefined, {}])("app() rejects the id %j", (id) => {
  expect(() => new Rtc(credentials).app(id as never)).toThrow(InvalidArgumentError);
});

test("generated functions narrow by the statuses of the service", async () => {
  const server = await startServer(() => ({ status: 612, json: { error: "app not found" } }));
  const client = createRtcClient(credentials, { apiHost: `127.0.0.1:${server.port}` });

  const result = await getApp(client, { path: { appId: "app2" } });

  expect(result.status === 612 && result.error.error).toBe("app not found");
});

test("a request that is signed without the package's code is the same", async () => {
  const server = await startServer(() => ({ json: [] }));
  const client = createRtcClient(credentials, { apiHost: `127.0.0.1:${server.port}` });

  await listApps(client);
  await updateApp(client, { path: { appId: "a=b/c" }, body: { title: "t" } });

  expect(server.requests.map(isSignedCorrectly)).toEqual([true, true]);
  expect(server.requests[1]?.path).toBe("/v3/apps/a%3Db%2Fc");
});

test("keys may be asynchronous functions", async () => {
  const server = await startServer(() => ({ json: appData }));
  const later = new Credentials(
    async () => "QiniuAccessKey",
    async () => "QiniuSecretKey",
  );
  const rtc = new Rtc(later, { apiHost: `127.0.0.1:${server.port}` });

  await rtc.getApp("app1");

  expect(server.requests.map(isSignedCorrectly)).toEqual([true]);
});
