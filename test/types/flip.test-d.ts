import {
  type ApiResponse,
  createFlipClient,
  createNotificationRelay,
  type Encoding,
  type EncodingFailedError,
  type EncodingTimeoutError,
  encodingUrl,
  type Factory,
  type FlipNotification,
  getVideo,
  HttpError,
  type InvalidArgumentError,
  type Listing,
  listVideos,
  type NetworkError,
  type NotificationSettings,
  type Profile,
  parseNotification,
  TelestreamCloud,
  type TimeoutError,
  unwrap,
  type Video,
  type VideoData,
} from "flip-pili/flip";
import { expectTypeOf } from "vitest";

// Only compiled, never run.

declare const tc: TelestreamCloud;
declare const factory: Factory;
declare const otherFactory: Factory;
declare const video: Video;
declare const encoding: Encoding;
declare const profile: Profile;
const credentials = { accessKey: "a", secretKey: "s" };

// Options

new TelestreamCloud({ ...credentials, factoryId: undefined, retries: undefined, fetch: undefined });
new TelestreamCloud({ ...credentials, fetch: globalThis.fetch });
// @ts-expect-error The secret key is required.
new TelestreamCloud({ accessKey: "a" });
// @ts-expect-error A port is a number.
new TelestreamCloud({ ...credentials, apiPort: "443" });
// @ts-expect-error The option does not exist.
new TelestreamCloud({ ...credentials, timeout: 5 });
// @ts-expect-error There is only one resource.
tc.getResource("flop");
// @ts-expect-error The credentials are read-only.
tc.accessKey = "b";
// @ts-expect-error The secret key is not a property.
tc.secretKey;

// Fields

expectTypeOf(video.id).toEqualTypeOf<string>();
expectTypeOf(video.width).toEqualTypeOf<number | null | undefined>();
expectTypeOf(video.details).toExtend<Readonly<VideoData>>();
expectTypeOf(video.status).extract<"success">().toEqualTypeOf<"success">();
expectTypeOf(factory.upload_original_video).toEqualTypeOf<boolean | null | undefined>();
// @ts-expect-error A misspelled field.
video.original_file_name;
// @ts-expect-error A status that does not exist.
video.status === "succes";

// Waits and URLs

void video.waitForEncodings({ pollMs: 1, graceMs: 0, notifications: createNotificationRelay() });
void encoding.done({ pollMs: 1, retries: 0, signal: undefined });
// @ts-expect-error Only videos have a grace.
void encoding.done({ graceMs: 0 });
// @ts-expect-error The limit of one attempt is that of the client.
void video.waitForEncodings({ timeout: 1 });
expectTypeOf(video.waitForEncodings()).resolves.toEqualTypeOf<Encoding[]>();
expectTypeOf(encoding.done()).resolves.toEqualTypeOf<Encoding>();
expectTypeOf(video.encodings.byProfile("h264")).resolves.toEqualTypeOf<Encoding | undefined>();
expectTypeOf(encoding.urls).toEqualTypeOf<string[] | undefined>();
encodingUrl(encoding, factory, { https: true });
// @ts-expect-error URLs are read-only.
video.url = "http://bucket.example/";

export function readFailedWait(failure: EncodingFailedError | EncodingTimeoutError): Encoding[] {
  if (failure.name === "EncodingTimeoutError") return [...failure.unfinished];
  expectTypeOf(failure.error_class).toEqualTypeOf<string | undefined>();
  return [...failure.failed, ...failure.finished];
}

// Fields that cannot be assigned, and those that can

// @ts-expect-error Fields of videos are read-only.
video.title = "t";
// @ts-expect-error Fields of encodings are read-only.
encoding.status = "success";
// @ts-expect-error Ids are read-only.
factory.id = "f";
// @ts-expect-error Ids are read-only.
profile.id = "p";
// @ts-expect-error Details are read-only.
factory.details.name = "n";
// @ts-expect-error Collections are read-only.
factory.videos = otherFactory.videos;
// @ts-expect-error Dates are read-only.
factory.created_at = "now";
factory.name = "n";
factory.upload_original_video = true;
factory.aws_secret_key = "s";
profile.name = "n";
profile.fps = "60";
profile.fps = 60;
// @ts-expect-error A name is a string.
factory.name = 5;

// Methods

expectTypeOf(factory.save()).toEqualTypeOf<Promise<Factory>>();
expectTypeOf(profile.reload()).toEqualTypeOf<Promise<Profile>>();
expectTypeOf(encoding.video()).toEqualTypeOf<Promise<Video>>();
expectTypeOf(encoding.profile()).toEqualTypeOf<Promise<Profile>>();
expectTypeOf(factory.getNotifications()).toEqualTypeOf<Promise<NotificationSettings>>();
// @ts-expect-error Videos are not saved.
video.save();
// @ts-expect-error Factories are deleted by flip.factories.delete().
factory.delete();

// all(): awaited an array, iterated one by one

export async function lists(): Promise<void> {
  const videos = factory.videos.all({ status: "success", page: 1, per_page: undefined });
  expectTypeOf(videos).toEqualTypeOf<Listing<Video>>();
  expectTypeOf(await videos).toEqualTypeOf<Video[]>();
  for await (const one of videos) expectTypeOf(one).toEqualTypeOf<Video>();
  for await (const one of video.encodings.all()) expectTypeOf(one).toEqualTypeOf<Encoding>();
  for (const one of await tc.getResource("flip").factories.all()) {
    expectTypeOf(one).toEqualTypeOf<Factory>();
  }
  // @ts-expect-error A status that does not exist.
  factory.videos.all({ status: "succes" });
  // @ts-expect-error A misspelled parameter.
  factory.videos.all({ perPage: 20 });
  // @ts-expect-error A page is a number.
  factory.videos.all({ page: "2" });
}

// Parameters of create()

factory.videos.create({ file: "panda.mp4", profiles: undefined }, { signal: undefined });
factory.videos.create({ file: new Blob() }, { onProgress: ({ sent, total }) => sent / total });
factory.encodings.create({ video_id: "v", profile_name: "h264" });
void video.encodings.create({ profile_name: "h264" });
factory.profiles.create({ preset_name: "h264", fps: 45 });
// @ts-expect-error The video is required.
factory.encodings.create({ profile_name: "h264" });
// @ts-expect-error The parameters are required.
factory.videos.create();
// @ts-expect-error A misspelled parameter.
factory.videos.create({ sourceUrl: "http://files.example/a.mp4" });
// @ts-expect-error A file is not a number.
factory.videos.create({ file: 5 });
// @ts-expect-error An id is required.
factory.videos.find();
// @ts-expect-error A misspelled setting.
void factory.updateNotifications({ events: { video_create: true } });

// Raw verbs: the response by template and by path

expectTypeOf(tc.get("/videos.json")).toEqualTypeOf<Promise<VideoData[]>>();
expectTypeOf(tc.get("/videos/{id}.json", { id: "v" })).toEqualTypeOf<Promise<VideoData>>();
expectTypeOf(tc.get("/videos/4147fd6f.json")).toEqualTypeOf<Promise<VideoData>>();
expectTypeOf(tc.post("/videos.json", { file: "panda.mp4" })).toEqualTypeOf<Promise<VideoData>>();
expectTypeOf(tc.get("/notifications.json")).toEqualTypeOf<Promise<NotificationSettings>>();
expectTypeOf(tc.get("/videos/v/encodings.json")).resolves.items.toExtend<{ readonly id: string }>();
expectTypeOf(tc.delete("/videos/v.json")).resolves.toHaveProperty("deleted");
expectTypeOf(tc.get("/not/in/the/spec.json")).toEqualTypeOf<Promise<unknown>>();
expectTypeOf(tc.put("/videos.json")).toEqualTypeOf<Promise<unknown>>();
expectTypeOf(tc.get("/videos.json" as string)).toEqualTypeOf<Promise<unknown>>();

// Signed parameters

const signed = tc.signedParams("POST", "/videos.json", { title: "t", file: "f", signature: "x" });
expectTypeOf(signed.title).toEqualTypeOf<string>();
expectTypeOf(signed.signature).toEqualTypeOf<string>();
expectTypeOf(signed.factory_id).toEqualTypeOf<string | undefined>();
// @ts-expect-error The file is not returned.
signed.file;

// Level 1

export async function levelOne(): Promise<void> {
  const client = createFlipClient(credentials);
  const { data, error, response } = await listVideos(client, { query: { status: "success" } });
  expectTypeOf(data).toEqualTypeOf<VideoData[] | undefined>();
  expectTypeOf(response).toExtend<ApiResponse>();
  if (error !== undefined) expectTypeOf(error).toExtend<object>();
  expectTypeOf(await unwrap(listVideos(client))).toEqualTypeOf<VideoData[]>();
  // @ts-expect-error The path is required.
  void getVideo(client);
  // @ts-expect-error A misspelled parameter.
  void listVideos(client, { query: { stauts: "success" } });
}

// Errors: narrowed by class or by name

export function describeFailure(
  failure: HttpError | NetworkError | TimeoutError | InvalidArgumentError,
): unknown {
  switch (failure.name) {
    case "HttpError":
      expectTypeOf(failure.response).toEqualTypeOf<ApiResponse>();
      return failure.status;
    case "TimeoutError":
      return failure.timeoutMs;
    case "NetworkError":
      return failure.cause;
    case "InvalidArgumentError":
      return failure.argument;
  }
}

export function describeUnknown(failure: unknown): number | undefined {
  if (failure instanceof HttpError) {
    expectTypeOf(failure.code).toEqualTypeOf<string | undefined>();
    expectTypeOf(failure.body).toBeUnknown();
    return failure.status;
  }
  return undefined;
}

// Notifications: narrowed by event

export function readNotification(notification: FlipNotification): string | number {
  switch (notification.event) {
    case "video-created":
    case "video-encoded":
      expectTypeOf(notification.encoding_ids).toEqualTypeOf<readonly string[]>();
      return notification.video_id;
    case "encoding-progress":
      return notification.progress;
    case "encoding-complete":
      // @ts-expect-error A finished encoding has no progress.
      notification.progress;
      return notification.encoding_id;
  }
}

declare const request: Request;
expectTypeOf(parseNotification(request)).toEqualTypeOf<Promise<FlipNotification>>();
expectTypeOf(parseNotification("event=x")).toEqualTypeOf<FlipNotification>();
expectTypeOf(parseNotification({ event: "x" })).toEqualTypeOf<FlipNotification>();
expectTypeOf(parseNotification(new Uint8Array())).toEqualTypeOf<FlipNotification>();
