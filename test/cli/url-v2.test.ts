import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { runProgram } from "./run-program.ts";

const env = {
  QINIU_ACCESS_KEY: "QiniuAccessKey",
  QINIU_SECRET_KEY: "QiniuSecretKey",
  PILI_HUB: "test-hub",
};
const stream = ["--domain", "publish-rtmp.test.com", "--key", "test-title"];
const v2 = ["--api", "pili-v2"];

/** Prints a URL of Pili v2. */
async function url(kind: string, ...words: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram(["url", kind, ...v2, ...words], { env });
  if (exitCode !== 0) throw new Error(stderr);
  return stdout.trim();
}

const base = "rtmp://publish-rtmp.test.com/test-hub/test-title";

/** Returns the signature of a text with a publish key. */
function sign(key: string, text: string): string {
  const hmac = createHmac("sha1", key).update(text).digest("base64");
  return hmac.replaceAll("+", "-").replaceAll("/", "_");
}

test("url publish --api pili-v2 signs with the keys of the account by default", async () => {
  expect(await url("publish", ...stream, "--expires-at", "1440256208")).toBe(
    `${base}?e=1440256208&token=QiniuAccessKey:TAIxFJONf7IyM3sgL-Ov_QFieJE=`,
  );
});

test("url publish --api pili-v2 --param adds a parameter, and signs it", async () => {
  const words = ["--expires-at", "1440256208", "--param", "xyz=custom"];

  expect(await url("publish", ...stream, ...words)).toBe(
    `${base}?e=1440256208&xyz=custom&token=QiniuAccessKey:GfdYxUiKfdOZC45bmXq0Jh-1ylE=`,
  );
});

test.each([
  ["none", [], base],
  ["static", ["--publish-key", "test123"], `${base}?key=test123`],
  [
    "expiry",
    ["--publish-key", "test123", "--expires-at", "1440256208"],
    `${base}?expire=1440256208&token=${sign("test123", "/test-hub/test-title?expire=1440256208")}`,
  ],
  [
    "dynamic",
    ["--publish-key", "test123", "--nonce", "7"],
    `${base}?nonce=7&token=${sign("test123", "/test-hub/test-title?nonce=7")}`,
  ],
])(
  "url publish --api pili-v2 --publish-security %s prints its URL",
  async (security, words, expected) => {
    const flags = ["--publish-security", security, ...words];

    expect(await url("publish", ...stream, ...flags)).toBe(expected);
  },
);

test("url srt prints the vector of the Go SDK", async () => {
  const argv = [
    ...["url", "srt", "--domain", "publish.domain.com", "--hub", "hub", "--key", "streamTitle"],
    ...["--publish-security", "expiry", "--publish-key", "test123"],
    ...["--expires-at", "1634745600", "-p", "xyz=custom"],
  ];

  expect(await runProgram(argv)).toEqual({
    exitCode: 0,
    stdout:
      "srt://publish.domain.com:1935?streamid=#!::h=hub/streamTitle,domain=publish.domain.com,expire=1634745600,m=publish,xyz=custom,token=GSmK7wau9MZ0rBCV-jDLmG4fUhM=\n",
    stderr: "",
  });
});

const play = ["--domain", "play.domain.com", "--hub", "hub", "--key", "streamTitle"];

test.each([
  ["rtmp", [], "rtmp://play.domain.com/hub/streamTitle"],
  ["hls", [], "http://play.domain.com/hub/streamTitle.m3u8"],
  ["hls", ["--https", "--profile", "480p"], "https://play.domain.com/hub/streamTitle@480p.m3u8"],
  ["flv", ["--https"], "https://play.domain.com/hub/streamTitle.flv"],
  ["snapshot", [], "http://play.domain.com/hub/streamTitle.jpg"],
])("url %s --api pili-v2 %j prints %s", async (kind, words, expected) => {
  expect(await url(kind, ...play, ...words)).toBe(expected);
});

test("url hls --api pili-v2 --json prints an object with the profile", async () => {
  const printed = await url("hls", ...play, "--profile", "720p", "--json");

  expect(JSON.parse(printed)).toEqual({
    "720p": "http://play.domain.com/hub/streamTitle@720p.m3u8",
  });
});

test("url hls --api pili-v2 --sign-time prints a signed URL, with the key of the environment", async () => {
  const argv = [
    ...["url", "hls", ...v2, "--domain", "play.test.com", "--key", "test-title"],
    ...["--sign-time", "1440217778"],
  ];

  const { stdout } = await runProgram(argv, { env: { ...env, PILI_SIGN_KEY: "12345678" } });

  const time = (1440217778).toString(16);
  const text = `12345678/test-hub/test-title.m3u8${time}`;
  const hash = createHash("md5").update(text).digest("hex");
  expect(time).toBe("55d7fab2");
  expect(hash).toBe("bff947130b2541fd150ae3788bce1a4d");
  expect(stdout).toBe(`http://play.test.com/test-hub/test-title.m3u8?sign=${hash}&t=${time}\n`);
});

test("url rtmp --api pili-v2 signs with another rule, base and other names", async () => {
  const words = ["--sign-time", "1634745600", "--sign-key", "test123", "--sign-base", "10"];
  const names = ["--sign-time-name", "ts", "--sign-name", "s", "--sign-rule", "$(_ts)$(key)"];

  const hash = createHash("md5").update("1634745600test123").digest("hex");
  expect(await url("rtmp", ...play, ...words, ...names)).toBe(
    `rtmp://play.domain.com/hub/streamTitle?s=${hash}&ts=1634745600`,
  );
});

const invalid: [argv: string[], message: string][] = [
  [["publish", ...v2, "--key", "a"], "--domain is missing: pass it"],
  [["publish", ...v2, "--domain", "a.example"], "--key is missing: pass it"],
  [["publish", ...v2, ...stream, "--title", "a"], "--title is only for --api pili"],
  [["hls", ...v2, ...stream, "--stream", "-"], "--stream is only for --api pili"],
  [["publish", "--domain", "a.example"], "--domain is only for --api pili-v2"],
  [["hls", "--title", "a", "--sign-time", "1"], "--sign-time is only for --api pili-v2"],
  [["flv", "--title", "a", "--https"], "--https is only for --api pili-v2"],
  [["hls", ...v2, ...stream, "--sign-key", "k"], "--sign-time is missing: pass it to sign the URL"],
  [
    ["hls", ...v2, ...stream, "--sign-time", "1"],
    "--sign-key is missing: pass it, or set PILI_SIGN_KEY",
  ],
  [
    ["hls", ...v2, ...stream, "--sign-time", "1", "--sign-key", "k", "--sign-rule", "$(no)"],
    "--sign-rule has a variable that the URL does not have: $(no)",
  ],
  [
    ["hls", ...v2, ...stream, "--sign-time", "1", "--sign-key", "k", "--sign-name", "t"],
    "--sign-name must differ from the name of the time",
  ],
  [["publish", ...v2, "--domain", "a b", "--key", "a"], "--domain must "],
  [["publish", ...v2, ...stream, "--publish-security", "static"], "--publish-key must "],
  [["srt", ...stream, "--api", "pili"], "option '--api <name>' argument 'pili' is invalid"],
  [
    ["playback", ...v2, "--start", "1", "--end", "2"],
    "option '--api <name>' argument 'pili-v2' is invalid",
  ],
];

test.each(invalid)("url %j is rejected by the name of the flag", async (argv, message) => {
  const { exitCode, stdout, stderr } = await runProgram(["url", ...argv], { env });

  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr.startsWith(`flip-pili: ${message}`), stderr).toBe(true);
});
