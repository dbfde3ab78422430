import * as flip from "flip-pili/flip";
import * as flip31 from "flip-pili/flip-3.1";
import * as pili from "flip-pili/pili";
import * as piliV2 from "flip-pili/pili-v2";
import * as rtc from "flip-pili/rtc";
import { type ApiName, startMockServer } from "flip-pili/testing";
import { checkFlip31Tour, takeFlip31Tour } from "./demo/flip-3.1-tour.ts";
import { checkFlipTour, takeFlipTour } from "./demo/flip-tour.ts";
import { checkPiliTour, takePiliTour } from "./demo/pili-tour.ts";
import { checkPiliV2Tour, takePiliV2Tour } from "./demo/pili-v2-tour.ts";
import { formatBytes } from "./demo/print.ts";
import { checkRtcTour, takeRtcTour } from "./demo/rtc-tour.ts";
import { showMock } from "./demo/show-mock.ts";
import { readVideoFile, UsageError, type VideoFile } from "./demo/video-file.ts";

const fixture = new URL("../test/fixtures/panda.mp4", import.meta.url);
const credentials = { accessKey: "demo-access-key", secretKey: "demo-secret-key" };
const apiKey = "demo-api-key";

/** Options of uploads: the part size in bytes is small, so that a short video has several parts. */
const uploads = { partSize: 64 * 1024 };

/** The demos. Each returns whether all checks passed. */
const demos: Readonly<Record<ApiName, (file: VideoFile) => Promise<boolean>>> = {
  flip: runFlipDemo,
  "flip-3.1": runFlip31Demo,
  pili: runPiliDemo,
  "pili-v2": runPiliV2Demo,
  rtc: runRtcDemo,
};

const usage = `Usage: npm run demo [-- ${Object.keys(demos).join(" | ")}] [path/to/video.mp4]`;

if (process.argv[1] === import.meta.filename) {
  process.exitCode = await runDemo(process.argv.slice(2));
}

/**
 * Runs the demos that the arguments of the command line name, or those of Flip 3.0 and Pili v1, and returns
 * the exit code.
 */
export async function runDemo(args: readonly string[]): Promise<number> {
  try {
    const names = args.filter(isDemo);
    const [path, ...rest] = args.filter((text) => !isDemo(text));
    if (rest.length > 0) throw new UsageError("Expected at most one video");
    const file = await readVideoFile(path ?? fixture);
    const results: boolean[] = [];
    for (const name of names.length > 0 ? names : (["flip", "pili"] as const)) {
      results.push(await demos[name](file));
    }
    return results.every(Boolean) ? 0 : 1;
  } catch (error) {
    const isUsageError = error instanceof UsageError;
    console.error(isUsageError ? `${error.message}\n\n${usage}` : `\nThe demo failed: ${error}`);
    return 1;
  }
}

function isDemo(text: string): text is ApiName {
  return Object.hasOwn(demos, text);
}

/** Uploads a video to a mock of Flip. */
async function runFlipDemo(file: VideoFile): Promise<boolean> {
  const mock = await startMockServer("flip", { credentials, uploads });
  return showMock(mock, async () => {
    // Resets a connection in the middle of a part, which the upload survives.
    mock.uploads.script([{ kind: "reset", method: "PUT", part: 3, after: 10_000 }]);
    console.log(`Uploading ${file.name} (${formatBytes(file.size)}) to a mock of Flip.`);
    console.log(`The mock listens on ${mock.url} and verifies every signature.`);
    const address = { apiHost: mock.host, apiPort: mock.port };
    const tour = await takeFlipTour(new flip.TelestreamCloud({ ...credentials, ...address }), file);
    return checkFlipTour(tour, file, mock.requests, mock.uploads);
  });
}

/** Uploads a video with subtitles to a mock of Flip 3.1, and waits for its encodings. */
async function runFlip31Demo(file: VideoFile): Promise<boolean> {
  const options = { credentials: { apiKey }, uploads, speed: 10 };
  const mock = await startMockServer("flip-3.1", options);
  return showMock(mock, async () => {
    console.log(`Uploading ${file.name} (${formatBytes(file.size)}) to a mock of Flip 3.1.`);
    console.log(`The mock listens on ${mock.url} and verifies the API key of every request.`);
    const address = { apiHost: mock.host, apiPort: mock.port };
    const tc = new flip31.TelestreamCloud({ apiKey, ...address });
    const other = new flip31.TelestreamCloud({ apiKey: "wrong-key", ...address });
    const tour = await takeFlip31Tour(tc, other, file);
    return checkFlip31Tour(tour, file, mock.requests, mock.uploads);
  });
}

/** Creates, records and deletes a stream at a mock of Pili. */
async function runPiliDemo(): Promise<boolean> {
  const mock = await startMockServer("pili", { credentials, hub: "test-hub", speed: 10 });
  return showMock(mock, async () => {
    console.log(`\nCreating a stream at a mock of Pili, which listens on ${mock.url}.`);
    const host = `${mock.host}:${mock.port}`;
    const keys = new pili.Credentials(credentials.accessKey, credentials.secretKey);
    const hub = new pili.Hub(keys, "test-hub", { apiHost: host, jobHost: host });
    const tour = await takePiliTour(hub, (ms) => mock.advance(ms));
    return checkPiliTour(tour, mock.requests);
  });
}

/** Creates, publishes and records a stream at a mock of Pili v2. */
async function runPiliV2Demo(): Promise<boolean> {
  const mock = await startMockServer("pili-v2", { credentials, hub: "test-hub", speed: 10 });
  return showMock(mock, async () => {
    console.log(`\nCreating a stream at a mock of Pili v2, which listens on ${mock.url}.`);
    const host = `${mock.host}:${mock.port}`;
    const keys = new piliV2.Credentials(credentials.accessKey, credentials.secretKey);
    const hub = new piliV2.Hub(keys, "test-hub", { apiHost: host, jobHost: host });
    const tour = await takePiliV2Tour(hub, keys, (ms) => mock.advance(ms));
    return checkPiliV2Tour(tour, mock.requests);
  });
}

/** Lets users join a room at a mock of RTC. */
async function runRtcDemo(): Promise<boolean> {
  const mock = await startMockServer("rtc", { credentials });
  return showMock(mock, async () => {
    console.log(`\nCreating a room at a mock of RTC, which listens on ${mock.url}.`);
    const keys = new rtc.Credentials(credentials.accessKey, credentials.secretKey);
    const service = new rtc.Rtc(keys, { apiHost: `${mock.host}:${mock.port}` });
    const tour = await takeRtcTour(service, (token) => mock.joinRoom(token));
    return checkRtcTour(tour, mock.requests);
  });
}
