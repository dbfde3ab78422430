import { expect, test } from "vitest";
import { connect, openFactory, serve, summarize } from "../helpers/flip-3.1-server.ts";
import type { ReceivedRequest } from "../helpers/flip-server.ts";

/** Serves videos in pages of a size that the server chooses. */
function pages(count: number, size: number, fields: (page: number) => object) {
  return ({ params }: ReceivedRequest) => {
    const page = Number(params.page ?? 1);
    const ids = Array.from({ length: count }, (_, index) => ({ id: `v${index}` }));
    return { videos: ids.slice((page - 1) * size, page * size), ...fields(page) };
  };
}

test.each([
  {
    what: "the total ends the list after a full page",
    count: 100,
    size: 100,
    fields: (page: number) => ({ page, per_page: 100, total: 100 }),
    requests: 1,
  },
  {
    what: "a total as text counts, too",
    count: 100,
    size: 100,
    fields: (page: number) => ({ page: String(page), per_page: "100", total: "100" }),
    requests: 1,
  },
  {
    what: "pages that the service makes smaller than requested are all read",
    count: 120,
    size: 50,
    fields: (page: number) => ({ page, per_page: 50, total: 120 }),
    requests: 3,
  },
  {
    what: "without a total, the list ends with a page that is not full",
    count: 120,
    size: 100,
    fields: () => ({}),
    requests: 2,
  },
  {
    what: "a total that is lower than the number of items is ignored",
    count: 150,
    size: 100,
    fields: (page: number) => ({ page, per_page: 100, total: 3 }),
    requests: 2,
  },
  {
    what: "a total that is too high does not lead to more than one empty page",
    count: 100,
    size: 100,
    fields: (page: number) => ({ page, per_page: 100, total: 1_000_000 }),
    requests: 2,
  },
  {
    what: "a total without the size of the pages leads to all pages, also smaller ones",
    count: 120,
    size: 50,
    fields: () => ({ total: 120 }),
    requests: 4,
  },
  {
    what: "a total without the number of the page leads to all pages, also smaller ones",
    count: 120,
    size: 50,
    fields: () => ({ per_page: 50, total: "120" }),
    requests: 4,
  },
  {
    what: "a total ends the list after a page with everything",
    count: 100,
    size: 100,
    fields: () => ({ total: 100 }),
    requests: 1,
  },
])("videos.all(): $what", async ({ count, size, fields, requests }) => {
  const { server, factory } = await openFactory({ "GET /videos.json": pages(count, size, fields) });

  const videos = await factory.videos.all();

  expect(videos).toHaveLength(count);
  expect(server.requests).toHaveLength(requests);
});

test.each([
  { response: null },
  { response: {} },
  { response: { videos: null, total: 0 } },
  { response: { videos: [], page: 1, per_page: 100, total: 0 } },
  { response: [] },
])("videos.all() returns an empty array for $response", async ({ response }) => {
  const { factory } = await openFactory({ "GET /videos.json": response });

  await expect(factory.videos.all()).resolves.toEqual([]);
});

test("videos.all() accepts a list without the object around it", async () => {
  const { factory } = await openFactory({ "GET /videos.json": [{ id: "v" }] });

  const videos = await factory.videos.all();

  expect(videos.map(String)).toEqual(["Video v"]);
});

test.each([
  { response: { error: "RecordNotFound", message: "no factory" } },
  { response: { videos: { id: "v" } } },
  { response: { videos: [null] } },
  { response: { videos: ["v"] } },
  { response: { id: 1 } },
  { response: "videos" },
])("videos.all() throws an HttpError for $response", async ({ response }) => {
  const { factory } = await openFactory({ "GET /videos.json": response });

  await expect(factory.videos.all()).rejects.toMatchObject({ name: "HttpError", status: 200 });
});

test("videos.all() sends page and per_page next to the factory, and lists only that page", async () => {
  const { server, factory } = await openFactory({
    "GET /videos.json": { videos: [{ id: "v" }], page: 2, per_page: 1, total: 9 },
  });

  const videos = await factory.videos.all({ page: 2, per_page: 1 });

  expect(videos).toHaveLength(1);
  expect(summarize(server.requests)).toEqual(["GET /videos.json page=2&per_page=1&factory_id=f"]);
});

test("lists end after maxItems, and are iterated page by page", async () => {
  const { server, factory } = await openFactory({
    "GET /videos.json": pages(30, 10, (page) => ({ page, per_page: 10, total: 30 })),
  });
  const ids: string[] = [];

  for await (const { id } of factory.videos.all({ per_page: 10 }, { maxItems: 15 })) ids.push(id);

  expect(ids).toHaveLength(15);
  expect(server.requests).toHaveLength(2);
});

test("videos.queued(), encodings, profiles and workflows read the lists under their names", async () => {
  const page = { page: 1, per_page: 100, total: 1 };
  const { server, factory } = await openFactory({
    "GET /videos/queued.json": { videos: [{ id: "q" }], ...page },
    "GET /encodings.json": { encodings: [{ id: "e" }], ...page },
    "GET /profiles.json": { profiles: [{ id: "p" }], ...page },
    "GET /workflows.json": { workflows: [{ id: "w" }], ...page },
  });

  const listed = [
    await factory.videos.queued({ per_page: 5 }),
    await factory.encodings.all({ video_id: "v", screenshots: true }),
    await factory.profiles.all({ expand: true }),
    await factory.workflows.all(),
  ];

  expect(listed.flat().map(String)).toEqual(["Video q", "Encoding e", "Profile p", "Profile w"]);
  expect(summarize(server.requests)).toEqual([
    "GET /videos/queued.json per_page=5&factory_id=f",
    "GET /encodings.json video_id=v&screenshots=true&factory_id=f",
    "GET /profiles.json expand=true&factory_id=f",
    "GET /workflows.json factory_id=f",
  ]);
});

test("factories.all() reads all pages", async () => {
  const server = await serve({
    "GET /factories.json": ({ params }: ReceivedRequest) => {
      const page = Number(params.page ?? 1);
      return { factories: [{ id: `f${page}` }], page, per_page: 1, total: 3 };
    },
  });

  const factories = await connect(server).getResource("flip").factories.all({ per_page: 1 });

  expect(factories.map(String)).toEqual(["Factory f1", "Factory f2", "Factory f3"]);
});

test.each([
  { query: { per_page: 101 }, argument: "query.per_page" },
  { query: { page: 0 }, argument: "query.page" },
])("videos.queued() rejects $query", async ({ query, argument }) => {
  const { factory } = await openFactory({});

  expect(() => factory.videos.queued(query)).toThrow(expect.objectContaining({ argument }));
});

test("encodings.all() rejects a status that does not exist", async () => {
  const { factory } = await openFactory({});

  const list = () => factory.encodings.all({ status: "failed" } as never);

  expect(list).toThrow(expect.objectContaining({ argument: "query.status" }));
});
