import fc from "fast-check";
import {
  type EncodingData,
  encodingScreenshotUrls,
  encodingUrl,
  encodingUrls,
  type Factory,
  type FlipOptions,
  type VideoData,
  videoPreviewUrl,
  videoUrl,
} from "flip-pili/flip";
import { expect, test } from "vitest";
import { anyCharacter } from "../helpers/any-character.ts";
import { connect, startServer } from "../helpers/flip-server.ts";
import { propertyOptions } from "../helpers/property.ts";
import { routes } from "../helpers/routes.ts";

const storage = { url: "http://s3.amazonaws.com/bucket/" };
const video: VideoData = { id: "v", status: "success", path: "films/v", extname: ".mp4" };
const encoding: EncodingData = {
  id: "e",
  video_id: "v",
  status: "success",
  path: "films/e",
  extname: ".mp4",
  files: ["films/e.mp4", "films/e.ts"],
};

/** Opens a factory with one video and one encoding. */
async function open(
  fields: { factory?: object; video?: object; encoding?: object } = {},
  options?: Partial<FlipOptions>,
) {
  const listed = { ...encoding, ...fields.encoding };
  const server = await startServer(
    routes({
      "GET /factories/f.json": { id: "f", ...storage, ...fields.factory },
      "GET /factories.json": [{ id: "f" }],
      "POST /factories.json": { id: "f", url: null },
      "GET /videos/v.json": { ...video, ...fields.video },
      "GET /videos.json": [video],
      "GET /videos/v/encodings.json": [listed],
      "GET /encodings/e.json": listed,
    }),
  );
  const { factories } = connect(server, options).getResource("flip");
  return { server, factories, factory: await factories.find("f") };
}

async function urlsIn(factory: Factory) {
  const found = await factory.videos.find("v");
  const [listed] = await found.encodings.all();
  const single = await factory.encodings.find("e");
  return [found, listed, single].map((item) => item?.url);
}

test("videos and encodings have URLs in the bucket of their factory", async () => {
  const { factory, server } = await open();
  const found = await factory.videos.find("v");
  const single = await factory.encodings.find("e");
  const sent = server.requests.length;

  const base = "http://s3.amazonaws.com/bucket/films/";
  expect(found.url).toBe(`${base}v.mp4`);
  expect(found.previewUrl).toBe(`${base}v_1.jpg`);
  expect(single.url).toBe(`${base}e.mp4`);
  expect(single.urls).toEqual([`${base}e.mp4`, `${base}e.ts`]);
  expect(single.screenshotUrls).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `${base}e_${n}.jpg`));
  expect(server.requests).toHaveLength(sent);
});

test("videos and encodings have the URL of their factory however they were retrieved", async () => {
  const { factory } = await open();
  const [listed] = await factory.videos.all();
  const reached = await (await factory.encodings.find("e")).video();

  expect([...(await urlsIn(factory)), listed?.url, reached.url].map(String)).toEqual(
    ["v", "e", "e", "v", "v"].map((name) => `http://s3.amazonaws.com/bucket/films/${name}.mp4`),
  );
});

test("URLs are undefined until the factory has one, and appear when it is reloaded", async () => {
  const { factories } = await open();
  const [listed] = await factories.all();
  const made = await factories.create({ name: "n" } as never);

  for (const factory of [listed as Factory, made]) {
    const found = await factory.videos.find("v");
    expect([...(await urlsIn(factory)), found.previewUrl]).toEqual(Array(4).fill(undefined));
    await factory.reload();
    expect(found.url).toBe("http://s3.amazonaws.com/bucket/films/v.mp4");
  }
});

test("with httpsUrls, URLs are https", async () => {
  const { factory } = await open({}, { httpsUrls: true });

  expect(await urlsIn(factory)).toEqual(
    ["v", "e", "e"].map((name) => `https://s3.amazonaws.com/bucket/films/${name}.mp4`),
  );
});

test("URLs are not fields: they are neither enumerable nor part of the JSON", async () => {
  const { factory } = await open({ video: { url: "http://other.example/" } });
  const found = await factory.videos.find("v");

  expect(Object.keys(found)).not.toContain("url");
  expect(found.url).toBe("http://s3.amazonaws.com/bucket/films/v.mp4");
  expect(JSON.parse(JSON.stringify(found))).toMatchObject({ url: "http://other.example/" });
});

test.each<{ what: string; fields: Partial<VideoData> }>([
  { what: "is importing", fields: { status: "processing" } },
  { what: "has failed", fields: { status: "fail" } },
  { what: "has no status", fields: { status: null as never } },
  { what: "has no path", fields: { path: null } },
  { what: "has an empty path", fields: { path: "" } },
  { what: "has a number as path", fields: { path: 5 as never } },
])("videoUrl() and videoPreviewUrl() return undefined for a video that $what", ({ fields }) => {
  const data = { ...video, ...fields };

  expect(videoUrl(data, storage)).toBeUndefined();
  expect(videoPreviewUrl(data, storage)).toBeUndefined();
});

test("videoUrl() accepts a video without extension", () => {
  expect(videoUrl({ ...video, extname: null }, storage)).toMatch(/films\/v$/);
});

test.each<{ what: string; fields: Partial<EncodingData>; count: number | undefined }>([
  { what: "null", fields: { files: null }, count: undefined },
  { what: "empty", fields: { files: [] }, count: undefined },
  { what: "text", fields: { files: "films/e.mp4" as never }, count: undefined },
  { what: "other files", fields: { files: ["films/e.webm", "", null as never] }, count: 1 },
  { what: "files without path", fields: { path: null }, count: 2 },
])("encodingUrl() returns undefined when files are $what", ({ fields, count }) => {
  const data = { ...encoding, ...fields };

  expect(encodingUrl(data, storage)).toBeUndefined();
  expect(encodingUrls(data, storage)?.length).toBe(count);
});

test.each<{ what: string; fields: Partial<EncodingData>; names: string[] | undefined }>([
  { what: "screenshots", fields: { screenshots: ["s_1.jpg", "s_9.jpg"] }, names: ["s_1", "s_9"] },
  { what: "no screenshots", fields: { screenshots: [] }, names: undefined },
  {
    what: "screenshots in files",
    fields: { files: ["films/e_10.jpg", "films/e_2.jpg", "films/e.mp4", "films/x_1.jpg"] },
    names: ["films/e_2", "films/e_10"],
  },
  { what: "no path", fields: { path: null }, names: undefined },
  { what: "status processing", fields: { status: "processing" }, names: undefined },
  { what: "status fail", fields: { status: "fail" }, names: undefined },
])("encodingScreenshotUrls() of an encoding with $what", ({ fields, names }) => {
  const urls = encodingScreenshotUrls({ ...encoding, ...fields }, storage);

  expect(urls).toEqual(names?.map((name) => `${storage.url}${name}.jpg`));
});

test.each([
  ["http://s3.amazonaws.com/bucket", "http://s3.amazonaws.com/bucket/films/v.mp4"],
  ["https://bucket.example/", "https://bucket.example/films/v.mp4"],
  ["http://bucket.example:9000/a%20b/", "http://bucket.example:9000/a%20b/films/v.mp4"],
  ["ftp://files.example/x/", "ftp://files.example/x/films/v.mp4"],
  ["javascript:alert(1)//", undefined],
  ["data:text/html,", undefined],
  ["http://bucket.example/?key=", undefined],
  ["http://bucket.example/#", undefined],
  ["/bucket/", undefined],
  ["null", undefined],
  ["", undefined],
  [null, undefined],
  [5, undefined],
])("videoUrl() with the bucket %j returns %j", (url, expected) => {
  expect(videoUrl(video, { url: url as string })).toBe(expected);
});

test.each([
  ["http://bucket.example/", "https://bucket.example/films/v.mp4"],
  ["http://bucket.example:9000/", "https://bucket.example:9000/films/v.mp4"],
  ["https://bucket.example/", "https://bucket.example/films/v.mp4"],
  ["ftp://files.example/", "ftp://files.example/films/v.mp4"],
])("videoUrl() with https and the bucket %j returns %j", (url, expected) => {
  expect(videoUrl(video, { url }, { https: true })).toBe(expected);
});

test.each(["..", "a/../b", "./a", "a/.", "\ud800"])(
  "videoUrl() returns undefined for the path %j, which no URL can address",
  (path) => {
    expect(videoUrl({ ...video, path, extname: "" }, storage)).toBeUndefined();
  },
);

/** Splits a URL as described in RFC 3986, appendix B. */
const parts = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?/;

test("a URL parser reads the key of any file back from its URL", () => {
  const marks = fc.constantFrom(...Array.from("/ #?%+&=:;@!$'()*,[]{}|\\^`\"<>.~-_äß日😀\t\n\0"));
  const key = fc.oneof(
    fc.string({ unit: anyCharacter, minLength: 1 }),
    fc.string({ unit: fc.oneof(marks, fc.string({ minLength: 1, maxLength: 1 })), minLength: 1 }),
  );
  const hasDots = (text: string) => text.split("/").some((part) => part === "." || part === "..");

  fc.assert(
    fc.property(
      key.filter((text) => !hasDots(text)),
      (file) => {
        const [url = ""] = encodingUrls({ ...encoding, files: [file] }, storage) ?? [];
        const [, scheme, authority, path = "", query, fragment] = parts.exec(url) ?? [];

        expect([scheme, authority, query, fragment]).toEqual([
          "http",
          "s3.amazonaws.com",
          undefined,
          undefined,
        ]);
        expect(decodeURIComponent(path)).toBe(`/bucket/${file}`);
        expect(path).toMatch(/^[\w.~%/-]+$/);
        expect(new URL(url).href).toBe(url);
      },
    ),
    propertyOptions(500),
  );
});

test("byProfile() finds the latest encoding of the video with a profile", async () => {
  const created = (id: string, created_at: string | null, profile_name = "h264") => ({
    id,
    profile_name,
    created_at,
  });
  const server = await startServer(
    routes({
      "GET /factories/f.json": { id: "f" },
      "GET /videos/v.json": video,
      "GET /videos/v/encodings.json": [
        created("other", "2016/02/03 10:11:19 +0000", "webm"),
        created("unknown", null),
        created("old", "2016/02/03 10:11:12 +0000"),
        created("new", "2016/02/03 12:11:13 +0200"),
        created("newest", "2016/02/03 10:11:14 +0000"),
        created("twin", "2016/02/03 10:11:14 +0000"),
      ],
    }),
  );
  const factory = await connect(server).getResource("flip").factories.find("f");
  const { encodings } = await factory.videos.find("v");

  const found = await encodings.byProfile("h264");
  const missing = await encodings.byProfile("ogg");

  expect(String(found)).toBe("Encoding newest");
  expect(missing).toBeUndefined();
  expect(server.requests.at(-1)?.params).toMatchObject({ profile_name: "ogg" });
  await expect(encodings.byProfile("")).rejects.toMatchObject({ argument: "name" });
});
