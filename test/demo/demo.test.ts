import { fileURLToPath } from "node:url";
import { HttpError, type Video } from "flip-pili/flip";
import type { RecordedRequest, UploadServer } from "flip-pili/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import { checkFlipTour } from "../../scripts/demo/flip-tour.ts";
import { readVideoFile } from "../../scripts/demo/video-file.ts";
import { runDemo } from "../../scripts/demo.ts";

const fixture = fileURLToPath(new URL("../fixtures/panda.mp4", import.meta.url));

test("runDemo() uploads a video, and all checks pass", async () => {
  const { sha256 } = await readVideoFile(fixture);

  const { exitCode, output, errors } = await runCaptured(fixture);

  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: "" });
  expect(output).toMatch(/^ {2}bucket_name {2}→ {2}new-name$/m);
  expect(output).toMatch(/^ {2}POST +\/videos\/upload\.json +createUploadSession +0 +201 +valid$/m);
  expect(output).toContain("✓ A connection was reset in the middle of a part");
  expect(output).toMatch(
    /^ {2}GET +\/profiles\/no-such-profile\.json +getProfile +0 +404 +valid$/m,
  );
  expect(output).toContain(
    `✓ The server received panda.mp4 unchanged: SHA-256 ${sha256.slice(0, 16)}`,
  );
  expect(output).toContain("✓ All 7 requests had a valid signature");
  expect(output).toMatch(/^ {2}publish +rtmp:\/\/\S+\?nonce=\d+&token=[\w-]{27}=$/m);
  expect(output).toMatch(/^ {2}DELETE +\/streams\/\S+ +deleteStream +0 +204 +valid$/m);
  expect(output).toContain("✓ All 8 requests to Pili had a valid signature");
  expect(output).toMatch(/✓ The recording was converted \(job queries: \d+\)/);
  expect(output).not.toContain("✗");
});

test.each([
  [
    "flip-3.1",
    [/^ {2}h264 +success +14\.014 +500000$/m, /^ {2}✓ The server received .* subtitles/m],
  ],
  ["pili-v2", [/^ {2}SRT, publish +srt:\/\/.*,token=/m, /returned 612 stream not found$/m]],
  ["rtc", [/^ {2}viewer +demo-access-key:\S+$/m, /returned 613 room in use$/m]],
])("runDemo() shows %s, and all checks pass", async (name, lines) => {
  const { exitCode, output, errors } = await runCaptured(name);

  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: "" });
  for (const line of lines) expect(output).toMatch(line);
  expect(output).not.toContain("✗");
  expect(output).not.toContain("mock of Pili,");
});

test.each([
  ["no/such/video.mp4", "File not found: no/such/video.mp4"],
  ["test", "Not a file: test"],
  ["package.json", "Not an MP4 file: package.json"],
])("runDemo() rejects %s", async (path, message) => {
  const { exitCode, output, errors } = await runCaptured(path);

  expect({ exitCode, output }).toEqual({ exitCode: 1, output: "" });
  const names = "flip | flip-3.1 | pili | pili-v2 | rtc";
  expect(errors).toBe(`${message}\n\nUsage: npm run demo [-- ${names}] [path/to/video.mp4]\n`);
});

test("runDemo() rejects a second video", async () => {
  const { exitCode, errors } = await runCaptured(fixture, fixture);

  expect(exitCode).toBe(1);
  expect(errors).toContain("Expected at most one video");
});

test.each([
  ["an invalid signature", { signature: "does not match" }, "had a valid signature"],
  ["a violation", { findings: [{ location: [], message: "" }] }, "conformed to the spec"],
  ["another change", { query: { name: "new-name", delay: "1" } }, "only the new name"],
])("checkFlipTour() detects %s", async (_, fault, claim) => {
  const { file, tour, request, uploads } = await createGoodTour();

  const good = checkFlipTour(tour, file, [request], uploads);
  const bad = checkFlipTour(tour, file, [{ ...request, ...fault } as RecordedRequest], uploads);

  expect(good.filter(({ holds }) => !holds)).toEqual([]);
  expect(bad.filter(({ holds }) => !holds)).toMatchObject([
    { claim: expect.stringContaining(claim) },
  ]);
});

test.each([
  ["different bytes", { sha256: () => "other" }, "received panda.mp4 unchanged"],
  ["a part that was sent again", { parts: 5 }, "only that part was sent again"],
])("checkFlipTour() detects %s", async (_, fault, claim) => {
  const { file, tour, request, upload } = await createGoodTour();
  const uploads = { sessions: [{ ...upload, ...fault }], unusedFaults: [] };

  const bad = checkFlipTour(tour, file, [request], uploads as unknown as UploadServer);

  expect(bad.filter(({ holds }) => !holds)).toMatchObject([
    { claim: expect.stringContaining(claim) },
  ]);
});

test("checkFlipTour() detects an unexpected error", async () => {
  const { file, tour, request, uploads } = await createGoodTour();
  const other = { ...tour, failure: new TypeError("fetch failed") };

  const checks = checkFlipTour(other, file, [request], uploads);

  expect(checks.filter(({ holds }) => !holds)).toHaveLength(1);
});

/** Runs the demo in this process, and captures what it prints. */
async function runCaptured(...args: string[]) {
  const lines: Record<"log" | "error", string> = { log: "", error: "" };
  for (const name of ["log", "error"] as const) {
    const spy = vi.spyOn(console, name).mockImplementation((text) => {
      lines[name] += `${text}\n`;
    });
    onTestFinished(() => spy.mockRestore());
  }
  const exitCode = await runDemo(args);
  return { exitCode, output: lines.log, errors: lines.error };
}

/** Creates results for which all checks pass. One request is enough for all of them. */
async function createGoodTour() {
  const file = await readVideoFile(fixture);
  const { sha256 } = file;
  const body = { error: "RecordNotFound", message: "" };
  const line = { method: "GET", url: "http://127.0.0.1/" };
  const tour = {
    video: { id: "1", status: "processing" } as Video,
    newName: "new-name",
    failure: new HttpError(line, new Response(null, { status: 404 }), body),
  };
  const request = {
    operationId: "updateFactory",
    query: { access_key: "a", name: "new-name", timestamp: "t", signature: "s" },
    signature: "valid",
    findings: [],
  };
  // An upload of one part. The first attempt was reset.
  const put = { method: "PUT" };
  const upload = { isComplete: true, parts: 1, requests: [put, put], sha256: () => sha256 };
  const uploads = { sessions: [upload], unusedFaults: [] } as unknown as UploadServer;
  return { file, tour, request: request as unknown as RecordedRequest, upload, uploads };
}
