import { expect, test } from "vitest";
import { connect, openFactory, serve, summarize } from "../helpers/flip-3.1-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";

test("factories are listed, found and created without a factory_id, also by a client that has one", async () => {
  const server = await serve({
    "GET /factories.json": { factories: [{ id: "f" }], page: 1, per_page: 100, total: 1 },
    "GET /factories/f.json": { id: "f" },
    "POST /factories.json": { id: "n", name: "new" },
  });
  const { factories } = connect(server, { factoryId: "own" }).getResource("flip");

  const list = await factories.all({ with_storage_provider: true });
  const found = await factories.find("f");
  const made = await factories.create({ name: "new", storage_provider: 0 });

  expect([...list, found, made].map(String)).toEqual(["Factory f", "Factory f", "Factory n"]);
  expect(summarize(server.requests)).toEqual([
    "GET /factories.json with_storage_provider=true",
    "GET /factories/f.json",
    'POST /factories.json {"name":"new","storage_provider":0}',
  ]);
});

test("factories.delete() throws: the API has no such operation", async () => {
  const server = await serve({});
  const { factories } = connect(server).getResource("flip");

  const deletion = (factories as unknown as { delete(id: string): Promise<unknown> }).delete("f");

  await expect(deletion).rejects.toThrow("API 3.1 cannot delete factories");
  expect(server.requests).toEqual([]);
});

test("factory.save() sends the changed fields as JSON with PATCH, and keeps credentials out of the fields", async () => {
  const { server, factory } = await openFactory({ "PATCH /factories/f.json": {} });
  factory.name = "two";
  factory.server_side_encryption = false;
  factory.aws_secret_key = "secret";
  factory.storage_credential_attributes = { host: "ftp.example.com" };

  await factory.save();

  expect(summarize(server.requests)).toEqual([
    'PATCH /factories/f.json {"name":"two","server_side_encryption":false,"aws_secret_key":"secret",' +
      '"storage_credential_attributes":{"host":"ftp.example.com"}}',
  ]);
  expect(factory.details).toEqual({ id: "f", name: "two", server_side_encryption: false });
});

test("a factory rejects assignments to fields that only the service writes", async () => {
  const { factory } = await openFactory({ "GET /factories/f.json": { id: "f", url: "http://a/" } });

  expect(() => Object.assign(factory, { url: "http://b/" })).toThrow(TypeError);
});

test("factory.sync() starts and stops the synchronization", async () => {
  const { server, factory } = await openFactory({
    "POST /factories/f/sync.json": { syncing: "starting" },
  });

  const results = [await factory.sync(), await factory.sync(false)];

  expect(results).toEqual([{ syncing: "starting" }, { syncing: "starting" }]);
  expect(summarize(server.requests)).toEqual([
    'POST /factories/f/sync.json {"sync":"true"}',
    'POST /factories/f/sync.json {"sync":"false"}',
  ]);
});

test("factory.getNotifications() and updateNotifications() send the factory in the query, the settings as JSON", async () => {
  const settings = { url: "http://example.com/n", events: { video_created: true } };
  const { server, factory } = await openFactory({
    "GET /notifications.json": settings,
    "PUT /notifications.json": settings,
  });

  const results = [
    await factory.getNotifications(),
    await factory.updateNotifications({ send_video_payload: false, delay: 0 }),
  ];

  expect(results).toEqual([settings, settings]);
  expect(summarize(server.requests)).toEqual([
    "GET /notifications.json factory_id=f",
    'PUT /notifications.json factory_id=f {"send_video_payload":false,"delay":0}',
  ]);
});

test("videos.create() sends lists of profiles as text and a pipeline as JSON text", async () => {
  const { server, factory } = await openFactory({ "POST /videos.json": { id: "v" } });
  const params = Object.freeze({
    source_url: "http://example.com/a.mp4",
    profiles: ["h264", "webm"],
    pipeline: { profiles: ["h264"] },
    subtitle_files: ["http://example.com/a.srt"],
  });

  const video = await factory.videos.create(params);

  expect(String(video)).toBe("Video v");
  expect(JSON.parse(String(server.requests[0]?.body))).toEqual({
    source_url: "http://example.com/a.mp4",
    profiles: "h264,webm",
    pipeline: '{"profiles":["h264"]}',
    subtitle_files: ["http://example.com/a.srt"],
  });
  expect(server.requests[0]?.query).toBe("factory_id=f");
});

test.each([
  { params: {}, argument: "source_url" },
  { params: { source_url: "" }, argument: "source_url" },
  { params: { file: "a.mp4" }, argument: "params.file" },
  { params: { source_url: "http://a", profiles: [1] }, argument: "profiles[0]" },
])("videos.create() rejects $params before any request", async ({ params, argument }) => {
  const { server, factory } = await openFactory({});

  const error = await outcomeOf(factory.videos.create(params as never));

  expect(error).toMatchObject({ name: "InvalidArgumentError", argument });
  expect(server.requests).toEqual([]);
});

test("the methods of a video send their requests", async () => {
  const { server, factory } = await openFactory({
    "GET /videos/v.json": { id: "v", status: "success", duration: 14 },
    "GET /videos/v/metadata.json": { audio_codec: "aac" },
    "GET /videos/v/signed-url.json": { signed_url: "https://a/v.mp4?token=1" },
    "POST /videos/v/cancel.json": { canceled: true },
    "DELETE /videos/v/source.json": { deleted: true },
    "DELETE /videos/v.json": { deleted: true },
  });
  const video = await factory.videos.find("v");

  const results = [
    await video.metadata(),
    await video.signedUrl(),
    await video.cancel(),
    await video.deleteSourceFile(),
    String(await video.reload()),
    await video.delete(),
  ];

  expect(results).toEqual([
    { audio_codec: "aac" },
    "https://a/v.mp4?token=1",
    { canceled: true },
    { deleted: true },
    "Video v",
    { deleted: true },
  ]);
  expect(summarize(server.requests).slice(1)).toEqual([
    "GET /videos/v/metadata.json factory_id=f",
    "GET /videos/v/signed-url.json factory_id=f",
    "POST /videos/v/cancel.json factory_id=f",
    "DELETE /videos/v/source.json factory_id=f",
    "GET /videos/v.json factory_id=f",
    "DELETE /videos/v.json factory_id=f",
  ]);
});

test("videos.resubmit() sends the id, and accepts an empty response", async () => {
  const { server, factory } = await openFactory({ "POST /videos/resubmit.json": undefined });

  await factory.videos.resubmit("v");

  expect(summarize(server.requests)).toEqual([
    'POST /videos/resubmit.json factory_id=f {"video_id":"v"}',
  ]);
  await expect(factory.videos.resubmit("")).rejects.toMatchObject({ argument: "id" });
});

test("the methods of an encoding send their requests", async () => {
  const { server, factory } = await openFactory({
    "GET /encodings/e.json": { id: "e", video_id: "v", profile_name: "h264" },
    "PUT /encodings/e.json": { id: "e", video_id: "v", profile_name: "webm" },
    "GET /encodings/e/signed-url.json": { signed_url: "https://a/e.mp4?token=1" },
    "GET /encodings/e/signed-urls.json": { signed_urls: ["https://a/1", "https://a/2"] },
    "POST /encodings/e/retry.json": { retried: true },
    "POST /encodings/e/cancel.json": { canceled: true },
    "DELETE /encodings/e.json": { deleted: true },
    "GET /videos/v.json": { id: "v" },
    "GET /profiles/webm.json": { id: "p" },
  });
  const encoding = await factory.encodings.find("e");

  const results = [
    (await encoding.update({ profile_name: "webm" })).profile_name,
    await encoding.signedUrl({ expires: 60 }),
    await encoding.signedUrls(),
    await encoding.retry(),
    await encoding.cancel(),
    String(await encoding.video()),
    String(await encoding.profile()),
    await encoding.delete(),
  ];

  expect(results).toEqual([
    "webm",
    "https://a/e.mp4?token=1",
    ["https://a/1", "https://a/2"],
    { retried: true },
    { canceled: true },
    "Video v",
    "Profile p",
    { deleted: true },
  ]);
  expect(summarize(server.requests).slice(1, 4)).toEqual([
    'PUT /encodings/e.json factory_id=f {"profile_name":"webm"}',
    "GET /encodings/e/signed-url.json expires=60&factory_id=f",
    "GET /encodings/e/signed-urls.json factory_id=f",
  ]);
});

test("encoding.update() without a response body replaces the profile, also one of the other kind", async () => {
  const { factory } = await openFactory({
    "GET /encodings/e.json": { id: "e", profile_id: "p", profile_name: "h264" },
    "PUT /encodings/e.json": undefined,
    "GET /profiles/webm.json": { id: "q", name: "webm" },
  });
  const encoding = await factory.encodings.find("e");

  await encoding.update({ profile_name: "webm" });

  expect(encoding.details).toEqual({ id: "e", profile_name: "webm" });
  expect(String(await encoding.profile())).toBe("Profile q");
});

test.each([{}, { profile_id: "a", profile_name: "b" }])(
  "encoding.update() rejects %j before any request",
  async (changes) => {
    const { server, factory } = await openFactory({ "GET /encodings/e.json": { id: "e" } });
    const encoding = await factory.encodings.find("e");

    await expect(encoding.update(changes)).rejects.toMatchObject({
      name: "InvalidArgumentError",
      argument: "changes",
    });
    expect(server.requests).toHaveLength(1);
  },
);

test.each([0, -1, 1.5, "60", Number.NaN])(
  "encoding.signedUrl() rejects expires: %j",
  async (expires) => {
    const { factory } = await openFactory({ "GET /encodings/e.json": { id: "e" } });
    const encoding = await factory.encodings.find("e");

    const error = await outcomeOf(encoding.signedUrl({ expires } as never));

    expect(error).toMatchObject({ name: "InvalidArgumentError", argument: "expires" });
  },
);

test.each([{}, null, { signed_url: null }, { signed_url: "" }, ["https://a"], "https://a"])(
  "encoding.signedUrl() throws an HttpError for the response %j",
  async (response) => {
    const { factory } = await openFactory({
      "GET /encodings/e.json": { id: "e" },
      "GET /encodings/e/signed-url.json": response,
    });
    const encoding = await factory.encodings.find("e");

    await expect(encoding.signedUrl()).rejects.toMatchObject({ name: "HttpError", status: 200 });
  },
);

test.each([
  { response: { total: 231 }, count: 231 },
  { response: { total: "231" }, count: 231 },
  { response: { total: 0 }, count: 0 },
])("encodings.count() reads $response", async ({ response, count }) => {
  const { server, factory } = await openFactory({ "GET /encodings/count.json": response });

  await expect(factory.encodings.count()).resolves.toBe(count);
  expect(summarize(server.requests)).toEqual(["GET /encodings/count.json factory_id=f"]);
});

test.each([{}, null, { total: null }, { total: "" }, { total: 1.5 }, []])(
  "encodings.count() throws an HttpError for the response %j",
  async (response) => {
    const { factory } = await openFactory({ "GET /encodings/count.json": response });

    await expect(factory.encodings.count()).rejects.toMatchObject({ name: "HttpError" });
  },
);

test("video.encodings lists, creates with the video_id, and finds by profile without a filter", async () => {
  const encodings = [
    { id: "e1", profile_name: "h264", created_at: "2017/11/20 10:00:00 +0000" },
    { id: "e2", profile_name: "webm", created_at: "2017/11/20 10:00:01 +0000" },
  ];
  const { server, factory } = await openFactory({
    "GET /videos/v.json": { id: "v" },
    "GET /videos/v/encodings.json": { encodings, page: 1, per_page: 100, total: 2 },
    "POST /encodings.json": { id: "n" },
  });
  const video = await factory.videos.find("v");

  const found = await video.encodings.byProfile("webm");
  await video.encodings.create({ profile_id: "p" });

  expect(String(found)).toBe("Encoding e2");
  expect(summarize(server.requests).slice(1)).toEqual([
    "GET /videos/v/encodings.json factory_id=f",
    'POST /encodings.json factory_id=f {"profile_id":"p","video_id":"v"}',
  ]);
});

test("profile.save(), copy() and encodings send their requests", async () => {
  const { server, factory } = await openFactory({
    "GET /profiles/p.json": { id: "p", name: "h264", stack: "corepack-3" },
    "PUT /profiles/p.json": { id: "p", name: "h264", video_bitrate: 800_000 },
    "POST /profiles/p/copy.json": { id: "c", name: "copy" },
    "PUT /profiles/c.json": {},
    "GET /profiles/p/encodings.json": {
      encodings: [{ id: "e" }],
      page: 1,
      per_page: 100,
      total: 1,
    },
    "POST /encodings.json": { id: "n" },
  });
  const profile = await factory.profiles.find("p");
  profile.video_bitrate = 800_000;

  await profile.save();
  const copy = await profile.copy({ dest_factory_id: "other", profile_name: "copy" });
  copy.title = "Copy";
  await copy.save();
  const encodings = await profile.encodings.all();
  await profile.encodings.create({ video_id: "v" });

  expect(encodings.map(String)).toEqual(["Encoding e"]);
  expect(summarize(server.requests).slice(1)).toEqual([
    'PUT /profiles/p.json factory_id=f {"video_bitrate":800000}',
    'POST /profiles/p/copy.json factory_id=f {"dest_factory_id":"other","profile_name":"copy"}',
    'PUT /profiles/c.json factory_id=other {"title":"Copy"}',
    "GET /profiles/p/encodings.json factory_id=f",
    'POST /encodings.json factory_id=f {"video_id":"v","profile_id":"p"}',
  ]);
});

test("a profile rejects assignments to fields that only the service writes", async () => {
  const { factory } = await openFactory({ "GET /profiles/p.json": { id: "p", stack: "a" } });
  const profile = await factory.profiles.find("p");

  expect(() => Object.assign(profile, { stack: "b" })).toThrow(TypeError);
});

test.each([
  { params: { profile_name: "copy" }, argument: "dest_factory_id" },
  { params: { dest_factory_id: "other" }, argument: "profile_name" },
])("profile.copy() rejects $params before any request", async ({ params, argument }) => {
  const { server, factory } = await openFactory({ "GET /profiles/p.json": { id: "p" } });
  const profile = await factory.profiles.find("p");

  const error = await outcomeOf(profile.copy(params as never));

  expect(error).toMatchObject({ name: "InvalidArgumentError", argument });
  expect(server.requests).toHaveLength(1);
});

test("profiles.create() requires a preset", async () => {
  const { server, factory } = await openFactory({});

  const error = await outcomeOf(factory.profiles.create({ name: "x" } as never));

  expect(error).toMatchObject({ name: "InvalidArgumentError", argument: "params" });
  expect(server.requests).toEqual([]);
});

test("video.url and encoding.url consist of the factory's URL and the fields", async () => {
  const { factory } = await openFactory(
    {
      "GET /factories/f.json": { id: "f", url: "http://bucket.example.com/" },
      "GET /videos/v.json": { id: "v", status: "success", path: "k", extname: ".mp4" },
      "GET /encodings/e.json": {
        id: "e",
        status: "success",
        path: "o",
        extname: ".mp4",
        files: ["o.mp4"],
      },
    },
    { httpsUrls: true },
  );

  const video = await factory.videos.find("v");
  const encoding = await factory.encodings.find("e");

  expect([video.url, video.previewUrl, encoding.url, encoding.urls]).toEqual([
    "https://bucket.example.com/k.mp4",
    "https://bucket.example.com/k_1.jpg",
    "https://bucket.example.com/o.mp4",
    ["https://bucket.example.com/o.mp4"],
  ]);
});
