import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { closedPort } from "../helpers/flip-server.ts";
import { streamData } from "../helpers/pili-server.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { runProgram } from "./run-program.ts";

const secret = "hunter2";
const env = {
  TELESTREAM_API_KEY: secret,
  TELESTREAM_ACCESS_KEY: "a",
  TELESTREAM_SECRET_KEY: secret,
  TELESTREAM_FACTORY_ID: "f",
  QINIU_ACCESS_KEY: "a",
  QINIU_SECRET_KEY: secret,
  PILI_HUB: "h",
};
const stdin = JSON.stringify({ ...streamData, publishSecurity: "expiry_sk", publishKey: "k" });

const commands: string[][] = [
  ["sign", "flip", "GET", "/videos.json", "--explain"],
  ["sign", "flip", "GET", "/videos.json", "--explain", "--format", "curl"],
  ["sign", "flip", "GET", "/..", "--explain"],
  ["sign", "pili", "GET", "http://pili.qiniuapi.com/v1/streams", "--explain"],
  ["sign", "pili", "GET", "http://pili.qiniuapi.com/v1/streams", "--explain", "--format", "curl"],
  ["sign", "pili", "GET", "nowhere"],
  ["sign", "rtc", "GET", "http://rtc.qiniuapi.com/v3/apps", "--explain"],
  ["sign", "room-token", "--app-id", "a", "--room-name", "abc", "--user-id", "abc"],
  ["url", "srt", "--domain", "a.example", "--key", "a"],
  ["url", "publish", "--stream", "-"],
  ["url", "publish", "--stream", "-", "--expires-at", "100000000001"],
  ["upload", "/no/video.mp4"],
  ["flip", "videos", "list", "--limit", "none"],
  ["flip", "videos", "create", "--url", "http://127.0.0.1:1/path"],
  ["flip", "vidoes", "list"],
  ["pili", "streams", "list", "--job-url", "nowhere"],
  ["pili", "streams", "list", "--api", "pili-v2", "--limit", "none"],
  ["flip", "videos", "list", "--api", "flip-3.1", "--url", "http://127.0.0.1:1/path"],
  ["upload", "/no/video.mp4", "--api", "flip-3.1"],
  ["login", "flip-3.1"],
  ["mock", "flip-3.1", "--hub", "x"],
  ["sign", "flip-3.1", "GET", "/videos.json", "--format", "url"],
  ["login", "flip"],
  ["mock", "flip", "--hub", "x"],
  ["sign", "flip", "GET", "/videos.json", `--secretkey=${secret}`],
  ["sign", "flip", "GET", "/videos.json", `-secret-key=${secret}`],
  ["upload", "a", "b", `--secret-key=${secret}`],
  [`--secret-key=${secret}`, "upload", "a"],
];

test.each(commands.map((command) => [command]))(
  "flip-pili %j does not print the secret key",
  async (command) => {
    const withEnvironment = await runProgram(command, { env, stdin });
    const keys = ["--access-key", "a", "--secret-key", secret];
    const withFlags = await runProgram([...command, ...keys], { stdin });

    for (const { stdout, stderr } of [withEnvironment, withFlags]) {
      expect(stdout + stderr).not.toBe("");
      expect(stdout + stderr).not.toContain(secret);
    }
  },
);

test("flip-pili upload does not print the secret key when the service is unreachable", async () => {
  const file = join(await temporaryDirectory(), "video.mp4");
  await writeFile(file, "a video");
  const target = ["--host", "127.0.0.1", "--port", String(await closedPort())];

  const { exitCode, stderr } = await runProgram(["upload", file, ...target], { env });

  expect(exitCode).toBe(5);
  expect(stderr).toMatch(
    /^flip-pili: GET http:\/\/127\.0\.0\.1:\d+\/v3\.0\/factories\/f\.json failed.*\n$/,
  );
}, 60_000);
