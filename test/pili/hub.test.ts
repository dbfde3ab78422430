import { Credentials, createPiliClient, Hub, InvalidArgumentError } from "flip-pili/pili";
import { expect, test } from "vitest";
import { startServer } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import { observedFetch } from "../helpers/observed-fetch.ts";
import {
  bodyOf,
  credentials,
  hubOf,
  streamData,
  streamId,
  summarize,
} from "../helpers/pili-server.ts";

test("createStream() without parameters sends only the hub", async () => {
  const server = await startServer(() => ({ json: streamData }));

  const stream = await hubOf(server).createStream();

  expect(summarize(server.requests)).toEqual(["POST /streams"]);
  expect(bodyOf(server.requests[0])).toEqual({ hub: "test-hub" });
  expect(stream.id).toBe(streamId);
});

test("createStream() sends its parameters and does not change them", async () => {
  const server = await startServer(() => ({ json: streamData }));
  const params = Object.freeze({
    title: "test-title",
    publishKey: "abc",
    publishSecurity: "static",
    clientIp: undefined,
  } as const);

  const stream = await hubOf(server).createStream(params);

  expect(bodyOf(server.requests[0])).toEqual({
    title: "test-title",
    publishKey: "abc",
    publishSecurity: "static",
    hub: "test-hub",
  });
  expect(stream.publishKey).toBe("new_secret_words");
});

test("createStream() never creates in another hub", async () => {
  const server = await startServer(() => ({ json: streamData }));
  const params = { title: "test-title", hub: "other-hub" };

  await hubOf(server).createStream(params);

  expect(bodyOf(server.requests[0])).toMatchObject({ hub: "test-hub" });
});

test.each(["abcd", "A-b_9", "x".repeat(200)])(
  "createStream() accepts the title %s",
  async (title) => {
    const server = await startServer(() => ({ json: streamData }));

    await hubOf(server).createStream({ title });

    expect(bodyOf(server.requests[0])).toMatchObject({ title });
  },
);

test.each([
  { params: { title: "a.b.c" }, argument: "title" },
  { params: { title: "with space" }, argument: "title" },
  { params: { title: "abc" }, argument: "title" },
  { params: { title: "" }, argument: "title" },
  { params: { title: "x".repeat(201) }, argument: "title" },
  { params: { title: "with/slash" }, argument: "title" },
  { params: { title: "title\n" }, argument: "title" },
  { params: { title: "直播直播" }, argument: "title" },
  { params: { title: null }, argument: "title" },
  { params: { title: 12345 }, argument: "title" },
  { params: { publishKey: "" }, argument: "publishKey" },
  { params: { publishKey: null }, argument: "publishKey" },
  { params: { publishSecurity: "Dynamic" }, argument: "publishSecurity" },
  { params: { publishSecurity: "expiry" }, argument: "publishSecurity" },
  { params: { publishSecurity: "" }, argument: "publishSecurity" },
  { params: { publishSecurity: null }, argument: "publishSecurity" },
  { params: null, argument: "params" },
  { params: "title", argument: "params" },
  { params: ["title"], argument: "params" },
])("createStream() rejects $params, names $argument and sends nothing", async (given) => {
  const { fetch, requests } = observedFetch(() => Response.json(streamData));
  const hub = new Hub(credentials, "test-hub", { fetch });

  const creation = hub.createStream(given.params as object);

  await expect(creation).rejects.toBeInstanceOf(InvalidArgumentError);
  await expect(creation).rejects.toMatchObject({ argument: given.argument });
  expect(requests).toEqual([]);
});

test("getStream() retrieves the stream", async () => {
  const server = await startServer(() => ({ json: streamData }));

  const stream = await hubOf(server).getStream(streamId);

  expect(summarize(server.requests)).toEqual([`GET /streams/${streamId}`]);
  expect(stream.toJSON()).toEqual(streamData);
});

test("getStream() of an unknown id rejects with status 404", async () => {
  const json = { error: 404001, message: "not found" };
  const server = await startServer(() => ({ status: 404, json }));

  const reading = hubOf(server).getStream("z1.test-hub.nothing");

  await expect(reading).rejects.toMatchObject({
    name: "HttpError",
    status: 404,
    code: "404001",
    body: json,
    message: expect.stringMatching(/z1\.test-hub\.nothing returned 404 404001: not found$/),
  });
});

test("stream() sends nothing, and reads hub and title from the id", async () => {
  const server = await startServer(() => ({ json: streamData }));

  const stream = hubOf(server).stream(streamId);

  expect(server.requests).toEqual([]);
  expect(stream.toJSON()).toEqual({ id: streamId, hub: "test-hub", title: "test-title" });
  expect(stream.publishKey).toBeUndefined();
});

test.each(["odd", "z1.hub", "z1..title", "z1.hub.title.more"])(
  "stream() reads neither hub nor title from the id %s",
  async (id) => {
    const stream = new Hub(credentials, "test-hub").stream(id);

    expect(stream.toJSON()).toEqual({ id });
  },
);

test("stream().refresh() sets all fields", async () => {
  const server = await startServer(() => ({ json: streamData }));
  const reference = hubOf(server).stream(streamId);

  const stream = await reference.refresh();

  expect(stream).toBe(reference);
  expect(stream.toJSON()).toEqual(streamData);
  expect(stream.hosts.publish?.rtmp).toBe("pub.example.com");
});

test.each(["", " ", ".", "..", "%2e", "%2E%2e", undefined, null, {}, Number.NaN])(
  "the id %j is rejected before anything is sent",
  async (id) => {
    const { fetch, requests } = observedFetch(() => Response.json(streamData));
    const hub = new Hub(credentials, "test-hub", { fetch });
    const rejection = expect.objectContaining({ name: "InvalidArgumentError", argument: "id" });

    expect(() => hub.stream(id as string)).toThrow(rejection);
    await expect(hub.getStream(id as string)).rejects.toEqual(rejection);
    expect(requests).toEqual([]);
  },
);

test.each([
  { what: "no name", args: [credentials, ""], argument: "hubName" },
  { what: "a name with a dot", args: [credentials, "a.b"], argument: "hubName" },
  { what: "a name with a slash", args: [credentials, "a/b"], argument: "hubName" },
  { what: "a name with a line break", args: [credentials, "hub\n"], argument: "hubName" },
  { what: "a name that is null", args: [credentials, null], argument: "hubName" },
  {
    what: "keys without Credentials",
    args: [{ accessKey: "a", secretKey: "s" }, "h"],
    argument: "credentials",
  },
  { what: "no credentials", args: [undefined, "h"], argument: "credentials" },
  { what: "options that are null", args: [credentials, "h", null], argument: "options" },
  { what: "options that are a string", args: [credentials, "h", "x"], argument: "options" },
  { what: "a host with scheme", args: [credentials, "h", { apiHost: "http://h" }] },
  { what: "a host with path", args: [credentials, "h", { apiHost: "h/v1" }] },
  { what: "a host with user", args: [credentials, "h", { apiHost: "me@h" }] },
  { what: "an empty host", args: [credentials, "h", { apiHost: "" }] },
  { what: "a port that is too large", args: [credentials, "h", { apiHost: "h:70000" }] },
  { what: "a port that is not a number", args: [credentials, "h", { apiHost: "h:x" }] },
  { what: "a bad job host", args: [credentials, "h", { jobHost: "h/p" }], argument: "jobHost" },
  {
    what: "an https option that is a string",
    args: [credentials, "h", { https: "no" }],
    argument: "https",
  },
  { what: "negative retries", args: [credentials, "h", { retries: -1 }], argument: "retries" },
  { what: "a timeout of 0", args: [credentials, "h", { timeoutMs: 0 }], argument: "timeoutMs" },
  {
    what: "a fetch that is not a function",
    args: [credentials, "h", { fetch: 5 }],
    argument: "fetch",
  },
  { what: "a clock that is not a function", args: [credentials, "h", { now: 5 }], argument: "now" },
  { what: "an unknown option", args: [credentials, "h", { baseURL: "x" }], argument: "baseURL" },
  {
    what: "a dangerouslyAllowBrowser that is a string",
    args: [credentials, "h", { dangerouslyAllowBrowser: "yes" }],
    argument: "dangerouslyAllowBrowser",
  },
])("new Hub() rejects $what", ({ args, argument = "apiHost" }) => {
  const create = () => Reflect.construct(Hub, args);

  expect(create).toThrow(expect.objectContaining({ name: "InvalidArgumentError", argument }));
});

test.each([
  {
    what: "keys without Credentials",
    args: [{ accessKey: "a", secretKey: "s" }],
    argument: "credentials",
  },
  { what: "options that are null", args: [credentials, null], argument: "options" },
  { what: "a host with path", args: [credentials, { apiHost: "h/v1" }], argument: "apiHost" },
  { what: "an unknown option", args: [credentials, { timeout: 1 }], argument: "timeout" },
])("createPiliClient() rejects $what", ({ args, argument }) => {
  const create = () => Reflect.apply(createPiliClient, undefined, args);

  expect(create).toThrow(expect.objectContaining({ name: "InvalidArgumentError", argument }));
});

test.each([
  { options: {}, origin: "https://pili.qiniuapi.com" },
  { options: { https: false }, origin: "http://pili.qiniuapi.com" },
  { options: { apiHost: "pili-lte.qiniuapi.com" }, origin: "https://pili-lte.qiniuapi.com" },
  { options: { apiHost: "h:8080" }, origin: "https://h:8080" },
  { options: { apiHost: "h:80" }, origin: "http://h:80" },
  { options: { apiHost: "h:80", https: true }, origin: "https://h:80" },
  { options: { apiHost: "127.0.0.1:8080" }, origin: "http://127.0.0.1:8080" },
  { options: { apiHost: "LOCALHOST" }, origin: "http://LOCALHOST" },
  { options: { apiHost: "[::1]:8080" }, origin: "http://[::1]:8080" },
  { options: { apiHost: "127.0.0.1.example.com" }, origin: "https://127.0.0.1.example.com" },
  { options: { apiHost: "localhost:443" }, origin: "https://localhost:443" },
  { options: { apiHost: "localhost:8443", https: true }, origin: "https://localhost:8443" },
  { options: { apiHost: undefined, https: undefined }, origin: "https://pili.qiniuapi.com" },
])("new Hub() with $options sends requests to $origin", async ({ options, origin }) => {
  const { fetch, requests } = observedFetch(() => Response.json(streamData));

  await new Hub(credentials, "test-hub", { fetch, ...options }).getStream(streamId);

  expect(requests[0]?.rawUrl).toBe(`${origin}/v1/streams/${streamId}`);
});

test("two hubs sign with their own keys", async () => {
  const { fetch, requests } = observedFetch(() => Response.json(streamData));
  const hubs = ["ak1", "ak2"].map((key) => new Hub(new Credentials(key, "sk"), "hub", { fetch }));

  await Promise.all(hubs.map((hub) => hub.getStream(streamId)));

  const headers = requests.map(({ init }) => new Headers(init.headers).get("Authorization"));
  expect(headers).toEqual([
    expect.stringMatching(/^Qiniu ak1:/),
    expect.stringMatching(/^Qiniu ak2:/),
  ]);
});

test("a signal aborts a call", async () => {
  const server = await startServer(() => undefined);
  const controller = new AbortController();
  const reading = hubOf(server).getStream(streamId, { signal: controller.signal });

  controller.abort(new Error("enough"));

  expect(await outcomeOf(reading)).toMatchObject({ message: "enough" });
});
