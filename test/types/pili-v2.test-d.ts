import {
  type Account,
  createStream,
  type DomainType,
  getLiveStatus,
  type Hub,
  type Job,
  JobFailedError,
  type LiveStatus,
  listStreams,
  type PiliClient,
  type SaveAsResult,
  type Stream,
  type StreamPage,
  saveStreamAs,
  signPlayUrl,
} from "flip-pili/pili-v2";
import { expectTypeOf } from "vitest";

// Only compiled, never run.

declare const client: PiliClient;
declare const path: { hub: string; encodedKey: string };

// Statuses that are not registered narrow results.

export const readStatuses = async () => {
  const result = await getLiveStatus(client, { path });
  if (result.status === 619) expectTypeOf(result.error.error).toEqualTypeOf<string>();
  if (result.status === 612) expectTypeOf(result.data).toEqualTypeOf<undefined>();
  if (result.status === 200) expectTypeOf(result.data).toEqualTypeOf<LiveStatus>();
  const saved = await saveStreamAs(client, { path, body: {} });
  if (saved.status === 619) expectTypeOf(saved.error.error).toEqualTypeOf<string>();
  const created = await createStream(client, { path, body: { key: "key" } });
  if (created.status === 614) expectTypeOf(created.error.error).toEqualTypeOf<string>();
  const page = await listStreams(client, { path });
  // @ts-expect-error The service does not respond with this status.
  page.status === 614;
};

// Streams and jobs

expectTypeOf<Stream["key"]>().toEqualTypeOf<string>();
expectTypeOf<ReturnType<Stream["liveStatus"]>>().toEqualTypeOf<Promise<LiveStatus | undefined>>();
expectTypeOf<ReturnType<Hub["stream"]>>().toEqualTypeOf<Stream>();
expectTypeOf<Awaited<ReturnType<Hub["listStreams"]>>>().toEqualTypeOf<StreamPage<Stream>>();
expectTypeOf<SaveAsResult["persistentID"]>().toEqualTypeOf<string | undefined>();
expectTypeOf<ReturnType<SaveAsResult["done"]>>().toEqualTypeOf<Promise<Job>>();
expectTypeOf<JobFailedError["job"]>().toEqualTypeOf<Job>();
expectTypeOf<DomainType>().toEqualTypeOf<"publishRtmp" | "liveRtmp" | "liveHls" | "liveHdl">();

export const misuse = (hub: Hub, stream: Stream, account: Account, error: unknown) => {
  if (error instanceof JobFailedError) expectTypeOf(error.job).toEqualTypeOf<Job>();
  // @ts-expect-error The key is missing.
  void hub.createStream();
  // @ts-expect-error A filter is misspelled.
  hub.listStreams({ liveonly: true });
  // @ts-expect-error The domain is missing.
  stream.rtmpPublishUrl();
  // @ts-expect-error The time is missing.
  signPlayUrl("https://play.test.com/hub/key", { key: "k" });
  const period = { begin: "20260101", end: "20260102", granularity: "day" } as const;
  void account.usage("caster", { ...period, select: ["upflow", "duration"] });
  // @ts-expect-error This kind of usage does not have the value.
  void account.usage("codec", { ...period, select: ["flow"] });
  // @ts-expect-error This kind of usage does not have the filter.
  void account.usage("nrop", { ...period, filters: { area: ["cn"] } });
};
