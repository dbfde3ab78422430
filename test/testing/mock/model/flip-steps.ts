import type fc from "fast-check";
import { expect } from "vitest";
import { sendTo } from "../../../helpers/raw-upload.ts";
import type { ModelVideo } from "./flip-model.ts";
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
import type { Step } from "./run-model.ts";

/** Steps that all generations have. */
export const flipRuns: Readonly<Record<string, Run>> = {
  async createVideo({ model, call, dialect }, [pick, choice]) {
    const isBad = choice % 4 === 0;
    const profiles = [undefined, "none", model.profiles[0]?.name, "no-such"][pick % 4];
    const params = {
      source_url: `http://a.example/${isBad ? "fail" : "film"}.mp4`,
      ...(profiles !== undefined && { profiles }),
    };
    if (profiles === "no-such") return call(404, "POST", "/videos.json", params);
    const { id, status } = await call<Item>(dialect.createdStatus, "POST", "/videos.json", params);
    expect(status).toBe("processing");
    const video = model.addVideo(id, isBad);
    const available = profiles === "none" ? [] : model.profiles;
    const chosen = profiles === undefined ? [...available].reverse() : available.slice(0, 1);
    await addListed({ model, call }, video, chosen);
  },
  async upload({ mock, model, call }, [pick]) {
    const multi_chunk = pick % 2 === 0;
    const params = { file_name: "film.mp4", file_size: 3, multi_chunk, profiles: "none" };
    const { location } = await call<Item>(201, "POST", "/videos/upload.json", params);
    const headers = {
      "Content-Type": "application/octet-stream",
      ...(multi_chunk ? { "X-Part": "0" } : { "Content-Range": "bytes 0-2/3" }),
    };
    const { text } = await sendTo(String(location), "PUT", { headers, body: Buffer.from("abc") });
    model.addVideo(JSON.parse(text).id, false);
    expect(mock.uploads.sessions.at(-1)?.isComplete).toBe(true);
  },
  async getVideo({ model, call }, [pick]) {
    const video = pickOf(model.videos, pick);
    if (video === undefined) return call(404, "GET", "/videos/none.json");
    const { status } = await call<Item>(200, "GET", `/videos/${video.id}.json`);
    expect(status).toBe(model.statusOf(video));
  },
  async listVideos({ model, call, dialect }, [page, choice]) {
    const statuses = [undefined, "success", "processing", "fail"];
    const status = dialect.filtersVideos ? statuses[choice % 4] : undefined;
    const per_page = (choice % 3) + 1;
    const found = await call<Item[]>(200, "GET", "/videos.json", {
      per_page,
      page: (page % 3) + 1,
      ...(status !== undefined && { status }),
    });
    const all = model.videos.filter((v) => status === undefined || model.statusOf(v) === status);
    const start = (page % 3) * per_page;
    expect(idsOf(found)).toEqual(idsOf(all.slice(start, start + per_page)));
  },
  async deleteVideo({ model, call }, [pick]) {
    const video = pickOf(model.videos, pick);
    if (video === undefined) return;
    await call(200, "DELETE", `/videos/${video.id}.json`);
    await call(404, "DELETE", `/videos/${video.id}.json`);
    model.videos = model.videos.filter((other) => other !== video);
    model.encodings = model.encodings.filter((encoding) => encoding.video !== video);
  },
  async deleteSource({ model, call }, [pick]) {
    const video = pickOf(model.videos, pick);
    if (video === undefined) return;
    await call(200, "DELETE", `/videos/${video.id}/source.json`);
    video.sourceDeletedAt ??= model.now;
  },
  async createEncoding({ model, call, dialect }, [pick, choice]) {
    const video = pickOf(model.videos, pick);
    const profile = pickOf(model.profiles, choice);
    if (video === undefined || profile === undefined) return;
    const named = choice % 2 === 0 ? { profile_id: profile.id } : { profile_name: profile.name };
    const params = { video_id: video.id, ...named };
    const isRejected = model.statusOf(video) === "fail" && !dialect.encodesFailedVideos;
    if (isRejected) return call(400, "POST", "/encodings.json", params);
    const made = await call<Item>(200, "POST", "/encodings.json", params);
    expect(made).toMatchObject({ status: "processing", profile_name: profile.name });
    model.addEncoding(made.id, video, profile);
  },
  async getEncoding({ model, call }, [pick]) {
    const encoding = pickOf(model.encodings, pick);
    if (encoding === undefined) return call(404, "GET", "/encodings/none.json");
    const found = await call<Item>(200, "GET", `/encodings/${encoding.id}.json`);
    expect(viewOf(found)).toEqual(model.viewOf(encoding));
  },
  async listEncodings({ model, call }, [pick, choice]) {
    const video = pickOf(model.videos, pick);
    if (video === undefined) return;
    const path = `/videos/${video.id}/encodings.json`;
    const found =
      choice % 2 === 0
        ? await call<Item[]>(200, "GET", path)
        : await call<Item[]>(200, "GET", "/encodings.json", { video_id: video.id });
    expect(idsOf(found)).toEqual(idsOf(model.encodings.filter((e) => e.video === video)));
  },
  async cancelEncoding({ model, call }, [pick]) {
    const encoding = pickOf(model.encodings, pick);
    if (encoding === undefined) return;
    const response = await call(200, "POST", `/encodings/${encoding.id}/cancel.json`);
    expect(response).toEqual({ canceled: model.cancel(encoding) });
  },
  async retryEncoding({ model, call }, [pick]) {
    const encoding = pickOf(model.encodings, pick);
    if (encoding === undefined) return;
    const response = await call(200, "POST", `/encodings/${encoding.id}/retry.json`);
    expect(response).toEqual({ retried: model.retry(encoding) });
  },
  async deleteEncoding({ model, call }, [pick]) {
    const encoding = pickOf(model.encodings, pick);
    if (encoding === undefined) return;
    await call(200, "DELETE", `/encodings/${encoding.id}.json`);
    model.encodings = model.encodings.filter((other) => other !== encoding);
  },
  async createProfile({ model, call }, [pick]) {
    const name = pickOf(names, pick) ?? "";
    const params = { preset_name: "h264", name };
    const isTaken = model.profiles.some((profile) => profile.name === name);
    const made = await call<Item>(isTaken ? 400 : 200, "POST", "/profiles.json", params);
    if (!isTaken) model.profiles.unshift({ id: made.id, name });
  },
  async renameProfile({ model, call }, [pick, choice]) {
    const profile = pickOf(model.profiles, pick);
    if (profile === undefined) return;
    const name = pickOf(names, choice) ?? "";
    const isTaken = model.profiles.some((other) => other !== profile && other.name === name);
    await call(isTaken ? 400 : 200, "PUT", `/profiles/${profile.id}.json`, { name, width: 8 });
    if (!isTaken) profile.name = name;
  },
  async getProfile({ model, call }, [pick, choice]) {
    const name = pickOf(names, pick) ?? "";
    const known = model.profiles.find((profile) => profile.name === name);
    const params = choice % 2 === 0 ? { expand: true } : {};
    const path = `/profiles/${name}.json`;
    const found = await call<Item>(known === undefined ? 404 : 200, "GET", path, params);
    expect(found.id).toBe(known?.id);
  },
  async deleteProfile({ model, call }, [pick]) {
    const profile = pickOf(model.profiles, pick);
    if (profile === undefined) return;
    await call(200, "DELETE", `/profiles/${profile.id}.json`);
    model.profiles = model.profiles.filter((other) => other !== profile);
  },
  async updateNotifications({ model, call }, [pick, choice]) {
    const created = choice % 2 === 0;
    await call(200, "PUT", "/notifications.json", {
      delay: pick,
      events: { video_created: created },
    });
    model.settings = { delay: pick, created };
  },
  async createFactory({ model, call, dialect }, [pick]) {
    const name = `factory ${pick}`;
    const { id } = await call<Item>(dialect.createdStatus, "POST", "/factories.json", { name });
    model.factories.push({ id, name });
  },
  async changeFactory({ model, call, dialect }, [pick, choice]) {
    const factory = pickOf(model.factories.slice(1), pick);
    if (factory === undefined) return;
    const path = `/factories/${factory.id}.json`;
    if (choice % 3 > 0 || !dialect.deletesFactories) {
      factory.name = `factory ${choice}`;
      return call(200, "PUT", path, { name: factory.name });
    }
    await call(200, "DELETE", path);
    model.factories = model.factories.filter((other) => other !== factory);
    await call(404, "GET", path);
  },
  async advance({ mock, model }, [pick]) {
    const ms = (pick % 13) * 500;
    await mock.advance(ms);
    model.now += ms;
  },
};

/** Random steps of all kinds. */
export const flipSteps: fc.Arbitrary<Step<FlipPair>> = stepsOf(flipRuns);

/** Compares all lists of the mock with the model. */
export async function compareFlip({ model, call }: FlipPair): Promise<void> {
  const videos = await call<Item[]>(200, "GET", "/videos.json");
  const encodings = await call<Item[]>(200, "GET", "/encodings.json");
  const profiles = await call<Item[]>(200, "GET", "/profiles.json");
  const factories = await call<Item[]>(200, "GET", "/factories.json");
  const { delay, events } = await call<Record<string, unknown>>(200, "GET", "/notifications.json");

  expect(videos.map(({ id, status }) => [id, status])).toEqual(
    model.videos.map((video) => [video.id, model.statusOf(video)]),
  );
  expect(encodings.map((item) => [item.id, item["video_id"], viewOf(item)])).toEqual(
    model.encodings.map((encoding) => [encoding.id, encoding.video.id, model.viewOf(encoding)]),
  );
  expect(profiles.map(({ id, name }) => ({ id, name }))).toEqual(model.profiles);
  expect(factories.map(({ id, name }) => ({ id, name }))).toEqual(model.factories);
  expect([delay, events]).toMatchObject([
    model.settings.delay,
    { video_created: model.settings.created },
  ]);
}

/** Adds the encodings that were created with a video. */
async function addListed(
  { model, call }: Pick<FlipPair, "model" | "call">,
  video: ModelVideo,
  profiles: readonly { id: string; name: string }[],
): Promise<void> {
  const listed = await call<Item[]>(200, "GET", `/videos/${video.id}/encodings.json`);
  expect(listed.map((item) => item["profile_id"]).reverse()).toEqual(idsOf(profiles));
  for (const [index, profile] of profiles.entries()) {
    model.addEncoding([...listed].reverse()[index]?.id ?? "", video, profile);
  }
}
