import { Hub, type ListStreamsParams } from "flip-pili/pili";
import { expect, test } from "vitest";
import { type RequestHandler, startServer } from "../helpers/flip-server.ts";
import { observedFetch } from "../helpers/observed-fetch.ts";
import { credentials, hubOf, streamData, streamId, summarize } from "../helpers/pili-server.ts";

/** Responds with pages by marker. The first page has no marker. */
function pages(byMarker: Record<string, object>): RequestHandler {
  return ({ params: { marker = "" } }) => ({
    json: byMarker[marker] ?? { error: "no such page" },
  });
}

const first = { items: [{ ...streamData, id: "z1.test-hub.aaaa" }], marker: "1" };
const second = { items: [{ ...streamData, id: "z1.test-hub.bbbb" }], marker: "2" };

test("listStreams() awaited returns one page of complete streams with one request", async () => {
  const server = await startServer(pages({ "": { ...first, end: false } }));

  const page = await hubOf(server).listStreams();

  expect(summarize(server.requests)).toEqual(["GET /streams?hub=test-hub"]);
  expect(page).toEqual({ items: [expect.anything()], marker: "1", end: false });
  expect(page.items[0]?.toJSON()).toEqual(first.items[0]);
  expect(page.items[0]?.toString()).toBe("Stream z1.test-hub.aaaa");
  expect(page.items[0]?.rtmpLiveUrls().ORIGIN).toMatch(/^rtmp:/);
  expect(server.requests).toHaveLength(1);
});

test("listStreams() sends nothing until it is awaited, and then one request", async () => {
  const server = await startServer(pages({ "": first }));
  const listing = hubOf(server).listStreams();
  expect(server.requests).toEqual([]);

  const [one, two] = await Promise.all([listing, listing]);

  expect(one).toBe(two);
  expect(server.requests).toHaveLength(1);
});

test("listStreams() sends every filter", async () => {
  const server = await startServer(() => ({ json: { ...first, items: [{ id: streamId }] } }));
  const params = Object.freeze({
    marker: "10",
    limit: 20,
    title: "prefix_",
    status: "connected",
    idonly: true,
  } as const);

  await hubOf(server).listStreams(params);

  expect(server.requests[0]?.params).toEqual({
    hub: "test-hub",
    marker: "10",
    limit: "20",
    title: "prefix_",
    status: "connected",
    idonly: "true",
  });
});

test.each(["a&b=c", "a#b", "a b", "a+b", "a%b", "直播😀", "a?b/c", "", " "])(
  "listStreams() escapes %j",
  async (text) => {
    const server = await startServer(() => ({ json: first }));

    await hubOf(server).listStreams({ title: text, marker: text });

    expect(server.requests[0]?.params).toEqual({ hub: "test-hub", title: text, marker: text });
  },
);

test("listStreams() omits unset filters and an idonly that is false", async () => {
  const server = await startServer(() => ({ json: first }));
  const params = { limit: undefined, title: undefined, marker: undefined, idonly: false };

  await hubOf(server).listStreams(params as unknown as ListStreamsParams);

  expect(summarize(server.requests)).toEqual(["GET /streams?hub=test-hub"]);
});

test("listStreams() never lists another hub", async () => {
  const server = await startServer(() => ({ json: first }));
  const params = { hub: "other-hub", limit: 1 };

  await hubOf(server).listStreams(params);

  expect(server.requests[0]?.params).toEqual({ hub: "test-hub", limit: "1" });
});

test("listStreams() with idonly returns streams with the hub and title of their id", async () => {
  const server = await startServer(() => ({ json: { marker: "1", items: [{ id: streamId }] } }));

  const { items } = await hubOf(server).listStreams({ idonly: true });

  const [stream] = items;
  expect(stream?.toString()).toBe(`Stream ${streamId}`);
  expect(stream?.toJSON()).toEqual({ id: streamId, hub: "test-hub", title: "test-title" });
});

test("listStreams() iterated returns every stream up to the last page", async () => {
  const server = await startServer(pages({ "": first, "1": { ...second, end: true } }));
  const ids: string[] = [];

  for await (const { id } of hubOf(server).listStreams({ limit: 1 })) ids.push(id);

  expect(ids).toEqual(["z1.test-hub.aaaa", "z1.test-hub.bbbb"]);
  expect(server.requests.map(({ params }) => params)).toEqual([
    { hub: "test-hub", limit: "1" },
    { hub: "test-hub", limit: "1", marker: "1" },
  ]);
});

test.each([
  { what: "null items", last: { items: null, marker: "1" } },
  { what: "no items and no end", last: { items: [], marker: "5" } },
  { what: "no items and an end that is null", last: { items: [], marker: "5", end: null } },
  { what: "no items and no marker", last: { items: [] } },
  { what: "no items field", last: { marker: "5" } },
])("listStreams() iterated ends at a page with $what", async ({ last }) => {
  const server = await startServer(pages({ "": first, "1": last }));
  const ids: string[] = [];

  for await (const { id } of hubOf(server).listStreams()) ids.push(id);

  expect(ids).toEqual(["z1.test-hub.aaaa"]);
  expect(server.requests).toHaveLength(2);
});

test.each([
  { what: "an empty marker", marker: "" },
  { what: "a marker that is null", marker: null },
  { what: "no marker", marker: undefined },
])("listStreams() iterated ends at $what", async ({ marker }) => {
  const server = await startServer(pages({ "": first, "1": { ...second, marker } }));
  const ids: string[] = [];

  for await (const { id } of hubOf(server).listStreams()) ids.push(id);

  expect(ids).toEqual(["z1.test-hub.aaaa", "z1.test-hub.bbbb"]);
  expect(server.requests).toHaveLength(2);
});

test("listStreams() iterated from a marker never returns to the first page", async () => {
  const server = await startServer(pages({ "": first, "1": { ...second, marker: undefined } }));
  const ids: string[] = [];

  for await (const { id } of hubOf(server).listStreams({ marker: "1" })) ids.push(id);

  expect(ids).toEqual(["z1.test-hub.bbbb"]);
  expect(server.requests).toHaveLength(1);
});

test.each([
  { what: "an empty page", items: [] },
  { what: "a page whose items are null", items: null },
])("listStreams() iterated goes on after $what that is not the last one", async ({ items }) => {
  const server = await startServer(
    pages({
      "": { ...first, end: false },
      "1": { items, marker: "2", end: false },
      "2": { ...second, marker: "", end: true },
    }),
  );
  const ids: string[] = [];

  for await (const { id } of hubOf(server).listStreams()) ids.push(id);

  expect(ids).toEqual(["z1.test-hub.aaaa", "z1.test-hub.bbbb"]);
  expect(server.requests).toHaveLength(3);
});

test.each([
  { what: "the marker of the same page", third: "2", count: 3 },
  { what: "an earlier marker", third: "1", count: 3 },
  { what: "an earlier marker after an empty page", third: "1", count: 2, items: [] },
])("listStreams() iterated rejects $what after all items", async ({ third, count, items }) => {
  const last = { ...first, marker: third, end: false, ...(items && { items }) };
  const server = await startServer(pages({ "": first, "1": second, "2": last }));
  const ids: string[] = [];

  const iteration = async () => {
    for await (const { id } of hubOf(server).listStreams()) ids.push(id);
  };

  await expect(iteration()).rejects.toMatchObject({
    name: "HttpError",
    status: 200,
    message: expect.stringContaining("with a marker that was used before"),
  });
  expect(ids).toHaveLength(count);
  expect(server.requests).toHaveLength(3);
});

test("listStreams() iterated fetches a page only when it is needed", async () => {
  const server = await startServer(pages({ "": first, "1": second }));

  for await (const _ of hubOf(server).listStreams()) break;

  expect(server.requests).toHaveLength(1);
});

test("listStreams() iterated rejects when a page fails, after the items of the pages before", async () => {
  const server = await startServer((request, response) =>
    server.requests.length > 1
      ? { status: 400, json: { error: "bad request" } }
      : pages({ "": first })(request, response),
  );
  const ids: string[] = [];

  const iteration = async () => {
    for await (const { id } of hubOf(server).listStreams()) ids.push(id);
  };

  await expect(iteration()).rejects.toMatchObject({ name: "HttpError", status: 400 });
  expect(ids).toEqual(["z1.test-hub.aaaa"]);
});

test("listStreams() returns an empty page for null items", async () => {
  const server = await startServer(() => ({ json: { marker: "", items: null, end: true } }));

  const page = await hubOf(server).listStreams();

  expect(page).toEqual({ items: [], marker: "", end: true });
});

test.each([
  { params: { limit: 0 }, argument: "limit" },
  { params: { limit: -1 }, argument: "limit" },
  { params: { limit: 1.5 }, argument: "limit" },
  { params: { limit: Number.NaN }, argument: "limit" },
  { params: { limit: "10" }, argument: "limit" },
  { params: { limit: null }, argument: "limit" },
  { params: { title: {} }, argument: "title" },
  { params: { title: "\ud800" }, argument: "title" },
  { params: { marker: () => 1 }, argument: "marker" },
  { params: null, argument: "params" },
  { params: "prefix", argument: "params" },
])("listStreams() rejects $params on awaiting and iterating, and sends nothing", async (given) => {
  const { fetch, requests } = observedFetch(() => Response.json(first));
  const hub = new Hub(credentials, "test-hub", { fetch });
  const rejection = { name: "InvalidArgumentError", argument: given.argument };

  const listing = hub.listStreams(given.params as ListStreamsParams);
  const iteration = async () => {
    for await (const _ of hub.listStreams(given.params as ListStreamsParams));
  };

  await expect(listing).rejects.toMatchObject(rejection);
  await expect(iteration()).rejects.toMatchObject(rejection);
  expect(requests).toEqual([]);
});

test.each([
  { what: "an array", json: [] },
  { what: "null", json: null },
  { what: "a number", json: 5 },
  { what: "an error object", json: { error: "bad request" } },
  { what: "items that are not an array", json: { marker: "", items: {} } },
  { what: "an item without an id", json: { marker: "", items: [{}] } },
  { what: "an item that is null", json: { marker: "", items: [null] } },
])("listStreams() rejects $what instead of a page with an HttpError", async ({ json }) => {
  const server = await startServer(() => ({ json }));

  const listing = hubOf(server).listStreams();

  await expect(listing).rejects.toMatchObject({ name: "HttpError", status: 200, body: json });
});
