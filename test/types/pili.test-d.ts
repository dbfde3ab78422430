import {
  type Credentials,
  createStream,
  type DoneOptions,
  type Hub,
  type Job,
  type JobHandle,
  type ListStreamsParams,
  listStreams,
  type PiliClient,
  type PiliOptions,
  type PublishableStream,
  parseJobNotification,
  type ReceivedCallback,
  type RtmpPublishUrlOptions,
  rtmpLiveUrls,
  rtmpPublishUrl,
  type SaveAsResult,
  type Segment,
  type SnapshotResult,
  type Stream,
  type StreamPage,
  type StreamReference,
  type StreamStatus,
  type UrlsByProfile,
} from "flip-pili/pili";
import { expectTypeOf } from "vitest";

// Only compiled, never run.

// Streams

expectTypeOf<Stream["id"]>().toEqualTypeOf<string>();
expectTypeOf<Stream["disabled"]>().toEqualTypeOf<boolean>();
expectTypeOf<Stream["publishKey"]>().toEqualTypeOf<string>();
expectTypeOf<Stream["profiles"]>().toEqualTypeOf<string[] | null | undefined>();
expectTypeOf<NonNullable<Stream["hosts"]["live"]>["hdl"]>().toEqualTypeOf<string | undefined>();

export const assignToStream = (stream: Stream) => {
  // @ts-expect-error Fields are changed by update().
  stream.disabled = true;
  // @ts-expect-error A field is misspelled.
  stream.publishkey;
};

// References to streams

expectTypeOf<StreamReference["id"]>().toEqualTypeOf<string>();
expectTypeOf<StreamReference["title"]>().toEqualTypeOf<string | undefined>();
expectTypeOf<StreamReference["hosts"]>().toEqualTypeOf<Stream["hosts"] | undefined>();
expectTypeOf<ReturnType<Hub["stream"]>>().toEqualTypeOf<StreamReference>();
expectTypeOf<ReturnType<StreamReference["refresh"]>>().toEqualTypeOf<Promise<Stream>>();
expectTypeOf<ReturnType<StreamReference["delete"]>>().toEqualTypeOf<Promise<void>>();
expectTypeOf<Stream>().toExtend<StreamReference>();

export const readReference = (reference: StreamReference) => {
  // @ts-expect-error The hosts may be unknown.
  reference.hosts.live;
};

// listStreams(): awaited a page, iterated one by one

export const iterateStreams = async (hub: Hub) => {
  expectTypeOf(await hub.listStreams()).toEqualTypeOf<StreamPage<Stream>>();
  expectTypeOf(await hub.listStreams({ limit: 1 })).toEqualTypeOf<StreamPage<Stream>>();
  const ids = await hub.listStreams({ idonly: true });
  expectTypeOf(ids).toEqualTypeOf<StreamPage<StreamReference>>();
  expectTypeOf(ids.end).toEqualTypeOf<boolean | undefined>();
  for await (const stream of hub.listStreams()) expectTypeOf(stream).toEqualTypeOf<Stream>();
  for await (const stream of hub.listStreams({ idonly: true })) {
    expectTypeOf(stream).toEqualTypeOf<StreamReference>();
  }
};

// Filters of listStreams()

export const filterStreams = (hub: Hub) => {
  const unset = { marker: undefined, limit: undefined, title: undefined, status: undefined };
  void hub.listStreams({ ...unset, idonly: undefined }, { signal: undefined });
  // @ts-expect-error The hub is that of the object.
  void hub.listStreams({ hub: "other" });
  // @ts-expect-error A filter is misspelled.
  void hub.listStreams({ limits: 1 });
  // @ts-expect-error A limit is a number.
  void hub.listStreams({ limit: "1" });
  // @ts-expect-error Only connected streams can be listed.
  void hub.listStreams({ status: "disconnected" });
  // @ts-expect-error The name alone enables it.
  void hub.listStreams({ idonly: false });
  expectTypeOf<ListStreamsParams>().not.toHaveProperty("hub");
};

// Parameters of createStream() and update()

export const changeStreams = (hub: Hub, stream: Stream) => {
  const unset = { title: undefined, publishKey: undefined, publishSecurity: undefined };
  expectTypeOf(hub.createStream()).toEqualTypeOf<Promise<Stream>>();
  expectTypeOf(hub.createStream({ ...unset, clientIp: undefined })).toExtend<Promise<Stream>>();
  expectTypeOf(stream.update({ disabled: true })).toEqualTypeOf<Promise<Stream>>();
  void stream.update({ publishKey: undefined, publishSecurity: "static", disabled: undefined });
  // @ts-expect-error A parameter is misspelled, as in the original README.
  void hub.createStream({ publishSecrity: "static" });
  // @ts-expect-error The security does not exist.
  void hub.createStream({ publishSecurity: "expiry" });
  // @ts-expect-error The hub is that of the object.
  void hub.createStream({ hub: "other" });
  // @ts-expect-error The title cannot be changed.
  void stream.update({ title: "other" });
  // @ts-expect-error The changes are required.
  void stream.update();
};

// Parameters of saveAs(), snapshot() and segments()

export const record = (stream: Stream) => {
  const unset = { format: undefined, notifyUrl: undefined, pipeline: undefined };
  const save = stream.saveAs({ name: "x", start: 1, end: 2, ...unset });
  expectTypeOf(save).toEqualTypeOf<Promise<SaveAsResult>>();
  const shot = stream.snapshot({ name: "x", format: "jpg", time: undefined });
  expectTypeOf(shot).toEqualTypeOf<Promise<SnapshotResult>>();
  const segments = stream.segments({ start: undefined, end: undefined, limit: undefined });
  expectTypeOf(segments).toEqualTypeOf<Promise<Segment[]>>();
  expectTypeOf(stream.status()).toEqualTypeOf<Promise<StreamStatus>>();
  expectTypeOf(stream.savePlayback({ start: 1, end: 2 })).toExtend<Promise<SaveAsResult>>();
  // @ts-expect-error Both ends are required.
  void stream.saveAs({ name: "x", start: 1 });
  // @ts-expect-error A parameter is misspelled, as in the original README.
  void stream.saveAs({ name: "x", start_second: 1, end: 2 });
  // @ts-expect-error A parameter is misspelled, as in another client.
  void stream.saveAs({ name: "x", start: 1, end: 2, pipleline: "p" });
  // @ts-expect-error The format is required.
  void stream.snapshot({ name: "x" });
  // @ts-expect-error A time is a number of seconds.
  void stream.segments({ start: new Date(), end: new Date() });
};

// Results and jobs

expectTypeOf<SaveAsResult["url"]>().toEqualTypeOf<string>();
expectTypeOf<SaveAsResult["targetUrl"]>().toEqualTypeOf<string | undefined>();
expectTypeOf<SnapshotResult["targetUrl"]>().toEqualTypeOf<string>();
expectTypeOf<SnapshotResult["persistentId"]>().toEqualTypeOf<string | undefined>();
expectTypeOf<SaveAsResult>().toExtend<JobHandle>();
expectTypeOf<StreamStatus["status"]>().toEqualTypeOf<"connected" | "disconnected">();
expectTypeOf<StreamStatus["startFrom"]>().toEqualTypeOf<string | undefined>();
expectTypeOf<Job["code"]>().toEqualTypeOf<0 | 1 | 2 | 3 | 4>();
expectTypeOf<ReturnType<JobHandle["done"]>>().toEqualTypeOf<Promise<Job>>();
expectTypeOf({
  pollMs: undefined,
  timeoutMs: undefined,
  signal: undefined,
}).toExtend<DoneOptions>();

export const changeResult = (result: SaveAsResult) => {
  // @ts-expect-error Results are read-only.
  result.url = "other";
  // @ts-expect-error An option is misspelled.
  return result.done({ timeout: 1 });
};

// URLs, of plain data and of streams

export const createUrls = (stream: Stream, data: PublishableStream) => {
  expectTypeOf(rtmpLiveUrls(stream)).toEqualTypeOf<UrlsByProfile>();
  expectTypeOf(stream.hlsPlaybackUrls(1, 2).ORIGIN).toEqualTypeOf<string>();
  expectTypeOf(stream.hlsLiveUrls()["480p"]).toEqualTypeOf<string | undefined>();
  expectTypeOf(rtmpPublishUrl(data, { nonce: 1n })).toEqualTypeOf<string>();
  const unset = { nonce: undefined, expiresAt: undefined, now: undefined };
  expectTypeOf({ ...unset, credentials: undefined }).toExtend<RtmpPublishUrlOptions>();
  rtmpPublishUrl(stream);
  // @ts-expect-error A nonce is a number.
  stream.rtmpPublishUrl({ nonce: "1" });
  // @ts-expect-error An option is misspelled.
  stream.rtmpPublishUrl({ expires: 1 });
  // @ts-expect-error A stream has a title.
  rtmpLiveUrls({ hub: "hub" });
};

// Credentials

export const useCredentials = (credentials: Credentials, headers: Headers) => {
  expectTypeOf(credentials.accessKey).toEqualTypeOf<string>();
  const callback = { method: "POST", url: "/cb", headers, body: new Uint8Array() };
  expectTypeOf(callback).toExtend<ReceivedCallback>();
  expectTypeOf(
    credentials.verifyCallback({ ...callback, body: undefined }),
  ).toEqualTypeOf<boolean>();
  expectTypeOf(credentials.verifyCallback({ ...callback, headers: { a: ["b"] } })).toBeBoolean();
  // @ts-expect-error The secret key is not a property.
  credentials.secretKey;
  // @ts-expect-error The access key is read-only.
  credentials.accessKey = "other";
};

// Options

const unset = { apiHost: undefined, jobHost: undefined, https: undefined, fetch: undefined };
const rest = { retries: undefined, timeoutMs: undefined, now: undefined };
expectTypeOf({ ...unset, ...rest }).toExtend<PiliOptions>();

export const misspellOption = (): PiliOptions => ({
  // @ts-expect-error An option is misspelled.
  apiHosts: "h",
});

// Notifications

export const parseNotifications = (text: string, bytes: Uint8Array, request: Request) => {
  expectTypeOf(parseJobNotification(text)).toEqualTypeOf<Job>();
  expectTypeOf(parseJobNotification(bytes)).toEqualTypeOf<Job>();
  expectTypeOf(parseJobNotification(request)).toEqualTypeOf<Promise<Job>>();
};

// Level 1

export const callFunctions = async (client: PiliClient) => {
  const { data, error } = await listStreams(client, { query: { hub: "hub" } });
  if (error === undefined) expectTypeOf(data.marker).toEqualTypeOf<string>();
  else expectTypeOf(error.error).toEqualTypeOf<string | number>();
  // @ts-expect-error The hub is required.
  await listStreams(client, { query: {} });
  // @ts-expect-error The hub is required.
  await createStream(client, { body: { title: "title" } });
};
