import { createHmac } from "node:crypto";
import fc from "fast-check";
import {
  Hub,
  type PublishUrlOptions,
  rtmpPublishUrl,
  type SignPublishUrlOptions,
  signPublishUrl,
  srtPublishUrl,
} from "flip-pili/pili-v2";
import { expect, test } from "vitest";
import { keys } from "../helpers/pili-server.ts";
import { credentials } from "../helpers/pili-v2-server.ts";
import { propertyOptions } from "../helpers/property.ts";

const expiresAt = 1_440_256_208;
const rtmp = "rtmp://publish-rtmp.test.com/test-hub/test-title";

test.each([
  { params: {}, query: "e=1440256208", token: "TAIxFJONf7IyM3sgL-Ov_QFieJE=" },
  {
    params: { xyz: "custom" },
    query: "e=1440256208&xyz=custom",
    token: "GfdYxUiKfdOZC45bmXq0Jh-1ylE=",
  },
])("rtmpPublishUrl() of the documented stream with $params", ({ params, query, token }) => {
  const options = { expiresAt, credentials, params };

  const url = rtmpPublishUrl("publish-rtmp.test.com", "test-hub", "test-title", options);

  expect(url).toBe(`${rtmp}?${query}&token=QiniuAccessKey:${token}`);
});

const srtOptions = {
  publishSecurity: "expiry",
  publishKey: "test123",
  expiresAt: 1_634_745_600,
};
const documentedSrt =
  "srt://publish.domain.com:1935?streamid=#!::h=hub/streamTitle,domain=publish.domain.com," +
  "expire=1634745600,m=publish,xyz=custom,token=GSmK7wau9MZ0rBCV-jDLmG4fUhM=";

test("srtPublishUrl() of the documented stream", () => {
  const options = { ...srtOptions, params: { xyz: "custom" } };

  expect(srtPublishUrl("publish.domain.com", "hub", "streamTitle", options)).toBe(documentedSrt);
});

test.each([
  "srt://publish.domain.com?streamid=#!::h=hub/streamTitle,m=play,domain=publish.domain.com,xyz=custom",
  "srt://publish.domain.com:1935/?streamid=#!::xyz=custom,domain=publish.domain.com,h=/hub/streamTitle",
  documentedSrt,
])("signPublishUrl() signs the SRT URL %s", (url) => {
  expect(signPublishUrl(url, srtOptions)).toBe(documentedSrt);
});

/** Signs independently of the code of the package. */
function hmac(key: string, text: string): string {
  const digest = createHmac("sha1", key).update(text).digest("base64url");
  return digest.padEnd(28, "=");
}

const byKey = (text: string) => hmac("publish-key", text);
const bySecret = (text: string) => `${keys.accessKey}:${hmac(keys.secretKey, text)}`;

test.each<[security: string, query: string, sign: ((text: string) => string) | undefined]>([
  ["expiry_sk", "e=100", bySecret],
  ["expiry", "expire=100", byKey],
  ["dynamic", "nonce=7", byKey],
  ["static", "key=publish-key", undefined],
])("rtmpPublishUrl() with %s security", (publishSecurity, query, sign) => {
  const options = {
    publishSecurity,
    publishKey: "publish-key",
    credentials,
    expiresAt: 100,
    nonce: 7,
  };

  const url = rtmpPublishUrl("publish-rtmp.test.com", "test-hub", "test-title", options);

  const token = sign === undefined ? "" : `&token=${sign(`/test-hub/test-title?${query}`)}`;
  expect(url).toBe(`${rtmp}?${query}${token}`);
});

test.each(["none", ""])("publish URLs with %j security contain no authorization", (none) => {
  const options = { publishSecurity: none };

  expect(rtmpPublishUrl("p.test.com", "hub", "key", options)).toBe("rtmp://p.test.com/hub/key");
  expect(srtPublishUrl("p.test.com", "hub", "key", options)).toBe(
    "srt://p.test.com:1935?streamid=#!::h=hub/key,m=publish,domain=p.test.com",
  );
  expect(srtPublishUrl("p.test.com:9000", "hub", "key", options)).toBe(
    "srt://p.test.com:9000?streamid=#!::h=hub/key,m=publish,domain=p.test.com",
  );
});

test("signPublishUrl() replaces an old signature, and keeps, sorts and escapes parameters", () => {
  const url = "rtmp://p.test.com/hub/key?z=1&token=old&e=1&a=x%20y&z=0&b=%2B";

  const signed = signPublishUrl(url, { credentials, expiresAt: 100 });

  const query = "a=x+y&b=%2B&e=100&z=1&z=0";
  expect(signed).toBe(`rtmp://p.test.com/hub/key?${query}&token=${bySecret(`/hub/key?${query}`)}`);
});

test("signPublishUrl() keeps a parameter token with static security", () => {
  const options = { publishSecurity: "static", publishKey: "a b" };

  const url = signPublishUrl("rtmp://p.test.com/hub/key?token=mine", options);

  expect(url).toBe("rtmp://p.test.com/hub/key?key=a+b&token=mine");
});

test("publish URLs expire after ten minutes by default", () => {
  const now = () => new Date(1_000_000);

  const url = rtmpPublishUrl("p.test.com", "hub", "key", { credentials, now });

  expect(url).toContain("?e=1600&token=");
});

test("dynamic publish URLs of one second have growing numbers", () => {
  const options = { publishSecurity: "dynamic", publishKey: "k", now: () => new Date(5_000_000) };
  const create = () => rtmpPublishUrl("p.test.com", "hub", "dynamic-key", options);

  expect([create(), create()].map((url) => /nonce=(\d+)/.exec(url)?.[1])).toEqual(["5000", "5001"]);
});

test("the methods of a stream sign with the keys and the clock of its hub", () => {
  const now = () => new Date(1_000_000);
  const stream = new Hub(credentials, "test-hub", { now }).stream("test-title");

  expect(stream.rtmpPublishUrl("publish-rtmp.test.com", { expiresAt })).toBe(
    `${rtmp}?e=1440256208&token=QiniuAccessKey:TAIxFJONf7IyM3sgL-Ov_QFieJE=`,
  );
  expect(stream.srtPublishUrl("p.test.com")).toMatch(/,e=1600,m=publish,token=QiniuAccessKey:/);
});

test.each<[argument: string, domain: string, key: string, options: object]>([
  ["domain", "p.test.com/a", "key", {}],
  ["domain", "", "key", {}],
  ["domain", undefined as never, "key", {}],
  ["key", "p.test.com", "a?b", {}],
  ["key", "p.test.com", "a b", {}],
  ["key", "p.test.com", "../key", {}],
  ["credentials", "p.test.com", "key", { credentials: undefined }],
  ["expiresAt", "p.test.com", "key", { expiresAt: 1_893_456_000_000 }],
  ["expiresAt", "p.test.com", "key", { expiresAt: -1 }],
  ["publishSecurity", "p.test.com", "key", { publishSecurity: "secret" }],
  ["publishKey", "p.test.com", "key", { publishSecurity: "expiry" }],
  ["nonce", "p.test.com", "key", { publishSecurity: "dynamic", publishKey: "k", nonce: -1 }],
  ["params.a", "p.test.com", "key", { params: { a: 5 } }],
  ["params", "p.test.com", "key", { params: "a=b" }],
  ["params.a", "p.test.com", "key", { params: { a: "\ud800" } }],
  ["params.\ud800", "p.test.com", "key", { params: { "\ud800": "a" } }],
  ["params.e", "p.test.com", "key", { params: { e: "100" } }],
  ["params.token", "p.test.com", "key", { params: { token: "mine" } }],
  ["expireAt", "p.test.com", "key", { expireAt: 100 }],
  ["domain", "p.test.com:0", "key", {}],
  ["domain", "p.test.com:65536", "key", {}],
  ["domain", "p.test.com:80:80", "key", {}],
  ["domain", "a%2fp.test.com", "key", {}],
  ["domain", "p.test.com,q.test.com", "key", {}],
  ["key", "p.test.com", "/key", {}],
  ["key", "p.test.com", "key/", {}],
  ["key", "p.test.com", "a//b", {}],
  ["key", "p.test.com", "\ud800", {}],
])("publish URLs reject an invalid %s (%#)", (argument, domain, key, options) => {
  const all = { credentials, ...options };

  for (const create of [rtmpPublishUrl, srtPublishUrl]) {
    expect(() => create(domain, "hub", key, all)).toThrow(
      expect.objectContaining({ name: "InvalidArgumentError", argument }),
    );
  }
});

test.each(["a,b", "a&b"])("srtPublishUrl() rejects the key %s, which ends a part", (key) => {
  expect(() => srtPublishUrl("p.test.com", "hub", key, { credentials })).toThrow(
    expect.objectContaining({ name: "InvalidArgumentError", argument: "key" }),
  );
});

test.each(["h", "m", "domain"])("srtPublishUrl() rejects a parameter named %s", (name) => {
  const options = { credentials, params: { [name]: "a" } };

  expect(() => srtPublishUrl("p.test.com", "hub", "key", options)).toThrow(
    expect.objectContaining({ name: "InvalidArgumentError", argument: `params.${name}` }),
  );
});

test.each(["a+b", "a%41b", "a=b", "a/b", "流"])("publish URLs have the key %s as it is", (key) => {
  const options = { credentials, expiresAt: 100 };

  const rtmpUrl = rtmpPublishUrl("p.test.com", "hub", key, options);
  const srtUrl = srtPublishUrl("p.test.com", "hub", key, options);

  const message = `/hub/${key}?domain=p.test.com&e=100`;
  expect(rtmpUrl).toBe(`rtmp://p.test.com/hub/${key}?e=100&token=${bySecret(`/hub/${key}?e=100`)}`);
  expect(srtUrl).toBe(
    `srt://p.test.com:1935?streamid=#!::h=hub/${key},domain=p.test.com,e=100,m=publish,token=${bySecret(message)}`,
  );
  expect(signPublishUrl(srtUrl, options)).toBe(srtUrl);
});

test("publish URLs keep parameters that authorize with another security", () => {
  const options = { credentials, expiresAt: 100, params: { key: "a", nonce: "b" } };
  const url = rtmpPublishUrl("p.test.com", "hub", "key", options);

  expect(url).toContain("?e=100&key=a&nonce=b&token=");
});

test.each(["", "a/b", "hub.name", undefined])("publish URLs reject the hub %j", (hub) => {
  for (const create of [rtmpPublishUrl, srtPublishUrl]) {
    expect(() => create("p.test.com", hub as string, "key", { credentials })).toThrow(
      expect.objectContaining({ name: "InvalidArgumentError", argument: "hub" }),
    );
  }
});

test.each([null, 1_893_456_000, "expiry", []])("publish URLs reject the options %j", (options) => {
  const stream = new Hub(credentials, "test-hub").stream("test-title");
  const invalid = options as PublishUrlOptions;

  for (const create of [
    () => rtmpPublishUrl("p.test.com", "hub", "key", invalid),
    () => srtPublishUrl("p.test.com", "hub", "key", invalid),
    () => signPublishUrl(rtmp, invalid),
    () => stream.rtmpPublishUrl("p.test.com", invalid),
    () => stream.srtPublishUrl("p.test.com", invalid),
  ]) {
    expect(create).toThrow(
      expect.objectContaining({ name: "InvalidArgumentError", argument: "options" }),
    );
  }
});

test("signPublishUrl() and the methods of a stream reject an unknown option by name", () => {
  const stream = new Hub(credentials, "test-hub").stream("test-title");
  const problem = "expireAt: is not one of the options: publishSecurity, publishKey, expiresAt";

  const misspelt = { credentials, expireAt: 100 } as PublishUrlOptions;
  expect(() => signPublishUrl(rtmp, misspelt)).toThrow(problem);
  expect(() => stream.rtmpPublishUrl("p.test.com", misspelt)).toThrow(problem);
});

test.each([
  "/hub/key",
  "rtmp://p.test.com",
  "rtmp://p.test.com/hub/key#part",
  "rtmp://p.test.com/hub/a b",
  "srt://p.test.com?streamid=hub/key",
  "srt://p.test.com?streamid=#!::m=publish",
  "srt://p.test.com?streamid=#!::h=hub/key,publish",
  "",
  undefined,
])("signPublishUrl() rejects the URL %j", (url) => {
  expect(() => signPublishUrl(url as string, { credentials })).toThrow(
    expect.objectContaining({ name: "InvalidArgumentError", argument: "url" }),
  );
});

const word = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/);
const parameters = fc.dictionary(
  word.filter((name) => !["e", "token", "h", "m", "domain", "__proto__"].includes(name)),
  fc.string({ unit: "grapheme" }),
);

/** Returns a signed query as an independent implementation writes it. */
function signedQuery(path: string, params: [string, string][]): { pairs: string[]; token: string } {
  const formText = (text: string) =>
    encodeURIComponent(text)
      .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll("%20", "+");
  const sorted = params.sort((a, b) => Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0])));
  const pairs = sorted.map(([name, value]) => `${formText(name)}=${formText(value)}`);
  return { pairs, token: bySecret(`${path}?${pairs.join("&")}`) };
}

test("rtmpPublishUrl() is what an independent implementation returns, for any stream", () => {
  fc.assert(
    fc.property(word, word, parameters, fc.nat(4_000_000_000), (hub, key, params, time) => {
      const options: SignPublishUrlOptions = { credentials, expiresAt: time };

      const url = rtmpPublishUrl("p.test.com", hub, key, { ...options, params });

      const path = `/${hub}/${key}`;
      const { pairs, token } = signedQuery(path, [...Object.entries(params), ["e", String(time)]]);
      expect(url).toBe(`rtmp://p.test.com${path}?${pairs.join("&")}&token=${token}`);
      expect(signPublishUrl(url, options)).toBe(url);
    }),
    propertyOptions(200),
  );
});

test("srtPublishUrl() is what an independent implementation returns, for any stream", () => {
  fc.assert(
    fc.property(word, word, parameters, fc.nat(4_000_000_000), (hub, key, params, time) => {
      const options: SignPublishUrlOptions = { credentials, expiresAt: time };

      const url = srtPublishUrl("p.test.com", hub, key, { ...options, params });

      const all: [string, string][] = [
        ...Object.entries(params),
        ["domain", "p.test.com"],
        ["e", String(time)],
      ];
      const { token } = signedQuery(`/${hub}/${key}`, [...all]);
      const { pairs } = signedQuery("", [...all, ["m", "publish"]]);
      const parts = [`h=${hub}/${key}`, ...pairs, `token=${token}`];
      expect(url).toBe(`srt://p.test.com:1935?streamid=#!::${parts.join(",")}`);
      expect(signPublishUrl(url, options)).toBe(url);
    }),
    propertyOptions(200),
  );
});
