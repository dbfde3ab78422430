import { createHmac } from "node:crypto";
import fc from "fast-check";
import {
  Credentials,
  type PublishableStream,
  type RtmpPublishUrlOptions,
  rtmpPublishUrl,
} from "flip-pili/pili";
import { expect, test } from "vitest";
import { anyCharacter } from "../helpers/any-character.ts";
import { credentials, keys, startStream, streamData, streamWith } from "../helpers/pili-server.ts";
import { piliVectors } from "../helpers/pili-vectors.ts";
import { propertyOptions } from "../helpers/property.ts";

const { tokens, publishUrls } = piliVectors;
const name = fc.stringMatching(/^[A-Za-z0-9_-]{4,40}$/);

/** Creates a stream whose nonces are used by no other test. */
let count = 0;
function publishable(publishSecurity: string, fields: object = {}): PublishableStream {
  const title = `title-${count++}`;
  return {
    hub: "publish-hub",
    title,
    publishKey: "test123",
    publishSecurity,
    hosts: { publish: { rtmp: "pub.example.com" } },
    ...fields,
  };
}

test.each(publishUrls)(
  "rtmpPublishUrl() of $name",
  ({ stream, options, credentials: own, url }) => {
    const signer = own && new Credentials(own.accessKey, own.secretKey);

    expect(rtmpPublishUrl(stream, { ...options, credentials: signer })).toBe(url);
  },
);

test.each(publishUrls)("stream.rtmpPublishUrl() of $name", async (vector) => {
  const { stream: data, options, credentials: own, url } = vector;
  const stream = await streamWith(data);
  const signer = own && new Credentials(own.accessKey, own.secretKey);

  expect(stream.rtmpPublishUrl({ ...options, credentials: signer })).toBe(url);
  expect(rtmpPublishUrl(stream, { ...options, credentials: signer })).toBe(url);
});

// The other vectors have their own parameters.
const plainTokens = tokens.filter(({ text }) => !text.includes("&"));

test.each(plainTokens)("rtmpPublishUrl() signs $text", ({ publishKey, text, token }) => {
  const [, hub, title, kind, number] = /^\/(.*)\/(.*)\?(.*)=(.*)$/.exec(text) ?? [];
  const publishSecurity = kind === "nonce" ? "dynamic" : "expiry";
  const stream = publishable(publishSecurity, { hub, title, publishKey });

  const url = rtmpPublishUrl(stream, { nonce: Number(number), expiresAt: Number(number) });

  expect(url).toBe(`rtmp://pub.example.com${text}&token=${token}`);
});

test("rtmpPublishUrl() uses Unix seconds as the first nonce", () => {
  const now = () => new Date(1_440_256_178_999);

  expect(nonceOf(rtmpPublishUrl(publishable("dynamic"), { now }))).toBe("1440256178");
});

test("rtmpPublishUrl() increases the nonces of every stream within one second", () => {
  const now = () => new Date(1_440_256_178_000);
  const [one, two] = [publishable("dynamic"), publishable("dynamic")];

  const nonces = [one, one, two, one, two].map((stream) =>
    nonceOf(rtmpPublishUrl(stream, { now })),
  );

  const [first, second, third] = ["1440256178", "1440256179", "1440256180"];
  expect(nonces).toEqual([first, second, first, third, second]);
});

test("rtmpPublishUrl() returns to Unix seconds when they exceed the last nonce", () => {
  const stream = publishable("dynamic");
  const times = [100, 100, 100, 101, 200, 150];

  const nonces = times.map((seconds) =>
    nonceOf(rtmpPublishUrl(stream, { now: () => new Date(seconds * 1000) })),
  );

  expect(nonces).toEqual(["100", "101", "102", "103", "200", "201"]);
});

test("rtmpPublishUrl() increases the nonces of thousands of streams", () => {
  const now = () => new Date(1_440_256_178_000);
  const streams = Array.from({ length: 3_000 }, () => publishable("dynamic"));

  const firsts = streams.map((stream) => nonceOf(rtmpPublishUrl(stream, { now })));
  const seconds = streams.map((stream) => nonceOf(rtmpPublishUrl(stream, { now })));

  expect(new Set(firsts)).toEqual(new Set(["1440256178"]));
  expect(new Set(seconds)).toEqual(new Set(["1440256179"]));
});

test("a stream object and its plain data share their nonces", async () => {
  const now = () => new Date(1_440_256_178_000);
  const data = publishable("dynamic");
  const stream = await streamWith(data, { now });

  const nonces = [
    stream.rtmpPublishUrl(),
    rtmpPublishUrl(data, { now }),
    stream.rtmpPublishUrl({ now: undefined, nonce: undefined, credentials: undefined }),
  ].map(nonceOf);

  expect(nonces).toEqual(["1440256178", "1440256179", "1440256180"]);
});

test.each([
  { nonce: 0, text: "0" },
  { nonce: 123, text: "123" },
  { nonce: Number.MAX_SAFE_INTEGER, text: "9007199254740991" },
  { nonce: 1_440_256_178_123_456_789n, text: "1440256178123456789" },
])("rtmpPublishUrl() uses the nonce $nonce unchanged", ({ nonce, text }) => {
  const stream = publishable("dynamic");

  const urls = [1, 2].map(() => rtmpPublishUrl(stream, { nonce }));

  expect(urls.map(nonceOf)).toEqual([text, text]);
  expect(urls[0]).toBe(urls[1]);
});

test.each([
  { security: "expiry", name: "expire" },
  { security: "expiry_sk", name: "e" },
])("rtmpPublishUrl() with $security is valid for 30 seconds", async ({ security, name: key }) => {
  const now = () => new Date(1_440_256_178_999);
  const stream = await streamWith({ publishSecurity: security }, { now });

  const query = new URL(stream.rtmpPublishUrl()).searchParams;

  expect(query.get(key)).toBe("1440256208");
});

test("stream.rtmpPublishUrl() with expiry_sk is signed by the hub's credentials", async () => {
  const stream = await streamWith({ publishSecurity: "expiry_sk", publishKey: "unused" });

  const url = stream.rtmpPublishUrl({ expiresAt: 1_440_256_208 });

  const signed = credentials.sign("/test-hub/test-title?e=1440256208");
  expect(url).toBe(`rtmp://pub.example.com/test-hub/test-title?e=1440256208&token=${signed}`);
});

const rejections: { what: string; fields?: object; options?: object; argument: string }[] = [
  { what: "no security", fields: { publishSecurity: undefined }, argument: "publishSecurity" },
  { what: "an empty security", fields: { publishSecurity: "" }, argument: "publishSecurity" },
  { what: "an unknown security", fields: { publishSecurity: "new" }, argument: "publishSecurity" },
  {
    what: "the security toString",
    fields: { publishSecurity: "toString" },
    argument: "publishSecurity",
  },
  { what: "no key", fields: { publishKey: undefined }, argument: "publishKey" },
  {
    what: "static without a key",
    fields: { publishKey: "", publishSecurity: "static" },
    argument: "publishKey",
  },
  {
    what: "expiry without a key",
    fields: { publishKey: null, publishSecurity: "expiry" },
    argument: "publishKey",
  },
  { what: "no hub", fields: { hub: undefined }, argument: "hub" },
  { what: "no title", fields: { title: "" }, argument: "title" },
  { what: "no hosts", fields: { hosts: undefined }, argument: "hosts.publish.rtmp" },
  { what: "hosts that are null", fields: { hosts: null }, argument: "hosts.publish.rtmp" },
  { what: "no publish hosts", fields: { hosts: {} }, argument: "hosts.publish.rtmp" },
  {
    what: "an empty host",
    fields: { hosts: { publish: { rtmp: "" } } },
    argument: "hosts.publish.rtmp",
  },
  {
    what: "expiry_sk without credentials",
    fields: { publishSecurity: "expiry_sk" },
    argument: "credentials",
  },
  { what: "a nonce that is not an integer", options: { nonce: 1.5 }, argument: "nonce" },
  { what: "a negative nonce", options: { nonce: -1 }, argument: "nonce" },
  { what: "a negative bigint", options: { nonce: -1n }, argument: "nonce" },
  { what: "a nonce that is NaN", options: { nonce: Number.NaN }, argument: "nonce" },
  { what: "a nonce beyond 2^53", options: { nonce: 2 ** 53 }, argument: "nonce" },
  { what: "a nonce that is a string", options: { nonce: "1" }, argument: "nonce" },
  {
    what: "a clock that returns an invalid Date",
    options: { now: () => new Date("x") },
    argument: "now",
  },
  { what: "a clock that returns a number", options: { now: () => 5 }, argument: "now" },
  { what: "a clock that is a Date", options: { now: new Date() }, argument: "now" },
  {
    what: "credentials that are keys",
    fields: { publishSecurity: "expiry_sk" },
    options: { credentials: { accessKey: "ak", secretKey: "sk" } },
    argument: "credentials",
  },
  ...[1.5, -1, Number.NaN, 1_440_256_208_000, "1440256208", null].map((expiresAt) => ({
    what: `the end ${expiresAt}`,
    fields: { publishSecurity: "expiry" },
    options: { expiresAt },
    argument: "expiresAt",
  })),
];

test.each(rejections)("rtmpPublishUrl() rejects $what and names $argument", (rejection) => {
  const stream = publishable("dynamic", rejection.fields);
  const make = () => rtmpPublishUrl(stream, rejection.options as RtmpPublishUrlOptions);

  expect(make).toThrow(
    expect.objectContaining({ name: "InvalidArgumentError", argument: rejection.argument }),
  );
});

test("rtmpPublishUrl() recovers from a clock that was wrong once", () => {
  const stream = publishable("dynamic");
  expect(() => rtmpPublishUrl(stream, { now: () => new Date("x") })).toThrow();

  const url = rtmpPublishUrl(stream, { now: () => new Date(5000) });

  expect(nonceOf(url)).toBe("5");
});

test("stream.rtmpPublishUrl() of a stream without fields names the missing one", async () => {
  const stream = await streamWith({ publishSecurity: undefined });

  expect(() => stream.rtmpPublishUrl()).toThrow("publishSecurity");
});

test.each(["Dk+8D", "a%2Fb", "a b", "a&b=c#d?", "密钥", "=/+", "\"'<>"])(
  "rtmpPublishUrl() with static security ends with the key %j byte for byte",
  (publishKey) => {
    const url = rtmpPublishUrl({ ...streamData, publishSecurity: "static", publishKey });

    expect(url).toBe(`rtmp://pub.example.com/test-hub/test-title?key=${publishKey}`);
  },
);

test.each(["a\nb", "a\r\nb", "a\u0000", "\u007fa", "a\u0085b"])(
  "rtmpPublishUrl() rejects the key %j",
  (publishKey) => {
    const make = () => rtmpPublishUrl(publishable("static", { publishKey }));

    expect(make).toThrow(
      expect.objectContaining({ name: "InvalidArgumentError", argument: "publishKey" }),
    );
  },
);

test("every URL of a stream whose fields were never fetched says to call refresh() first", async () => {
  const { stream } = await startStream(() => ({ json: streamData }));
  const urls: (() => unknown)[] = [
    () => stream.rtmpPublishUrl(),
    () => stream.rtmpLiveUrls(),
    () => stream.hlsLiveUrls(),
    () => stream.httpFlvLiveUrls(),
    () => stream.hlsPlaybackUrls(1, 2),
    () => stream.snapshotUrl(),
  ];

  for (const url of urls) expect(url).toThrow("call refresh() first");
});

test("a stream has its URLs after refresh()", async () => {
  const { stream } = await startStream(() => ({ json: streamData }));

  const refreshed = await stream.refresh();

  expect(refreshed.rtmpLiveUrls().ORIGIN).toBe("rtmp://live-rtmp.example.com/test-hub/test-title");
});

test("rtmpPublishUrl() can be parsed to its parts, for any stream", () => {
  const security = fc.constantFrom("none", "dynamic", "expiry", "expiry_sk");
  const key = fc
    .string({ unit: anyCharacter, minLength: 1 })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: such keys are rejected
    .filter((text) => text.trim() !== "" && !/[\u0000-\u001f\u007f-\u009f]/.test(text));
  const property = fc.property(name, name, key, security, (hub, title, publishKey, kind) => {
    const stream = publishable(kind, { hub, title, publishKey });
    const options = { nonce: 7, expiresAt: 1_440_256_208, credentials };

    const url = new URL(rtmpPublishUrl(stream, options));

    const query = [...url.searchParams];
    expect(`${url.protocol}//${url.host}`).toBe("rtmp://pub.example.com");
    expect(url.pathname).toBe(`/${hub}/${title}`);
    expect(url.hash).toBe("");
    expect(query).toEqual(queryOf(kind, url.pathname, publishKey));
  });

  fc.assert(property, propertyOptions(500));
});

test("rtmpPublishUrl() does not change the stream", async () => {
  const data = Object.freeze({ ...streamData });

  const url = rtmpPublishUrl(data, Object.freeze({ nonce: 1 }));

  expect(url).toMatch(/^rtmp:\/\/pub\.example\.com\/test-hub\/test-title\?nonce=1&token=/);
});

/** Computes the query of a kind of security without the package. */
function queryOf(kind: string, path: string, publishKey: string): [string, string][] {
  const sign = (key: string, text: string) =>
    createHmac("sha1", key).update(text).digest("base64").replaceAll("+", "-").replaceAll("/", "_");
  const tokenAfter = (query: string) => sign(publishKey, `${path}?${query}`);
  const queries: Record<string, [string, string][]> = {
    none: [],
    dynamic: [
      ["nonce", "7"],
      ["token", tokenAfter("nonce=7")],
    ],
    expiry: [
      ["expire", "1440256208"],
      ["token", tokenAfter("expire=1440256208")],
    ],
    expiry_sk: [
      ["e", "1440256208"],
      ["token", `${keys.accessKey}:${sign(keys.secretKey, `${path}?e=1440256208`)}`],
    ],
  };
  return queries[kind] ?? [];
}

function nonceOf(url: string): string | undefined {
  return /\?nonce=(\d+)&token=[\w-]{27}=$/.exec(url)?.[1];
}
