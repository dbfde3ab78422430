import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installProgram, installRuntimes } from "./install.ts";
import { type Report, type Runtime, runtimes } from "./runtimes.ts";
import { type Servers, startServers } from "./servers.ts";

/** The checks of the program, by name. */
const programChecks = {
  flip31Videos: "lists, finds and creates videos of Flip 3.1",
  flip31Key: "rejects a wrong key of Flip 3.1 with a typed error",
  flip31Upload: "uploads a file and an extra file to Flip 3.1",
  piliV2Streams: "creates, lists and disables streams of Pili v2",
  piliV2Urls: "returns the documented URLs of Pili v2",
  rtcRooms: "creates and lists rooms of RTC",
  rtcToken: "returns the documented token of a room",
  imports: "imports every client entry",
  optionsForNode: "rejects options for Node by name, except on Node",
  list: "lists and finds videos",
  createFromUrl: "creates a video from a URL",
  sign: "signs as documented",
  piliStreams: "creates, lists and disables streams",
  piliUrls: "returns the URLs of a stream",
  multipartBytes: "sends bytes in a form",
  multipartFile: "sends a File in a form",
  upload: "uploads 12 MB with four workers despite a reset",
  restore: "restores an upload from its state",
  parseNotification: "parseNotification() parses text and a Request",
  notificationHandler: "createNotificationHandler() handles a Request",
  verifyCallback: "verifyCallback() accepts only a genuine callback",
  redirect: "rejects a redirect with a typed error",
  refusedConnection: "rejects a refused connection with a typed error",
};

const root = new URL("../../", import.meta.url);

/** The folders, or the reason why the installation failed, with which every test fails. */
let installed: PromiseSettledResult<[runtimes: string, consumer: string]>;

beforeAll(async () => {
  [installed] = await Promise.allSettled([Promise.all([installRuntimes(), installProgram()])]);
}, 300_000);

afterAll(async () => {
  if (installed.status === "fulfilled") await rm(installed.value[1], { recursive: true });
});

test("the program imports every client entry", async () => {
  const { exports } = JSON.parse(await readFile(new URL("package.json", root), "utf8"));
  const folder = new URL("program/", import.meta.url);
  const files = await Promise.all(
    (await readdir(folder)).map((name) => readFile(new URL(name, folder), "utf8")),
  );
  // Entries for Node only have no variant for browsers.
  const entries = Object.keys(exports).filter((path) => exports[path].node !== undefined);
  const imported = [...files.join("").matchAll(/^import .* from "flip-pili(.*)";$/gm)];

  expect(new Set(imported.map(([, path]) => `.${path}`))).toEqual(new Set(entries));
});

for (const runtime of runtimes) describe(runtime.name, () => testRuntime(runtime));

function testRuntime({ name, version, ownChecks, run }: Runtime): void {
  const checks = { ...programChecks, ...ownChecks };
  let servers: Servers;
  let outcome: PromiseSettledResult<Report>;

  beforeAll(async () => {
    servers = await startServers();
    [outcome] = await Promise.allSettled([start()]);
  }, 150_000);
  afterAll(() => servers.close());

  function start(): Promise<Report> {
    if (installed.status === "rejected") throw installed.reason;
    const [runtimes, consumer] = installed.value;
    return run({ runtimes, consumer, servers });
  }

  function report(): Report {
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  }

  for (const [check, behavior] of Object.entries(checks)) {
    test(behavior, () => {
      expect(report().checks[check]).toBe("ok");
    });
  }

  test("runs no other checks", () => {
    expect(Object.keys(report().checks)).toEqual(Object.keys(checks));
  });

  test("has sent every byte of both uploads, in several requests at a time", () => {
    const { sessions } = servers.flip.uploads;

    expect(sessions.map((session) => session.sha256())).toEqual([fileHash, fileHash]);
    expect(sessions[0]?.mostAtOnce).toBeGreaterThan(1);
    expect(sessions[0]?.mostAtOnce).toBeLessThanOrEqual(4);
    expect(servers.flip.uploads.unusedFaults).toEqual([]);
  });

  test("has sent both files of an upload to Flip 3.1 unchanged", () => {
    const [session] = servers.flip31.uploads.sessions;

    expect(session?.sha256()).toBe(hashOf(Buffer.alloc(300_000, 1)));
    expect(session?.extraFiles[0]?.sha256()).toBe(hashOf(Buffer.alloc(1000, 2)));
  });

  test("has sent the files of forms unchanged", () => {
    const files = servers.flip.requests.flatMap((request) => request.files);

    expect(files.map(({ sha256 }) => sha256)).toEqual(
      [100_000, 300_000].map((length) => hashOf(file.subarray(0, length))),
    );
  });

  test("has sent one request for each redirect, and has not followed it", () => {
    expect(servers.redirects).toEqual({ redirected: ["GET", "POST"], followed: [] });
  });

  test("is in the README with its version", async () => {
    const readme = await readFile(new URL("README.md", root), "utf8");
    const row = readme.split("\n").find((line) => line.startsWith(`| ${name} |`));

    expect(row).toContain(`| ${version ?? ""}`);
    if (version !== undefined) expect(report().version).toBe(version);
  });
}

const file = Buffer.from(Uint8Array.from({ length: 12_000_000 }, (_, index) => index % 251));
const fileHash = hashOf(file);

/** Returns the SHA-256 of bytes in hex digits. */
function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
