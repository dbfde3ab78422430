import fc from "fast-check";
import { Rtc } from "flip-pili/rtc";
import { expect, test } from "vitest";
import type { RequestHandler } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import { observedFetch } from "../helpers/observed-fetch.ts";
import { credentials } from "../helpers/pili-server.ts";
import { propertyOptions } from "../helpers/property.ts";
import { startRtc } from "../helpers/rtc-server.ts";

/** Responds with pages by offset. */
function pages(byOffset: Record<string, object>): RequestHandler {
  return ({ params: { offset = "" } }) => ({ json: byOffset[offset] ?? { error: "no such page" } });
}

/** Returns the names of all rooms of a list. */
async function namesOf(rooms: AsyncIterable<{ name: string }>): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of rooms) names.push(name);
  return names;
}

test("rooms() awaited returns one page with one request for 100 rooms", async () => {
  const { app, sent } = await startRtc(
    pages({ "": { end: false, offset: 2, rooms: ["room1", "room2"] } }),
  );

  const page = await app.rooms();

  expect(sent()).toEqual(["GET /v3/apps/app1/rooms?limit=100"]);
  expect(page).toMatchObject({ offset: 2, end: false });
  expect(page.items.map(({ appId, name }) => [appId, name])).toEqual([
    ["app1", "room1"],
    ["app1", "room2"],
  ]);
});

test("rooms() sends nothing until it is awaited, and then one request", async () => {
  const { app, sent } = await startRtc(pages({ "": { end: true, rooms: [] } }));
  const rooms = app.rooms();
  expect(sent()).toEqual([]);

  const [one, two] = await Promise.all([rooms, rooms]);

  expect(one).toBe(two);
  expect(sent()).toHaveLength(1);
});

test("rooms() sends every filter", async () => {
  const { app, server } = await startRtc({ json: { rooms: null } });

  await app.rooms(Object.freeze({ prefix: "a b&c=直", offset: 40, limit: 20 }));

  expect(server.requests[0]?.params).toEqual({ prefix: "a b&c=直", offset: "40", limit: "20" });
});

test("rooms() iterated follows the offsets up to the end", async () => {
  const { app, server } = await startRtc(
    pages({
      "": { end: false, offset: 2, rooms: ["room1", "room2"] },
      2: { end: false, offset: 10, rooms: ["room3"] },
      10: { end: true, offset: 11, rooms: ["room4"] },
    }),
  );

  const names = await namesOf(app.rooms({ prefix: "room" }));

  expect(names).toEqual(["room1", "room2", "room3", "room4"]);
  expect(server.requests.map(({ query }) => query)).toEqual([
    "prefix=room&limit=100",
    "prefix=room&offset=2&limit=100",
    "prefix=room&offset=10&limit=100",
  ]);
});

test.each([
  { what: "no rooms", last: { offset: 1, rooms: [] } },
  { what: "rooms that are null", last: { offset: 1, rooms: null } },
  { what: "no fields", last: {} },
  { what: "an end as text", last: { end: "true", offset: "2", rooms: ["room2"] } },
])("rooms() iterated ends at a page with $what", async ({ last }) => {
  const { app } = await startRtc(pages({ "": { offset: "1", rooms: ["room1"] }, 1: last }));

  const names = await namesOf(app.rooms());

  expect(names).toEqual(["room1", ...(last.rooms ?? [])]);
});

test("rooms() without offsets in the responses continues after the rooms", async () => {
  const { app } = await startRtc(
    pages({ 5: { rooms: ["room1", "room2"] }, 7: { rooms: ["room3"], end: true } }),
  );

  expect(await namesOf(app.rooms({ offset: 5 }))).toEqual(["room1", "room2", "room3"]);
});

test("rooms() iterated throws when an offset leads back", async () => {
  const { app, server } = await startRtc(() => ({ json: { offset: 1, rooms: ["room1"] } }));

  const outcome = await outcomeOf(namesOf(app.rooms()));

  expect(outcome).toMatchObject({ name: "HttpError" });
  expect(String(outcome)).toContain("with an offset that was used before");
  expect(server.requests).toHaveLength(2);
});

test("rooms() iterated returns every room once, whatever the pages, offsets and limits", async () => {
  const name = fc.stringMatching(/^[a-zA-Z0-9_-]{3,8}$/);
  const names = fc.uniqueArray(name, { maxLength: 12 });
  const limit = fc.integer({ min: 1, max: 5 });
  // A service may return fewer rooms than the limit, and omit what can be concluded.
  const omitted = fc.subarray(["end", "offset"]);
  const property = fc.asyncProperty(
    fc.record({
      names,
      limit,
      most: limit,
      omitted,
      maxItems: fc.option(limit, { nil: undefined }),
    }),
    async ({ names: all, limit: wanted, most, omitted: left, maxItems }) => {
      const { fetch } = observedFetch(({ params }) => {
        const start = Number(params["offset"] ?? 0);
        const rooms = all.slice(start, start + Math.min(most, Number(params["limit"])));
        const offset = start + rooms.length;
        const page = { rooms, offset, end: offset >= all.length };
        const sent = Object.entries(page).filter(([field]) => !left.includes(field));
        return Response.json(Object.fromEntries(sent));
      });
      const app = new Rtc(credentials, { fetch }).app("app1");

      const found = await namesOf(app.rooms({ limit: wanted }, { maxItems }));

      expect(found).toEqual(all.slice(0, maxItems));
    },
  );

  await fc.assert(property, propertyOptions(100));
});

test("rooms() with maxItems ends after that many rooms", async () => {
  const { app, server } = await startRtc(
    pages({
      "": { offset: 2, rooms: ["room1", "room2"] },
      2: { offset: 4, rooms: ["room3", "x"] },
    }),
  );

  const names = await namesOf(app.rooms({ limit: 2 }, { maxItems: 3 }));

  expect(names).toEqual(["room1", "room2", "room3"]);
  expect(server.requests.map(({ params }) => params["limit"])).toEqual(["2", "1"]);
});

test("rooms() returns rooms whose names break the pattern", async () => {
  const { app } = await startRtc({ json: { end: true, rooms: ["a b", 12] } });

  expect((await app.rooms()).items.map(({ name }) => name)).toEqual(["a b", "12"]);
});

test.each([
  [{ json: { rooms: [{}] } }],
  [{ json: { rooms: "room1" } }],
  [{ json: { rooms: [""] } }],
  [{ json: { error: "bad token", rooms: [] } }],
  [{ json: [] }],
  [{ text: "<html>" }],
])("rooms() rejects the success %j", async (reply) => {
  const { app } = await startRtc(reply);

  expect(await outcomeOf(app.rooms().then())).toMatchObject({ name: "HttpError", status: 200 });
});

test.each([
  { params: { prefix: 1 }, argument: "prefix" },
  { params: { offset: -1 }, argument: "offset" },
  { params: { offset: "0" }, argument: "offset" },
  { params: { limit: 0 }, argument: "limit" },
  { params: null, argument: "params" },
])("rooms() rejects $params when it is awaited", async ({ params, argument }) => {
  const { app, sent } = await startRtc({ json: {} });

  const outcome = await outcomeOf(app.rooms(params as never).then());

  expect(outcome).toMatchObject({ name: "InvalidArgumentError", argument });
  expect(sent()).toEqual([]);
});

test("createRoom() sends its settings and returns the room", async () => {
  const { app, sent } = await startRtc({ json: { roomId: "r-1" } });
  const params = { maxUsers: 3, autoCloseTtlS: 60, noEntreTtlS: 0, openRoom: false };

  const room = await app.createRoom({ roomName: "room1", ...params });

  expect(sent()).toEqual([
    'POST /v3/apps/app1/createroom {"roomName":"room1","maxUsers":3,"autoCloseTtlS":60,"noEntreTtlS":0,"openRoom":false}',
  ]);
  expect({ ...room }).toEqual({ appId: "app1", name: "room1", roomId: "r-1" });
});

test.each([[{ json: {} }], [{ json: null }], [{ text: "" }]])(
  "createRoom() returns the room when the response is %j",
  async (reply) => {
    const { app } = await startRtc(reply);

    expect(await app.createRoom({ roomName: "room1" })).toMatchObject({ name: "room1" });
  },
);

test("createRoom() of an existing room rejects with status 611", async () => {
  const { app } = await startRtc({ status: 611, json: { error: "room already exists" } });

  const outcome = await outcomeOf(app.createRoom({ roomName: "room1" }));

  expect(outcome).toMatchObject({ name: "HttpError", status: 611 });
  expect(String(outcome)).toContain("611 room already exists");
});

test.each([
  { params: {}, argument: "roomName" },
  { params: { roomName: "a b c" }, argument: "roomName" },
  { params: { roomName: "room1", maxUsers: -1 }, argument: "maxUsers" },
  { params: { roomName: "room1", autoCloseTtlS: 1.5 }, argument: "autoCloseTtlS" },
  { params: { roomName: "room1", noEntreTtlS: "1" }, argument: "noEntreTtlS" },
  { params: { roomName: "room1", openRoom: 1 }, argument: "openRoom" },
])("createRoom() rejects $params before any request", async ({ params, argument }) => {
  const { app, sent } = await startRtc({ json: {} });

  expect(await outcomeOf(app.createRoom(params as never))).toMatchObject({
    name: "InvalidArgumentError",
    argument,
  });
  expect(sent()).toEqual([]);
});

test("room() explains why a name breaks the pattern", () => {
  expect(() => new Rtc(credentials).app("app1").room("room 1")).toThrow(
    'Invalid argument name: must match ^[a-zA-Z0-9_-]{3,64}$: 3 to 64 letters (a-z, A-Z), digits, underscores and hyphens; it contains " "',
  );
});
