import type { Factory } from "flip-pili/flip";
import { expect, test } from "vitest";
import { connect, type FlipServer, startServer } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import { type RouteTable, routes, summarize } from "../helpers/routes.ts";

test("video.encodings lists, finds, creates and deletes encodings of the video", async () => {
  const { server, factory } = await open({
    "GET /videos/v.json": { id: "v" },
    "GET /videos/v/encodings.json": [{ id: "e" }],
    "GET /encodings/e.json": { id: "e" },
    "POST /encodings.json": { id: "n" },
    "DELETE /encodings/n.json": { deleted: true },
  });
  const video = await factory.videos.find("v");

  const list = await video.encodings.all({ status: "fail" });
  const found = await video.encodings.find("e");
  const made = await video.encodings.create({ profile_name: "h264" });
  await video.encodings.delete("n");

  expect([...list, found, made].map(String)).toEqual(["Encoding e", "Encoding e", "Encoding n"]);
  expect(summarize(server.requests).slice(2)).toEqual([
    "GET /videos/v/encodings.json factory_id=f status=fail",
    "GET /encodings/e.json factory_id=f",
    "POST /encodings.json factory_id=f profile_name=h264 video_id=v",
    "DELETE /encodings/n.json factory_id=f",
  ]);
});

test("video.encodings.create() replaces a video_id by that of the video", async () => {
  const { server, factory } = await open({
    "GET /videos/v.json": { id: "v" },
    "POST /encodings.json": { id: "n" },
  });
  const video = await factory.videos.find("v");
  const params = Object.freeze({ profile_id: "p", video_id: "other" });

  await video.encodings.create(params);

  expect(server.requests.at(-1)?.params).toMatchObject({ video_id: "v", profile_id: "p" });
});

test("the methods of a video send their requests", async () => {
  const metadata = { audio_codec: "aac", error: "none", nested: null };
  const { server, factory } = await open({
    "GET /videos/v.json": { id: "v", status: "success" },
    "GET /videos/v/metadata.json": metadata,
    "DELETE /videos/v/source.json": { deleted: true },
    "DELETE /videos/v.json": { deleted: true },
  });
  const video = await factory.videos.find("v");

  const results = [
    await video.metadata(),
    await video.deleteSourceFile(),
    await video.reload(),
    await video.delete(),
  ];

  expect(results).toEqual([metadata, { deleted: true }, video, { deleted: true }]);
  expect(summarize(server.requests).slice(2)).toEqual([
    "GET /videos/v/metadata.json factory_id=f",
    "DELETE /videos/v/source.json factory_id=f",
    "GET /videos/v.json factory_id=f",
    "DELETE /videos/v.json factory_id=f",
  ]);
});

test("the methods of an encoding send their requests", async () => {
  const { server, factory } = await open({
    "GET /encodings/e.json": { id: "e", video_id: "v", profile_id: "p", profile_name: "h264" },
    "GET /videos/v.json": { id: "v" },
    "GET /profiles/p.json": { id: "p" },
    "POST /encodings/e/retry.json": { retried: true },
    "POST /encodings/e/cancel.json": { canceled: true },
    "DELETE /encodings/e.json": { deleted: true },
  });
  const encoding = await factory.encodings.find("e");

  const video = await encoding.video();
  const profile = await encoding.profile();
  const results = [
    await encoding.retry(),
    await encoding.cancel(),
    await encoding.reload(),
    await encoding.delete(),
  ];

  expect([video, profile].map(String)).toEqual(["Video v", "Profile p"]);
  expect(results).toEqual([{ retried: true }, { canceled: true }, encoding, { deleted: true }]);
  expect(summarize(server.requests).slice(2)).toEqual([
    "GET /videos/v.json factory_id=f",
    "GET /profiles/p.json factory_id=f",
    "POST /encodings/e/retry.json factory_id=f",
    "POST /encodings/e/cancel.json factory_id=f",
    "GET /encodings/e.json factory_id=f",
    "DELETE /encodings/e.json factory_id=f",
  ]);
});

test.each([
  { what: "absent", profile_id: undefined },
  { what: "null", profile_id: null },
  { what: "empty", profile_id: "" },
])("encoding.profile() uses the name when the id is $what", async ({ profile_id }) => {
  const { server, factory } = await open({
    "GET /encodings/e.json": { id: "e", profile_id, profile_name: "my h264" },
    "GET /profiles/my%20h264.json": { id: "p" },
  });
  const encoding = await factory.encodings.find("e");

  const profile = await encoding.profile();

  expect(`${profile}`).toBe("Profile p");
  expect(summarize(server.requests).at(-1)).toBe("GET /profiles/my%20h264.json factory_id=f");
});

test("encoding.video() and profile() reject when the encoding has neither", async () => {
  const { server, factory } = await open({ "GET /encodings/e.json": { id: "e", video_id: null } });
  const encoding = await factory.encodings.find("e");

  const errors = [await outcomeOf(encoding.video()), await outcomeOf(encoding.profile())];

  expect(errors).toMatchObject([
    { name: "FlipPiliError", message: "Encoding e has no video_id" },
    { name: "FlipPiliError", message: "Encoding e has no profile_name" },
  ]);
  expect(server.requests).toHaveLength(2);
});

test("the methods of a profile send their requests", async () => {
  const { server, factory } = await open({
    "GET /profiles/p.json": { id: "p" },
    "DELETE /profiles/p.json": { deleted: true },
  });
  const profile = await factory.profiles.find("p");

  const results = [await profile.reload(), await profile.delete()];

  expect(results).toEqual([profile, { deleted: true }]);
  expect(summarize(server.requests).slice(2)).toEqual([
    "GET /profiles/p.json factory_id=f",
    "DELETE /profiles/p.json factory_id=f",
  ]);
});

test("getNotifications() returns the settings unchanged", async () => {
  const settings = {
    delay: 10,
    url: null,
    send_video_payload: false,
    events: { video_created: true },
  };
  const { factory } = await open({ "GET /notifications.json": settings });

  expect(await factory.getNotifications()).toEqual(settings);
});

test("updateNotifications() sends the given settings and returns all of them", async () => {
  const all = { delay: 13, url: "http://super-app.io/notifications", events: {} };
  const { server, factory } = await open({ "PUT /notifications.json": all });
  const settings = Object.freeze({
    delay: 13,
    send_video_payload: true,
    url: undefined,
    events: Object.freeze({ video_created: false, encoding_completed: true }),
  });

  const updated = await factory.updateNotifications(settings);

  expect(updated).toEqual(all);
  expect(summarize(server.requests).slice(1)).toEqual([
    "PUT /notifications.json delay=13 events[encoding_completed]=true events[video_created]=false factory_id=f send_video_payload=true",
  ]);
  expect(server.requests[1]?.query).toContain("events[video_created]=false");
});

async function open(table: RouteTable): Promise<{ server: FlipServer; factory: Factory }> {
  const server = await startServer(routes({ "GET /factories/f.json": { id: "f" }, ...table }));
  return { server, factory: await connect(server).getResource("flip").factories.find("f") };
}
