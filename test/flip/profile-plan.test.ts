import {
  applyProfiles,
  type Factory,
  HttpError,
  InvalidArgumentError,
  ProfilePlanError,
  planProfiles,
  type WantedProfile,
} from "flip-pili/flip";
import { expect, test } from "vitest";
import { seeds } from "../helpers/flip-world.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import { factoryOf, namesIn, openFactory, openList } from "../helpers/profile-factories.ts";

test("planProfiles() plans creations and updates of the fields that differ", async () => {
  const { factory } = await openFactory([
    { name: "mp4", preset_name: "h264", video_bitrate: 500, title: "Small" },
    { name: "other", preset_name: "webm" },
  ]);

  const plan = await planProfiles(factory, [
    { name: "mp4", preset_name: "h264", video_bitrate: 800, title: "Small" },
    { name: "audio", preset_name: "mp3", audio_bitrate: 192 },
  ]);

  const changes = { video_bitrate: { from: 500, to: 800 } };
  expect(JSON.parse(JSON.stringify(plan))).toEqual({
    factoryId: seeds.factory,
    steps: [
      { action: "update", name: "mp4", id: expect.any(String), changes },
      { action: "create", name: "audio", values: { preset_name: "mp3", audio_bitrate: 192 } },
    ],
  });
});

test("planProfiles() deletes other profiles on request only", async () => {
  const { factory } = await openFactory([{ name: "old", preset_name: "mp3", title: "Old" }]);

  const without = await planProfiles(factory, []);
  const plan = await planProfiles(factory, [], { deleteOthers: true });

  expect(without.steps).toEqual([]);
  const values = expect.objectContaining({ preset_name: "mp3", title: "Old" });
  expect(plan.steps).toEqual([{ action: "delete", name: "old", id: expect.any(String), values }]);
  expect(plan.steps[0]).not.toHaveProperty("values.id");
});

test("applyProfiles() executes a plan, and the next plan is empty", async () => {
  const { mock, factory } = await openFactory([
    { name: "mp4", preset_name: "h264", video_bitrate: 500 },
    { name: "old", preset_name: "webm" },
  ]);
  const wanted = [
    { name: "mp4", preset_name: "h264", video_bitrate: 800 },
    { name: "audio", preset_name: "mp3" },
  ];
  const plan = await planProfiles(factory, wanted, { deleteOthers: true });

  const applied = await applyProfiles(plan);

  expect(applied.map(({ action, name, alreadyDone }) => [action, name, alreadyDone])).toEqual([
    ["update", "mp4", false],
    ["create", "audio", false],
    ["delete", "old", false],
  ]);
  expect(await namesIn(mock)).toEqual(["audio", "mp4"]);
  expect(await planProfiles(factory, wanted, { deleteOthers: true })).toMatchObject({ steps: [] });
});

test("applyProfiles() sends only changed fields in an update, never preset_name and id", async () => {
  const { mock, factory } = await openFactory([
    { name: "mp4", preset_name: "h264", video_bitrate: 500, title: "Small" },
  ]);
  const [profile] = await factory.profiles.all();
  const wanted = { ...profile?.details, id: "another", name: "mp4", title: "Large" };

  await applyProfiles(await planProfiles(factory, [wanted]));

  const { query = {} } = mock.requests.find(({ method }) => method === "PUT") ?? {};
  const { access_key, factory_id, timestamp, signature, ...fields } = query;
  expect(fields).toEqual({ title: "Large" });
});

test("planProfiles() copies the profiles of another factory", async () => {
  const { mock, factory } = await openFactory([
    { name: "mp4", preset_name: "h264", fps: 30 },
    { name: "custom", command: "ffmpeg", extname: ".ogg", two_pass: true },
  ]);
  const target = await factoryOf(mock, seeds.otherFactory);
  const profiles = await factory.profiles.all({ expand: true });

  await applyProfiles(await planProfiles(target, profiles, { deleteOthers: true }));

  const copies = await target.profiles.all({ expand: true });
  const withoutOwn = (profile: object) => ({ ...profile, id: 0, created_at: 0, updated_at: 0 });
  expect(copies.reverse().map(withoutOwn)).toEqual(profiles.map(withoutOwn));
});

test.each([
  { field: "fps", wanted: 60, stored: "60" },
  { field: "fps", wanted: "60", stored: 60 },
  { field: "fps", wanted: "29.970", stored: 29.97 },
  { field: "fps", wanted: null, stored: undefined },
  { field: "fps", wanted: "same_as_source", stored: null },
  { field: "fps", wanted: undefined, stored: 25 },
  { field: "width", wanted: null, stored: undefined },
  { field: "width", wanted: 640, stored: "640" },
  { field: "upscale", wanted: true, stored: undefined },
  { field: "upscale", wanted: true, stored: "true" },
  { field: "two_pass", wanted: false, stored: undefined },
  { field: "cbr", wanted: false, stored: null },
  { field: "cbr", wanted: null, stored: false },
  { field: "keyframe_interval", wanted: 250, stored: undefined },
  { field: "keyframe_interval", wanted: null, stored: 250 },
  { field: "audio_sample_rate", wanted: 44_100, stored: null },
  { field: "frame_count", wanted: 7, stored: undefined },
  { field: "priority", wanted: 0, stored: undefined },
  { field: "aspect_mode", wanted: "letterbox", stored: undefined },
  { field: "variants", wanted: "hls.*", stored: undefined },
  { field: "watermark_top", wanted: 0, stored: undefined },
  { field: "extname", wanted: "mp4", stored: ".mp4" },
  { field: "command", wanted: "a\r\nb\n", stored: "a\nb" },
  { field: "title", wanted: "", stored: null },
  { field: "path_format", wanted: ":id", stored: undefined },
  { field: "category", wanted: "desktop", stored: undefined },
  { field: "frame_offsets", wanted: ["2s", "10s"], stored: "2s,10s" },
])("planProfiles() treats $field $wanted as equal to $stored", async (given) => {
  const { field, wanted, stored } = given;
  const factory = await openList([{ id: "p", name: "n", preset_name: "h264", [field]: stored }]);

  const plan = await planProfiles(factory, [{ name: "n", [field]: wanted }]);

  expect(plan.steps).toEqual([]);
});

test.each([
  { field: "fps", wanted: 60, stored: "50" },
  { field: "upscale", wanted: false, stored: undefined, from: null },
  { field: "two_pass", wanted: true, stored: undefined, from: null },
  { field: "keyframe_interval", wanted: null, stored: 100, to: 250 },
  { field: "fps", wanted: null, stored: 25, to: "same_as_source" },
  { field: "cbr", wanted: null, stored: true, to: false },
  { field: "title", wanted: "1.0", stored: "1" },
  { field: "encryption_key", wanted: "007", stored: "7" },
  { field: "h264_level", wanted: "3.1", stored: undefined, from: null },
  { field: "path_format", wanted: ":video_id/:id", stored: ":id" },
  { field: "toString", wanted: "a", stored: undefined, from: null },
])("planProfiles() treats $field $wanted as different from $stored", async (given) => {
  const { field, wanted, stored, from = stored, to = wanted } = given;
  const factory = await openList([{ id: "p", name: "n", preset_name: "h264", [field]: stored }]);

  const { steps } = await planProfiles(factory, [{ name: "n", [field]: wanted }]);

  expect(steps).toEqual([
    { action: "update", name: "n", id: "p", changes: { [field]: { from, to } } },
  ]);
});

test("planProfiles() compares with the complete profiles, on all pages", async () => {
  const names = Array.from({ length: 130 }, (_, index) => `p${index}`);
  const { mock, factory } = await openFactory(
    names.map((name) => ({ name, preset_name: "h264", frame_count: 7 })),
  );

  const plan = await planProfiles(
    factory,
    names.map((name) => ({ name, preset_name: "h264", frame_count: 7 })),
    { deleteOthers: true },
  );

  expect(plan.steps).toEqual([]);
  expect(mock.requests.at(-1)?.query).toMatchObject({ expand: "true", page: "2" });
});

test("planProfiles() names the profiles that are in the list or in the factory twice", async () => {
  const factory = await openList([
    { id: "a", name: "x" },
    { id: "b", name: "x" },
    { id: "c", name: "y" },
  ]);
  const twice = { name: "mp4", preset_name: "h264" };

  const wanted = await outcomeOf(planProfiles(factory, [twice, twice, { ...twice, name: "y" }]));
  const existing = await outcomeOf(planProfiles(factory, [twice]));

  expect(wanted).toBeInstanceOf(ProfilePlanError);
  expect(wanted).toMatchObject({ reason: "duplicate-wanted", names: ["mp4"] });
  expect(String(wanted)).toContain("profile mp4 exists more than once in the list");
  expect(existing).toMatchObject({ reason: "duplicate-existing", names: ["x"] });
  expect(String(existing)).toContain("profile x exists more than once in the factory");
});

test("planProfiles() rejects a change that needs a replacement, and replaces on request", async () => {
  const { mock, factory } = await openFactory([
    { name: "a", preset_name: "h264" },
    { name: "b", preset_name: "h264", clip_length: "00:00:10" },
  ]);
  const wanted = [
    { name: "a", preset_name: "webm" },
    { name: "b", preset_name: "h264", clip_length: null },
  ];

  const error = await outcomeOf(planProfiles(factory, wanted));
  const plan = await planProfiles(factory, wanted, { replace: true });
  await applyProfiles(plan);

  expect(error).toMatchObject({ reason: "replacement-required", names: ["a", "b"] });
  expect(String(error)).toMatch(
    /profile a must be replaced .* preset_name .* profile b .* clip_length/,
  );
  expect(plan.steps.map(({ action, name }) => `${action} ${name}`)).toEqual([
    "delete a",
    "create a",
    "delete b",
    "create b",
  ]);
  expect(await planProfiles(factory, wanted)).toMatchObject({ steps: [] });
  expect(await namesIn(mock)).toEqual(["b", "a"]);
});

test.each<{ wanted: unknown; argument: string }>([
  { wanted: { name: "a" }, argument: "wanted" },
  { wanted: ["a"], argument: "wanted[0]" },
  { wanted: [{ preset_name: "h264" }], argument: "wanted[0].name" },
  { wanted: [{ name: " ", preset_name: "h264" }], argument: "wanted[0].name" },
  { wanted: [{ name: "a", title: "A" }], argument: "wanted[0]" },
  { wanted: [{ name: "a", preset_name: "h264", fps: Number.NaN }], argument: "wanted[0].fps" },
  { wanted: [{ name: "a", preset_name: "h264", inputs: {} }], argument: "wanted[0].inputs" },
])("planProfiles() rejects $argument of $wanted", async ({ wanted, argument }) => {
  const { factory } = await openFactory([]);

  const error = await outcomeOf(planProfiles(factory, wanted as WantedProfile[]));

  expect(error).toBeInstanceOf(InvalidArgumentError);
  expect(error).toMatchObject({ argument });
});

test("planProfiles() rejects misspelled options and other objects than factories", async () => {
  const { factory } = await openFactory([]);
  const misspelled = { deleteOther: true } as object;

  const errors = [
    await outcomeOf(planProfiles(factory, [], misspelled)),
    await outcomeOf(planProfiles({} as Factory, [])),
  ];

  expect(errors).toMatchObject([{ argument: "deleteOther" }, { argument: "factory" }]);
});

test("planProfiles() rejects with the error of the service", async () => {
  const { mock, factory } = await openFactory([]);
  mock.fail(1, { status: 404 });

  const error = await outcomeOf(planProfiles(factory, []));

  expect(error).toBeInstanceOf(HttpError);
});
