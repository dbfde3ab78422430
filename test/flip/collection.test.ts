import { type Factory, HttpError } from "flip-pili/flip";
import { expect, test } from "vitest";
import { connect, type ReceivedRequest, startServer } from "../helpers/flip-server.ts";
import { routes, summarize } from "../helpers/routes.ts";

test("flip.factories.all() lists the factories of the account without a factory_id", async () => {
  const list = [
    { id: "factory_id_XXX", name: "factory_one" },
    { id: "factory_id_YYY", name: "factory_two" },
  ];
  const server = await startServer(routes({ "GET /factories.json": list }));

  const factories = await connect(server).getResource("flip").factories.all();

  expect(factories.map(({ name }) => name)).toEqual(["factory_one", "factory_two"]);
  expect(factories.map(String)).toEqual(["Factory factory_id_XXX", "Factory factory_id_YYY"]);
  expect(summarize(server.requests)).toEqual(["GET /factories.json"]);
});

test("the objects of a factory use its own factory_id, not that of the client", async () => {
  const server = await startServer(
    routes({
      "GET /factories.json": [{ id: "x" }, { id: "y" }],
      "GET /videos.json": [],
      "GET /encodings.json": [],
      "GET /profiles.json": [],
      "GET /notifications.json": {},
      "GET /factories/y.json": { id: "y" },
    }),
  );
  const flip = connect(server, { factoryId: "default" }).getResource("flip");

  const [x, y] = await flip.factories.all();
  await x?.videos.all();
  await y?.encodings.all();
  await x?.profiles.all();
  await y?.getNotifications();
  await y?.reload();

  expect(summarize(server.requests)).toEqual([
    "GET /factories.json factory_id=default",
    "GET /videos.json factory_id=x",
    "GET /encodings.json factory_id=y",
    "GET /profiles.json factory_id=x",
    "GET /notifications.json factory_id=y",
    "GET /factories/y.json factory_id=y",
  ]);
});

test("find() sends one request and returns the object", async () => {
  const server = await startServer(
    routes({ "GET /factories/f.json": { id: "f" }, "GET /videos/v.json": { id: "v", width: 300 } }),
  );
  const factory = await factoryOf(server);

  const video = await factory.videos.find("v");

  expect(video.width).toBe(300);
  expect(`${video}`).toBe("Video v");
  expect(summarize(server.requests).slice(1)).toEqual(["GET /videos/v.json factory_id=f"]);
});

test("find() of an unknown id rejects with an HttpError", async () => {
  const server = await startServer(routes({ "GET /factories/f.json": { id: "f" } }));
  const factory = await factoryOf(server);

  const call = factory.profiles.find("some-incorrect-id");

  await expect(call).rejects.toBeInstanceOf(HttpError);
  await expect(call).rejects.toMatchObject({ status: 404, code: "RecordNotFound" });
});

test("create() and delete() send the requests of every collection", async () => {
  const server = await startServer(
    routes({
      "GET /factories/f.json": { id: "f" },
      "POST /factories.json": { id: "g" },
      "DELETE /factories/g.json": { deleted: true },
      "POST /profiles.json": { id: "p", name: "h264_1" },
      "DELETE /profiles/p.json": { deleted: true },
      "POST /encodings.json": { id: "e" },
      "DELETE /encodings/e.json": { deleted: true },
      "POST /videos.json": { id: "v" },
      "DELETE /videos/v.json": { deleted: true },
    }),
  );
  const flip = connect(server).getResource("flip");
  const factory = await flip.factories.find("f");

  const created = [
    await flip.factories.create({ name: "new" }),
    await factory.profiles.create({ preset_name: "h264", name: "h264_1", fps: 45 }),
    await factory.encodings.create({ video_id: "v", profile_name: "h264" }),
    await factory.videos.create({ source_url: "http://files.com/my_video.mp4" }),
  ];
  const deleted = [
    await flip.factories.delete("g"),
    await factory.profiles.delete("p"),
    await factory.encodings.delete("e"),
    await factory.videos.delete("v"),
  ];

  expect(created.map(String)).toEqual(["Factory g", "Profile p", "Encoding e", "Video v"]);
  expect(deleted).toEqual(Array(4).fill({ deleted: true }));
  expect(summarize(server.requests).slice(1)).toEqual([
    "POST /factories.json name=new",
    "POST /profiles.json factory_id=f fps=45 name=h264_1 preset_name=h264",
    "POST /encodings.json factory_id=f profile_name=h264 video_id=v",
    "POST /videos.json factory_id=f source_url=http://files.com/my_video.mp4",
    "DELETE /factories/g.json",
    "DELETE /profiles/p.json factory_id=f",
    "DELETE /encodings/e.json factory_id=f",
    "DELETE /videos/v.json factory_id=f",
  ]);
});

test("all() awaited returns everything, page by page", async () => {
  const server = await startServer(pagesOf(250));
  const factory = await factoryOf(server);

  const videos = await factory.videos.all();

  expect(videos.map(({ id }) => id)).toEqual(ids(0, 250));
  expect(summarize(server.requests).slice(1)).toEqual([
    "GET /videos.json factory_id=f",
    "GET /videos.json factory_id=f page=2",
    "GET /videos.json factory_id=f page=3",
  ]);
});

test("all() iterated fetches a page only when it is needed", async () => {
  const server = await startServer(pagesOf(250));
  const factory = await factoryOf(server);
  const seen: string[] = [];

  for await (const { id } of factory.videos.all({ per_page: 10, status: "success" })) {
    seen.push(id);
    if (seen.length === 15) break;
  }

  expect(seen).toEqual(ids(0, 15));
  expect(summarize(server.requests).slice(1)).toEqual([
    "GET /videos.json factory_id=f per_page=10 status=success",
    "GET /videos.json factory_id=f page=2 per_page=10 status=success",
  ]);
});

test("all() with a page returns only that page", async () => {
  const server = await startServer(pagesOf(250));
  const factory = await factoryOf(server);
  const iterated: string[] = [];

  const awaited = await factory.videos.all({ page: 2, per_page: 20 });
  for await (const { id } of factory.videos.all({ page: 1, per_page: 20 })) iterated.push(id);

  expect(awaited.map(({ id }) => id)).toEqual(ids(20, 40));
  expect(iterated).toEqual(ids(0, 20));
  expect(server.requests).toHaveLength(3);
});

test("all() sends nothing until it is awaited or iterated", async () => {
  const server = await startServer(pagesOf(1));
  const factory = await factoryOf(server);

  factory.videos.all();

  expect(server.requests).toHaveLength(1);
});

test("all() returns an empty array for an empty list", async () => {
  const server = await startServer(pagesOf(0));
  const factory = await factoryOf(server);

  expect(await factory.videos.all()).toEqual([]);
  expect(server.requests).toHaveLength(2);
});

test("all() ends with an empty page when the last page is full", async () => {
  const server = await startServer(pagesOf(40));
  const factory = await factoryOf(server);

  const videos = await factory.videos.all({ per_page: 20 });

  expect(videos).toHaveLength(40);
  expect(server.requests).toHaveLength(4);
});

test("all() returns an item once when new items move it to the next page", async () => {
  const list = ["e", "d", "c", "b", "a"];
  const server = await startServer((request) => {
    const reply = pagesOfList(list.map((id) => ({ id })))(request);
    if (request.path.includes("/videos")) list.unshift(`new-${list.length}`);
    return reply;
  });
  const factory = await factoryOf(server);

  const videos = await factory.videos.all({ per_page: 2 });

  expect(videos.map(({ id }) => id)).toEqual(["e", "d", "c", "b", "a"]);
});

test("all() ends when the service ignores the page", async () => {
  const list = ids(0, 100).map((id) => ({ id }));
  const server = await startServer(
    routes({ "GET /factories/f.json": { id: "f" }, "GET /profiles.json": list }),
  );
  const factory = await factoryOf(server);

  const profiles = await factory.profiles.all();

  expect(profiles).toHaveLength(100);
  expect(server.requests).toHaveLength(3);
});

test("all() rejects when a later page fails, after the items of the first page", async () => {
  const server = await startServer((request) =>
    request.params.page === "2" ? { status: 400, json: {} } : pagesOf(50)(request),
  );
  const factory = await factoryOf(server);
  const seen: string[] = [];

  const iteration = async () => {
    for await (const { id } of factory.videos.all({ per_page: 20 })) seen.push(id);
  };

  await expect(iteration()).rejects.toMatchObject({ status: 400 });
  expect(seen).toEqual(ids(0, 20));
});

test("all() has catch() and finally() like a promise", async () => {
  const server = await startServer((request) =>
    request.path.includes("/videos") ? { status: 404, json: {} } : pagesOf(3)(request),
  );
  const factory = await factoryOf(server);
  const steps: string[] = [];

  const caught = await factory.videos.all().catch(() => "caught");
  const finished = factory.videos.all().finally(() => steps.push("finished"));

  expect(caught).toBe("caught");
  await expect(finished).rejects.toBeInstanceOf(HttpError);
  expect(steps).toEqual(["finished"]);
});

test("all() awaited twice sends one request", async () => {
  const server = await startServer(pagesOf(1));
  const factory = await factoryOf(server);
  const videos = factory.videos.all();

  const first = await videos;
  const second = await videos;

  expect(second).toEqual(first);
  expect(server.requests).toHaveLength(2);
});

test("all() does not change its query", async () => {
  const server = await startServer(pagesOf(30));
  const factory = await factoryOf(server);
  const query = Object.freeze({ per_page: 20 });

  const videos = await factory.videos.all(query);

  expect(videos).toHaveLength(30);
  expect(query).toEqual({ per_page: 20 });
});

async function factoryOf(server: { port: number }): Promise<Factory> {
  return connect(server).getResource("flip").factories.find("f");
}

function ids(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => `v${from + index}`);
}

function pagesOf(count: number) {
  return pagesOfList(ids(0, count).map((id) => ({ id })));
}

/** Responds like a service with one factory and a list in pages. */
function pagesOfList(list: { id: string }[]) {
  return ({ path, params }: ReceivedRequest) => {
    if (path.includes("/factories")) return { json: { id: "f" } };
    const perPage = Number(params.per_page ?? 100);
    const start = (Number(params.page ?? 1) - 1) * perPage;
    return { json: list.slice(start, start + perPage) };
  };
}
