import { inspect } from "node:util";
import fc from "fast-check";
import {
  ApplyProfilesError,
  applyProfiles,
  HttpError,
  InvalidArgumentError,
  type ProfilePlan,
  ProfilePlanError,
  planProfiles,
  type WantedProfile,
} from "flip-pili/flip";
import type { MockServer } from "flip-pili/testing";
import { expect, test } from "vitest";
import { type Item, seeds } from "../helpers/flip-world.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import {
  factoryOf,
  namesIn,
  openFactory,
  profilesIn,
  setProfiles,
} from "../helpers/profile-factories.ts";
import { propertyOptions } from "../helpers/property.ts";

const existing: WantedProfile[] = [
  { name: "mp4", preset_name: "h264", video_bitrate: 500, title: "Small" },
  { name: "old", preset_name: "webm" },
];
const wanted: WantedProfile[] = [
  { name: "audio", preset_name: "mp3" },
  { name: "mp4", preset_name: "h264", video_bitrate: 800, title: "Large" },
];

test("applyProfiles() applies a plan that was stored as JSON", async () => {
  const { mock, factory } = await openFactory(existing);
  const plan = await planProfiles(factory, wanted);
  const stored: ProfilePlan = JSON.parse(JSON.stringify(plan));
  const other = await factoryOf(mock, seeds.otherFactory);

  const errors = [
    await outcomeOf(applyProfiles(stored)),
    await outcomeOf(applyProfiles(stored, { factory: other })),
  ];
  await applyProfiles(stored, { factory });

  expect(errors).toMatchObject([
    { name: "InvalidArgumentError", argument: "factory" },
    { name: "InvalidArgumentError", argument: "plan" },
  ]);
  expect(await namesIn(mock)).toEqual(["audio", "old", "mp4"]);
});

test("applyProfiles() sends nothing for an empty plan", async () => {
  const { mock, factory } = await openFactory(existing);
  const plan = await planProfiles(factory, existing);
  mock.requests.length = 0;

  const applied = await applyProfiles(plan);

  expect(applied).toEqual([]);
  expect(mock.requests).toEqual([]);
});

test("applyProfiles() may be called again: all steps are done already", async () => {
  const { mock, factory } = await openFactory(existing);
  const plan = await planProfiles(factory, wanted, { deleteOthers: true });
  const first = await applyProfiles(plan);
  mock.requests.length = 0;

  const second = await applyProfiles(plan);

  expect(second).toEqual(first.map((step) => ({ ...step, alreadyDone: true })));
  expect(mock.requests.map(({ operationId }) => operationId)).toEqual(["listProfiles"]);
});

test.each(["updateProfile", "createProfile", "deleteProfile"])(
  "applyProfiles() continues after a failure of %s, with the same plan and with the remaining one",
  async (operationId) => {
    const { mock, factory } = await openFactory(existing);
    for (const usesRemaining of [true, false]) {
      await setProfiles(factory, existing);
      const plan = await planProfiles(factory, wanted, { deleteOthers: true });
      mock.fail(1, { status: 500, operationId });

      const error = await outcomeOf(applyProfiles(plan));
      const { done, remaining, failed, cause } = error as ApplyProfilesError;
      await applyProfiles(usesRemaining ? remaining : plan);

      expect(error).toBeInstanceOf(ApplyProfilesError);
      expect(cause).toBeInstanceOf(HttpError);
      expect(operationId).toMatch(failed.action);
      expect(remaining.steps[0]).toEqual(failed);
      expect(done.length + remaining.steps.length).toBe(3);
      expect((await namesIn(mock)).sort()).toEqual(["audio", "mp4"]);
    }
  },
);

test("an ApplyProfilesError names the step, and its plan can be stored", async () => {
  const { mock, factory } = await openFactory(existing);
  const plan = await planProfiles(factory, wanted);
  mock.fail(1, { status: 500, operationId: "updateProfile" });

  const error = (await outcomeOf(applyProfiles(plan))) as ApplyProfilesError;

  expect(error.message).toMatch(/^Cannot update profile mp4 \(step 2 of 2\): PUT .* returned 500/);
  expect(error.done).toEqual([
    { action: "create", name: "audio", id: expect.any(String), alreadyDone: false },
  ]);
  expect(JSON.parse(JSON.stringify(error.remaining))).toEqual({
    factoryId: seeds.factory,
    steps: plan.steps.slice(1),
  });
});

test("an ApplyProfilesError prints no values of profiles", async () => {
  const { mock, factory } = await openFactory([]);
  const secret = {
    name: "hls",
    preset_name: "hls.variant",
    encryption_key: "MPE2KWuqHKjk0XNR3Ehluw==",
  };
  const plan = await planProfiles(factory, [secret]);
  mock.fail(1, { status: 500, operationId: "createProfile" });

  const error = await outcomeOf(applyProfiles(plan));

  expect(error).toBeInstanceOf(ApplyProfilesError);
  expect(inspect(error) + JSON.stringify(error)).not.toContain("MPE2");
});

test("applyProfiles() does not create a profile twice whose response was lost", async () => {
  const { mock, factory } = await openFactory([]);
  const plan = await planProfiles(factory, [{ name: "audio", preset_name: "mp3" }]);
  // What the service has done when the connection breaks before its response.
  await factory.profiles.create({ name: "audio", preset_name: "mp3" });

  const applied = await applyProfiles(plan);

  expect(applied).toMatchObject([{ action: "create", alreadyDone: true }]);
  expect(await namesIn(mock)).toEqual(["audio"]);
});

test.each([
  {
    change: "another value of a changed field",
    run: { title: "Other" },
    problem: "profile mp4 has another title now",
  },
  { change: "another name", run: { name: "mp5" }, problem: "profile mp4 has been renamed to mp5" },
])("applyProfiles() rejects a plan after $change, and changes nothing", async (given) => {
  const { mock, factory } = await openFactory(existing);
  const plan = await planProfiles(factory, wanted, { deleteOthers: true });
  const mp4 = await factory.profiles.find("mp4");
  await Object.assign(mp4, given.run).save();
  const before = await profilesIn(mock);

  const error = await outcomeOf(applyProfiles(plan));

  expect(error).toBeInstanceOf(ProfilePlanError);
  expect(error).toMatchObject({ reason: "outdated", names: ["mp4"] });
  expect(String(error)).toContain(given.problem);
  expect(await profilesIn(mock)).toEqual(before);
});

test("applyProfiles() names all profiles that were deleted, created or changed meanwhile", async () => {
  const { mock, factory } = await openFactory(existing);
  const plan = await planProfiles(factory, wanted, { deleteOthers: true });
  await factory.profiles.delete("mp4");
  await factory.profiles.create({ name: "audio", preset_name: "aac" });
  await Object.assign(await factory.profiles.find("old"), { width: 100 }).save();
  const before = await profilesIn(mock);

  const error = await outcomeOf(applyProfiles(plan));

  expect(error).toMatchObject({ reason: "outdated", names: ["audio", "mp4", "old"] });
  expect(String(error)).toContain(
    "profile audio has been created by someone else; profile mp4 has been deleted; " +
      "profile old has another width now",
  );
  expect(await profilesIn(mock)).toEqual(before);
});

test("applyProfiles() accepts changes that do not concern the plan, and those that it would make", async () => {
  const { mock, factory } = await openFactory(existing);
  const plan = await planProfiles(factory, wanted, { deleteOthers: true });
  await Object.assign(await factory.profiles.find("mp4"), { fps: 30, title: "Large" }).save();
  await factory.profiles.delete("old");
  mock.requests.length = 0;

  const applied = await applyProfiles(plan);

  expect(applied.map(({ alreadyDone }) => alreadyDone)).toEqual([false, false, true]);
  const { query } = mock.requests.find(({ method }) => method === "PUT") ?? {};
  expect(query).toMatchObject({ video_bitrate: "800" });
  expect(query).not.toHaveProperty("title");
  const [, mp4] = await profilesIn(mock);
  expect(mp4).toMatchObject({ fps: 30, title: "Large", video_bitrate: 800 });
});

test("applyProfiles() accepts that a profile is deleted by another process meanwhile", async () => {
  const { mock, factory } = await openFactory(existing);
  const plan = await planProfiles(factory, [], { deleteOthers: true });
  mock.answerNext("deleteProfile", { status: 404 });

  const applied = await applyProfiles(plan);

  expect(applied.map(({ alreadyDone }) => alreadyDone)).toEqual([true, false]);
});

test.each<{ plan: unknown; argument: string }>([
  { plan: [], argument: "plan" },
  { plan: { steps: [] }, argument: "plan.factoryId" },
  { plan: { factoryId: "f", steps: {} }, argument: "plan.steps" },
  { plan: planOf({ action: "drop", name: "a" }), argument: "plan.steps[0].action" },
  { plan: planOf({ action: "create", values: {} }), argument: "plan.steps[0].name" },
  { plan: planOf({ action: "create", name: "a" }), argument: "plan.steps[0].values" },
  { plan: planOf({ action: "delete", name: "a", values: {} }), argument: "plan.steps[0].id" },
  { plan: updateOf({ preset_name: { from: "a", to: "b" } }), argument: ".changes.preset_name" },
  { plan: updateOf({ id: { from: "a", to: "b" } }), argument: ".changes.id" },
  { plan: updateOf({ fps: { from: 1, to: null } }), argument: ".changes.fps.to" },
  { plan: updateOf({ fps: 1 }), argument: ".changes.fps" },
])("applyProfiles() rejects $argument of an edited plan", async ({ plan, argument }) => {
  const { mock, factory } = await openFactory(existing);

  const error = await outcomeOf(applyProfiles(plan as ProfilePlan, { factory }));

  expect(error).toBeInstanceOf(InvalidArgumentError);
  expect((error as InvalidArgumentError).argument.endsWith(argument)).toBe(true);
  expect(mock.requests).toEqual([]);
});

test("applyProfiles() makes the profiles of any factory equal to any list", async () => {
  const { mock, factory } = await openFactory([]);

  await fc.assert(
    fc.asyncProperty(
      anyProfiles,
      anyProfiles,
      fc.boolean(),
      async (before, after, deleteOthers) => {
        await setProfiles(factory, before);
        const options = { deleteOthers, replace: true };

        await applyProfiles(await planProfiles(factory, after, options));

        const kept = deleteOthers ? [] : before.filter(({ name }) => !hasName(after, name));
        const profiles = await profilesIn(mock);
        expect(profiles.map(({ name }) => name).sort()).toEqual(
          [...kept, ...after].map(({ name }) => name).sort(),
        );
        for (const profile of after) expectFields(profiles, profile);
        expect(await planProfiles(factory, after, options)).toMatchObject({ steps: [] });
        expectNoFindings(mock);
      },
    ),
    propertyOptions(40),
  );
});

/** Values of each field with the text that the service may store: an unset field has its default. */
const fieldValues = {
  title: fc.constantFrom("MP4", "1.0", "1", "ü & / =", undefined),
  fps: fc.constantFrom(25, "25", 29.97, "same_as_source", null, undefined),
  video_bitrate: fc.constantFrom(500, 800, undefined),
  keyframe_interval: fc.constantFrom(250, 100, null, undefined),
  upscale: fc.constantFrom(true, false, null, undefined),
  two_pass: fc.constantFrom(true, false, null, undefined),
  cbr: fc.constantFrom(true, false, null, undefined),
  aspect_mode: fc.constantFrom<"letterbox" | "crop" | null | undefined>(
    "letterbox",
    "crop",
    null,
    undefined,
  ),
  h264_level: fc.constantFrom("3.1", "4", null, undefined),
  clip_length: fc.constantFrom("00:20:00", null, undefined),
  watermark_top: fc.constantFrom(0, 10, "10%", null, undefined),
};

const meanings: Record<string, readonly string[]> = {
  fps: ["", "same_as_source"],
  keyframe_interval: ["", "250"],
  upscale: ["", "true"],
  two_pass: ["", "false"],
  cbr: ["", "false"],
  aspect_mode: ["", "letterbox"],
  watermark_top: ["", "0"],
};

const kinds = fc.constantFrom(
  { preset_name: "h264" },
  { preset_name: "webm" },
  { command: "ffmpeg -i $input_file$ -y $output_file$; true", extname: ".mp4" },
);

const anyProfiles: fc.Arbitrary<WantedProfile[]> = fc.uniqueArray(
  fc
    .tuple(fc.constantFrom("a", "b c", "c/d", "é", "toString"), kinds, fc.record(fieldValues))
    .map(([name, kind, fields]) => ({ ...fields, ...kind, name })),
  { selector: ({ name }) => name, maxLength: 5 },
);

function hasName(profiles: readonly WantedProfile[], name: string): boolean {
  return profiles.some((profile) => profile.name === name);
}

/** Expects that a profile has all fields that it should have, or their defaults. */
function expectFields(profiles: readonly Item[], wanted: WantedProfile): void {
  const stored = Object(profiles.find(({ name }) => name === wanted.name));
  for (const [field, value] of Object.entries(wanted)) {
    if (value === undefined) continue;
    const [expected, actual] = [value, stored[field]].map((item) => {
      const text = String(item ?? "");
      return meanings[field]?.includes(text) ? "default" : text;
    });
    expect(`${field}: ${actual}`).toBe(`${field}: ${expected}`);
  }
}

function expectNoFindings(mock: MockServer): void {
  for (const { findings } of mock.requests) expect(findings).toEqual([]);
  mock.requests.length = 0;
}

function planOf(step: object): object {
  return { factoryId: seeds.factory, steps: [step] };
}

function updateOf(changes: object): object {
  return planOf({ action: "update", name: "mp4", id: "p", changes });
}
