import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type ApiName, type MockServerOptions, startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { listen, post } from "../helpers/notification-server.ts";
import { streamData } from "../helpers/pili-server.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { readmeCommands } from "./readme-commands.ts";
import { runProgram, startProgram, waitUntil } from "./run-program.ts";

const credentials = { accessKey: "your-access-key", secretKey: "your-secret-key" };
const apiKey = "your-api-key";
const env = {
  TELESTREAM_ACCESS_KEY: credentials.accessKey,
  TELESTREAM_SECRET_KEY: credentials.secretKey,
  TELESTREAM_API_KEY: apiKey,
  TELESTREAM_FACTORY_ID: "factory-id",
  QINIU_ACCESS_KEY: credentials.accessKey,
  QINIU_SECRET_KEY: credentials.secretKey,
  PILI_HUB: "hub_name",
};

test.each([
  ["flip", 8],
  ["pili", 4],
  ["upload", 4],
  ["fleet", 2],
  ["sign", 6],
  ["url", 6],
  ["mock", 5],
  ["proxy", 3],
  ["conform", 6],
])("README shows flip-pili %s in %i lines", (name, count) => {
  expect(readmeCommands(name)).toHaveLength(count);
});

/** Starts a mock of an API with the account of the README. */
async function startMock(api: ApiName, options: MockServerOptions = {}) {
  const account = api.startsWith("flip") ? { factoryId: "factory-id" } : { hub: "hub_name" };
  const keys = api === "flip-3.1" ? { apiKey } : credentials;
  const mock = await startMockServer(api, { credentials: keys, ...account, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

test.each(["flip", "flip-3.1", "pili", "pili-v2"] as const)(
  "README commands of %s work",
  async (api) => {
    const [service = ""] = api.split("-");
    const mock = await startMock(api);
    const file = join(await temporaryDirectory(), "profiles.json");
    const isOwn = (argv: string[]) => argv.includes("--api") === (service !== api);

    const commands = readmeCommands(service).filter(([, resource]) => resource !== "notifications");
    const own = commands.filter(isOwn);
    for (const argv of own) {
      const words = argv.map((word) => (word === "profiles.json" ? file : word));
      const result = await runProgram([...words, "--url", mock.url], { env });
      expect(result).toMatchObject({ exitCode: 0 });
    }
    expect(own.length).toBeGreaterThan(1);
    expect(mock.requests.every(({ findings }) => findings.length === 0)).toBe(true);
  },
);

test("README commands of flip-pili flip notifications receive, forward and resend", async () => {
  const mock = await startMockServer("flip", { credentials, factoryId: "factory-id" });
  onTestFinished(() => mock.close());
  const received: string[] = [];
  const target = await listen(async (request, response) => {
    received.push(await text(request));
    response.writeHead(204).end();
  });
  const journal = join(await temporaryDirectory(), "journal.jsonl");
  const [receive = [], resend = []] = readmeCommands("flip")
    .filter(([, resource]) => resource === "notifications")
    .map((argv) => [
      ...argv.map((word) => (word === "8090" ? "0" : word.replace(":3000", `:${target}`))),
      ...["--journal", journal],
    ]);

  const running = startProgram([...receive, "--url", mock.url], { env });
  await waitUntil(() => running.output().stderr.includes("Listening at"));
  const [, port, path = ""] = /127\.0\.0\.1:(\d+)(\/\S*?)\. /.exec(running.output().stderr) ?? [];
  const { status } = await post(Number(port), "event=video-created&video_id=v", { path });
  await waitUntil(() => received.length === 1);
  running.interrupt("SIGINT");
  const { exitCode } = await running.result;
  const resent = await runProgram(resend, { env });

  expect({ status, exitCode }).toEqual({ status: 200, exitCode: 0 });
  expect(resent).toMatchObject({ exitCode: 0 });
  expect(received).toEqual(Array(2).fill("event=video-created&video_id=v"));
});

test.each(readmeCommands("sign").map((argv) => [argv]))("README command %j works", async (argv) => {
  const { exitCode, stdout } = await runProgram(argv, { env });

  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /signature|Authorization: Qiniu|X-Api-Key: your-api-key|^your-access-key:.*:/,
  );
});

test.each(readmeCommands("url").map((argv) => [argv]))("README command %j works", async (argv) => {
  const file = join(await temporaryDirectory(), "stream.json");
  await writeFile(file, JSON.stringify(streamData));
  const words = argv.map((word) => (word === "stream.json" ? file : word));

  const { exitCode, stdout, stderr } = await runProgram(words, {
    env: { ...env, PILI_SIGN_KEY: "12345678" },
  });

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(/(rtmp|srt|https?):\/\//);
});

test("README commands of flip-pili upload send a file, and resume after a failure", async () => {
  const mock = await startMockServer("flip", { credentials, factoryId: "factory-id" });
  onTestFinished(() => mock.close());
  mock.uploads.script([{ kind: "status", status: 403, part: 0 }]);
  const file = join(await temporaryDirectory(), "my_video.mp4");
  await writeFile(file, "a video");
  const [start = [], resume = []] = readmeCommands("upload").map((argv) => [
    ...argv.map((word) => (word === "my_video.mp4" ? file : word)),
    ...["--host", mock.host, "--port", String(mock.port), "--allow-private-host"],
  ]);

  const failed = await runProgram(start, { env });
  const resumed = await runProgram(resume, { env });

  expect(failed.stderr).toContain("use --resume to continue");
  expect(resumed.exitCode).toBe(0);
  expect(resumed.stdout).toBe(`${mock.uploads.sessions[0]?.video?.id}\n`);
});

test("README command of flip-pili upload sends the films of a folder", async () => {
  const mock = await startMockServer("flip", { credentials, factoryId: "factory-id", speed: 1e5 });
  onTestFinished(() => mock.close());
  const folder = await temporaryDirectory();
  await writeFile(join(folder, "my_video.mp4"), "a video");
  await writeFile(join(folder, "notes.txt"), "no video");
  const [, , many = []] = readmeCommands("upload").map((argv) => [
    ...argv.map((word) => (word === "films" ? folder : word)),
    ...["--host", mock.host, "--port", String(mock.port), "--state-folder", join(folder, "state")],
  ]);

  const { exitCode, stdout } = await runProgram(many, { env });

  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ uploaded: 1, encoded: 1, files: [{ size: 7 }] });
});

test("README command of flip-pili upload sends the files of a folder to Flip 3.1", async () => {
  const mock = await startMock("flip-3.1");
  const folder = await temporaryDirectory();
  await writeFile(join(folder, "my_video.mp4"), "a video");
  const [, , , argv = []] = readmeCommands("upload").map((words) => [
    ...words.map((word) => (word === "films" ? folder : word)),
    ...["--url", mock.url, "--state-folder", join(folder, "state")],
  ]);

  const { exitCode, stdout } = await runProgram(argv, { env });

  expect(exitCode).toBe(0);
  expect(stdout).toContain(String(mock.uploads.sessions[0]?.video?.id));
});

test.each(readmeCommands("mock").map((argv) => [argv]))("README command %j works", async (argv) => {
  const running = startProgram(argv.map((word) => (/^\d{4}$/.test(word) ? "0" : word)));

  const url = await running.firstOutput();
  running.interrupt("SIGINT");

  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
  expect(await running.result).toMatchObject({ exitCode: 0 });
});

test("README commands of flip-pili proxy start a proxy, and write reports", async () => {
  const folder = await temporaryDirectory();
  for (const argv of readmeCommands("proxy")) {
    const mock = await startMock(argv[1] as ApiName);
    const words = argv.map((word) => {
      if (word.startsWith("report.")) return join(folder, word);
      if (word.startsWith("http")) return mock.url;
      return /^\d{4}$/.test(word) ? "0" : word;
    });
    const running = startProgram(words);
    await running.firstOutput();
    running.interrupt("SIGINT");

    expect(await running.result).toMatchObject({ exitCode: 0 });
  }
  expect((await readdir(folder)).sort()).toEqual(["report.html", "report.json"]);
});

test.each(readmeCommands("conform").map((argv) => [argv]))(
  "README command %j passes against a mock",
  async (argv) => {
    const mock = await startMock(argv[1] as ApiName, { speed: 1_000 });
    const folder = await temporaryDirectory();
    const words = argv.map((word) => {
      if (word.startsWith("report.")) return join(folder, word);
      return word.startsWith("http") ? mock.url : word;
    });

    const result = await runProgram(words, { env });

    expect(result).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(" 0 failed, ") });
  },
  120_000,
);
