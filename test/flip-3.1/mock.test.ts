import { type Factory, type FlipOptions, TelestreamCloud } from "flip-pili/flip-3.1";
import { startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { apiKey, seeds } from "../helpers/mock-flip-3.1.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import { makeBytes } from "../helpers/raw-upload.ts";

/** Starts a mock that rejects whatever violates the spec. Its time is fast. */
async function openMock(options: Partial<FlipOptions> = {}) {
  const mock = await startMockServer("flip-3.1", {
    credentials: { apiKey },
    strict: true,
    speed: 1e6,
  });
  onTestFinished(() => mock.close());
  const tc = new TelestreamCloud({
    apiKey,
    apiHost: "127.0.0.1",
    apiPort: mock.port,
    retries: 0,
    ...options,
  });
  return { mock, tc, factories: tc.getResource("flip").factories };
}

test("a video is created from a URL, encoded, and deleted", async () => {
  const { mock, factories } = await openMock();
  const factory: Factory = await factories.find(seeds.factory);

  const video = await factory.videos.create({
    source_url: "http://example.com/a.mp4",
    profiles: "none",
  });
  await video.encodings.create({ profile_id: seeds.profile });
  const [encoding] = await video.waitForEncodings({ pollMs: 1 });
  const count = await factory.encodings.count();
  const signed = await encoding?.signedUrl({ expires: 60 });
  await video.delete();

  expect(encoding?.status).toBe("success");
  expect(encoding?.url).toMatch(/^http/);
  expect(signed).toMatch(/^http/);
  expect(count).toBeGreaterThan(0);
  expect(mock.requests.flatMap(({ findings }) => findings)).toEqual([]);
});

test("a file is uploaded in parts", async () => {
  const { mock, factories } = await openMock();
  const factory = await factories.find(seeds.factory);

  const session = await factory.uploadSession(makeBytes(5000), {
    fileName: "a.mp4",
    profiles: "none",
  });
  const video = await session.start();

  expect(video).toMatchObject({ original_filename: "a.mp4", file_size: 5000 });
  expect(mock.requests.flatMap(({ findings }) => findings)).toEqual([]);
});

test("every object of the API is reached without a finding", async () => {
  const { mock, tc, factories } = await openMock({ factoryId: seeds.factory });
  const factory = await factories.find(seeds.factory);
  const video = await factory.videos.find(seeds.video);
  const profile = await factory.profiles.find(seeds.profile);

  await factories.all();
  await factory.workflows.all();
  await factory.workOrders.create({
    profile_id: seeds.workflow,
    source_url: "http://example.com/a",
  });
  await factory.workOrders.create({ profile_id: seeds.workflow, file: makeBytes(10) });
  await factory.sync();
  await factory.updateNotifications({ delay: 5, events: { video_created: true } });
  await factory.getNotifications();
  await factory.videos.queued();
  await factory.videos.resubmit(seeds.video);
  await video.metadata();
  await video.signedUrl();
  await profile.encodings.all();
  await profile.copy({ dest_factory_id: seeds.otherFactory, profile_name: "copy" });
  await tc.get("/encodings/{id}/signed-urls.json", { id: seeds.encoding });

  expect(mock.requests.flatMap(({ findings }) => findings)).toEqual([]);
});

test("a wrong key is explained, a factory that does not exist is named", async () => {
  const { factories: rejected } = await openMock({ apiKey: "tcs_another" });
  const { factories } = await openMock({ factoryId: seeds.factory });

  const errors = [
    await outcomeOf(rejected.all().then()),
    await outcomeOf(factories.find("tg01unknown")),
  ];

  expect(errors).toMatchObject([
    { status: 401, message: expect.stringContaining("check the options apiKey and apiHost") },
    { status: 404, message: expect.not.stringContaining("check") },
  ]);
});
