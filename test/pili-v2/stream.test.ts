import {
  type Activity,
  isStreamDisabled,
  type Job,
  JobFailedError,
  parseJobNotification,
  type SaveAsParams,
  type Stream,
} from "flip-pili/pili-v2";
import { expect, test } from "vitest";
import type { Reply } from "../helpers/flip-server.ts";
import { observedFetch } from "../helpers/observed-fetch.ts";
import { bodyOf, isSignedCorrectly, summarize } from "../helpers/pili-server.ts";
import { hubOf, liveStatus, startHub, streamPath } from "../helpers/pili-v2-server.ts";

const notFound = { status: 612, json: { error: "stream not found" } };

test("info() returns the fields as sent, and signs the request", async () => {
  const data = { disabledTill: 0, converts: null, publishSecurity: "expiry_sk", newField: 1 };
  const { server, stream } = await startHub(() => ({ json: data }));

  const info = await stream.info();

  expect(info).toEqual(data);
  expect(summarize(server.requests)).toEqual([`GET ${streamPath}`]);
  expect(server.requests.every(isSignedCorrectly)).toBe(true);
});

test.each([
  { key: "test0", path: "dGVzdDA=" },
  { key: "test1", path: "dGVzdDE=" },
  { key: "test-title", path: "dGVzdC10aXRsZQ==" },
  { key: "流", path: "5rWB" },
  { key: "a?b>c~", path: "YT9iPmN-" },
])("requests about the stream $key have the key as $path, not escaped", async ({ key, path }) => {
  const { server, hub } = await startHub(() => ({ json: {} }));

  await hub.stream(key).info();

  expect(server.requests[0]?.path).toBe(`/v2/hubs/test-hub/streams/${path}`);
  expect(server.requests.every(isSignedCorrectly)).toBe(true);
});

test.each<{ what: string; call: (stream: Stream) => Promise<unknown>; body: object }>([
  { what: "disable()", call: (stream) => stream.disable(), body: { disabledTill: -1 } },
  {
    what: "disable(time)",
    call: (stream) => stream.disable(1_893_456_000),
    body: { disabledTill: 1_893_456_000 },
  },
  {
    what: "disable({ forSeconds })",
    call: (stream) => stream.disable({ forSeconds: 3600 }),
    body: { disabledTill: 0, disablePeriodSecond: 3600 },
  },
  { what: "enable()", call: (stream) => stream.enable(), body: { disabledTill: 0 } },
])("$what sends $body", async ({ call, body }) => {
  const { server, stream } = await startHub(() => ({ text: "" }));

  await expect(call(stream)).resolves.toBeUndefined();

  expect(summarize(server.requests)).toEqual([`POST ${streamPath}/disabled`]);
  expect(bodyOf(server.requests[0])).toEqual(body);
});

test("calls that only change something throw an HttpError for an error with status 200", async () => {
  const { stream, hub } = await startHub(() => ({ json: { error: "no", error_code: "1" } }));

  for (const call of [
    stream.setConverts([]),
    stream.disable(),
    stream.enable(),
    hub.setHlsPlus(true),
    hub.domain("a.test.com").setCertificate("c"),
    hub.domain("a.test.com").delete(),
  ]) {
    await expect(call).rejects.toMatchObject({ name: "HttpError", status: 200 });
  }
});

const emptyReplies: Reply[] = [{ json: {} }, { text: "" }, { json: null }, { status: 204 }];

test.each(emptyReplies)("calls that only change something accept %j", async (reply) => {
  const { stream } = await startHub(() => reply);

  await expect(stream.setConverts(["480p"])).resolves.toBeUndefined();
  await expect(stream.disable()).resolves.toBeUndefined();
});

test("liveStatus() returns the push in progress", async () => {
  const { server, stream } = await startHub(() => ({ json: liveStatus }));

  expect(await stream.liveStatus()).toEqual(liveStatus);
  expect(summarize(server.requests)).toEqual([`GET ${streamPath}/live`]);
});

test.each<{ form: string; reply: Reply }>([
  { form: "status 619", reply: { status: 619, json: { error: "no live" } } },
  { form: "status 619 without a body", reply: { status: 619 } },
  { form: "status 404", reply: { status: 404, json: { error: "not found" } } },
  { form: "zeros", reply: { json: { startAt: 0, clientIP: "", bps: 0 } } },
  { form: "no fields", reply: { json: {} } },
  { form: "null", reply: { json: null } },
  { form: "an empty body", reply: { text: "" } },
])("liveStatus() is undefined for $form", async ({ reply }) => {
  const { stream } = await startHub(() => reply);

  expect(await stream.liveStatus()).toBeUndefined();
});

test.each<{ what: string; reply: Reply; status: number }>([
  { what: "an unknown stream", reply: notFound, status: 612 },
  {
    what: "an unknown hub",
    reply: { status: 404, json: { error: "hub not found" } },
    status: 404,
  },
  { what: "the 404 of another server", reply: { status: 404, text: "<html>" }, status: 404 },
  { what: "a list", reply: { json: [] }, status: 200 },
])("liveStatus() throws an HttpError for $what", async ({ reply, status }) => {
  const { stream } = await startHub(() => reply);

  await expect(stream.liveStatus()).rejects.toMatchObject({ name: "HttpError", status });
});

test("historyActivity() sends the interval and returns the pushes", async () => {
  const items: Activity[] = [{ start: 1_488_359_927, end: 1_488_367_483 }];
  const { server, stream } = await startHub(() => ({ json: { items } }));

  expect(await stream.historyActivity({ start: 1, end: 2 })).toEqual(items);
  expect(await stream.historyActivity({ start: 0, end: 0 })).toEqual(items);
  expect(await stream.historyActivity()).toEqual(items);

  const path = `GET ${streamPath}/historyactivity`;
  expect(summarize(server.requests)).toEqual([`${path}?start=1&end=2`, path, path]);
});

test.each([{ items: null }, {}, { items: [] }])(
  "historyActivity() and stats() are empty for %j",
  async (json) => {
    const { stream } = await startHub(() => ({ json }));

    expect(await stream.historyActivity()).toEqual([]);
    expect(await stream.stats()).toEqual([]);
  },
);

test("saveAs() and snapshot() send the fields, and return the file", async () => {
  const saved = { fname: "a.mp4", persistentID: "z1.1" };
  const { server, stream } = await startHub(() => ({ json: saved }));
  const params: SaveAsParams = Object.freeze({
    fname: "a.mp4",
    start: 10,
    end: 20,
    format: "mp4",
    pipeline: "p",
    notify: "http://example.com/jobs",
    expireDays: -1,
    persistentDeleteAfterDays: 0,
    firstTsType: 3,
  });

  expect(await stream.saveAs(params)).toEqual(saved);
  expect(await stream.saveAs()).toEqual(saved);
  expect(await stream.snapshot({ fname: "b.png", format: "png", time: 15 })).toEqual(saved);

  expect(server.requests.map(bodyOf)).toEqual([
    params,
    {},
    { fname: "b.png", format: "png", time: 15 },
  ]);
  expect(server.requests.every(isSignedCorrectly)).toBe(true);
  expect(server.requests.map(({ path }) => path)).toEqual([
    `${streamPath}/saveas`,
    `${streamPath}/saveas`,
    `${streamPath}/snapshot`,
  ]);
});

const job = {
  id: "z1.1",
  code: 0,
  desc: "The fop was completed successfully",
  items: [{ cmd: "avthumb/mp4", code: 0, desc: "", key: "a.mp4" }],
};

test.each(["saveAs", "snapshot"] as const)("%s() returns the job that is started", async (name) => {
  const waiting = { ...job, code: 1, items: [] };
  const states = [waiting, waiting, job];
  const { server, stream } = await startHub(({ path }) => ({
    json: path.startsWith("/v2/") ? { fname: "a.mp4", persistentID: "z1.1" } : states.shift(),
  }));

  const saved = await stream[name]({ notify: "http://example.com/jobs" });
  const first: Job = await saved.job();
  const done = await saved.done({ pollMs: 1 });

  expect([first, done]).toEqual([waiting, job]);
  expect(saved).toEqual({ fname: "a.mp4", persistentID: "z1.1" });
  expect(summarize(server.requests.slice(1))).toEqual(
    Array.from({ length: 3 }, () => "GET /status/get/prefop?id=z1.1"),
  );
});

test("done() throws the reason of a job that fails, and an error when there is no job", async () => {
  const failed = { ...job, code: 3, items: [{ ...job.items[0], error: "no video" }] };
  const results = [{ fname: "a.mp4", persistentID: "z1.1" }, { fname: "a.m3u8" }];
  const { stream } = await startHub(({ path }) => ({
    json: path.startsWith("/v2/") ? results.shift() : failed,
  }));

  const error = await (await stream.saveAs({ format: "mp4" })).done().catch((reason) => reason);
  const playlist = await stream.saveAs();

  expect(error).toBeInstanceOf(JobFailedError);
  expect(error).toMatchObject({ name: "JobFailedError", job: failed });
  expect(error.message).toBe("Job z1.1 failed: no video");
  await expect(playlist.job()).rejects.toThrow("the response has no id of one");
});

test("parseJobNotification() reads the body of a notification", async () => {
  const request = new Request("http://h/jobs", { method: "POST", body: JSON.stringify(job) });

  expect(parseJobNotification(JSON.stringify({ ...job, items: null }))).toMatchObject({
    items: [],
  });
  expect(await parseJobNotification(request)).toEqual(job);
});

test("saveAs() throws an HttpError 619 when nothing was recorded", async () => {
  const { stream } = await startHub(() => ({ status: 619, json: { error: "no data" } }));

  await expect(stream.saveAs()).rejects.toMatchObject({
    name: "HttpError",
    status: 619,
    body: { error: "no data" },
    message: expect.stringContaining("no data"),
  });
});

test("stats() sends an interval of up to 24 hours", async () => {
  const { server, stream } = await startHub(() => ({ json: { items: [{ time: 1 }] } }));

  expect(await stream.stats({ start: 100, end: 86_500 })).toEqual([{ time: 1 }]);
  expect(summarize(server.requests)).toEqual([`GET ${streamPath}/stats?start=100&end=86500`]);
});

test("setConverts() sends the profiles, and an empty list", async () => {
  const { server, stream } = await startHub(() => ({ json: {} }));

  await stream.setConverts(["480p", "720p"]);
  await stream.setConverts([]);

  expect(server.requests.map(bodyOf)).toEqual([{ converts: ["480p", "720p"] }, { converts: [] }]);
});

test.each<[argument: string, call: (stream: Stream) => Promise<unknown>]>([
  ["until", (stream) => stream.disable(0)],
  ["until", (stream) => stream.disable(-1)],
  ["until", (stream) => stream.disable(Date.now())],
  ["until", (stream) => stream.disable("tomorrow" as never)],
  ["until.forSeconds", (stream) => stream.disable({ forSeconds: 0 })],
  ["until.forSeconds", (stream) => stream.disable({} as never)],
  ["seconds", (stream) => stream.disable({ forSeconds: 1, seconds: 1 } as never)],
  ["begin", (stream) => stream.historyActivity({ begin: 1 } as never)],
  ["begin", (stream) => stream.stats({ begin: 1 } as never)],
  ["start", (stream) => stream.historyActivity({ start: -1 })],
  ["start", (stream) => stream.historyActivity({ start: 20, end: 10 })],
  ["end", (stream) => stream.historyActivity({ end: 1.5 })],
  ["params", (stream) => stream.historyActivity(5 as never)],
  ["end", (stream) => stream.stats({ start: 100, end: 86_501 })],
  ["start", (stream) => stream.saveAs({ start: 20, end: 10 })],
  ["fname", (stream) => stream.saveAs({ fname: "" })],
  ["format", (stream) => stream.saveAs({ format: "avi" })],
  ["pipeline", (stream) => stream.saveAs({ pipeline: " " })],
  ["notify", (stream) => stream.saveAs({ notify: "example.com" })],
  ["expireDays", (stream) => stream.saveAs({ expireDays: -2 })],
  ["persistentDeleteAfterDays", (stream) => stream.saveAs({ persistentDeleteAfterDays: -1 })],
  ["firstTsType", (stream) => stream.saveAs({ firstTsType: 4 as never })],
  ["time", (stream) => stream.snapshot({ time: -1 })],
  ["format", (stream) => stream.snapshot({ format: "gif" })],
  ["deleteAfterDays", (stream) => stream.snapshot({ deleteAfterDays: -1 })],
  ["notify", (stream) => stream.snapshot({ notify: "ftp://example.com" })],
  ["profiles", (stream) => stream.setConverts("480p" as never)],
  ["profiles[1]", (stream) => stream.setConverts(["480p", ""])],
])("an invalid %s is an InvalidArgumentError before any request (%#)", async (argument, call) => {
  const { fetch, requests } = observedFetch(() => Response.json({}));
  const stream = hubOf({ port: 1 }, { fetch }).stream("test-title");

  await expect(call(stream)).rejects.toMatchObject({ name: "InvalidArgumentError", argument });
  expect(requests).toEqual([]);
});

test.each([null, undefined, "-1"])("isStreamDisabled() rejects %j", (info) => {
  expect(() => isStreamDisabled(info as never)).toThrow(
    expect.objectContaining({ name: "InvalidArgumentError", argument: "info" }),
  );
});

test.each([
  { disabledTill: 0, isDisabled: false },
  { disabledTill: -1, isDisabled: true },
  { disabledTill: 1001, isDisabled: true },
  { disabledTill: 1000, isDisabled: false },
  { disabledTill: undefined, isDisabled: false },
  { disabledTill: "-1" as never, isDisabled: true },
  { disabledTill: null as never, isDisabled: false },
])("isStreamDisabled() is $isDisabled for $disabledTill at 1000 s", (example) => {
  const { disabledTill, isDisabled } = example;
  const info = disabledTill === undefined ? {} : { disabledTill };

  expect(isStreamDisabled(info, new Date(1_000_000))).toBe(isDisabled);
});
