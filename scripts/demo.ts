import { TelestreamCloud } from "flip-pili/flip";
import { Credentials, Hub } from "flip-pili/pili";
import { startMockServer } from "flip-pili/testing";
import { checkFlipTour, takeFlipTour } from "./demo/flip-tour.ts";
import { checkPiliTour, takePiliTour } from "./demo/pili-tour.ts";
import { formatBytes, printChecks, printRequests, printSection } from "./demo/print.ts";
import { readVideoFile, UsageError, type VideoFile } from "./demo/video-file.ts";

const fixture = new URL("../test/fixtures/panda.mp4", import.meta.url);
const credentials = { accessKey: "demo-access-key", secretKey: "demo-secret-key" };

/** Part size in bytes: small, so that a short video has several parts. */
const partSize = 64 * 1024;

if (process.argv[1] === import.meta.filename) {
  process.exitCode = await runDemo(process.argv.slice(2));
}

/** Runs the demo with the arguments of the command line, and returns its exit code. */
export async function runDemo([path, ...rest]: readonly string[]): Promise<number> {
  try {
    if (rest.length > 0) throw new UsageError("Expected at most one argument");
    const file = await readVideoFile(path ?? fixture);
    const results = [await runFlipDemo(file), await runPiliDemo()];
    return results.every(Boolean) ? 0 : 1;
  } catch (error) {
    const usage = "Usage: npm run demo [-- path/to/video.mp4]";
    const isUsageError = error instanceof UsageError;
    console.error(isUsageError ? `${error.message}\n\n${usage}` : `\nThe demo failed: ${error}`);
    return 1;
  }
}

/** Uploads a video to a mock of Flip, and returns whether all checks passed. */
async function runFlipDemo(file: VideoFile): Promise<boolean> {
  const mock = await startMockServer("flip", { credentials, uploads: { partSize } });
  try {
    // Resets a connection in the middle of a part, which the upload survives.
    mock.uploads.script([{ kind: "reset", method: "PUT", part: 3, after: 10_000 }]);
    console.log(`Uploading ${file.name} (${formatBytes(file.size)}) to a mock of Flip.`);
    console.log(`The mock listens on ${mock.url} and verifies every signature.`);
    const tc = new TelestreamCloud({ ...credentials, apiHost: mock.host, apiPort: mock.port });
    const tour = await takeFlipTour(tc, file);

    printSection("Requests that the server received");
    printRequests(mock.requests);
    printSection("Checks");
    return printChecks(checkFlipTour(tour, file, mock.requests, mock.uploads));
  } finally {
    await mock.close();
  }
}

/** Creates, records and deletes a stream at a mock of Pili, and returns whether all checks passed. */
async function runPiliDemo(): Promise<boolean> {
  const mock = await startMockServer("pili", { credentials, hub: "test-hub", speed: 10 });
  try {
    console.log(`\nCreating a stream at a mock of Pili, which listens on ${mock.url}.`);
    const host = `${mock.host}:${mock.port}`;
    const keys = new Credentials(credentials.accessKey, credentials.secretKey);
    const hub = new Hub(keys, "test-hub", { apiHost: host, jobHost: host });
    const tour = await takePiliTour(hub, (ms) => mock.advance(ms));

    printSection("Requests that the server received");
    printRequests(mock.requests);
    printSection("Checks");
    return printChecks(checkPiliTour(tour, mock.requests));
  } finally {
    await mock.close();
  }
}
