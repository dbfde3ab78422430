import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { HttpError, type Video } from "flip-pili/flip";
import type { RecordedRequest, UploadServer } from "flip-pili/testing";
import { expect, test } from "vitest";
import { checkTour } from "../../scripts/demo/check-tour.ts";
import { readFilm } from "../../scripts/demo/film.ts";

/** A process of its own has everything to load again. */
const timeout = 60_000;
const root = new URL("../../", import.meta.url);
const fixture = fileURLToPath(new URL("test/fixtures/panda.mp4", root));

test("the demo sends a film, and says that everything held", { timeout }, async () => {
  const sha256 = createHash("sha256")
    .update(await readFile(fixture))
    .digest("hex");

  const { exitCode, output, errors } = await runDemo(fixture);

  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: "" });
  expect(output).toMatch(/^ {2}bucket_name {2}→ {2}new-name$/m);
  expect(output).toMatch(/^ {2}POST +\/videos\/upload\.json +createUploadSession +0 +201 +valid$/m);
  expect(output).toContain("✓ One connection was reset amid a part");
  expect(output).toMatch(
    /^ {2}GET +\/profiles\/no-such-profile\.json +getProfile +0 +404 +valid$/m,
  );
  expect(output).toContain(
    `✓ The server has panda.mp4 as it is on the disk: SHA-256 ${sha256.slice(0, 16)}`,
  );
  expect(output).toContain("✓ All 7 requests were signed correctly");
  expect(output).toMatch(/^ {2}publish +rtmp:\/\/\S+\?nonce=\d+&token=[\w-]{27}=$/m);
  expect(output).toMatch(/^ {2}DELETE +\/streams\/\S+ +deleteStream +0 +204 +valid$/m);
  expect(output).toContain("✓ All 8 requests to Pili were signed correctly");
  expect(output).toMatch(/✓ The recording was converted, after \d looks at its job/);
  expect(output).not.toContain("✗");
  expect(output).not.toContain("\u001b");
});

test.each([
  ["no/such/film.mp4", "There is no file no/such/film.mp4"],
  ["test", "test is not a file"],
  ["package.json", "package.json is not an MP4 file"],
])("the demo refuses %s", { timeout }, async (path, message) => {
  const { exitCode, output, errors } = await runDemo(path);

  expect({ exitCode, output }).toEqual({ exitCode: 1, output: "" });
  expect(errors).toBe(`${message}\n\nUsage: npm run demo [-- path/to/video.mp4]\n`);
});

test("the demo refuses a second argument", { timeout }, async () => {
  const { exitCode, errors } = await runDemo(fixture, fixture);

  expect(exitCode).toBe(1);
  expect(errors).toContain("There is more than one argument");
});

test.each([
  ["a bad signature", { signature: "does not match" }, "signed correctly"],
  ["a violation", { violations: [{ location: [], message: "" }] }, "as the spec says"],
  ["another change", { query: { name: "new-name", delay: "1" } }, "Only the new name"],
])("checkTour() notices %s", async (_, fault, claim) => {
  const { film, tour, request, uploads } = await goodTour();

  const good = checkTour(tour, film, [request], uploads);
  const bad = checkTour(tour, film, [{ ...request, ...fault } as RecordedRequest], uploads);

  expect(good.filter(({ holds }) => !holds)).toEqual([]);
  expect(bad.filter(({ holds }) => !holds)).toMatchObject([
    { claim: expect.stringContaining(claim) },
  ]);
});

test.each([
  ["other bytes", { sha256: () => "other" }, "as it is on the disk"],
  ["a part that was sent again", { parts: 5 }, "only that part was sent again"],
])("checkTour() notices %s", async (_, fault, claim) => {
  const { film, tour, request, upload } = await goodTour();
  const uploads = { sessions: [{ ...upload, ...fault }], unusedFaults: [] };

  const bad = checkTour(tour, film, [request], uploads as unknown as UploadServer);

  expect(bad.filter(({ holds }) => !holds)).toMatchObject([
    { claim: expect.stringContaining(claim) },
  ]);
});

test("checkTour() notices an error of another kind", async () => {
  const { film, tour, request, uploads } = await goodTour();
  const other = { ...tour, failure: new TypeError("fetch failed") };

  const checks = checkTour(other, film, [request], uploads);

  expect(checks.filter(({ holds }) => !holds)).toHaveLength(1);
});

/** Runs the demo as a user does, and waits for its end. */
async function runDemo(...args: string[]) {
  const command = ["--import", "tsx", "scripts/demo.ts", ...args];
  const demo = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const reading = Promise.all([text(demo.stdout), text(demo.stderr)]);
  const [exitCode] = await once(demo, "exit");
  const [output, errors] = await reading;
  return { exitCode, output, errors };
}

/** One request in place of all: each check looks at another side of it. */
async function goodTour() {
  const film = await readFilm(fixture);
  const { sha256 } = film;
  const fault = { error: "RecordNotFound", message: "" };
  const line = { method: "GET", url: "http://127.0.0.1/" };
  const tour = {
    video: { id: "1", status: "processing" } as Video,
    newName: "new-name",
    failure: new HttpError(line, new Response(null, { status: 404 }), fault),
  };
  const request = {
    operationId: "updateFactory",
    query: { access_key: "a", name: "new-name", timestamp: "t", signature: "s" },
    signature: "valid",
    violations: [],
  };
  // One part, of which the first attempt was reset.
  const put = { method: "PUT" };
  const upload = { isComplete: true, parts: 1, requests: [put, put], sha256: () => sha256 };
  const uploads = { sessions: [upload], unusedFaults: [] } as unknown as UploadServer;
  return { film, tour, request: request as unknown as RecordedRequest, upload, uploads };
}
