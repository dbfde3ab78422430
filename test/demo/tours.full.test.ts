import { fileURLToPath } from "node:url";
import * as flip from "flip-pili/flip-3.1";
import * as pili from "flip-pili/pili-v2";
import * as rtc from "flip-pili/rtc";
import { type RecordedRequest, startMockServer } from "flip-pili/testing";
import { beforeEach, expect, test, vi } from "vitest";
import { checkFlip31Tour, takeFlip31Tour } from "../../scripts/demo/flip-3.1-tour.ts";
import { checkPiliV2Tour, takePiliV2Tour } from "../../scripts/demo/pili-v2-tour.ts";
import type { Check } from "../../scripts/demo/print.ts";
import { checkRtcTour, takeRtcTour } from "../../scripts/demo/rtc-tour.ts";
import { readVideoFile } from "../../scripts/demo/video-file.ts";

// Each check of a tour passes for its results, and detects a fault in them.

const credentials = { accessKey: "demo-access-key", secretKey: "demo-secret-key" };
const failure = new TypeError("fetch failed");
const violation = { signature: "valid", findings: [{ location: [], message: "" }] };

beforeEach(() => {
  const spy = vi.spyOn(console, "log").mockImplementation(() => {});
  return () => spy.mockRestore();
});

test("checkFlip31Tour() detects every fault", async () => {
  const apiKey = "demo-api-key";
  const uploads = { partSize: 64 * 1024 };
  await using mock = await startMockServer("flip-3.1", {
    credentials: { apiKey },
    uploads,
    speed: 10,
  });
  const address = { apiHost: mock.host, apiPort: mock.port };
  const file = await readVideoFile(
    fileURLToPath(new URL("../fixtures/panda.mp4", import.meta.url)),
  );
  const tc = new flip.TelestreamCloud({ apiKey, ...address });
  const other = new flip.TelestreamCloud({ apiKey: "wrong-key", ...address });

  const tour = await takeFlip31Tour(tc, other, file);

  const { requests } = mock;
  const check = (changes: object, all: readonly object[] = requests, sha256 = file.sha256) =>
    failedClaims(
      checkFlip31Tour(
        { ...tour, ...changes },
        { ...file, sha256 },
        all as readonly RecordedRequest[],
        mock.uploads,
      ),
    );
  expect(check({})).toEqual([]);
  expect(check({}, requests.slice(0, -1))).toEqual([expect.stringContaining("had the key")]);
  expect(check({}, [...requests, violation])).toContain("All requests conformed to the spec");
  expect(check({}, requests, "other")).toEqual([expect.stringContaining("unchanged")]);
  expect(check({ encodings: [] })).toEqual(["Every encoding has succeeded"]);
  expect(check({ signedUrl: "https://a.example/b.mp4" })).toEqual([
    expect.stringContaining("access token"),
  ]);
  expect(check({ canceled: { id: "1", status: "success" } })).toEqual([
    "The video was canceled: 1",
  ]);
  expect(check({ failure })).toEqual([expect.stringContaining("401")]);
});

test("checkPiliV2Tour() detects every fault", async () => {
  await using mock = await startMockServer("pili-v2", { credentials, speed: 10 });
  const host = `${mock.host}:${mock.port}`;
  const keys = new pili.Credentials(credentials.accessKey, credentials.secretKey);
  const hub = new pili.Hub(keys, "test-hub", { apiHost: host, jobHost: host });

  const tour = await takePiliV2Tour(hub, keys, (ms) => mock.advance(ms));

  const { requests } = mock;
  const check = (changes: object, all: readonly object[] = requests) =>
    failedClaims(checkPiliV2Tour({ ...tour, ...changes }, all as readonly RecordedRequest[]));
  const withoutUpdates = requests.filter(({ operationId }) => operationId !== "setStreamDisabled");
  expect(check({})).toEqual([]);
  expect(check({}, [...requests, { ...violation, signature: "missing" }])).toEqual([
    expect.stringContaining("had a valid signature"),
    "All requests conformed to the spec",
  ]);
  expect(check({ publishUrl: "rtmp://a.example/hub/key" })).toEqual([
    "The publish URL expires, and has a token",
  ]);
  expect(check({ playUrl: "https://a.example/hub/key.m3u8" })).toEqual(["The play URL is signed"]);
  expect(check({ states: [undefined, undefined] })).toEqual([expect.stringContaining("was live")]);
  expect(check({ listed: [] })).toEqual(["The live streams include live-demo"]);
  expect(check({}, withoutUpdates)).toEqual(["The stream was disabled and enabled"]);
  expect(check({ job: { ...tour.job, code: 3 } })).toEqual(["The recording was converted"]);
  expect(check({ failure })).toEqual([expect.stringContaining("612")]);
});

test("checkRtcTour() detects every fault", async () => {
  await using mock = await startMockServer("rtc", { credentials });
  const keys = new rtc.Credentials(credentials.accessKey, credentials.secretKey);
  const service = new rtc.Rtc(keys, { apiHost: `${mock.host}:${mock.port}` });

  const tour = await takeRtcTour(service, (token) => mock.joinRoom(token));

  const { requests } = mock;
  const check = (changes: object, all: readonly object[] = requests) =>
    failedClaims(checkRtcTour({ ...tour, ...changes }, all as readonly RecordedRequest[]));
  expect(check({})).toEqual([]);
  expect(check({}, [...requests, { ...violation, signature: "missing" }])).toEqual([
    expect.stringContaining("had a valid signature"),
    "All requests conformed to the spec",
  ]);
  expect(check({ rooms: [] })).toEqual(["The app has the new room"]);
  expect(check({ users: [["host"], ["host"]] })).toEqual([expect.stringContaining("Both users")]);
  expect(check({ failure })).toEqual([expect.stringContaining("613")]);
  expect(check({}, requests.slice(0, -1))).toEqual([expect.stringContaining("was deleted")]);
});

function failedClaims(checks: readonly Check[]): string[] {
  return checks.flatMap(({ claim, holds }) => (holds ? [] : [claim]));
}
