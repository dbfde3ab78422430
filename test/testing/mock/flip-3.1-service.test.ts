import { expect, test } from "vitest";
import { loadSpec } from "../../../src/testing/spec/load-spec.ts";
import { type Item, keyCallsTo, seeds, startKeyWorld } from "../../helpers/mock-flip-3.1.ts";

const date = "2026/01/02 03:04:05 +0000";

interface Page extends Record<string, unknown> {
  readonly videos: Item[];
  readonly encodings: Item[];
  readonly profiles: Item[];
  readonly workflows: Item[];
  readonly factories: Item[];
  readonly total: number;
}

test.each([
  ["/factories.json", "factories", 2],
  ["/videos.json", "videos", 3],
  [`/videos/${seeds.video}/encodings.json`, "encodings", 3],
  ["/videos/queued.json", "videos", 1],
  ["/encodings.json", "encodings", 3],
  ["/profiles.json", "profiles", 2],
  ["/profiles/h264/encodings.json", "encodings", 2],
  ["/workflows.json", "workflows", 1],
])("%s returns a list with its page and the number of all entries", async (path, name, total) => {
  const { get } = await startKeyWorld();

  const whole = await get<Page>(path);
  const second = await get<Page>(path, { page: "2", per_page: "1" });

  expect(whole).toMatchObject({ page: 1, per_page: 100, total });
  expect(whole[name]).toHaveLength(total);
  expect(second).toMatchObject({ page: 2, per_page: 1, total });
  expect(second[name]).toEqual((whole[name] as Item[]).slice(1, 2));
});

test("POST /factories.json creates a factory, and returns no secrets", async () => {
  const { call, get } = await startKeyWorld();
  const json = {
    name: "staging",
    storage_provider: 0,
    output_bucket_name: "acme-video",
    aws_access_key: "AKIAIOSFODNN7EXAMPLE",
    aws_secret_key: "wJalrXUtnFEMI",
    storage_credential_attributes: { host: "ftp.example.org", port: 21, password: "example" },
  };

  const { status, body } = await call("POST", "/factories.json", { json });
  const { id } = body as Item;
  const found = await get(`/factories/${id}.json`);
  const complete = await get(`/factories/${id}.json`, { with_storage_provider: "true" });

  expect(status).toBe(201);
  expect(body).toMatchObject({
    name: "staging",
    output_bucket_name: "acme-video",
    url: "http://s3.amazonaws.com/acme-video/",
    created_at: date,
  });
  expect(JSON.stringify(body)).not.toMatch(/AKIA|wJalr|ftp|storage_provider/);
  expect(found).toEqual(body);
  expect(complete).toEqual({ ...(body as Item), storage_provider: 0 });
});

test("PATCH /factories/{id}.json changes the given settings; PUT is no method of it", async () => {
  const { patch, get, call } = await startKeyWorld();
  const path = `/factories/${seeds.factory}.json`;
  const before = await get(path);

  const changed = await patch(path, { server_side_encryption: true });
  const put = await call("PUT", path, { json: { name: "other" } });

  expect(changed).toEqual({ ...before, server_side_encryption: true, updated_at: date });
  expect([put.status, put.headers.get("Allow")]).toEqual([405, "GET, PATCH"]);
});

test("POST /factories/{id}/sync.json says whether it had started before", async () => {
  const { post } = await startKeyWorld();
  const sync = (value: string) => post(`/factories/${seeds.factory}/sync.json`, { sync: value });

  expect(await sync("true")).toEqual({ syncing: "starting" });
  expect(await sync("true")).toEqual({ syncing: "already_started" });
  await sync("false");
  expect(await sync("true")).toEqual({ syncing: "starting" });
});

test("Factories have videos and profiles of their own", async () => {
  const { mock } = await startKeyWorld();
  const other = keyCallsTo(mock, seeds.otherFactory);

  const videos = await other.get<Page>("/videos.json");
  const { status } = await other.call("GET", `/videos/${seeds.video}.json`);

  expect(videos).toMatchObject({ videos: [], total: 0 });
  expect(status).toBe(404);
});

test("With a factoryId other factories are unknown", async () => {
  const { mock } = await startKeyWorld({ factoryId: "tg01mine" });
  const other = keyCallsTo(mock, "tg01unknown");

  const { status, body } = await other.call("GET", "/videos.json");

  expect([status, body]).toEqual([
    404,
    { error: "RecordNotFound", message: "Couldn't find Factory with ID=tg01unknown" },
  ]);
});

test("POST /profiles.json creates a profile from a preset, in bit/s", async () => {
  const { call, get } = await startKeyWorld();
  const json = { preset_name: "h264.baseline", name: "low", video_bitrate: 1_234_567, fps: 45 };
  const { status, body } = await call("POST", "/profiles.json", { json });
  const fromPreset = await call("POST", "/profiles.json", { json: { preset_name: "webm" } });

  const expanded = await get("/profiles/low.json", { expand: "true" });

  expect(status).toBe(200);
  expect(body).toMatchObject({ ...json, aspect_mode: "letterbox", created_at: date });
  expect(body).not.toHaveProperty("upscale");
  expect(expanded).toEqual({
    upscale: true,
    keyframe_interval: 250,
    audio_sample_rate: 44_100,
    frame_count: 7,
    mute_audio_tracks: false,
    ...(body as Item),
  });
  expect(fromPreset.body).toMatchObject({
    name: "webm_1",
    extname: ".webm",
    video_bitrate: 500_000,
    audio_bitrate: 128_000,
  });
});

test("POST /profiles.json accepts every preset and every field of the spec, and returns them", async () => {
  const { post, get } = await startKeyWorld();
  const { operations } = await loadSpec("flip-3.1");
  const fields = operations.find(({ id }) => id === "createProfile")?.bodies[0]?.fields;
  const described = [...(fields ?? [])] as [string, { enum?: unknown[]; examples?: unknown[] }][];
  const examples = described.flatMap(([name, { examples = [] }]) =>
    examples.length > 0 && name !== "name" ? [[name, examples[0]]] : [],
  );
  const presets = fields?.get("preset_name")?.enum ?? [];

  const whole = await post("/profiles.json", { ...Object.fromEntries(examples), name: "whole" });
  for (const preset_name of presets) await post("/profiles.json", { preset_name });

  expect(presets.length).toBeGreaterThan(40);
  expect(examples.length).toBeGreaterThan(60);
  expect(await get("/profiles/whole.json", { expand: "true" })).toMatchObject(
    Object.fromEntries(examples),
  );
  expect(whole).toMatchObject({ preset_name: "h264", name: "whole" });
});

test("PUT and DELETE /profiles/{id}.json change and delete a profile", async () => {
  const { put, del, call } = await startKeyWorld();
  const path = `/profiles/${seeds.profile}.json`;

  const changed = await put(path, { title: "Other", upscale: false, width: 1920 });
  const deleted = await del(path);

  expect(changed).toMatchObject({ name: "h264", title: "Other", upscale: false, width: 1920 });
  expect(deleted).toEqual({ deleted: true });
  expect((await call("GET", path)).status).toBe(404);
});

test("POST /profiles/{id}/copy.json copies a profile to another factory", async () => {
  const { mock, post, get } = await startKeyWorld();
  const other = keyCallsTo(mock, seeds.otherFactory);
  const original = await get("/profiles/h264.json");

  const copy = await post(`/profiles/${seeds.profile}/copy.json`, {
    dest_factory_id: seeds.otherFactory,
    profile_name: "h264_copy",
  });

  const { id } = copy;
  expect(id).not.toBe(original.id);
  expect(copy).toEqual({ ...original, id, name: "h264_copy", created_at: date, updated_at: date });
  expect(await other.get("/profiles/h264_copy.json")).toEqual(copy);
  expect(await get("/profiles/h264.json")).toEqual(original);
});

test("PUT /notifications.json changes settings by JSON", async () => {
  const { put, get } = await startKeyWorld();

  const changed = await put("/notifications.json", {
    url: "http://receiver.example/hook",
    delay: 13,
    events: { video_created: true },
  });

  expect(changed).toMatchObject({
    url: "http://receiver.example/hook",
    delay: 13,
    events: { video_created: true, video_encoded: false, encoding_completed: true },
  });
  expect(await get("/notifications.json")).toEqual(changed);
});

test("Values such as false and 0 are settings, not missing ones", async () => {
  const { patch, put } = await startKeyWorld();
  await patch(`/factories/${seeds.factory}.json`, { server_side_encryption: true });

  const factory = await patch(`/factories/${seeds.factory}.json?with_storage_provider=true`, {
    server_side_encryption: false,
    storage_provider: 0,
  });
  const settings = await put("/notifications.json", { delay: 0, send_video_payload: false });

  expect(factory).toMatchObject({ server_side_encryption: false, storage_provider: 0 });
  expect(settings).toMatchObject({ delay: 0, send_video_payload: false });
});

test.each([
  ["GET", "/videos/unknown.json", undefined, "Video"],
  ["DELETE", "/videos/unknown.json", undefined, "Video"],
  ["DELETE", "/videos/unknown/source.json", undefined, "Video"],
  ["GET", "/videos/unknown/metadata.json", undefined, "Video"],
  ["GET", "/videos/unknown/signed-url.json", undefined, "Video"],
  ["POST", "/videos/unknown/cancel.json", undefined, "Video"],
  ["POST", "/videos/resubmit.json", { video_id: "unknown" }, "Video"],
  ["POST", "/encodings.json", { video_id: "unknown", profile_name: "h264" }, "Video"],
  ["POST", "/encodings.json", { video_id: seeds.video, profile_id: "unknown" }, "Profile"],
  [
    "POST",
    "/videos.json",
    { source_url: "http://a.example/b.mp4", profiles: "unknown" },
    "Profile",
  ],
  ["GET", "/encodings/unknown.json", undefined, "Encoding"],
  ["PUT", "/encodings/unknown.json", { profile_name: "h264" }, "Encoding"],
  ["PUT", `/encodings/${seeds.encoding}.json`, { profile_name: "unknown" }, "Profile"],
  ["POST", "/encodings/unknown/retry.json", undefined, "Encoding"],
  ["GET", "/encodings/unknown/signed-urls.json", undefined, "Encoding"],
  ["GET", "/profiles/unknown.json", undefined, "Profile"],
  ["GET", "/profiles/unknown/encodings.json", undefined, "Profile"],
  [
    "POST",
    "/profiles/unknown/copy.json",
    { dest_factory_id: seeds.otherFactory, profile_name: "a" },
    "Profile",
  ],
  ["GET", "/factories/unknown.json", undefined, "Factory"],
  ["POST", "/factories/unknown/sync.json", { sync: "true" }, "Factory"],
])("%s %s of an unknown record is a 404", async (method, path, json, kind) => {
  const { call } = await startKeyWorld();

  const { status, body } = await call(method, path, { json });

  expect([status, body]).toEqual([
    404,
    { error: "RecordNotFound", message: `Couldn't find ${kind} with ID=unknown` },
  ]);
});

test.each([
  ["POST", "/factories.json", { output_bucket_name: "a" }, "name"],
  ["POST", "/videos.json", { payload: "a" }, "source_url"],
  ["POST", "/profiles.json", { name: "a" }, "preset_name"],
  ["POST", "/encodings.json", { profile_name: "h264" }, "video_id"],
  ["POST", "/encodings.json", { video_id: seeds.video }, "profile_id"],
  ["POST", "/videos/upload.json", { file_name: "a.mp4" }, "file_size"],
  ["POST", "/videos/resubmit.json", {}, "video_id"],
  ["POST", `/profiles/${seeds.profile}/copy.json`, { profile_name: "a" }, "dest_factory_id"],
  ["POST", `/factories/${seeds.factory}/sync.json`, { sync: true }, "sync"],
  ["POST", "/profiles.json", { preset_name: "h264", name: "h264" }, "Name has already been taken"],
  ["POST", "/profiles.json", { preset_name: "unknown" }, "preset_name"],
  ["PUT", `/profiles/${seeds.profile}.json`, { width: "wide" }, "width"],
  ["GET", "/videos.json?page=first", undefined, "page"],
  ["GET", "/encodings.json?status=unknown", undefined, "status"],
  ["GET", `/encodings/${seeds.encoding}/signed-url.json?expires=soon`, undefined, "expires"],
])("%s %s with %j is a 400", async (method, path, json, problem) => {
  const { call } = await startKeyWorld();

  const { status, body } = await call(method, path, { json });

  expect(status).toBe(400);
  expect((body as { message: string }).message).toContain(problem);
});

test("A JSON body that is malformed, or has another type, is a 400", async () => {
  const { mock } = await startKeyWorld();
  const target = `${mock.url}/flip/3.1/videos.json?factory_id=${seeds.factory}`;
  const send = (body: string, type: string) => {
    const headers = { "X-Api-Key": "tcs_0123456789abcdefghijklmn", "Content-Type": type };
    return fetch(target, { method: "POST", headers, body });
  };

  const malformed = await send('{"source_url":', "application/json");
  const text = await send('{"source_url":"http://a.example/b.mp4"}', "text/plain");

  expect([malformed.status, text.status]).toEqual([400, 400]);
});

test.each([
  ["an unknown field", { bogus: 1 }, "Field bogus is unknown"],
  ["null", { payload: null }, "Field payload must not be null"],
])("%s is ignored and reported; strict rejects it", async (_, fields, message) => {
  const json = { source_url: "http://a.example/b.mp4", profiles: "none", ...fields };
  const { mock, call } = await startKeyWorld();
  const strict = await startKeyWorld({ strict: true });

  const served = await call("POST", "/videos.json", { json });
  const rejected = await strict.call("POST", "/videos.json", { json });

  expect([served.status, rejected.status]).toEqual([201, 400]);
  expect(served.body).not.toHaveProperty("bogus");
  expect(mock.requests[0]?.findings).toMatchObject([{ message }]);
});

test("Unknown fields do not become settings", async () => {
  const { patch, post } = await startKeyWorld();

  const factory = await patch(`/factories/${seeds.factory}.json`, { bogus: 1, name: "a" });
  const profile = await post("/profiles.json", { bogus: 1, preset_name: "h264", name: "a" });

  expect([factory["name"], profile["name"]]).toEqual(["a", "a"]);
  expect([factory, profile].filter((record) => "bogus" in record)).toEqual([]);
});

test("Requests of the published clients are served without findings", async () => {
  const { mock, call } = await startKeyWorld({ strict: true });
  // They send both headers with every call, also without a body.
  const headers = { Accept: "application/json", "Content-Type": "application/json" };

  const statuses: number[] = [];
  for (const [method, path] of [
    ["GET", "/videos.json"],
    ["GET", `/encodings.json?screenshots=True`],
    ["POST", `/videos/${seeds.processingVideo}/cancel.json`],
    ["DELETE", `/videos/${seeds.video}/source.json`],
  ] as const) {
    statuses.push((await call(method, path, { headers })).status);
  }

  expect(statuses).toEqual([200, 200, 200, 200]);
  expect(mock.requests.flatMap(({ findings }) => findings)).toEqual([]);
});

test("reset() returns to the initial state", async () => {
  const { mock, get, del, post } = await startKeyWorld();
  const before = await get("/videos.json");
  await post("/videos.json", { source_url: "http://a.example/b.mp4" });
  await del(`/videos/${seeds.video}.json`);

  mock.reset();

  expect(await get("/videos.json")).toEqual(before);
});
