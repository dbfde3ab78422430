import {
  ApplyProfilesError,
  applyProfiles,
  type Factory,
  ProfilePlanError,
  planProfiles,
  TelestreamCloud,
  type WantedProfile,
} from "flip-pili/flip-3.1";
import { expect, test } from "vitest";
import { openFactory, summarize } from "../helpers/flip-3.1-server.ts";
import { apiKey, seeds, startKeyWorld } from "../helpers/mock-flip-3.1.ts";
import { outcomeOf } from "../helpers/network-faults.ts";

/** Opens a factory of a mock that has these profiles, and no others. */
async function openMock(profiles: readonly WantedProfile[]) {
  const { mock, get } = await startKeyWorld();
  const options = { apiKey, apiHost: "127.0.0.1", apiPort: mock.port };
  const { factories } = new TelestreamCloud(options).getResource("flip");
  const factory: Factory = await factories.find(seeds.factory);
  for (const { id } of await factory.profiles.all()) await factory.profiles.delete(id);
  for (const profile of profiles) await factory.profiles.create(profile as never);
  mock.requests.length = 0;
  return { mock, get, factory };
}

test("applyProfiles() executes a plan in bit/s, and the next plan is empty", async () => {
  const { get, factory } = await openMock([
    { name: "mp4", preset_name: "h264", video_bitrate: 500_000 },
    { name: "old", preset_name: "webm" },
  ]);
  const wanted: WantedProfile[] = [
    { name: "mp4", preset_name: "h264", video_bitrate: 800_000 },
    { name: "audio", preset_name: "mp3" },
  ];

  const plan = await planProfiles(factory, wanted, { deleteOthers: true });
  const applied = await applyProfiles(JSON.parse(JSON.stringify(plan)), { factory });
  const next = await planProfiles(factory, wanted, { deleteOthers: true });

  expect(plan.steps[0]).toMatchObject({
    action: "update",
    changes: { video_bitrate: { from: 500_000, to: 800_000 } },
  });
  expect(applied.map(({ action, name }) => `${action} ${name}`)).toEqual([
    "update mp4",
    "create audio",
    "delete old",
  ]);
  expect(next.steps).toEqual([]);
  const { profiles } = await get<{ profiles: { name: string; video_bitrate: unknown }[] }>(
    "/profiles.json",
    { expand: "true" },
  );
  expect(profiles.find(({ name }) => name === "mp4")).toMatchObject({ video_bitrate: 800_000 });
});

test("planProfiles() ignores fields that only the service writes, of another factory", async () => {
  const { server, factory } = await openFactory({
    "GET /profiles.json": {
      profiles: [
        { id: "p", name: "a", preset_name: "h264", stack: "corepack-3", description: "x" },
      ],
      page: 1,
      per_page: 100,
      total: 1,
    },
  });
  const other = {
    id: "q",
    name: "a",
    preset_name: "h264",
    stack: "corepack-2",
    description: "y",
    inputs: { a: 1 },
    outputs: { b: 2 },
    created_at: "2017/11/20 09:00:00 +0000",
  };

  const plan = await planProfiles(factory, [other]);

  expect(plan.steps).toEqual([]);
  expect(summarize(server.requests)).toEqual(["GET /profiles.json expand=true&factory_id=f"]);
});

test.each([
  { wanted: { width: "640" }, current: { width: 640 }, steps: 0 },
  { wanted: { fps: null }, current: {}, steps: 0 },
  { wanted: { fps: "same_as_source" }, current: { fps: null }, steps: 0 },
  { wanted: { mute_audio_tracks: false }, current: {}, steps: 0 },
  { wanted: { preset_version: "2" }, current: {}, steps: 0 },
  { wanted: { tar: true }, current: {}, steps: 0 },
  { wanted: { mute_audio_tracks: true }, current: {}, steps: 1 },
  { wanted: { path_format: ":id" }, current: {}, steps: 1 },
])("planProfiles() compares $wanted with $current", async ({ wanted, current, steps }) => {
  const profiles = [{ id: "p", name: "a", preset_name: "h264", ...current }];
  const { factory } = await openFactory({ "GET /profiles.json": { profiles } });

  const plan = await planProfiles(factory, [{ name: "a", ...wanted } as WantedProfile]);

  expect(plan.steps).toHaveLength(steps);
});

test("planProfiles() requires a preset for a new profile, and rejects lists", async () => {
  const { factory } = await openFactory({ "GET /profiles.json": { profiles: [] } });
  const plan = (profile: object) => planProfiles(factory, [{ name: "a", ...profile }]);

  const errors = [
    await outcomeOf(plan({ width: 640 })),
    await outcomeOf(plan({ preset_name: "h264", bumpers: ["a", "b"] })),
    await outcomeOf(plan({ preset_name: "h264", bumpers: { a: 1 } })),
  ];

  expect(errors.map((error) => (error as { argument?: string }).argument)).toEqual([
    "wanted[0]",
    "wanted[0].bumpers",
    "wanted[0].bumpers",
  ]);
});

test("applyProfiles() throws when a profile has changed, and names the step that fails", async () => {
  const profiles = [{ id: "p", name: "a", preset_name: "h264", width: 640 }];
  const list = { profiles };
  const { factory } = await openFactory({ "GET /profiles.json": () => list });
  const plan = await planProfiles(factory, [{ name: "a", width: 320 }]);

  const failure = await outcomeOf(applyProfiles(plan));
  list.profiles = [{ id: "p", name: "a", preset_name: "h264", width: 1 }];
  const outdated = await outcomeOf(applyProfiles(plan));

  expect(failure).toBeInstanceOf(ApplyProfilesError);
  expect(failure).toMatchObject({ cause: { name: "HttpError", status: 404 } });
  expect(outdated).toBeInstanceOf(ProfilePlanError);
  expect(outdated).toMatchObject({ reason: "outdated" });
});
