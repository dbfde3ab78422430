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
import { type RunOptions, runProgram } from "./run-program.ts";

/** Runs `url` with the JSON of a stream on standard input. */
function runUrl(argv: string[], stream: object = streamData, options: RunOptions = {}) {
  const stdin = JSON.stringify(stream);
  return runProgram(["url", ...argv, "--stream", "-"], { ...options, stdin });
}

/** Returns the options of a vector as flags. */
function toFlags({ options }: (typeof piliVectors.publishUrls)[number]): string[] {
  const { nonce, expiresAt } = options;
  return [
    ...(nonce === undefined ? [] : ["--nonce", String(nonce)]),
    ...(expiresAt === undefined ? [] : ["--expires-at", String(expiresAt)]),
  ];
}

test.each(piliVectors.publishUrls)("url publish prints the URL of $name", async (vector) => {
  const { accessKey = "", secretKey = "" } = vector.credentials ?? {};
  const env = { QINIU_ACCESS_KEY: accessKey, QINIU_SECRET_KEY: secretKey };

  const result = await runUrl(["publish", ...toFlags(vector)], vector.stream, { env });

  expect(result).toEqual({ exitCode: 0, stdout: `${vector.url}\n`, stderr: "" });
});

test.each(piliVectors.publishUrls)(
  "url publish prints the URL of $name from flags alone",
  async (vector) => {
    const { hub, title, publishKey, publishSecurity, hosts } = vector.stream;
    const { accessKey, secretKey } = vector.credentials ?? {};
    const values = {
      hub,
      title,
      host: hosts?.publish?.rtmp,
      "publish-key": publishKey,
      "publish-security": publishSecurity,
      "access-key": accessKey,
      "secret-key": secretKey,
    };
    const flags = Object.entries(values).flatMap(([name, value]) =>
      value ? [`--${name}`, value] : [],
    );

    const result = await runProgram(["url", "publish", ...flags, ...toFlags(vector)]);

    expect(result).toEqual({ exitCode: 0, stdout: `${vector.url}\n`, stderr: "" });
  },
);

test("url publish uses the time as the default nonce, and accepts a number of any size", async () => {
  const before = Math.floor(Date.now() / 1_000);

  const byDefault = await runUrl(["publish"]);
  const large = await runUrl(["publish", "--nonce", "18446744073709551616"]);

  const nonce = Number(/nonce=(\d+)&/.exec(byDefault.stdout)?.[1]);
  expect(nonce).toBeGreaterThanOrEqual(before);
  expect(nonce).toBeLessThanOrEqual(Math.floor(Date.now() / 1_000));
  expect(large.stdout).toContain("nonce=18446744073709551616&");
});

test("url publish accepts --expires-at as a date", async () => {
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

test.each(kinds)("url $name prints a line per profile, a single URL, or JSON", async (kind) => {
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

test("url snapshot prints a URL", async () => {
  const { stdout } = await runUrl(["snapshot"]);

  expect(stdout).toBe(`${snapshotUrl(streamData)}\n`);
});

test("url reads a stream from a file, from flags and from the environment", async () => {
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

const invalid: [description: string, argv: string[], stream: object, message: string][] = [
  ["a JSON array", ["rtmp"], [], "--stream must be the JSON of a stream, with hub and title"],
  [
    "a stream without a hub",
    ["rtmp"],
    { title: "t" },
    "--stream must be the JSON of a stream, with hub and title",
  ],
  [
    "profiles that are not an array",
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
    "a stream without a host",
    ["snapshot"],
    stream({ hosts: {} }),
    "Invalid argument hosts.live.snapshot: must be present for a snapshot URL",
  ],
  [
    "an unknown publish security",
    ["publish"],
    stream({ publishSecurity: "hunter2" }),
    "--publish-security must be one of none, static, dynamic, expiry, expiry_sk",
  ],
  [
    "a missing publish key",
    ["publish"],
    stream({ publishKey: undefined }),
    "--publish-key must be a non-empty string, not undefined",
  ],
  [
    "missing keys",
    ["publish"],
    stream({ publishSecurity: "expiry_sk" }),
    "--access-key is missing: pass it, or set QINIU_ACCESS_KEY",
  ],
  [
    "a negative nonce",
    ["publish", "--nonce", "-1"],
    streamData,
    "option '--nonce <number>' argument '-1' is invalid. It must be a whole number, not negative.",
  ],
  [
    "a time without an offset",
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
    "a missing end",
    ["playback", "--start", "2"],
    streamData,
    "required option '--end <time>' not specified",
  ],
];

test.each(invalid)("url rejects %s", async (_description, argv, data, message) => {
  const result = await runUrl(argv, data);

  expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
});

test("url rejects a stream that is not JSON, and a missing title", async () => {
  const notJson = await runProgram(["url", "rtmp", "--stream", "-"], { stdin: "hunter2" });
  const withoutTitle = await runProgram(["url", "rtmp", "--hub", "h"]);

  expect(notJson.stderr).toBe("flip-pili: --stream must be JSON\n");
  expect(withoutTitle.stderr).toBe(
    "flip-pili: --title is missing: pass it, or the JSON of the stream with --stream\n",
  );
});
