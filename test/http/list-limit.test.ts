import type { Factory } from "flip-pili/flip";
import type { Stream } from "flip-pili/pili";
import { expect, test } from "vitest";
import { connect, type FlipServer, startServer } from "../helpers/flip-server.ts";
import { hubOf, summarize } from "../helpers/pili-server.ts";

const pageSize = 3;

/** Starts a Flip server with pages of three videos, without end. */
function startVideos(): Promise<FlipServer> {
  return startServer(({ path, params }) => {
    if (path.includes("/factories/")) return { json: { id: "f" } };
    const first = (Number(params.page ?? 1) - 1) * pageSize;
    return { json: [0, 1, 2].map((index) => ({ id: `v${first + index}` })) };
  });
}

function findFactory(server: FlipServer): Promise<Factory> {
  return connect(server).getResource("flip").factories.find("f");
}

test.each([
  { maxItems: 1, pages: 1 },
  { maxItems: 3, pages: 1 },
  { maxItems: 4, pages: 2 },
  { maxItems: 7, pages: 3 },
])("maxItems $maxItems of all() ends a list after $pages pages", async ({ maxItems, pages }) => {
  const server = await startVideos();
  const { videos } = await findFactory(server);
  const iterated: string[] = [];

  const awaited = await videos.all({ per_page: pageSize }, { maxItems });
  for await (const { id } of videos.all({ per_page: pageSize }, { maxItems })) iterated.push(id);

  const ids = Array.from({ length: maxItems }, (_, index) => `v${index}`);
  expect(awaited.map(({ id }) => id)).toEqual(ids);
  expect(iterated).toEqual(ids);
  const requested = server.requests.filter(({ path }) => path.endsWith("/videos.json"));
  expect(requested).toHaveLength(2 * pages);
});

test("maxItems applies to a single page too", async () => {
  const server = await startVideos();
  const factory = await findFactory(server);

  const videos = await factory.videos.all({ page: 2, per_page: pageSize }, { maxItems: 2 });

  expect(videos.map(({ id }) => id)).toEqual(["v3", "v4"]);
});

test.each([0, -1, 1.5, "5", null])("maxItems %j is rejected", async (value) => {
  const server = await startVideos();
  const factory = await findFactory(server);
  const options = { maxItems: value as number };
  const failure = expect.objectContaining({ name: "InvalidArgumentError", argument: "maxItems" });

  expect(() => factory.videos.all({}, options)).toThrow(failure);
  expect(() => hubOf(server).listStreams({}, options)).toThrow(failure);
});

/** Starts a Pili server without end, whose pages have ten streams or the number requested. */
function startStreams(): Promise<FlipServer> {
  return startServer(({ params }) => {
    const first = Number(params.marker ?? 0);
    const count = Number(params["limit"] ?? 10);
    const items = Array.from({ length: count }, (_, index) => ({ id: `s${first + index}` }));
    return { json: { items, marker: String(first + count), end: false } };
  });
}

test("maxItems of listStreams() requests no more than it returns", async () => {
  const server = await startStreams();
  const streams: Stream[] = [];

  for await (const stream of hubOf(server).listStreams({ limit: 4 }, { maxItems: 10 })) {
    streams.push(stream);
  }
  const page = await hubOf(server).listStreams({}, { maxItems: 6 });

  expect(streams.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, i) => `s${i}`));
  expect(page.items).toHaveLength(6);
  expect(page.marker).toBe("6");
  expect(summarize(server.requests)).toEqual([
    "GET /streams?limit=4&hub=test-hub",
    "GET /streams?limit=4&hub=test-hub&marker=4",
    "GET /streams?limit=2&hub=test-hub&marker=8",
    "GET /streams?hub=test-hub&limit=6",
  ]);
});

test("maxItems of listStreams() is no limit of a page when it is very large", async () => {
  const server = await startStreams();

  await hubOf(server).listStreams({}, { maxItems: 100_000 });

  expect(summarize(server.requests)).toEqual(["GET /streams?hub=test-hub"]);
});

test("maxItems cuts off a page that is larger than requested", async () => {
  const items = ["a", "b", "c"].map((id) => ({ id }));
  const server = await startServer(() => ({ json: { items, marker: "3", end: false } }));
  const ids: string[] = [];

  for await (const { id } of hubOf(server).listStreams({}, { maxItems: 2 })) ids.push(id);

  expect(ids).toEqual(["a", "b"]);
  expect(server.requests).toHaveLength(1);
});

test("options of a list that are no object are rejected", async () => {
  const server = await startVideos();
  const factory = await findFactory(server);
  const options = null as unknown as object;
  const failure = expect.objectContaining({ name: "InvalidArgumentError", argument: "options" });

  expect(() => factory.videos.all({}, options)).toThrow(failure);
  expect(() => hubOf(server).listStreams({}, options)).toThrow(failure);
});
