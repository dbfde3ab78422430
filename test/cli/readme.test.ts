import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type ApiName, startMockServer } from "flip-pili/testing";
import { expect, onTestFinished, test } from "vitest";
import { startFlip } from "../helpers/mock-flip.ts";
import { listen, post } from "../helpers/notification-server.ts";
import { streamData } from "../helpers/pili-server.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { readmeCommands } from "./readme-commands.ts";
import { runProgram, startProgram, waitUntil } from "./run-program.ts";

const credentials = { accessKey: "your-access-key", secretKey: "your-secret-key" };
const env = {
  TELESTREAM_ACCESS_KEY: credentials.accessKey,
  TELESTREAM_SECRET_KEY: credentials.secretKey,
  TELESTREAM_FACTORY_ID: "factory-id",
  QINIU_ACCESS_KEY: credentials.accessKey,
  QINIU_SECRET_KEY: credentials.secretKey,
  PILI_HUB: "hub_name",
};

test.each([
  ["flip", 6],
  ["pili", 2],
  ["upload", 3],
  ["fleet", 2],
  ["sign", 3],
  ["url", 3],
  ["mock", 2],
  ["proxy", 2],
  ["conform", 3],
])("README shows flip-pili %s in %i lines", (name, count) => {
  expect(readmeCommands(name)).toHaveLength(count);
});

test.each(["flip", "pili"] as const)("README commands of flip-pili %s work", async (service) => {
  const account = { factoryId: "factory-id", hub: "hub_name" };
  const options = service === "flip" ? { factoryId: account.factoryId } : { hub: account.hub };
  const mock = await startMockServer(service, { credentials, ...options });
  onTestFinished(() => mock.close());
  const file = join(await temporaryDirectory(), "profiles.json");

  const commands = readmeCommands(service).filter(([, resource]) => resource !== "notifications");
  for (const argv of commands) {
    const words = argv.map((word) => (word === "profiles.json" ? file : word));
    const result = await runProgram([...words, "--url", mock.url], { env });
    expect(result).toMatchObject({ exitCode: 0 });
  }
  expect(mock.requests.every(({ findings }) => findings.length === 0)).toBe(true);
});

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
  expect(stdout).toMatch(/signature|Authorization: Qiniu/);
});

test.each(readmeCommands("url").map((argv) => [argv]))("README command %j works", async (argv) => {
  const file = join(await temporaryDirectory(), "stream.json");
  await writeFile(file, JSON.stringify(streamData));
  const words = argv.map((word) => (word === "stream.json" ? file : word));

  const { exitCode, stdout, stderr } = await runProgram(words, { env });

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(/(rtmp|http):\/\//);
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

test.each(readmeCommands("mock").map((argv) => [argv]))("README command %j works", async (argv) => {
  const running = startProgram(argv.map((word) => (/^\d{4}$/.test(word) ? "0" : word)));

  const url = await running.firstOutput();
  running.interrupt("SIGINT");

  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
  expect(await running.result).toMatchObject({ exitCode: 0 });
});

test("README commands of flip-pili proxy start a proxy, and write reports", async () => {
  const mock = await startFlip();
  const folder = await temporaryDirectory();
  for (const argv of readmeCommands("proxy")) {
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
    const [, api] = argv;
    const mock = await startMockServer(api as ApiName, {
      credentials,
      speed: 1_000,
      hub: "hub_name",
      factoryId: "factory-id",
    });
    onTestFinished(() => mock.close());
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
