import type { HttpError } from "flip-pili/flip";
import { Credentials, Hub, JobFailedError } from "flip-pili/pili";
import { checkConformance } from "flip-pili/testing";
import { expect, test } from "vitest";
import { runProgram } from "../cli/run-program.ts";
import { connect, startServer } from "../helpers/flip-server.ts";
import { outcomeOf } from "../helpers/network-faults.ts";
import { sendBytes, startTestProxy } from "../helpers/raw-traffic.ts";

/** Text that would clear a terminal, reverse a line and forge another one. */
const hostile = "\u001b[2J\u009b1A\u202e\u2028\r\nflip-pili: done\u0007\ud800.";
const escaped = "\\u001b[2J\\u009b1A\\u202e\\u2028\\r\\nflip-pili: done\\u0007\\ud800.";
const unprintable = /(?![\n\t])[\p{Cc}\u2028-\u202e\p{Surrogate}]/u;

test("the message of an HttpError escapes control characters, and its body keeps them", async () => {
  const body = { error: "BadRequest", message: hostile };
  const server = await startServer(() => ({ status: 400, json: body }));

  const error = (await outcomeOf(connect(server).get("/videos.json"))) as HttpError;

  expect(error.message).toContain(` 400 BadRequest: ${escaped}`);
  expect(error.stack).not.toMatch(unprintable);
  expect(error.body).toEqual(body);
});

test("the message of an HttpError omits what exceeds 2 kB, and its body keeps it", async () => {
  const message = "😀".repeat(1_000_000);
  const server = await startServer(() => ({ status: 400, json: { error: "BadRequest", message } }));

  const error = (await outcomeOf(connect(server).get("/videos.json"))) as HttpError;

  expect(error.message.length).toBeLessThan(2_200);
  expect(error.message).toMatch(/… \(2000012 characters\)$/);
  expect(error.body).toEqual({ error: "BadRequest", message });
});

test("toString() of an object escapes the control characters of its id", async () => {
  const server = await startServer(({ path }) => ({
    json: { id: path.includes("/profiles/") ? hostile : "f" },
  }));
  const factory = await connect(server).getResource("flip").factories.find("f");

  const profile = await factory.profiles.find("p");

  expect(String(profile)).toBe(`Profile ${escaped}`);
});

test("the message of a JobFailedError escapes control characters", async () => {
  const job = { id: "z0.1", code: 3, items: [{ error: hostile }] };
  const server = await startServer(({ path }) => ({
    json: path.endsWith("/saveas") ? { persistentId: "z0.1", fname: "a", url: "u" } : job,
  }));
  const apiHost = `127.0.0.1:${server.port}`;
  const hub = new Hub(new Credentials("ak", "sk"), "h", { apiHost, jobHost: apiHost });
  const params = { name: "a", start: 1, end: 2, format: "mp4" } as const;
  const saved = await hub.stream("z1.h.t").saveAs(params);

  const failure = await outcomeOf(saved.done());

  expect(failure).toBeInstanceOf(JobFailedError);
  expect(failure).toMatchObject({ message: `Job z0.1 failed: ${escaped}` });
});

test("the program prints a service's message as one line without control characters", async () => {
  const json = { error: "BadRequest", message: hostile };
  const server = await startServer(() => ({ status: 400, json }));
  const env = {
    TELESTREAM_ACCESS_KEY: "ak",
    TELESTREAM_SECRET_KEY: "sk",
    TELESTREAM_FACTORY_ID: "f",
  };

  const { stderr } = await runProgram(
    ["upload", "package.json", "--host", "127.0.0.1", "--port", String(server.port), "--quiet"],
    { env },
  );

  expect(stderr).toMatch(/^flip-pili: .*BadRequest/);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stderr).not.toMatch(unprintable);
});

/** Head of a request whose path contains a control character. */
const hostileRequest = "GET /v3.0/\u009b31m.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
/** A header cannot contain other control characters. */
const hostileHeaders = { "Content-Type": "text/\u009b31m" };

test("the log and the report of a proxy escape control characters of both sides", async () => {
  const lines: string[] = [];
  const server = await startServer(() => ({ json: [], headers: hostileHeaders }));
  const upstream = `http://127.0.0.1:${server.port}`;
  const proxy = await startTestProxy({ upstream, log: (line) => lines.push(line) });

  await sendBytes(proxy, hostileRequest);
  await fetch(`${proxy.url}/v3.0/factories.json`);
  const { findings } = await proxy.report();
  const texts = [...lines, ...textsOf(findings)].join("\n");

  expect(texts).toContain("\\u009b31m");
  expect(texts).not.toMatch(unprintable);
});

test("the report of checkConformance() escapes control characters of responses", async () => {
  const server = await startServer(() => ({ json: [], headers: hostileHeaders }));

  const report = await checkConformance("flip", {
    url: `http://127.0.0.1:${server.port}`,
    credentials: { accessKey: "ak", secretKey: "sk" },
    only: ["listFactories"],
  });
  const texts = textsOf(report).join("\n");

  expect(texts).toContain("\\u009b31m");
  expect(texts).not.toMatch(unprintable);
});

/** Returns all strings of a value. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
