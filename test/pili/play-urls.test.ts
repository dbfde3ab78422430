import fc from "fast-check";
import {
  hlsLiveUrls,
  hlsPlaybackUrls,
  httpFlvLiveUrls,
  type PlayableStream,
  rtmpLiveUrls,
  type StreamHosts,
  snapshotUrl,
} from "flip-pili/pili";
import { expect, test } from "vitest";
import { observedFetch } from "../helpers/observed-fetch.ts";
import { streamData, streamWith } from "../helpers/pili-server.ts";
import { propertyOptions } from "../helpers/property.ts";

const [start, end] = [1_440_282_134, 1_440_437_833];

/** Functions for every kind of URL. */
const makers: Record<string, (stream: PlayableStream) => Readonly<Record<string, string>>> = {
  "RTMP live": rtmpLiveUrls,
  "HLS live": hlsLiveUrls,
  "HTTP-FLV live": httpFlvLiveUrls,
  "HLS playback": (stream) => hlsPlaybackUrls(stream, start, end),
  snapshot: (stream) => ({ ORIGIN: snapshotUrl(stream) }),
};

const path = "test-origin/55db52e1e3ba573b2000000e";
const documented = {
  hub: "test-origin",
  title: "55db52e1e3ba573b2000000e",
  profiles: ["480p"],
  hosts: {
    live: {
      rtmp: "e4kvkh.live1-rtmp.z1.pili.qiniucdn.com",
      hls: "e4kvkh.live1-hls.z1.pili.qiniucdn.com",
      hdl: "e4kvkh.live1-hdl.z1.pili.qiniucdn.com",
      snapshot: "e4kvkh.live1-snapshot.z1.pili.qiniucdn.com",
    },
    playback: { hls: "e4kvkh.playback1.z1.pili.qiniucdn.com" },
  },
};

test.each([
  {
    kind: "RTMP live",
    urls: {
      ORIGIN: `rtmp://e4kvkh.live1-rtmp.z1.pili.qiniucdn.com/${path}`,
      "480p": `rtmp://e4kvkh.live1-rtmp.z1.pili.qiniucdn.com/${path}@480p`,
    },
  },
  {
    kind: "HLS live",
    urls: {
      ORIGIN: `http://e4kvkh.live1-hls.z1.pili.qiniucdn.com/${path}.m3u8`,
      "480p": `http://e4kvkh.live1-hls.z1.pili.qiniucdn.com/${path}@480p.m3u8`,
    },
  },
  {
    kind: "HTTP-FLV live",
    urls: {
      ORIGIN: `http://e4kvkh.live1-hdl.z1.pili.qiniucdn.com/${path}.flv`,
      "480p": `http://e4kvkh.live1-hdl.z1.pili.qiniucdn.com/${path}@480p.flv`,
    },
  },
  {
    kind: "HLS playback",
    urls: {
      ORIGIN: `http://e4kvkh.playback1.z1.pili.qiniucdn.com/${path}.m3u8?start=${start}&end=${end}`,
      "480p": `http://e4kvkh.playback1.z1.pili.qiniucdn.com/${path}@480p.m3u8?start=${start}&end=${end}`,
    },
  },
  {
    kind: "snapshot",
    urls: { ORIGIN: `http://e4kvkh.live1-snapshot.z1.pili.qiniucdn.com/${path}.jpg` },
  },
])("the functions return the documented $kind URLs", ({ kind, urls }) => {
  expect(makers[kind]?.(documented)).toEqual(urls);
});

const eras: { era: string; hosts: StreamHosts; found: Record<string, string> }[] = [
  {
    era: "up to 1.3",
    hosts: { publish: { rtmp: "pub" }, play: { rtmp: "p-rtmp", hls: "p-hls" } },
    found: { "RTMP live": "p-rtmp", "HLS live": "p-hls", "HLS playback": "p-hls" },
  },
  {
    era: "up to 1.3, later captures",
    hosts: { publish: { rtmp: "pub" }, play: { rtmp: "p-rtmp", http: "p-http" } },
    found: { "RTMP live": "p-rtmp", "HLS live": "p-http", "HLS playback": "p-http" },
  },
  {
    era: "1.4 and 1.5.0",
    hosts: { live: { rtmp: "l-rtmp", http: "l-http" }, playback: { http: "b-http" } },
    found: {
      ...{ "RTMP live": "l-rtmp", "HLS live": "l-http" },
      ...{ "HTTP-FLV live": "l-http", "HLS playback": "b-http" },
    },
  },
  {
    era: "from 1.5.1",
    hosts: { live: { rtmp: "l-rtmp", hls: "l-hls", hdl: "l-hdl" }, playback: { hls: "b-hls" } },
    found: {
      ...{ "RTMP live": "l-rtmp", "HLS live": "l-hls" },
      ...{ "HTTP-FLV live": "l-hdl", "HLS playback": "b-hls" },
    },
  },
  {
    era: "December 2015",
    hosts: {
      live: { rtmp: "l-rtmp", hls: "l-hls", hdl: "l-hdl", http: "l-hls" },
      playback: { hls: "b-hls", http: "b-http" },
    },
    found: {
      ...{ "RTMP live": "l-rtmp", "HLS live": "l-hls" },
      ...{ "HTTP-FLV live": "l-hdl", "HLS playback": "b-hls" },
    },
  },
  {
    era: "2016",
    hosts: streamData.hosts,
    found: {
      "RTMP live": "live-rtmp.example.com",
      "HLS live": "live-hls.example.com",
      "HTTP-FLV live": "live-hdl.example.com",
      "HLS playback": "playback-hls.example.com",
      snapshot: "live-snapshot.example.com",
    },
  },
  {
    era: "no era, with holes",
    hosts: { live: { rtmp: "" }, play: { rtmp: "p-rtmp" }, playback: {} },
    found: { "RTMP live": "p-rtmp" },
  },
];

const missing: Record<string, string> = {
  "RTMP live": "hosts.live.rtmp",
  "HLS live": "hosts.live.hls",
  "HTTP-FLV live": "hosts.live.hdl",
  "HLS playback": "hosts.playback.hls",
  snapshot: "hosts.live.snapshot",
};

const cases = eras.flatMap(({ era, hosts, found }) =>
  Object.entries(makers).map(([kind, make]) => ({ era, kind, make, hosts, host: found[kind] })),
);

test.each(cases.filter(({ host }) => host !== undefined))(
  "the $kind URL of a stream of $era has the host $host",
  ({ make, hosts, host }) => {
    const { ORIGIN = "" } = make({ hub: "hub", title: "title", hosts });

    expect(ORIGIN.split("/")[2]).toBe(host);
  },
);

test.each([
  ...cases.filter(({ host }) => host === undefined),
  ...Object.entries(makers).flatMap(([kind, make]) => [
    { era: "nothing", kind, make, hosts: undefined },
    { era: "null", kind, make, hosts: null as unknown as StreamHosts },
    { era: "empty hosts", kind, make, hosts: {} },
    { era: "null within", kind, make, hosts: { live: null, playback: { hls: null } } as never },
  ]),
])(
  "the $kind URL of a stream of $era is rejected with the key of the host and the kind",
  ({ kind, make, hosts }) => {
    const urls = () => make({ hub: "hub", title: "title", hosts });

    expect(urls).toThrow(
      expect.objectContaining({
        name: "InvalidArgumentError",
        argument: missing[kind],
        message: expect.stringContaining(`${kind} URL`),
      }),
    );
  },
);

test.each([
  { profiles: undefined, keys: ["ORIGIN"] },
  { profiles: null, keys: ["ORIGIN"] },
  { profiles: [], keys: ["ORIGIN"] },
  { profiles: ["720p", "480p"], keys: ["480p", "720p", "ORIGIN"] },
  { profiles: ["ORIGIN"], keys: ["ORIGIN"] },
])("the URLs of a stream with profiles $profiles have the keys $keys", ({ profiles, keys }) => {
  const urls = rtmpLiveUrls({ ...streamData, profiles });

  expect(Object.keys(urls).sort()).toEqual(keys);
  expect(urls.ORIGIN).toBe("rtmp://live-rtmp.example.com/test-hub/test-title");
});

test("a profile named __proto__ is a normal key", () => {
  const urls = rtmpLiveUrls({ ...streamData, profiles: ["__proto__"] });

  expect(Object.keys(urls).sort()).toEqual(["ORIGIN", "__proto__"]);
  expect(Object.getPrototypeOf(urls)).toBe(Object.prototype);
});

test.each([
  { fields: { hub: undefined }, argument: "hub" },
  { fields: { hub: "" }, argument: "hub" },
  { fields: { title: undefined }, argument: "title" },
  { fields: { title: null }, argument: "title" },
  { fields: { profiles: "480p" }, argument: "profiles" },
  { fields: { profiles: [480] }, argument: "profiles[0]" },
  { fields: { profiles: ["480p", "a b"] }, argument: "profiles[1]" },
  { fields: { title: ".." }, argument: "title" },
  { fields: { title: "a/%2e%2E/b" }, argument: "title" },
])("the functions reject a stream with $fields and name $argument", ({ fields, argument }) => {
  const stream = { ...streamData, ...fields } as unknown as PlayableStream;

  for (const make of Object.values(makers)) {
    expect(() => make(stream)).toThrow(
      expect.objectContaining({ name: "InvalidArgumentError", argument }),
    );
  }
});

const names = ["a/b", "a@480p", "%20", "a=b", "a&b", "a+b", "a;b", "a:b", "a,b", "直播😀", "..."];

test.each(names)("the functions put %j into URLs as it is", (text) => {
  const stream = { hub: text, title: text, profiles: [text], hosts: streamData.hosts };

  for (const make of Object.values(makers)) {
    const { ORIGIN = "", [text]: profile = ORIGIN } = make(stream);

    expect(ORIGIN).toContain(`.example.com/${text}/${text}`);
    expect(profile).toContain(`.example.com/${text}/${text}`);
  }
  expect(rtmpLiveUrls(stream)[text]).toBe(`rtmp://live-rtmp.example.com/${text}/${text}@${text}`);
});

const unsafe = [..."?# \t\r\n\"'`<>\\\\^{|}\u0000\u007f\u0085\u00a0\u2028"];

test.each(unsafe.flatMap((mark) => ["hub", "title", "profiles"].map((field) => ({ mark, field }))))(
  "the functions reject $mark in $field",
  ({ mark, field }) => {
    const text = `a${mark}b`;
    const stream = { ...streamData, [field]: field === "profiles" ? [text] : text };
    const argument = field === "profiles" ? "profiles[0]" : field;

    for (const make of Object.values(makers)) {
      expect(() => make(stream)).toThrow(
        expect.objectContaining({ name: "InvalidArgumentError", argument }),
      );
    }
  },
);

test.each([
  "live.example.com",
  "live.example.com:1935",
  "10.0.0.1:80",
  "[::1]:1935",
  "直播.example",
])("the functions accept the host %j", (host) => {
  const { ORIGIN } = rtmpLiveUrls({ ...documented, hosts: { live: { rtmp: host } } });

  expect(ORIGIN).toBe(`rtmp://${host}/${path}`);
});

test.each([
  ...["user@example.com", "user:key@example.com", "example.com/path", "example.com?a=b", "a b"],
  ...["example.com:", "example.com:x", "example.com:123456", "rtmp://example.com", "[::1", "a#b"],
  ...["example.com\n", "exa\u0000mple.com", "a\\b", "::1"],
])("the functions reject the host %j and name it", (host) => {
  const urls = () => rtmpLiveUrls({ ...documented, hosts: { live: { rtmp: host } } });

  expect(urls).toThrow(
    expect.objectContaining({ name: "InvalidArgumentError", argument: "hosts.live.rtmp" }),
  );
});

test.each([
  { start: 2, end: 1, argument: "start" },
  { start: -1, end: 1, argument: "start" },
  { start: 1, end: 1.5, argument: "end" },
  { start: Number.NaN, end: 1, argument: "start" },
  { start: 1, end: Number.POSITIVE_INFINITY, argument: "end" },
  { start: 1_440_282_134_000, end: 1_440_282_134_000, argument: "start" },
  { start: "1", end: "2", argument: "start" },
  { start: 1, end: undefined, argument: "end" },
])("hlsPlaybackUrls() rejects $start to $end and names $argument", async (given) => {
  const [from, to] = [given.start as number, given.end as number];
  const rejection = { name: "InvalidArgumentError", argument: given.argument };
  const stream = await streamWith();

  expect(() => hlsPlaybackUrls(streamData, from, to)).toThrow(expect.objectContaining(rejection));
  expect(() => stream.hlsPlaybackUrls(from, to)).toThrow(expect.objectContaining(rejection));
});

test("hlsPlaybackUrls() accepts 0 and an empty interval", () => {
  const { ORIGIN } = hlsPlaybackUrls(streamData, 0, 0);

  expect(ORIGIN).toMatch(/\.m3u8\?start=0&end=0$/);
});

test("the methods of a stream return the URLs of the functions, and send nothing", async () => {
  const { fetch, requests } = observedFetch(() => Response.json(streamData));
  const stream = await streamWith({}, { fetch });
  const before = requests.length;

  expect(stream.rtmpLiveUrls()).toEqual(rtmpLiveUrls(streamData));
  expect(stream.hlsLiveUrls()).toEqual(hlsLiveUrls(streamData));
  expect(stream.httpFlvLiveUrls()).toEqual(httpFlvLiveUrls(streamData));
  expect(stream.hlsPlaybackUrls(start, end)).toEqual(hlsPlaybackUrls(streamData, start, end));
  expect(stream.snapshotUrl()).toBe(snapshotUrl(streamData));
  expect(requests).toHaveLength(before);
});

test("the functions accept a stream object", async () => {
  const stream = await streamWith();

  for (const make of Object.values(makers)) expect(make(stream)).toEqual(make(streamData));
});

test("every URL can be parsed to its parts, for any stream", () => {
  const name = fc.stringMatching(/^[A-Za-z0-9_-]{4,40}$/);
  const profile = fc.stringMatching(/^[A-Za-z0-9_-]{1,10}$/);
  const kind = fc.constantFrom(...Object.keys(makers));
  const property = fc.property(name, name, profile, kind, (hub, title, own, of) => {
    const urls = makers[of]?.({ ...streamData, hub, title, profiles: [own] }) ?? {};

    for (const [key, url] of Object.entries(urls)) {
      const { protocol, host, pathname } = new URL(url);
      const suffix = key === "ORIGIN" ? "" : `@${key}`;
      expect(protocol).toMatch(/^(rtmp|http):$/);
      expect(host).toMatch(/^(live|playback)-\w+\.example\.com$/);
      expect(pathname.replace(/\.(m3u8|flv|jpg)$/, "")).toBe(`/${hub}/${title}${suffix}`);
      expect(url).toMatch(/^[^?#]*(\?start=1440282134&end=1440437833)?$/);
    }
  });

  fc.assert(property, propertyOptions(300));
});
