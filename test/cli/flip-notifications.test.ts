import { createHash, randomBytes } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { seeds } from "../helpers/flip-world.ts";
import { credentials, startFlip } from "../helpers/mock-flip.ts";
import { listen, post } from "../helpers/notification-server.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { runProgram, startProgram, waitUntil } from "./run-program.ts";
import { isWindows } from "./shell.ts";

const path = "/flip/secret";
const encoded = `event=video-encoded&video_id=${seeds.video}&encoding_ids%5B0%5D=${seeds.encoding}`;
const completed = `event=encoding-complete&encoding_id=${seeds.encoding}`;

/** Starts a listener for the mock, and a target for what it forwards. */
async function startListener(...flags: string[]) {
  const mock = await startFlip();
  const journal = join(await temporaryDirectory(), "journal.jsonl");
  const received: { body: string; type: string | undefined; hash: string }[] = [];
  let status = 204;
  const target = await listen(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const hash = createHash("sha256").update(bytes).digest("hex");
    received.push({ body: String(bytes), type: request.headers["content-type"], hash });
    response.writeHead(status).end();
  });
  const env = {
    TELESTREAM_ACCESS_KEY: credentials.accessKey,
    TELESTREAM_SECRET_KEY: credentials.secretKey,
    TELESTREAM_FACTORY_ID: seeds.factory,
  };
  const forwardTo = ["--forward-to", `http://127.0.0.1:${target}/hook?key=hunter2`];
  const command = ["flip", "notifications", "listen", "--url", mock.url, "--path", path];
  const running = startProgram([...command, "--journal", journal, ...forwardTo, ...flags], { env });
  await waitUntil(() => running.output().stderr.includes("Listening at"));
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(running.output().stderr)?.[1]);
  const stop = () => {
    running.interrupt("SIGINT");
    return running.result;
  };
  const resend = (...argv: string[]) =>
    runProgram(["flip", "notifications", "resend", "--journal", journal, ...forwardTo, ...argv]);
  const respondWith = (next: number) => {
    status = next;
  };
  return { running, port, received, journal, stop, resend, respondWith };
}

test("listen prints each event in a line, with the state of its objects", async () => {
  const { running, port, received, stop } = await startListener();

  const { status } = await post(port, encoded, { path });
  await waitUntil(() => running.output().stdout.includes("video-encoded"));
  await post(port, encoded, { path });
  await post(port, completed, { path });
  await waitUntil(() => received.length === 3 && running.output().stdout.includes("complete"));
  const { exitCode, stdout, stderr } = await stop();

  expect({ status, exitCode }).toEqual({ status: 200, exitCode: 0 });
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => line.replace(/^\S+Z /, ""));
  expect(lines).toEqual([
    expect.stringMatching(
      `^video-encoded video=${seeds.video} file=\\S+ status=success encodings=`,
    ),
    expect.stringMatching(
      `^encoding-complete encoding=${seeds.encoding} profile=\\S+ status=success$`,
    ),
  ]);
  expect(stderr).toMatch(/^Listening at http:\/\/127\.0\.0\.1:\d+\/flip\/secret\. Press Ctrl-C/);
  expect(stderr).toContain("cloudflared tunnel --url");
  expect(stderr).toMatch(/^-> 204 POST http:\/\/127\.0\.0\.1:\d+\/hook \(\d+ ms\)$/m);
  expect(stderr).not.toContain("hunter2");
});

test("listen --jsonl prints events as JSON, with their objects", async () => {
  const { running, port, stop } = await startListener("--jsonl");

  await post(port, completed, { path });
  await waitUntil(() => running.output().stdout.endsWith("\n"));
  const { stdout } = await stop();

  expect(JSON.parse(stdout)).toMatchObject({
    type: "encoding-complete",
    fields: { encoding_id: seeds.encoding },
    encoding: { id: seeds.encoding, status: "success" },
  });
});

test("listen forwards notifications byte for byte, also those that are none", async () => {
  const { running, port, received, stop } = await startListener();
  const noise = `${randomBytes(64).toString("latin1")}\u0000é`;

  await post(port, completed, { path, isChunked: true });
  await post(port, noise, { path, contentType: "text/plain; charset=utf-8" });
  await waitUntil(() => received.length === 2);
  const { stderr } = await stop();

  const hash = createHash("sha256").update(noise).digest("hex");
  expect(received[0]).toMatchObject({ body: completed, type: "application/x-www-form-urlencoded" });
  expect(received[1]).toMatchObject({ hash, type: "text/plain; charset=utf-8" });
  expect(stderr).toMatch(/^flip-pili: .*notification.*$/m);
  expect(running.output().stdout).not.toContain("\u0000");
});

test("listen accepts no other paths, methods and large bodies, and forwards none of them", async () => {
  const { port, received, journal, stop } = await startListener();

  const statuses = [
    await post(port, encoded, { path: "/flip/other" }),
    await post(port, encoded, { path, method: "PUT" }),
    await post(port, "a".repeat(1024 * 1024 + 1), { path }),
  ].map(({ status }) => status);
  await stop();

  expect(statuses).toEqual([404, 405, 413]);
  expect(received).toEqual([]);
  expect(await readFile(journal, "utf8")).toBe("");
});

test("listen reports an object that the API does not have, and a target that fails", async () => {
  const { running, port, respondWith, stop } = await startListener();
  respondWith(500);

  await post(port, "event=encoding-complete&encoding_id=missing", { path });
  await waitUntil(() => /-> 500[\s\S]*404|404[\s\S]*-> 500/.test(running.output().stderr));
  const { stdout, stderr } = await stop();

  expect(stdout).toBe("");
  expect(stderr).toMatch(/^flip-pili: encoding-complete encoding=missing: .* returned 404/m);
});

test("resend sends the last notifications again, byte for byte", async () => {
  const { port, received, journal, stop, resend, respondWith } = await startListener();
  for (const body of [encoded, completed]) await post(port, body, { path });
  await waitUntil(() => received.length === 2);
  await stop();

  const one = await resend();
  const all = await resend("--last", "100");
  respondWith(503);
  const failed = await resend();

  expect(received.map(({ body }) => body)).toEqual([
    ...[encoded, completed],
    ...[completed],
    ...[encoded, completed],
    ...[completed],
  ]);
  expect(one.stdout).toMatch(/^\S+Z -> 204 POST http:\/\/127\.0\.0\.1:\d+\/hook \(\d+ ms\)\n$/);
  expect([one, all, failed].map(({ exitCode }) => exitCode)).toEqual([0, 0, 1]);
  if (!isWindows) expect((await stat(journal)).mode & 0o777).toBe(0o600);
});

test("resend reports a target that does not respond", async () => {
  const { port, received, journal, stop } = await startListener();
  await post(port, completed, { path });
  await waitUntil(() => received.length === 1);
  await stop();
  const closed = ["--forward-to", "http://127.0.0.1:1/"];

  const command = ["flip", "notifications", "resend", "--journal", journal];
  const { exitCode, stdout } = await runProgram([...command, ...closed]);

  expect(exitCode).toBe(1);
  expect(stdout).toContain("-> ECONNREFUSED POST http://127.0.0.1:1/");
});

test("listen keeps the last notifications only", async () => {
  const { port, received, journal, stop, resend } = await startListener();
  for (let index = 0; index < 205; index++) await post(port, `noise=${index}`, { path });
  await waitUntil(() => received.length === 205);
  await stop();

  const lines = (await readFile(journal, "utf8")).trim().split("\n");
  const { stdout } = await resend("--last", "100");

  expect(lines.length).toBeLessThan(200);
  expect(stdout.trim().split("\n")).toHaveLength(100);
  expect(received.at(-1)?.body).toBe("noise=204");
  expect(received.at(-100)?.body).toBe("noise=105");
});

test.each([
  [["listen", "--path", "flip"], "--path must begin with a slash, such as /flip/3f6c0e5b9d"],
  [["listen", "--forward-to", "ftp://a"], "--forward-to must be an http or https URL"],
  [["resend", "--forward-to", "a"], "--forward-to must be an http or https URL"],
  [
    ["resend", "--forward-to", "http://a", "--journal", "/no/journal"],
    "--journal cannot be read: /no/journal (ENOENT)",
  ],
  [["listen", "--journal", "/no/journal"], "--journal cannot be written: /no/journal (ENOENT)"],
])("flip notifications rejects %j", async (argv, message) => {
  const result = await runProgram(["flip", "notifications", ...argv]);

  expect(result).toEqual({ exitCode: 2, stdout: "", stderr: `flip-pili: ${message}\n` });
});
