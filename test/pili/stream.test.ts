import type {
  HttpError,
  SaveAsParams,
  SegmentsParams,
  SnapshotParams,
  StreamReference,
} from "flip-pili/pili";
import { expect, test } from "vitest";
import { startServer } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import {
  bodyOf,
  hubOf,
  startStream,
  streamData,
  streamId,
  streamWith,
  summarize,
} from "../helpers/pili-server.ts";

const path = `/streams/${streamId}`;

test("a stream has every field as a property", async () => {
  const stream = await streamWith();

  expect({ ...stream }).toEqual(streamData);
  expect(stream.details).toEqual(streamData);
  expect(stream.updatedAt).toBe("2016-08-08T11:50:22.186076957+08:00");
  expect(JSON.parse(JSON.stringify(stream))).toEqual(streamData);
});

test("the fields of a stream cannot be assigned at any level", async () => {
  const stream = await streamWith();
  const writable = stream as unknown as { disabled: boolean; hosts: { live: { rtmp: string } } };

  expect(() => {
    writable.disabled = true;
  }).toThrow(TypeError);
  expect(() => {
    writable.hosts.live.rtmp = "evil.example";
  }).toThrow(TypeError);
  expect(stream.toJSON()).toEqual(streamData);
});

test("fields unknown to the spec are properties, fields named like methods are only in details", async () => {
  const server = await startServer(({ method }) => ({
    text: `{"id":"${streamId}","brandNew":[1],"status":"x","delete":1,"then":"y","toJSON":2,
      "constructor":3,"__proto__":{"isAdmin":true},"details":4,"hub":"test-hub"}`,
    headers: { "Content-Type": "application/json" },
    status: method === "POST" ? 400 : 200,
  }));

  const stream = await hubOf(server).getStream(streamId);
  await stream.refresh();

  expect(stream).toMatchObject({ brandNew: [1], hub: "test-hub" });
  expect(typeof stream.status).toBe("function");
  expect(stream.details).toMatchObject({ status: "x", delete: 1 });
  expect({}).not.toHaveProperty("isAdmin");
  expect(stream).not.toHaveProperty("isAdmin");
  expect(stream.toString()).toBe(`Stream ${streamId}`);
});

test("refresh() updates all fields, and drops those that no longer exist", async () => {
  const { profiles: _, ...later } = { ...streamData, disabled: true };
  const server = await startServer(() => ({
    json: server.requests.length === 1 ? streamData : later,
  }));
  const stream = await hubOf(server).getStream(streamId);

  const refreshed = await stream.refresh();

  expect(refreshed).toBe(stream);
  expect(stream.toJSON()).toEqual(later);
  expect("profiles" in stream).toBe(false);
  expect(summarize(server.requests)).toEqual([`GET ${path}`, `GET ${path}`]);
});

test("refresh() of a deleted stream rejects with status 404, and changes nothing", async () => {
  const server = await startServer(() =>
    server.requests.length === 1
      ? { json: streamData }
      : { status: 404, json: { error: 404001, message: "not found" } },
  );
  const stream = await hubOf(server).getStream(streamId);

  await expect(stream.refresh()).rejects.toMatchObject({ name: "HttpError", status: 404 });

  expect(stream.toJSON()).toEqual(streamData);
});

test("update() sends the changes, and updates all fields from the response", async () => {
  const changed = { ...streamData, publishKey: "abc", publishSecurity: "static" };
  const { server, stream } = await startStream(() => ({ json: changed }));
  const changes = Object.freeze({ publishKey: "abc", publishSecurity: "static" } as const);

  const updated = await stream.update(changes);

  expect(updated).toBe(stream);
  expect(updated.toJSON()).toEqual(changed);
  expect(summarize(server.requests)).toEqual([`POST ${path}`]);
  expect(bodyOf(server.requests[0])).toEqual(changes);
});

test.each([
  { method: "disable", disabled: true },
  { method: "enable", disabled: false },
] as const)("$method() sends disabled: $disabled and nothing else", async (given) => {
  const json = { ...streamData, disabled: given.disabled };
  const { server, stream } = await startStream(() => ({ json }));

  const changed = await stream[given.method]();

  expect(changed).toBe(stream);
  expect(changed.disabled).toBe(given.disabled);
  expect(bodyOf(server.requests[0])).toEqual({ disabled: given.disabled });
});

test.each([{ status: 204 }, { status: 200, json: {} }, { status: 200, text: "" }])(
  "delete() succeeds when the service responds with %j",
  async (reply) => {
    const { server, stream } = await startStream(() => reply);

    await stream.delete();

    expect(summarize(server.requests)).toEqual([`DELETE ${path}`]);
    expect(server.requests[0]?.body).toHaveLength(0);
  },
);

test("status() returns the status that the service reports", async () => {
  const json = {
    addr: "106.187.43.211:51393",
    status: "connected",
    brandNew: 1,
    framesPerSecond: { audio: 42.2, video: 14.733333333333333, data: 0.066666666666666666 },
  };
  const { server, stream } = await startStream(() => ({ json }));

  const status = await stream.status();

  expect(status).toEqual(json);
  expect(summarize(server.requests)).toEqual([`GET ${path}/status`]);
});

test.each([
  { params: undefined, query: "" },
  { params: {}, query: "" },
  { params: { start: 1440282134, end: 1440437833 }, query: "?start=1440282134&end=1440437833" },
  { params: { start: 0, end: 0 }, query: "?start=0&end=0" },
  { params: { limit: 5 }, query: "?limit=5" },
  { params: { start: 0, end: 9, limit: 1 }, query: "?start=0&end=9&limit=1" },
  { params: { start: undefined, end: undefined, limit: undefined }, query: "" },
])("segments() with $params sends $query", async ({ params, query }) => {
  const segments = [{ start: 1440196065, end: 1440196124 }];
  const { server, stream } = await startStream(() => ({ json: { segments, duration: 59 } }));

  const list = await stream.segments(params);

  expect(list).toEqual(segments);
  expect(summarize(server.requests)).toEqual([`GET ${path}/segments${query}`]);
});

test.each([{ segments: null }, { segments: [] }, {}])(
  "segments() returns an empty array for %j",
  async (json) => {
    const { stream } = await startStream(() => ({ json }));

    expect(await stream.segments()).toEqual([]);
  },
);

test("saveAs() sends its parameters, and returns the response body", async () => {
  const json = {
    url: `http://vod.example/recordings/${streamId}/videoName.m3u8`,
    targetUrl: `http://vod.example/recordings/${streamId}/videoName.mp4`,
    persistentId: "z1.55d81c6c7823de5a49ad77b3",
  };
  const { server, stream } = await startStream(() => ({ json }));
  const params = Object.freeze({
    name: "videoName.mp4",
    start: 0,
    end: 1440437833,
    format: "mp4",
    notifyUrl: "https://me.example/cb?a=1",
    pipeline: "mine",
  });

  const result = await stream.saveAs(params);

  expect(result).toEqual(json);
  expect(JSON.parse(JSON.stringify(result))).toEqual(json);
  expect(summarize(server.requests)).toEqual([`POST ${path}/saveas`]);
  expect(bodyOf(server.requests[0])).toEqual(params);
});

test("saveAs() omits unset parameters", async () => {
  const { server, stream } = await startStream(() => ({ json: { url: "http://vod/x.m3u8" } }));
  const unset = { format: undefined, notifyUrl: undefined, pipeline: undefined };

  await stream.saveAs({ name: "x", start: 1, end: 1, ...unset });

  expect(server.requests[0]?.body.toString()).toBe('{"name":"x","start":1,"end":1}');
});

test("snapshot() sends its parameters, and returns the response body", async () => {
  const json = { targetUrl: "http://static.example/snapshots/imageName.jpg" };
  const { server, stream } = await startStream(() => ({ json }));
  const params = { name: "imageName.jpg", format: "jpg", time: 0, notifyUrl: "HTTP://me.example" };

  const result = await stream.snapshot(params);

  expect(result).toEqual(json);
  expect(summarize(server.requests)).toEqual([`POST ${path}/snapshot`]);
  expect(bodyOf(server.requests[0])).toEqual(params);
});

test("savePlayback() stores a playlist without a format, with another name each time", async () => {
  const now = () => new Date(1_450_000_000_400);
  const server = await startServer(() => ({ json: { url: "http://vod/x" } }));
  // Its own stream, because the names depend on those that were used for it before.
  const stream = hubOf(server, { now }).stream("z1.test-hub.playback");
  const interval = { start: 1440282134, end: 1440437833 };

  const results = await Promise.all([1, 2, 3].map(() => stream.savePlayback(interval)));

  const bodies = server.requests.map((request) => bodyOf(request) as { name: string });
  expect(bodies.map(({ name }) => name).sort()).toEqual(["1450000000", "1450000001", "1450000002"]);
  expect(bodies).toEqual(bodies.map(({ name }) => ({ name, ...interval })));
  expect(summarize(server.requests)).toEqual(
    Array(3).fill("POST /streams/z1.test-hub.playback/saveas"),
  );
  expect(results[0]).toEqual({ url: "http://vod/x" });
});

const name = "videoName";
const fine = { name, start: 1, end: 2 };
const milliseconds = 1_440_282_134_000;

const rejections = [
  ...rejectedBy("update", (stream, given) => stream.update(given as object), [
    { given: {}, argument: "changes" },
    { given: { disabled: undefined, publishKey: undefined }, argument: "changes" },
    { given: { title: "test-title" }, argument: "changes" },
    { given: null, argument: "changes" },
    { given: undefined, argument: "changes" },
    { given: { publishKey: "" }, argument: "publishKey" },
    { given: { publishKey: null, disabled: true }, argument: "publishKey" },
    { given: { publishSecurity: "none" }, argument: "publishSecurity" },
    { given: { publishSecurity: 1 }, argument: "publishSecurity" },
    { given: { disabled: "false" }, argument: "disabled" },
    { given: { disabled: null }, argument: "disabled" },
  ]),
  ...rejectedBy("segments", (stream, given) => stream.segments(given as SegmentsParams), [
    { given: { start: 1 }, argument: "end" },
    { given: { end: 1 }, argument: "start" },
    { given: { start: 0 }, argument: "end" },
    { given: { start: 2, end: 1 }, argument: "start" },
    { given: { start: 1.5, end: 2 }, argument: "start" },
    { given: { start: -1, end: 2 }, argument: "start" },
    { given: { start: Number.NaN, end: 2 }, argument: "start" },
    { given: { start: 1, end: Number.POSITIVE_INFINITY }, argument: "end" },
    { given: { start: 1, end: milliseconds }, argument: "end" },
    { given: { start: "1", end: "2" }, argument: "start" },
    { given: { start: new Date(), end: new Date() }, argument: "start" },
    { given: { start: null, end: null }, argument: "start" },
    { given: { limit: 0 }, argument: "limit" },
    { given: { limit: -1 }, argument: "limit" },
    { given: { limit: 1.5 }, argument: "limit" },
    { given: null, argument: "params" },
  ]),
  ...rejectedBy("saveAs", (stream, given) => stream.saveAs(given as SaveAsParams), [
    { given: { ...fine, name: "" }, argument: "name" },
    { given: { ...fine, name: undefined }, argument: "name" },
    { given: { ...fine, format: "" }, argument: "format" },
    { given: { ...fine, format: null }, argument: "format" },
    { given: { name, end: 2 }, argument: "start" },
    { given: { name, start: 2 }, argument: "end" },
    { given: { ...fine, start: 3 }, argument: "start" },
    { given: { ...fine, start: -1, end: -1 }, argument: "start" },
    { given: { ...fine, end: milliseconds }, argument: "end" },
    { given: { ...fine, start: milliseconds, end: milliseconds }, argument: "start" },
    { given: { ...fine, start: 0.5 }, argument: "start" },
    { given: { ...fine, notifyUrl: "me.example/cb" }, argument: "notifyUrl" },
    { given: { ...fine, notifyUrl: "ftp://me.example/cb" }, argument: "notifyUrl" },
    { given: { ...fine, notifyUrl: "https://" }, argument: "notifyUrl" },
    { given: { ...fine, notifyUrl: "" }, argument: "notifyUrl" },
    { given: { ...fine, pipeline: "" }, argument: "pipeline" },
    { given: undefined, argument: "params" },
  ]),
  ...rejectedBy("snapshot", (stream, given) => stream.snapshot(given as SnapshotParams), [
    { given: { name: "", format: "jpg" }, argument: "name" },
    { given: { name: " ", format: "jpg" }, argument: "name" },
    { given: { name, format: "" }, argument: "format" },
    { given: { name }, argument: "format" },
    { given: { name, format: "jpg", time: milliseconds }, argument: "time" },
    { given: { name, format: "jpg", time: -1 }, argument: "time" },
    { given: { name, format: "jpg", time: 1.5 }, argument: "time" },
    { given: { name, format: "jpg", notifyUrl: "//me" }, argument: "notifyUrl" },
    { given: { name, format: "jpg", pipeline: 5 }, argument: "pipeline" },
    { given: null, argument: "params" },
  ]),
  ...rejectedBy("savePlayback", (stream, given) => stream.savePlayback(given as Interval), [
    { given: { start: 2, end: 1 }, argument: "start" },
    { given: { start: 2 }, argument: "end" },
    { given: {}, argument: "start" },
    { given: undefined, argument: "interval" },
    { given: { start: 1, end: milliseconds }, argument: "end" },
  ]),
];

test.each(rejections)("$method() rejects $given and names $argument", async (it) => {
  const { server, stream } = await startStream(() => ({ json: streamData }));

  const call = it.call(stream, it.given);

  const rejection = { name: "InvalidArgumentError", argument: it.argument };
  await expect(call).rejects.toMatchObject(rejection);
  expect(server.requests).toEqual([]);
});

const calls: Record<string, (stream: StreamReference) => Promise<unknown>> = {
  refresh: (stream) => stream.refresh(),
  update: (stream) => stream.update({ disabled: true }),
  disable: (stream) => stream.disable(),
  delete: (stream) => stream.delete(),
  status: (stream) => stream.status(),
  segments: (stream) => stream.segments(),
  saveAs: (stream) => stream.saveAs(fine),
  snapshot: (stream) => stream.snapshot({ name, format: "jpg" }),
  savePlayback: (stream) => stream.savePlayback({ start: 1, end: 2 }),
};

const methods = Object.entries(calls).map(([method, call]) => ({ method, call }));

test.each(methods)(
  "$method() rejects an error object with status 200 with an HttpError",
  async ({ call }) => {
    const json = { error: 404001, message: "not found" };
    const { stream } = await startStream(() => ({ json }));

    await expect(call(stream)).rejects.toMatchObject({
      name: "HttpError",
      status: 200,
      body: json,
    });
  },
);

const withData = methods.filter(({ method }) => method !== "delete");

/** Methods that know the fields without a response: those that they have sent. */
const updates = ["update", "disable", "enable"];
const retrievals = withData.filter(({ method }) => !updates.includes(method));

test.each(
  withData.flatMap(({ method, call }) =>
    ["[]", "5", '"text"', "<html>"].map((text) => ({ method, call, text })),
  ),
)("$method() rejects the body $text with an HttpError", async ({ call, text }) => {
  const headers = { "Content-Type": "application/json" };
  const { stream } = await startStream(() => ({ text, headers }));

  await expect(call(stream)).rejects.toMatchObject({ name: "HttpError", status: 200 });
});

test.each(
  retrievals.flatMap(({ method, call }) => ["", "null"].map((text) => ({ method, call, text }))),
)("$method() rejects the body $text with an HttpError", async ({ call, text }) => {
  const headers = { "Content-Type": "application/json" };
  const { stream } = await startStream(() => ({ text, headers }));

  await expect(call(stream)).rejects.toMatchObject({ name: "HttpError", status: 200 });
});

test.each(retrievals)("$method() rejects status 204 with an HttpError", async ({ call }) => {
  const { stream } = await startStream(() => ({ status: 204 }));

  await expect(call(stream)).rejects.toMatchObject({ name: "HttpError", status: 204 });
});

test.each([
  { status: 612, json: { error: "stream not found" }, code: undefined },
  { status: 612, json: { error: "not found", errno: 612001 }, code: "612001" },
  { status: 614, json: { error: "stream already exists", code: 614 }, code: "614" },
  { status: 619, json: { error: 619000, message: "no data" }, code: "619000" },
  { status: 401, json: { error: 401001, message: "invalid authorization" }, code: "401001" },
  {
    status: 400,
    json: {
      message: "invalid argument",
      error: 400002,
      details: { title: { error: 400001, message: "duplicated content" } },
    },
    code: "400002",
  },
  {
    status: 400,
    json: { error: "invalid argument", errno: 400002, details: { title: { message: "no" } } },
    code: "400002",
  },
  { status: 403, json: { error: 403001 }, code: "403001" },
  { status: 599, json: { error: "server failure" }, code: undefined },
])("status $status with $json rejects with an HttpError with code $code", async (rejection) => {
  const { status, json, code } = rejection;
  const { stream } = await startStream(() => ({ status, json }));

  const call = stream.saveAs({ name, start: 1, end: 2 });

  const said = "message" in json ? json.message : json.error;
  await expect(call).rejects.toMatchObject({
    name: "HttpError",
    status,
    code,
    body: json,
    method: "POST",
    message: expect.stringMatching(new RegExp(` returned ${status} .*${said}$`)),
  });
});

test.each([
  { what: "text", reply: { status: 612, text: "no such stream" }, body: "no such stream" },
  { what: "no body", reply: { status: 619 }, body: undefined },
  { what: "null", reply: { status: 614, json: null }, body: null },
])("a status above 599 with $what rejects with an HttpError", async ({ reply, body }) => {
  const { stream } = await startStream(() => reply);

  const call = stream.status();

  const expected = { name: "HttpError", status: reply.status, code: undefined, body };
  await expect(call).rejects.toMatchObject(expected);
});

test("an HttpError contains the request id of the service", async () => {
  const headers = { "X-Reqid": "YmMxOTcuAAASDc1n" };
  const { stream } = await startStream(() => ({ status: 612, json: {}, headers }));

  const error = (await outcomeOf(stream.status())) as HttpError;

  expect(error.response.headers.get("X-Reqid")).toBe("YmMxOTcuAAASDc1n");
});

test("a status above 599 is not retried", async () => {
  const { server, stream } = await startStream(() => ({ status: 612, json: {} }), { retries: 2 });

  await expect(stream.status()).rejects.toMatchObject({ status: 612 });

  expect(server.requests).toHaveLength(1);
});

type Interval = { start: number; end: number };
type Call = (stream: StreamReference, given: unknown) => Promise<unknown>;

function rejectedBy(method: string, call: Call, cases: { given: unknown; argument: string }[]) {
  return cases.map(({ given, argument }) => ({ method, call, given, argument }));
}
