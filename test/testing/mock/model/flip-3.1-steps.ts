import type fc from "fast-check";
import { expect } from "vitest";
import {
  type FlipPair,
  type Item,
  idsOf,
  names,
  pickOf,
  type Run,
  stepsOf,
  viewOf,
} from "./flip-pair.ts";
import { flipRuns } from "./flip-steps.ts";
import type { Step } from "./run-model.ts";

/** Steps that only Flip 3.1 has. */
const ownRuns: Readonly<Record<string, Run>> = {
  async cancelVideo({ model, call }, [pick]) {
    const video = pickOf(model.videos, pick);
    if (video === undefined) return;
    const response = await call(200, "POST", `/videos/${video.id}/cancel.json`);
    expect(response).toEqual({ canceled: model.cancelVideo(video) });
  },
  async resubmitVideo({ model, call }, [pick]) {
    const video = pickOf(model.videos, pick);
    if (video === undefined) return;
    const isEncodable = model.statusOf(video) === "success";
    const expected = isEncodable ? 200 : 400;
    await call(expected, "POST", "/videos/resubmit.json", { video_id: video.id });
    const encodings = model.encodings.filter((encoding) => encoding.video === video);
    for (const encoding of isEncodable ? encodings : []) model.restart(encoding);
  },
  async updateEncoding({ model, call }, [pick, choice]) {
    const encoding = pickOf(model.encodings, pick);
    const profile = pickOf(model.profiles, choice);
    if (encoding === undefined || profile === undefined) return;
    const path = `/encodings/${encoding.id}.json`;
    const made = await call<Item>(200, "PUT", path, { profile_id: profile.id });
    expect(made).toMatchObject({ profile_name: profile.name, files: [] });
    model.restart(encoding, profile);
    expect(viewOf(made)).toEqual(model.viewOf(encoding));
  },
  async copyProfile({ model, call }, [pick, choice]) {
    const profile = pickOf(model.profiles, pick);
    if (profile === undefined) return;
    const name = pickOf(names, choice) ?? "";
    const isTaken = model.profiles.some((other) => other.name === name);
    const params = { dest_factory_id: "f", profile_name: name };
    const path = `/profiles/${profile.id}/copy.json`;
    const made = await call<Item>(isTaken ? 400 : 200, "POST", path, params);
    if (!isTaken) model.profiles.unshift({ id: made.id, name });
  },
  async countEncodings({ model, call }) {
    const counted = await call(200, "GET", "/encodings/count.json");
    expect(counted).toEqual({ total: model.encodings.length });
  },
  async listQueuedVideos({ model, call }) {
    const found = await call<Item[]>(200, "GET", "/videos/queued.json");
    expect(idsOf(found)).toEqual(idsOf(model.videos.filter((video) => model.isQueued(video))));
  },
};

/** Random steps of all kinds. */
export const flip31Steps: fc.Arbitrary<Step<FlipPair>> = stepsOf({ ...flipRuns, ...ownRuns });
