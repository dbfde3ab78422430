import { createHash } from "node:crypto";
import fc from "fast-check";
import {
  Hub,
  hlsPlayUrl,
  httpFlvPlayUrl,
  rtmpPlayUrl,
  type SignPlayUrlOptions,
  signPlayUrl,
  snapshotPlayUrl,
} from "flip-pili/pili-v2";
import { expect, test } from "vitest";
import { md5 as md5OfNode } from "../../src/http/platform/hmac.node.ts";
import { md5 as md5OfWeb } from "../../src/http/platform/hmac.web.ts";
import { anyCharacter } from "../helpers/any-character.ts";
import { credentials } from "../helpers/pili-v2-server.ts";
import { propertyOptions } from "../helpers/property.ts";

const builders = [
  { create: rtmpPlayUrl, scheme: "rtmp", secure: "rtmp", extension: "" },
  { create: hlsPlayUrl, scheme: "http", secure: "https", extension: ".m3u8" },
  { create: httpFlvPlayUrl, scheme: "http", secure: "https", extension: ".flv" },
  { create: snapshotPlayUrl, scheme: "http", secure: "https", extension: ".jpg" },
];

test.each(builders)(
  "play URLs with extension $extension",
  ({ create, scheme, secure, extension }) => {
    const path = "live.test.com/test-hub/test-title";

    expect(create("live.test.com", "test-hub", "test-title")).toBe(
      `${scheme}://${path}${extension}`,
    );
    expect(create("live.test.com", "test-hub", "test-title", { https: true })).toBe(
      `${secure}://${path}${extension}`,
    );
    expect(create("live.test.com:81", "test-hub", "流", { profile: "480p" })).toBe(
      `${scheme}://live.test.com:81/test-hub/流@480p${extension}`,
    );
  },
);

test("the methods of a stream return the same URLs as the functions", () => {
  const stream = new Hub(credentials, "test-hub").stream("test-title");
  const target = ["live.test.com", "test-hub", "test-title"] as const;
  const options = { profile: "720p", https: true };

  expect(stream.rtmpPlayUrl("live.test.com", options)).toBe(rtmpPlayUrl(...target, options));
  expect(stream.hlsPlayUrl("live.test.com", options)).toBe(hlsPlayUrl(...target, options));
  expect(stream.httpFlvPlayUrl("live.test.com", options)).toBe(httpFlvPlayUrl(...target, options));
  expect(stream.snapshotPlayUrl("live.test.com", options)).toBe(
    snapshotPlayUrl(...target, options),
  );
});

test.each<[argument: string, domain: string, key: string, options: object]>([
  ["domain", "http://live.test.com", "key", {}],
  ["key", "live.test.com", "a b", {}],
  ["profile", "live.test.com", "key", { profile: "480p?" }],
  ["profile", "live.test.com", "key", { profile: "480p/a" }],
  ["https", "live.test.com", "key", { https: "yes" }],
  ["options", "live.test.com", "key", { length: 1, __proto__: Array.prototype }],
  ["key", "live.test.com", "key", { sign: { time: 1 } }],
  ["options", "live.test.com", "key", null as never],
  ["htps", "live.test.com", "key", { htps: true }],
  ["key", "live.test.com", undefined as never, { profile: "480p" }],
  ["key", "live.test.com", "", { profile: "480p" }],
  ["key", "live.test.com", "key/", { profile: "480p" }],
  ["key", "live.test.com", "\ud800", {}],
  ["domain", "live.test.com:65536", "key", {}],
  ["domain", "live&test.com", "key", {}],
])("play URLs reject an invalid %s (%#)", (argument, domain, key, options) => {
  expect(() => hlsPlayUrl(domain, "hub", key, options)).toThrow(
    expect.objectContaining({ name: "InvalidArgumentError", argument }),
  );
});

const time = 1_634_745_600;
const play = "https://play.domain.com/hub/streamTitle";

test.each<{ url: string; options: SignPlayUrlOptions; signed: string }>([
  {
    url: play,
    options: { key: "test123", time },
    signed: `${play}?sign=b1a151275da51ce22f50dd97df3cdc86&t=61703d00`,
  },
  {
    url: play,
    options: { key: "test123", time, base: 16, rule: "$(key)$(path)$(_t)" },
    signed: `${play}?sign=b1a151275da51ce22f50dd97df3cdc86&t=61703d00`,
  },
  {
    url: play,
    options: { key: "test123", time, base: 10 },
    signed: `${play}?sign=2ddebda4405e928153a80163f6c49ee0&t=1634745600`,
  },
  {
    url: "http://play.test.com/test-hub/test-title.m3u8",
    options: { key: "12345678", time: 0x55d7fab2 },
    signed:
      "http://play.test.com/test-hub/test-title.m3u8?sign=bff947130b2541fd150ae3788bce1a4d&t=55d7fab2",
  },
])("signPlayUrl() of $url with $options.base as base", ({ url, options, signed }) => {
  expect(signPlayUrl(url, options)).toBe(signed);
});

/** Hashes independently of the code of the package. */
function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

test.each([
  { rule: "$(key)$(path)$(_t)", text: "k/hub/a/title.m3u8z" },
  { rule: "$(streamKey)", text: "hub/a/title" },
  { rule: "$(streamTitle)", text: "a/title" },
  { rule: "$(path_1)-$(path_2)-$(path_3)", text: "hub-a-title.m3u8" },
  { rule: "$(_user)$(_user)", text: "a ba b" },
  { rule: "plain $ text", text: "plain $ text" },
  { rule: undefined, text: "k/hub/a/title.m3u8z" },
])("signPlayUrl() with the rule $rule signs $text", ({ rule, text }) => {
  const url = "https://play.test.com/hub/a/title.m3u8?user=a+b&user=c";

  const signed = signPlayUrl(url, { key: "k", time: 35, base: 36, rule });

  const query = `sign=${md5(text)}&t=z&user=a+b&user=c`;
  expect(signed).toBe(`https://play.test.com/hub/a/title.m3u8?${query}`);
});

test("signPlayUrl() uses other names, and replaces what it has signed", () => {
  const options = { key: "k", time: 255, timeName: "ts", signName: "s" };
  const url = "http://play.test.com/hub/title.flv?z=1&s=old&ts=old&sign=kept";

  const signed = signPlayUrl(url, options);

  const query = `s=${md5("k/hub/title.flvff")}&sign=kept&ts=ff&z=1`;
  expect(signed).toBe(`http://play.test.com/hub/title.flv?${query}`);
  expect(signPlayUrl(signed, options)).toBe(signed);
});

test("play URLs can be signed", () => {
  const sign = { key: "12345678", time: 0x55d7fab2 };

  expect(hlsPlayUrl("play.test.com", "test-hub", "test-title", { sign })).toBe(
    "http://play.test.com/test-hub/test-title.m3u8?sign=bff947130b2541fd150ae3788bce1a4d&t=55d7fab2",
  );
});

test.each<[argument: string, url: unknown, options: object]>([
  ["url", "/hub/title.m3u8", {}],
  ["url", 5, {}],
  ["url", "https://play.test.com/hub/title#a", {}],
  ["key", play, { key: "" }],
  ["key", play, { key: undefined }],
  ["time", play, { time: undefined }],
  ["time", play, { time: 1.5 }],
  ["time", play, { time: Date.now() }],
  ["base", play, { base: 1 }],
  ["base", play, { base: 37 }],
  ["base", play, { base: -10 }],
  ["rule", play, { rule: "$(secret)" }],
  ["rule", play, { rule: "$(path_3)" }],
  ["rule", play, { rule: "$(_user)" }],
  ["rule", `${play}?sign=old`, { rule: "$(_sign)" }],
  ["rule", play, { rule: "$(sign)$(key" }],
  ["rule", play, { rule: "" }],
  ["timeName", play, { timeName: "" }],
  ["signName", play, { signName: "t" }],
  ["signname", play, { signname: "s" }],
  ["expiresAt", play, { expiresAt: time }],
])("signPlayUrl() rejects an invalid %s (%#)", (argument, url, options) => {
  const all: SignPlayUrlOptions = { key: "test123", time, ...options };

  expect(() => signPlayUrl(url as string, all)).toThrow(
    expect.objectContaining({ name: "InvalidArgumentError", argument }),
  );
});

test("signPlayUrl() is what an independent implementation returns, for any stream", () => {
  const word = fc.stringMatching(/^[A-Za-z0-9_.-]{1,12}$/).filter((text) => !/^\.+$/.test(text));
  const base = fc.integer({ min: 2, max: 36 });
  fc.assert(
    fc.property(word, word, word, fc.nat(4_000_000_000), base, (hub, title, key, at, radix) => {
      const rule = "$(streamTitle)$(_t)$(key)$(path)";

      const url = signPlayUrl(`https://play.test.com/${hub}/${title}`, {
        key,
        time: at,
        base: radix,
        rule,
      });

      const stamp = at.toString(radix).toLowerCase();
      const dot = title.lastIndexOf(".");
      const name = dot < 0 ? title : title.slice(0, dot);
      const signed = md5(`${name}${stamp}${key}/${hub}/${title}`);
      expect(url).toBe(`https://play.test.com/${hub}/${title}?sign=${signed}&t=${stamp}`);
    }),
    propertyOptions(200),
  );
});

test("md5() of both platforms is that of node:crypto, for any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), (text) => {
      expect([md5OfNode(text), md5OfWeb(text)]).toEqual([md5(text), md5(text)]);
    }),
    propertyOptions(200),
  );
});
