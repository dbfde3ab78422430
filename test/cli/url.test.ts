import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  hlsLiveUrls,
  hlsPlaybackUrls,
  httpFlvLiveUrls,
  rtmpLiveUrls,
  snapshotUrl,
} from "flip-pili/pili";
import { expect, test } from "vitest";
import { streamData } from "../helpers/pili-server.ts";
import { piliVectors } from "../helpers/pili-vectors.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { runProgram, type Surroundings } from "./run-program.ts";

/** Runs `url` with the JSON of a stream on standard input. */
function runUrl(argv: string[], stream: object = streamData, around: Surroundings = {}) {
  const stdin = JSON.stringify(stream);
  return runProgram(["url", ...argv, "--stream", "-"], { ...around, stdin });
}

/** The options of a vector as flags. */
function toFlags({ options }: (typeof piliVectors.publishUrls)[number]): string[] {
  const { nonce, expiresAt } = options;
  return [
    ...(nonce === undefined ? [] : ["--nonce", String(nonce)]),
    ...(expiresAt === undefined ? [] : ["--expires-at", String(expiresAt)]),
  ];
}

test.each(piliVectors.publishUrls)("url publish gives the URL of $name", async (vector) => {
  const { accessKey = "", secretKey = "" } = vector.credentials ?? {};
  const env = { QINIU_ACCESS_KEY: accessKey, QINIU_SECRET_KEY: secretKey };

  const result = await runUrl(["publish", ...toFlags(vector)], vector.stream, { env });

  expect(result).toEqual({ exitCode: 0, stdout: `${vector.url}\n`, stderr: "" });
});

test.each(piliVectors.publishUrls)(
  "url publish gives the URL of $name by flags alone",
  async (vector) => {
    const { hub, title, publishKey, publishSecurity, hosts } = vector.stream;
    const { accessKey, secretKey } = vector.credentials ?? {};
    const given = {
      ...{ hub, title, host: hosts?.publish?.rtmp },
      ...{ "publish-key": publishKey, "publish-security": publishSecurity },
      ...{ "access-key": accessKey, "secret-key": secretKey },
    };
    const flags = Object.entries(given).flatMap(([name, value]) =>
      value ? [`--${name}`, value] : [],
    );

    const result = await runProgram(["url", "publish", ...flags, ...toFlags(vector)]);

    expect(result).toEqual({ exitCode: 0, stdout: `${vector.url}\n`, stderr: "" });
  },
);

test("url publish takes the time as nonce, and a number of any size", async () => {
  const before = Math.floor(Date.now() / 1_000);

  const byTime = await runUrl(["publish"]);
  const large = await runUrl(["publish", "--nonce", "18446744073709551616"]);

  const nonce = Number(/nonce=(\d+)&/.exec(byTime.stdout)?.[1]);
  expect(nonce).toBeGreaterThanOrEqual(before);
  expect(nonce).toBeLessThan(before + 100);
  expect(large.stdout).toContain("nonce=18446744073709551616&");
});

test("url publish takes its expiry as a date", async () => {
  const security = ["--publish-security", "expiry"];

  const asDate = await runUrl([
    "publish",
    ...security,
    "--expires-at",
    "2015-08-22T15:10:08+00:00",
  ]);
  const asNumber = await runUrl(["publish", ...security, "--expires-at", "1440256208"]);

  expect(asDate.stdout).toBe(asNumber.stdout);
  expect(asDate.stdout).toContain("?expire=1440256208&token=");
});

const start = 1_440_225_930;
const end = 1_440_226_380;
const interval = ["--start", String(start), "--end", "2015-08-22T06:53:00Z"];

const kinds = [
  { name: "rtmp", flags: [], urls: rtmpLiveUrls(streamData) },
  { name: "hls", flags: [], urls: hlsLiveUrls(streamData) },
  { name: "flv", flags: [], urls: httpFlvLiveUrls(streamData) },
  { name: "playback", flags: interval, urls: hlsPlaybackUrls(streamData, start, end) },
];

test.each(kinds)("url $name gives a line for each profile, one alone, or JSON", async (kind) => {
  const command = [kind.name, ...kind.flags];

  const lines = await runUrl(command);
  const one = await runUrl([...command, "--profile", "480p"]);
  const json = await runUrl([...command, "--json"]);

  expect(lines.stdout).toBe(
    `480p\t${kind.urls["480p"]}\n720p\t${kind.urls["720p"]}\nORIGIN\t${kind.urls.ORIGIN}\n`,
  );
  expect(one.stdout).toBe(`${kind.urls["480p"]}\n`);
  expect(JSON.parse(json.stdout)).toEqual(kind.urls);
});

test("url snapshot gives a URL", async () => {
  const { stdout } = await runUrl(["snapshot"]);

  expect(stdout).toBe(`${snapshotUrl(streamData)}\n`);
});

test("url reads a file, and flags and environment fill in what it lacks", async () => {
  const file = join(await temporaryDirectory(), "stream.json");
  await writeFile(file, JSON.stringify(streamData));

  const fromFile = await runProgram(["url", "hls", "--stream", file, "--profile", "ORIGIN"]);
  const changed = await runProgram([
    "url",
    "hls",
    "--stream",
    file,
    "--title",
    "other",
    "--host",
    "h.example",
    "--profile",
    "480p",
  ]);
  const withoutFile = await runProgram(
    ["url", "rtmp", "--title", "t", "--host", "h.example", "--profile", "1080p"],
    { env: { PILI_HUB: "my-hub" } },
  );

  expect(fromFile.stdout).toBe("http://live-hls.example.com/test-hub/test-title.m3u8\n");
  expect(changed.stdout).toBe("http://h.example/test-hub/other@480p.m3u8\n");
  expect(withoutFile.stdout).toBe("rtmp://h.example/my-hub/t@1080p\n");
});

const stream = (fields: object) => ({ ...streamData, ...fields });

const refusals: [what: string, argv: string[], stream: object, message: string][] = [
  ["a list", ["rtmp"], [], "--stream must be the JSON of a stream, with hub and title"],
  ["no hub", ["rtmp"], { title: "t" }, "--stream must be the JSON of a stream, with hub and title"],
  [
    "profiles that are none",
    ["rtmp"],
    stream({ profiles: "480p" }),
    "--stream must be the JSON of a stream, with hub and title",
  ],
  [
    "an unknown profile",
    ["rtmp", "--profile", "x"],
    streamData,
    "--profile must be one of 480p, 720p, ORIGIN",
  ],
  [
    "a stream without host",
    ["snapshot"],
    stream({ hosts: {} }),
    "Invalid argument hosts.live.snapshot: must be present for a snapshot URL",
  ],
  [
    "an unknown security",
    ["publish"],
    stream({ publishSecurity: "hunter2" }),
    "--publish-security must be one of none, static, dynamic, expiry, expiry_sk",
  ],
  [
    "a key that is missing",
    ["publish"],
    stream({ publishKey: undefined }),
    "--publish-key must be a non-empty string, not undefined",
  ],
  [
    "keys that are missing",
    ["publish"],
    stream({ publishSecurity: "expiry_sk" }),
    "--access-key is missing: give it, or set QINIU_ACCESS_KEY",
  ],
  [
    "a nonce that is none",
    ["publish", "--nonce", "-1"],
    streamData,
    "option '--nonce <number>' argument '-1' is invalid. It must be a whole number, not negative.",
  ],
  [
    "a time without offset",
    ["playback", "--end", "3", "--start", "2015-08-22T06:45:30"],
    streamData,
    "option '--start <time>' argument '2015-08-22T06:45:30' is invalid. " +
      "It must be Unix seconds, or a time such as 2026-01-31T12:00:00Z.",
  ],
  [
    "times in milliseconds",
    ["playback", "--start", "1440225930000", "--end", "1440226380000"],
    streamData,
    "--start must be in seconds: 1440225930000 is in milliseconds",
  ],
  [
    "an interval that ends before it starts",
    ["playback", "--start", "2", "--end", "1"],
    streamData,
    "--start must not be after end: 2 > 1",
  ],
  [
    "no interval",
    ["playback", "--start", "2"],
    streamData,
    "required option '--end <time>' not specified",
  ],
];

test.each(refusals)("url refuses %s", async (_what, argv, data, message) => {
  const result = await runUrl(argv, data);

  expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
});

test("url refuses what is no JSON, and a stream of which nothing is known", async () => {
  const noJson = await runProgram(["url", "rtmp", "--stream", "-"], { stdin: "hunter2" });
  const noTitle = await runProgram(["url", "rtmp", "--hub", "h"]);

  expect(noJson.stderr).toBe("flip-pili: --stream must be JSON\n");
  expect(noTitle.stderr).toBe(
    "flip-pili: --title is missing: give it, or the whole stream with --stream\n",
  );
});
