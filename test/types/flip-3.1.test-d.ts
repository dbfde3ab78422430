import {
  type CanceledResult,
  createFlipClient,
  type DeletedResult,
  type Encoding,
  type EncodingFailedError,
  type Factory,
  type FactoryData,
  type FlipNotification,
  getFactory,
  getVideo,
  type Listing,
  listVideos,
  type Profile,
  parseNotification,
  planProfiles,
  restoreUploadSession,
  TelestreamCloud,
  type UploadSession,
  unwrap,
  type Video,
  type VideoData,
} from "flip-pili/flip-3.1";
import { expectTypeOf } from "vitest";

// Only compiled, never run.

declare const tc: TelestreamCloud;
declare const factory: Factory;
declare const video: Video;
declare const encoding: Encoding;
declare const profile: Profile;
declare const failure: EncodingFailedError;

// Options

new TelestreamCloud({ apiKey: "a", factoryId: undefined, fetch: globalThis.fetch });
new TelestreamCloud({ apiKey: async () => "a" });
// @ts-expect-error The key is required.
new TelestreamCloud({ factoryId: "f" });
// @ts-expect-error Keys of API 3.0 do not exist.
new TelestreamCloud({ apiKey: "a", secretKey: "b" });
// @ts-expect-error Nothing is signed: there is no clock.
new TelestreamCloud({ apiKey: "a", now: () => new Date() });
// @ts-expect-error The key is not a property.
tc.apiKey;

// Fields and methods

expectTypeOf(video.duration).toEqualTypeOf<number | null | undefined>();
// @ts-expect-error Fields of a video are read-only.
video.status = "success";
// @ts-expect-error The URL of a factory is read-only.
factory.url = "http://a/";
factory.name = "one";
factory.aws_secret_key = "secret";
profile.video_bitrate = 800_000;
// @ts-expect-error The service chooses the stack.
profile.stack = "corepack-1";
expectTypeOf(video.cancel()).resolves.toEqualTypeOf<CanceledResult>();
expectTypeOf(factory.videos.resubmit("v")).resolves.toEqualTypeOf<void>();
expectTypeOf(factory.videos.delete("v")).resolves.toEqualTypeOf<DeletedResult>();
expectTypeOf(encoding.update({ profile_id: "p" })).resolves.toEqualTypeOf<Encoding>();
expectTypeOf(video.signedUrl()).resolves.toEqualTypeOf<string>();
expectTypeOf(encoding.signedUrl({ expires: 60 })).resolves.toEqualTypeOf<string>();
expectTypeOf(encoding.signedUrls()).resolves.toEqualTypeOf<string[]>();
expectTypeOf(encoding.done()).resolves.toEqualTypeOf<Encoding>();
expectTypeOf(video.waitForEncodings()).resolves.toEqualTypeOf<Encoding[]>();
expectTypeOf(encoding.video()).resolves.toEqualTypeOf<Video>();
expectTypeOf(
  profile.copy({ dest_factory_id: "f", profile_name: "n" }),
).resolves.toEqualTypeOf<Profile>();
expectTypeOf(factory.videos.queued()).toEqualTypeOf<Listing<Video>>();
expectTypeOf(factory.encodings.count()).resolves.toEqualTypeOf<number>();
expectTypeOf(factory.workflows.all()).toEqualTypeOf<Listing<Profile>>();
expectTypeOf(failure.failed).toEqualTypeOf<readonly Encoding[]>();
expectTypeOf(factory.uploadSession("a.mp4")).resolves.toExtend<UploadSession>();
void factory.uploadSession("a.mp4", { extraFiles: { subtitles: ["a.srt", new Blob()] } });
restoreUploadSession({} as never, "a.mp4", { extraFiles: { subtitles: "a.srt" } });
// @ts-expect-error A video is created from a URL.
void factory.videos.create({});
// @ts-expect-error A new profile has a preset.
void factory.profiles.create({ name: "a" });
// @ts-expect-error The API cannot delete factories.
void tc.getResource("flip").factories.delete("f");
// @ts-expect-error A misspelled option.
void encoding.signedUrl({ expire: 60 });
void planProfiles(factory, [{ name: "a", video_bitrate: 800_000, fps: null }]);
// @ts-expect-error A field that does not exist.
void planProfiles(factory, [{ name: "a", bitrate: 1 }]);

// all(): awaited an array, iterated one by one

export async function lists(): Promise<void> {
  expectTypeOf(await factory.videos.all({ page: 1 })).toEqualTypeOf<Video[]>();
  for await (const one of factory.encodings.all()) expectTypeOf(one).toEqualTypeOf<Encoding>();
  for await (const one of tc.getResource("flip").factories.all()) {
    expectTypeOf(one).toEqualTypeOf<Factory>();
  }
  // @ts-expect-error A page is a number.
  factory.videos.all({ page: "2" });
}

// Level 1: results narrow by status

export async function levelOne(): Promise<void> {
  const client = createFlipClient({ apiKey: "a" });
  const result = await getVideo(client, { path: { id: "v" } });
  if (result.status === 200) expectTypeOf(result.data).toEqualTypeOf<VideoData>();
  if (result.status === 404) expectTypeOf(result.data).toEqualTypeOf<undefined>();
  if (result.error === undefined) expectTypeOf(result.data).toEqualTypeOf<VideoData>();
  const factoryData = await unwrap(getFactory(client, { path: { id: "f" } }));
  expectTypeOf(factoryData).toEqualTypeOf<FactoryData>();
  // @ts-expect-error The path is required.
  void getVideo(client);
  // @ts-expect-error A misspelled parameter.
  void listVideos(client, { query: { stauts: "success" } });
}

// Raw calls

expectTypeOf(tc.get("/videos/{id}.json", { id: "v" })).resolves.toHaveProperty("original_filename");
expectTypeOf(tc.get("/videos.json")).resolves.toHaveProperty("total");
expectTypeOf(tc.patch("/factories/f.json", { name: "n" })).resolves.toHaveProperty("acl");
expectTypeOf(tc.get("/elsewhere.json")).resolves.toEqualTypeOf<unknown>();

expectTypeOf(parseNotification("a")).toEqualTypeOf<FlipNotification>();
