import fc from "fast-check";
import { encodeKey, Hub, type ListStreamsParams, type Stream } from "flip-pili/pili-v2";
import { expect, test } from "vitest";
import type { Reply, RequestHandler } from "../helpers/flip-server.ts";
import { observedFetch } from "../helpers/observed-fetch.ts";
import { bodyOf, isSignedCorrectly, summarize } from "../helpers/pili-server.ts";
import { credentials, hubOf, liveStatus, startHub } from "../helpers/pili-v2-server.ts";
import { propertyOptions } from "../helpers/property.ts";

test("createStream() sends the key and returns the stream", async () => {
  const { server, hub } = await startHub(() => ({ text: "" }));

  const stream = await hub.createStream("test-title");

  expect(stream).toMatchObject({ key: "test-title", hub: "test-hub" });
  expect(summarize(server.requests)).toEqual(["POST /v2/hubs/test-hub/streams"]);
  expect(bodyOf(server.requests[0])).toEqual({ key: "test-title" });
  expect(server.requests.every(isSignedCorrectly)).toBe(true);
});

test("createStream() throws an HttpError 614 when the stream exists", async () => {
  const { hub } = await startHub(() => ({ status: 614, json: { error: "stream already exists" } }));

  await expect(hub.createStream("test-title")).rejects.toMatchObject({
    name: "HttpError",
    status: 614,
    message: expect.stringContaining("stream already exists"),
  });
});

test("createStream() throws an HttpError for an error with status 200", async () => {
  const error = { error: "stream already exists", key: "test-title" };
  const { hub } = await startHub(() => ({ json: error }));

  await expect(hub.createStream("test-title")).rejects.toMatchObject({
    name: "HttpError",
    body: error,
  });
});

test.each(["", " ", "a b", "a/b", "流", "x".repeat(201), 5, undefined])(
  "createStream(%j) is an InvalidArgumentError before any request",
  async (key) => {
    const { fetch, requests } = observedFetch(() => Response.json({}));
    const hub = hubOf({ port: 1 }, { fetch });

    const creation = hub.createStream(key as string);

    await expect(creation).rejects.toMatchObject({ name: "InvalidArgumentError", argument: "key" });
    expect(requests).toEqual([]);
  },
);

test.each(["", " ", "\ud800", undefined])("stream(%j) is an InvalidArgumentError", (key) => {
  expect(() => hubOf({ port: 1 }).stream(key as string)).toThrow(
    expect.objectContaining({ name: "InvalidArgumentError", argument: "key" }),
  );
});

test.each(["", "a/b", "hub.name", undefined])("a hub cannot be named %j", (name) => {
  expect(() => new Hub(credentials, name as string)).toThrow(
    expect.objectContaining({ name: "InvalidArgumentError", argument: "hubName" }),
  );
});

test("encodeKey() is URL-safe base64 with padding, for any key", () => {
  const key = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => text.trim() !== "");
  fc.assert(
    fc.property(key, (text) => {
      const encoded = encodeKey(text);

      const unpadded = Buffer.from(text).toString("base64url");
      expect(encoded).toBe(unpadded.padEnd(Math.ceil(unpadded.length / 4) * 4, "="));
    }),
    propertyOptions(200),
  );
});

/** Responds with pages by marker. The first page has no marker. */
function pages(byMarker: Record<string, object>): RequestHandler {
  return ({ params: { marker = "" } }) => ({ json: byMarker[marker] ?? { error: "bad request" } });
}

/** Iterates over streams. */
async function keysOf(streams: AsyncIterable<Stream>): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of streams) keys.push(key);
  return keys;
}

const twoPages = pages({
  "": { items: [{ key: "a" }, { key: "b" }], marker: "2" },
  2: { items: [{ key: "c" }], marker: "" },
});

test("listStreams() awaited returns one page", async () => {
  const { server, hub } = await startHub(twoPages);

  const page = await hub.listStreams();

  expect(page.items.map(({ key }) => key)).toEqual(["a", "b"]);
  expect(page).toMatchObject({ marker: "2", end: false });
  expect(summarize(server.requests)).toEqual(["GET /v2/hubs/test-hub/streams"]);
  const last = await hub.listStreams({ marker: "2" });
  expect(last).toMatchObject({ items: [{ key: "c", hub: "test-hub" }], marker: "", end: true });
});

test("listStreams() iterated returns the streams of all pages, also after an empty one", async () => {
  const { server, hub } = await startHub(
    pages({
      "": { items: [{ key: "a" }], marker: "1" },
      1: { items: null, marker: "2" },
      2: { items: [{ key: 5 }], marker: "3" },
      3: { items: [] },
    }),
  );

  const found = await keysOf(hub.listStreams({ limit: 1 }));

  expect(found).toEqual(["a", "5"]);
  expect(server.requests.map(({ params }) => params.marker)).toEqual([undefined, "1", "2", "3"]);
});

test("listStreams() sends filters that have an effect", async () => {
  const { server, hub } = await startHub(twoPages);

  await hub.listStreams({ prefix: "a&b", liveOnly: true, limit: 5000, marker: "2" });
  await hub.listStreams({ prefix: "", liveOnly: false, limit: 0, marker: "" });

  expect(server.requests.map(({ params }) => params)).toEqual([
    { prefix: "a&b", liveonly: "true", limit: "5000", marker: "2" },
    {},
  ]);
  expect(server.requests.every(isSignedCorrectly)).toBe(true);
});

test("listStreams() ends after maxItems", async () => {
  const { server, hub } = await startHub(twoPages);

  const found = await keysOf(hub.listStreams({}, { maxItems: 1 }));

  expect(found).toEqual(["a"]);
  expect(server.requests.map(({ params }) => params)).toEqual([{ limit: "1" }]);
});

test("listStreams() throws an HttpError when a marker repeats", async () => {
  const { hub } = await startHub(() => ({ json: { items: [{ key: "a" }], marker: "7" } }));

  await expect(keysOf(hub.listStreams())).rejects.toMatchObject({ name: "HttpError" });
});

test.each<Reply>([
  { json: { items: "a", marker: "" } },
  { json: { items: [{}], marker: "" } },
  { json: { items: ["a"], marker: "" } },
  { json: { error: "bad request" } },
  { status: 400, json: { error: "bad request" } },
])("listStreams() throws an HttpError for %j", async (reply) => {
  const { hub } = await startHub(() => reply);

  await expect(hub.listStreams()).rejects.toMatchObject({ name: "HttpError" });
});

test.each<[argument: string, params: unknown]>([
  ["limit", { limit: -1 }],
  ["limit", { limit: 5001 }],
  ["limit", { limit: 1.5 }],
  ["prefix", { prefix: 5 }],
  ["marker", { marker: 0 }],
  ["liveOnly", { liveOnly: "yes" }],
  ["params", []],
  ["liveonly", { liveonly: true }],
])("listStreams() rejects an invalid %s before any request: %j", async (argument, params) => {
  const { fetch, requests } = observedFetch(() => Response.json({}));
  const listing = hubOf({ port: 1 }, { fetch }).listStreams(params as ListStreamsParams);

  await expect(listing).rejects.toMatchObject({ name: "InvalidArgumentError", argument });
  expect(requests).toEqual([]);
});

test("liveStatuses() queries 100 keys at a time, each once", async () => {
  const { server, hub } = await startHub(({ body }) => {
    const { items } = JSON.parse(body.toString()) as { items: string[] };
    return { json: { items: items.slice(0, 1).map((key) => ({ key, ...liveStatus })) } };
  });
  const keys = Array.from({ length: 250 }, (_, index) => `stream-${index}`);

  const statuses = await hub.liveStatuses([...keys, "stream-0"]);

  expect(statuses.map(({ key }) => key)).toEqual(["stream-0", "stream-100", "stream-200"]);
  expect(server.requests.map((request) => bodyOf(request))).toEqual([
    { items: keys.slice(0, 100) },
    { items: keys.slice(100, 200) },
    { items: keys.slice(200) },
  ]);
  expect(server.requests.every(isSignedCorrectly)).toBe(true);
});

test("liveStatuses() of no streams sends nothing", async () => {
  const { server, hub } = await startHub(() => ({ json: {} }));

  expect(await hub.liveStatuses([])).toEqual([]);
  expect(server.requests).toEqual([]);
});

test.each([{ items: null }, {}, { items: [] }, { items: [{ key: "a", startAt: 0 }, null] }])(
  "liveStatuses() is empty for %j",
  async (json) => {
    const { hub } = await startHub(() => ({ json }));

    expect(await hub.liveStatuses(["a"])).toEqual([]);
  },
);

test("liveStatuses() reads keys and times that arrive in another type", async () => {
  const items = [{ key: 5, startAt: "1488359924" }, { startAt: 7 }];
  const { hub } = await startHub(() => ({ json: { items } }));

  expect(await hub.liveStatuses(["5"])).toEqual([{ ...items[0], key: "5" }, items[1]]);
});

test.each<[argument: string, keys: unknown]>([
  ["keys", "a"],
  ["keys[1]", ["a", "\ud800"]],
  ["keys", undefined],
  ["keys[1]", ["a", ""]],
  ["keys[0]", [5]],
])("liveStatuses() rejects an invalid %s before any request: %j", async (argument, keys) => {
  const { fetch, requests } = observedFetch(() => Response.json({}));
  const statuses = hubOf({ port: 1 }, { fetch }).liveStatuses(keys as string[]);

  await expect(statuses).rejects.toMatchObject({ name: "InvalidArgumentError", argument });
  expect(requests).toEqual([]);
});

test("playStats() and playHistory() return what the service sends", async () => {
  const { server, hub } = await startHub(() => ({ json: { total: { count: 1 } } }));

  expect(await hub.playStats()).toEqual({ total: { count: 1 } });
  expect(await hub.playHistory({ start: 1, end: 2, limit: 3, marker: "m" })).toBeDefined();

  expect(summarize(server.requests)).toEqual([
    "GET /v2/hubs/test-hub/stat/play",
    "GET /v2/hubs/test-hub/stat/play/history?start=1&end=2&limit=3&marker=m",
  ]);
});

test.each([
  ["start", { start: 2, end: 1 }],
  ["end", { start: 1 }],
  ["limit", { start: 1, end: 2, limit: 0 }],
])("playHistory() rejects an invalid %s", async (argument, params) => {
  const history = hubOf({ port: 1 }).playHistory(params as never);

  await expect(history).rejects.toMatchObject({ name: "InvalidArgumentError", argument });
});
