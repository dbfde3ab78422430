import * as flip from "flip-pili/flip";
import { expect, test } from "vitest";
import { type Endpoint, exampleOptions } from "../../helpers/call-operation.ts";
import { callsTo, type Item, seeds, startWorld } from "../../helpers/flip-world.ts";
import { credentials, startFlip } from "../../helpers/mock-flip.ts";
import { readSpecOperations } from "../../helpers/spec-operations.ts";

const endpoints: Readonly<Record<string, unknown>> = flip;
const idsOf = (items: readonly Item[]) => items.map(({ id }) => id);
const notFound = (kind: string, id: string) => ({
  status: 404,
  body: { error: "RecordNotFound", message: `Couldn't find ${kind} with ID=${id}` },
});

test('startMockServer("flip") handles every operation of the spec with its example parameters', async () => {
  const operations = readSpecOperations("flip");
  const client = (mock: { host: string; port: number }) =>
    flip.createFlipClient({ ...credentials, apiHost: mock.host, apiPort: mock.port, retries: 0 });

  const responses = await Promise.all(
    operations.map(async (operation) => {
      const mock = await startFlip();
      const endpoint = endpoints[operation.operationId] as Endpoint;
      const options = exampleOptions(operation, "all", mock.url);
      const { response, error } = await endpoint(client(mock), options);
      await mock.close();
      const { error: name } = (error ?? {}) as { error?: string };
      return [operation.operationId, response.status, name, response.headers.get("Mock-Reason")];
    }),
  );

  // An operation without a handler would respond with the spec's example.
  expect(responses.filter(([, , , reason]) => reason !== null)).toEqual([]);
  const rejected = responses.filter(([, status]) => Number(status) > 299);
  expect(rejected.map((response) => response.slice(0, 3)).sort()).toEqual([
    ["abortUpload", 404, "RecordNotFound"],
    ["createEncoding", 400, "BadRequest"],
    ["createVideo", 400, "BadRequest"],
    ["getMissingParts", 404, "RecordNotFound"],
    ["uploadPart", 404, "RecordNotFound"],
    ["uploadPartByPost", 404, "RecordNotFound"],
  ]);
});

test('startMockServer("flip") starts with the examples of the spec, which are consistent', async () => {
  const { list, get } = await startWorld();

  const videos = await list("/videos.json");
  const encodings = await list("/encodings.json");
  const profiles = await list("/profiles.json");

  expect(idsOf(await list("/factories.json"))).toEqual([seeds.factory, seeds.otherFactory]);
  expect(idsOf(videos)).toEqual([seeds.processingVideo, seeds.failedVideo, seeds.video]);
  expect(idsOf(profiles)).toEqual([seeds.profile, seeds.otherProfile]);
  expect(encodings).toHaveLength(3);
  for (const { video_id, profile_id, profile_name } of encodings) {
    expect(idsOf(videos)).toContain(video_id);
    expect(await get(`/profiles/${profile_name}.json`)).toMatchObject({ id: profile_id });
  }
  expect(await get("/notifications.json")).toMatchObject({ delay: 10 });
});

test('startMockServer("flip") creates, changes and deletes factories', async () => {
  const { mock, list, get, post, put, del, call } = await startWorld();

  const made = await post("/factories.json", {
    name: "staging",
    s3_videos_bucket: "acme video",
    aws_access_key: "A",
    priority: 7,
  });
  const path = `/factories/${made.id}.json`;
  await mock.advance(1000);
  const changed = await put(path, { upload_original_video: true, aws_secret_key: "B" });
  const listed = await list("/factories.json");
  const deleted = await del(path);

  expect(made).toMatchObject({
    name: "staging",
    priority: 7,
    url: "http://s3.amazonaws.com/acme%20video/",
    upload_original_video: false,
    created_at: "2026/01/02 03:04:05 +0000",
  });
  expect(changed).toEqual({
    ...made,
    upload_original_video: true,
    updated_at: "2026/01/02 03:04:06 +0000",
  });
  expect(Object.keys(changed).filter((name) => name.startsWith("aws"))).toEqual([]);
  expect(listed.at(-1)).toEqual(changed);
  expect(deleted).toEqual({ deleted: true });
  expect(await call("GET", path)).toMatchObject(notFound("Factory", made.id));
  expect(await call("DELETE", path)).toMatchObject({ status: 404 });
  expect(await get(`/factories/${seeds.factory}.json`)).toMatchObject({ name: "bucket_name" });
});

test('startMockServer("flip") separates factories', async () => {
  const { mock, post, list, call, del } = await startWorld();
  const factory = await post("/factories.json", { name: "other" });
  const other = callsTo(mock, factory.id);
  const source_url = "http://a.example/film.mp4";

  await other.post("/profiles.json", { preset_name: "webm", name: "h264" });
  const video = await other.post("/videos.json", { source_url });
  const own = await other.list("/videos.json");
  const shared = await list("/videos.json");
  const elsewhere = await call("GET", `/videos/${video.id}.json`);
  await del(`/factories/${factory.id}.json`);
  const deleted = await other.call("GET", "/videos.json");

  expect(own).toEqual([video]);
  expect(idsOf(shared)).not.toContain(video.id);
  expect(elsewhere).toMatchObject(notFound("Video", video.id));
  expect(deleted).toMatchObject(notFound("Factory", factory.id));
});

test('startMockServer("flip") with a factoryId has no other factory', async () => {
  const { mock, call } = await startWorld({ factoryId: "mine" });
  const own = callsTo(mock, "mine");

  const factories = await own.list("/factories.json");
  const videos = await own.list("/videos.json");
  const other = await call("GET", "/videos.json");

  expect(idsOf(factories)).toEqual(["mine"]);
  expect(videos).toHaveLength(3);
  expect(other).toMatchObject(notFound("Factory", credentials.factoryId));
});

test('startMockServer("flip") lists the newest first, page by page', async () => {
  const { post, list } = await startWorld();
  const made: unknown[] = [];
  for (let count = 0; count < 5; count += 1) {
    const video = await post("/videos.json", { source_url: `http://a.example/${count}.mp4` });
    made.unshift(video.id);
  }
  const all = [...made, seeds.processingVideo, seeds.failedVideo, seeds.video];

  const whole = await list("/videos.json");
  const second = await list("/videos.json", { page: 2, per_page: 3 });
  const last = await list("/videos.json", { page: 3, per_page: 3 });
  const none = await list("/videos.json", { page: 4, per_page: 3 });

  expect(idsOf(whole)).toEqual(all);
  expect(idsOf(second)).toEqual(all.slice(3, 6));
  expect(idsOf(last)).toEqual(all.slice(6));
  expect(none).toEqual([]);
});

test.each([
  ["/videos.json", { status: "fail" }, [seeds.failedVideo]],
  ["/encodings.json", { status: "success" }, [seeds.encoding]],
  ["/encodings.json", { profile_id: seeds.otherProfile }, [seeds.processingEncoding]],
  ["/encodings.json", { profile_name: "h264" }, [seeds.encoding, seeds.failedEncoding]],
  ["/encodings.json", { profile_name: "h264", status: "fail" }, [seeds.failedEncoding]],
  ["/encodings.json", { video_id: "missing" }, []],
  [`/videos/${seeds.video}/encodings.json`, { status: "processing" }, [seeds.processingEncoding]],
  [`/videos/${seeds.failedVideo}/encodings.json`, {}, []],
  ["/profiles/webm/encodings.json", {}, [seeds.processingEncoding]],
  [`/profiles/${seeds.profile}/encodings.json`, { per_page: 1, page: 2 }, [seeds.failedEncoding]],
])('startMockServer("flip") filters GET %s by %j', async (path, params, ids) => {
  const { list } = await startWorld();

  expect(idsOf(await list(path, params))).toEqual(ids);
});

test.each([
  ["GET", "/videos/missing.json", {}, "Video", "missing"],
  ["GET", "/videos/a%2Fb.json", {}, "Video", "a/b"],
  ["GET", "/videos/missing/encodings.json", {}, "Video", "missing"],
  ["GET", "/videos/missing/metadata.json", {}, "Video", "missing"],
  ["DELETE", "/videos/missing/source.json", {}, "Video", "missing"],
  ["GET", "/encodings/missing.json", {}, "Encoding", "missing"],
  ["POST", "/encodings/missing/retry.json", {}, "Encoding", "missing"],
  ["POST", "/encodings/missing/cancel.json", {}, "Encoding", "missing"],
  ["POST", "/encodings.json", { video_id: "missing", profile_name: "h264" }, "Video", "missing"],
  ["POST", "/encodings.json", { video_id: seeds.video, profile_name: "no" }, "Profile", "no"],
  ["POST", "/encodings.json", { video_id: seeds.video, profile_id: "h264" }, "Profile", "h264"],
  [
    "POST",
    "/videos.json",
    { source_url: "http://a.example/", profiles: "h264,no" },
    "Profile",
    "no",
  ],
  [
    "POST",
    "/videos/upload.json",
    { file_name: "a", file_size: 1, profiles: "no" },
    "Profile",
    "no",
  ],
  ["POST", "/profiles.json", { preset_name: "h264.unknown" }, "Preset", "h264.unknown"],
  ["GET", "/profiles/missing.json", {}, "Profile", "missing"],
  ["PUT", "/profiles/missing.json", { width: 1 }, "Profile", "missing"],
  ["PUT", "/factories/missing.json", { name: "a" }, "Factory", "missing"],
])(
  'startMockServer("flip") responds to %s %s with %j with 404',
  async (method, path, params, kind, id) => {
    const { call } = await startWorld();

    expect(await call(method, path, params)).toMatchObject(notFound(kind, id));
  },
);

test.each([
  ["GET", "/videos/a%20b%zz.json", {}, "The path is not percent-encoded correctly"],
  ["POST", "/videos.json", {}, "All required parameters were not supplied: source_url"],
  ["POST", "/encodings.json", { video_id: seeds.video }, "not supplied: profile_id"],
  [
    "POST",
    "/encodings.json",
    { video_id: seeds.video, profile_id: seeds.profile, profile_name: "h264" },
    "not both",
  ],
  ["POST", "/profiles.json", { name: "a" }, "not supplied: preset_name"],
  ["POST", "/profiles.json", { name: "a", command: "a" }, "not supplied: extname"],
  ["POST", "/profiles.json", { preset_name: "h264", name: "webm" }, "Name has already been taken"],
  ["PUT", "/profiles/h264.json", { name: "webm" }, "Name has already been taken"],
  ["PUT", "/notifications.json", { url: "ftp://a.example/" }, "must be an http or https URL"],
  ["PUT", "/notifications.json", { url: "somewhere" }, "must be an http or https URL"],
])('startMockServer("flip") rejects %s %s with %j', async (method, path, params, message) => {
  const { call } = await startWorld();

  const response = await call(method, path, params);

  expect(response).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining(message) },
  });
});

test('startMockServer("flip") rejects a file that is too large for a list of its parts', async () => {
  const { call } = await startWorld();

  const response = await call("POST", "/videos/upload.json", {
    file_name: "a.mp4",
    file_size: "99999999999999999999",
    multi_chunk: true,
  });

  expect(response).toMatchObject({ status: 413, body: { error: "FileSizeLimitExceeded" } });
});

test('startMockServer("flip") creates profiles from presets and commands, and finds them by name', async () => {
  const { post, put, get, del, call, list } = await startWorld();

  const preset = await post("/profiles.json", { preset_name: "h264.hi", name: "a b", fps: 45 });
  const unnamed = await post("/profiles.json", { preset_name: "h264" });
  const custom = await post("/profiles.json", {
    title: "Mine",
    category: "desktop",
    extname: "mp4",
    width: 320,
    command: "ffmpeg",
  });
  const changed = await put("/profiles/a%20b.json", { fps: "same_as_source", watermark_top: "5%" });
  const found = await get("/profiles/a%20b.json");
  await del(`/profiles/${unnamed["name"]}.json`);

  expect(preset).toMatchObject({ fps: 45, width: 1280, video_bitrate: 1000, extname: ".mp4" });
  expect(unnamed["name"]).toBe("h264_1");
  expect(custom).toMatchObject({ name: "custom", title: "Mine", width: 320 });
  expect(custom).not.toHaveProperty("category");
  expect(changed).toEqual({ ...preset, fps: "same_as_source", watermark_top: "5%" });
  expect(found).toEqual(changed);
  expect(await call("GET", `/profiles/${unnamed.id}.json`)).toMatchObject({ status: 404 });
  expect(idsOf(await list("/profiles.json"))).toEqual([
    custom.id,
    preset.id,
    seeds.profile,
    seeds.otherProfile,
  ]);
});

test('startMockServer("flip") omits default values of profiles without expand', async () => {
  const { get, put, list } = await startWorld();

  const plain = await put("/profiles/h264.json", { upscale: true, two_pass: true, priority: 0 });
  const whole = await get("/profiles/h264.json", { expand: true });
  const [listed] = await list("/profiles.json", { expand: true });

  expect(plain).toMatchObject({ two_pass: true });
  expect(plain).not.toHaveProperty("upscale");
  expect(whole).toMatchObject({ upscale: true, two_pass: true, keyframe_interval: 250, fps: null });
  expect(listed).toEqual(whole);
});

test('startMockServer("flip") changes only the given notification settings', async () => {
  const { get, put } = await startWorld();
  const before = await get("/notifications.json");

  const changed = await put("/notifications.json", { delay: 13, events: { video_created: true } });

  expect(changed).toEqual({
    ...before,
    delay: 13,
    events: { ...(before["events"] as object), video_created: true },
  });
  expect(await get("/notifications.json")).toEqual(changed);
});

test('startMockServer("flip") deletes a video with its encodings', async () => {
  const { del, call, list } = await startWorld();

  const deleted = await del(`/videos/${seeds.video}.json`);

  expect(deleted).toEqual({ deleted: true });
  expect(await call("GET", `/videos/${seeds.video}.json`)).toMatchObject({ status: 404 });
  expect(await call("GET", `/encodings/${seeds.encoding}.json`)).toMatchObject({ status: 404 });
  expect(await list("/encodings.json")).toEqual([]);
});

test('startMockServer("flip") lists screenshots on request', async () => {
  const { get, list } = await startWorld();
  const path = `/encodings/${seeds.encoding}.json`;

  const plain = await get(path);
  const whole = await get(path, { screenshots: true });
  const listed = await list("/encodings.json", { screenshots: true });

  expect(plain).not.toHaveProperty("screenshots");
  expect(whole["screenshots"]).toContain(`${seeds.encoding}_7.jpg`);
  expect(listed.map(({ screenshots }) => (screenshots as string[]).length)).toEqual([7, 0, 0]);
});

test("MockServer.reset() restores the examples, and removes created records", async () => {
  const { mock, get, post, put, del, list, call } = await startWorld();
  const paths = ["/factories", "/videos", "/encodings", "/profiles", "/notifications"];
  const readAll = () => Promise.all(paths.map((path) => get(`${path}.json`)));
  const before = await readAll();
  await post("/videos.json", { source_url: "http://a.example/film.mp4" });
  await put("/profiles/h264.json", { name: "other" });
  await put(`/factories/${seeds.factory}.json`, { name: "other" });
  await put("/notifications.json", { url: "http://127.0.0.1:9/", events: { video_created: true } });
  await del(`/videos/${seeds.failedVideo}.json`);
  await del(`/factories/${seeds.otherFactory}.json`);
  await post("/videos/upload.json", { file_name: "a.mp4", file_size: 10, multi_chunk: true });
  const [session] = mock.uploads.sessions;
  await mock.advance(60_000);
  mock.fail(5, { status: 500 });
  mock.answerNext("listVideos", { status: 404 });

  mock.reset();

  expect([mock.requests, mock.deliveries, mock.uploads.sessions]).toEqual([[], [], []]);
  expect(await readAll()).toEqual(before);
  expect((await fetch(session?.location ?? "")).status).toBe(404);
  const made = await post("/videos.json", { source_url: "http://a.example/film.mp4" });
  expect(made).toMatchObject({ created_at: "2026/01/02 03:04:05 +0000" });
  expect(await list("/videos.json")).toHaveLength(4);
  expect(await call("GET", `/factories/${seeds.otherFactory}.json`)).toMatchObject({ status: 200 });
});
