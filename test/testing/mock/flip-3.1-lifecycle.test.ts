import { expect, test } from "vitest";
import { type Item, seeds, startKeyWorld } from "../../helpers/mock-flip-3.1.ts";
import { listen } from "../../helpers/notification-server.ts";

const source_url = "http://a.example/folder/my%20film.mp4?a=b";
const dayMs = 24 * 60 * 60 * 1000;

type World = Awaited<ReturnType<typeof startKeyWorld>>;

/** Creates a video with one encoding. */
async function createVideo({ post, get }: World, fields = {}) {
  const video = await post("/videos.json", { source_url, profiles: "h264", ...fields });
  const { encodings } = await get<{ encodings: Item[] }>(`/videos/${video.id}/encodings.json`);
  const [encoding = video] = encodings;
  return { video, encoding };
}

test("POST /videos.json imports a video in seconds and bit/s, and encodes it", async () => {
  const world = await startKeyWorld();
  const { mock, get, call } = world;
  const json = { source_url, profiles: "h264", payload: "order 1", path_format: ":video_id/:id" };

  const { status, body } = await call("POST", "/videos.json", { json });
  const { id } = body as Item;
  await mock.advance(7000);
  const video = await get(`/videos/${id}.json`);
  const { encodings } = await get<{ encodings: Item[] }>(`/videos/${id}/encodings.json`);

  expect(status).toBe(201);
  expect(body).toMatchObject({
    status: "processing",
    original_filename: "my film.mp4",
    source_url,
    path: `${id}/${id}`,
    payload: "order 1",
    duration: null,
    encodings_count: 1,
    created_at: "2026/01/02 03:04:05 +0000",
  });
  expect(video).toMatchObject({
    status: "success",
    duration: 14.014,
    video_bitrate: 344_000,
    audio_bitrate: 112_000,
    audio_sample_rate: 44_100,
    updated_at: "2026/01/02 03:04:07 +0000",
  });
  expect(encodings).toMatchObject([
    {
      status: "success",
      profile_name: "h264",
      duration: 14.014,
      video_bitrate: 500_000,
      audio_bitrate: 128_000,
      // (500,000 + 128,000) bit/s for 14.014 s
      file_size: 1_100_099,
      path: `${id}/${encodings[0]?.id}`,
    },
  ]);
});

test("GET …/signed-url.json returns URLs of stored files that expire", async () => {
  const world = await startKeyWorld();
  const { encoding } = await createVideo(world);
  await world.mock.advance(7000);
  const path = `/encodings/${encoding.id}`;

  const one = await world.get<{ signed_url: string }>(`${path}/signed-url.json`, {
    expires: "60",
  });
  const all = await world.get<{ signed_urls: string[] }>(`${path}/signed-urls.json`);
  const video = await world.get<{ signed_url: string }>(`/videos/${seeds.video}/signed-url.json`);

  const file = `https://my-bucket.s3.amazonaws.com/${encoding.id}.mp4`;
  const now = Date.parse("2026-01-02T03:04:12Z") / 1000;
  expect(one.signed_url).toMatch(`${file}?Expires=${now + 60}&Signature=`);
  expect(all.signed_urls.map((url) => url.split("?")[0])).toEqual([file]);
  expect(video.signed_url).toMatch(
    `https://my-bucket.s3.amazonaws.com/${seeds.video}.mp4?Expires=${now + 3600}&`,
  );
});

test("GET /videos/queued.json lists videos until their encodings have started", async () => {
  const world = await startKeyWorld();
  const { video } = await createVideo(world);
  const queued = async () => {
    const { videos } = await world.get<{ videos: Item[] }>("/videos/queued.json");
    return videos.map(({ id }) => id).includes(video.id);
  };

  const importing = await queued();
  await world.mock.advance(2000);
  const encoding = await queued();
  await world.post("/encodings.json", { video_id: video.id, profile_name: "webm" });
  const added = await queued();

  expect([importing, encoding, added]).toEqual([true, false, true]);
});

test("GET /encodings/count.json counts the encodings of the factory", async () => {
  const world = await startKeyWorld();
  const count = () => world.get("/encodings/count.json");
  const before = await count();

  const { video } = await createVideo(world);
  const after = await count();
  await world.del(`/videos/${video.id}.json`);

  expect([before, after, await count()]).toEqual([{ total: 3 }, { total: 4 }, { total: 3 }]);
});

test("POST /videos/{id}/cancel.json cancels the import and the encodings", async () => {
  const world = await startKeyWorld();
  const { video, encoding } = await createVideo(world);

  const first = await world.post(`/videos/${video.id}/cancel.json`);
  await world.mock.advance(60_000);
  const second = await world.post(`/videos/${video.id}/cancel.json`);

  expect([first, second]).toEqual([{ canceled: true }, { canceled: false }]);
  expect(await world.get(`/videos/${video.id}.json`)).toMatchObject({ status: "fail" });
  expect(await world.get(`/encodings/${encoding.id}.json`)).toMatchObject({
    status: "fail",
    error_class: "EncodingCanceled",
  });
});

test("POST /videos/{id}/cancel.json of an imported video cancels only its encodings", async () => {
  const world = await startKeyWorld();
  const { video, encoding } = await createVideo(world);
  await world.mock.advance(3000);

  const canceled = await world.post(`/videos/${video.id}/cancel.json`);

  expect(canceled).toEqual({ canceled: true });
  expect(await world.get(`/videos/${video.id}.json`)).toMatchObject({ status: "success" });
  expect(await world.get(`/encodings/${encoding.id}.json`)).toMatchObject({ status: "fail" });
  expect(await world.post(`/encodings/${encoding.id}/retry.json`)).toEqual({ retried: true });
});

test("POST /videos/resubmit.json starts the encodings from the beginning", async () => {
  const world = await startKeyWorld();
  const { video, encoding } = await createVideo(world);
  await world.mock.advance(7000);

  const response = await world.call("POST", "/videos/resubmit.json", {
    json: { video_id: video.id },
  });
  const restarted = await world.get(`/encodings/${encoding.id}.json`);
  await world.mock.advance(6000);

  expect([response.status, response.body]).toEqual([200, undefined]);
  expect(restarted).toMatchObject({ status: "processing", files: [], file_size: null });
  expect(await world.get(`/encodings/${encoding.id}.json`)).toMatchObject({ status: "success" });
});

test.each([seeds.processingVideo, seeds.failedVideo])(
  "POST /videos/resubmit.json rejects the video %s, which has no success",
  async (video_id) => {
    const { call } = await startKeyWorld();

    const { status, body } = await call("POST", "/videos/resubmit.json", { json: { video_id } });

    expect([status, body]).toEqual([
      400,
      { error: "BadRequest", message: "The video does not have status success" },
    ]);
  },
);

test("PUT /encodings/{id}.json encodes with another profile", async () => {
  const world = await startKeyWorld();
  const { encoding } = await createVideo(world);
  await world.mock.advance(7000);
  const path = `/encodings/${encoding.id}.json`;

  const updated = await world.put(path, { profile_name: "webm" });
  await world.mock.advance(6000);
  const done = await world.get(path, { screenshots: "true" });

  expect(updated).toMatchObject({
    id: encoding.id,
    profile_name: "webm",
    extname: ".webm",
    status: "processing",
    encoding_progress: 0,
    files: [],
  });
  expect(done).toMatchObject({ status: "success", mime_type: "video/webm" });
  expect(done["screenshots"]).toHaveLength(7);
});

test.each([
  ["POST", "/encodings.json", "video", { profile_name: "webm" }],
  ["DELETE", "/encodings/{id}.json", "encoding", undefined],
  ["PUT", "/encodings/{id}.json", "encoding", { profile_name: "webm" }],
  ["POST", "/encodings/{id}/cancel.json", "encoding", undefined],
])("%s %s is a 400 if the %s is older than 30 days", async (method, path, kind, fields) => {
  const world = await startKeyWorld();
  const { video, encoding } = await createVideo(world);
  const target = path.replace("{id}", encoding.id);
  const json = kind === "video" ? { ...fields, video_id: video.id } : fields;
  await world.mock.advance(30 * dayMs + 1000);

  const { status, body } = await world.call(method, target, { json });

  expect([status, body]).toEqual([
    400,
    { error: "BadRequest", message: `The ${kind} is older than 30 days` },
  ]);
});

test("PUT /encodings/{id}.json accepts an encoding that is 30 days old", async () => {
  const world = await startKeyWorld();
  const { encoding } = await createVideo(world);
  await world.mock.advance(30 * dayMs);

  const updated = await world.put(`/encodings/${encoding.id}.json`, { profile_name: "webm" });

  expect(updated).toMatchObject({ profile_name: "webm" });
});

test("POST /encodings.json rejects a video that has failed", async () => {
  const { call } = await startKeyWorld();
  const json = { video_id: seeds.failedVideo, profile_name: "h264" };

  const { status, body } = await call("POST", "/encodings.json", { json });

  expect([status, body]).toEqual([
    400,
    { error: "BadRequest", message: "The video has status fail" },
  ]);
});

test.each([
  ["a file", { file: new File(["abc"], "order.mp4") }, { file_size: 3, source_url: null }],
  ["a URL", { source_url: "http://a.example/order.mp4" }, { file_size: null }],
])("POST /workorders.json encodes %s with a workflow", async (_, fields, expected) => {
  const { mock, call, get } = await startKeyWorld();
  const form = new FormData();
  form.set("profile_id", seeds.workflow);
  for (const [name, value] of Object.entries<string | File>(fields)) form.set(name, value);

  const response = await call("POST", "/workorders.json", { form });
  const { videos } = await get<{ videos: Item[] }>("/videos.json");
  await mock.advance(7000);
  const { encodings } = await get<{ encodings: Item[] }>(`/videos/${videos[0]?.id}/encodings.json`);

  expect([response.status, response.body]).toEqual([200, undefined]);
  expect(videos[0]).toMatchObject({ original_filename: "order.mp4", ...expected });
  expect(encodings).toMatchObject([{ profile_name: "broadcast_master", status: "success" }]);
});

test.each([
  ["an unknown workflow", { profile_id: "unknown", source_url }, 404],
  ["no source", { profile_id: seeds.workflow }, 400],
])("POST /workorders.json rejects %s", async (_, fields, expected) => {
  const { call } = await startKeyWorld();
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);

  const { status } = await call("POST", "/workorders.json", { form });

  expect(status).toBe(expected);
});

test("Webhooks are forms, as in version 3.0", async () => {
  const received: Record<string, string>[] = [];
  const port = await listen(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push(Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())));
    response.writeHead(200).end();
  });
  const world = await startKeyWorld();
  await world.put("/notifications.json", {
    url: `http://127.0.0.1:${port}/hook`,
    events: { video_created: true, video_encoded: true, encoding_progress: false },
  });

  const { video, encoding } = await createVideo(world);
  await world.mock.advance(7000);

  expect(received).toEqual([
    { event: "video-created", video_id: video.id, "encoding_ids[0]": encoding.id },
    { event: "encoding-complete", encoding_id: encoding.id },
    { event: "video-encoded", video_id: video.id, "encoding_ids[0]": encoding.id },
  ]);
});

test("A canceled video reports that its import and its encodings have ended", async () => {
  const world = await startKeyWorld();
  await world.put("/notifications.json", {
    url: "http://127.0.0.1:9/hook",
    events: { video_created: true, video_encoded: true },
  });
  const { video } = await createVideo(world);

  await world.post(`/videos/${video.id}/cancel.json`);
  await world.mock.advance(0);

  expect(world.mock.deliveries.map(({ event }) => event)).toEqual([
    "video-created",
    "encoding-complete",
    "video-encoded",
  ]);
});
