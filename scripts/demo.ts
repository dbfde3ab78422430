import { TelestreamCloud } from "flip-pili/flip";
import { Credentials, Hub } from "flip-pili/pili";
import { startMockServer } from "flip-pili/testing";
import { checkPiliTour } from "./demo/check-pili-tour.ts";
import { checkTour } from "./demo/check-tour.ts";
import { type Film, readFilm, UsageError } from "./demo/film.ts";
import { formatBytes, printRequests, printSection, printVerdict } from "./demo/print.ts";
import { takePiliTour } from "./demo/take-pili-tour.ts";
import { takeTour } from "./demo/take-tour.ts";

const fixture = new URL("../test/fixtures/panda.mp4", import.meta.url);
const credentials = { accessKey: "demo-access-key", secretKey: "demo-secret-key" };

/** Bytes of a part: small ones, so that a short film has several. */
const partSize = 64 * 1024;

/** Sends a film through the client to a mock of Flip, and says whether everything went as it should. */
async function runFlipDemo(film: Film): Promise<boolean> {
  const mock = await startMockServer("flip", { credentials, uploads: { partSize } });
  try {
    // Somewhere on the way a connection breaks. The upload goes on.
    mock.uploads.script([{ kind: "reset", method: "PUT", part: 3, after: 10_000 }]);
    console.log(`flip-pili sends ${film.name} (${formatBytes(film.size)}) to a mock of Flip.`);
    console.log(`It listens on ${mock.url}, and checks every signature.`);
    const tc = new TelestreamCloud({ ...credentials, apiHost: mock.host, apiPort: mock.port });
    const tour = await takeTour(tc, film);

    printSection("What the server received");
    printRequests(mock.requests);
    printSection("What held");
    return printVerdict(checkTour(tour, film, mock.requests, mock.uploads));
  } finally {
    await mock.close();
  }
}

/** Leads a stream through its life at a mock of Pili, and says whether everything went as it should. */
async function runPiliDemo(): Promise<boolean> {
  const mock = await startMockServer("pili", { credentials, hub: "test-hub", speed: 10 });
  try {
    console.log(`\nflip-pili makes a stream at a mock of Pili, which listens on ${mock.url}.`);
    const host = `${mock.host}:${mock.port}`;
    const keys = new Credentials(credentials.accessKey, credentials.secretKey);
    const hub = new Hub(keys, "test-hub", { apiHost: host, jobHost: host });
    const tour = await takePiliTour(hub, (ms) => mock.advance(ms));

    printSection("What the server received");
    printRequests(mock.requests);
    printSection("What held");
    return printVerdict(checkPiliTour(tour, mock.requests));
  } finally {
    await mock.close();
  }
}

async function main([path, ...rest]: string[]): Promise<number> {
  try {
    if (rest.length > 0) throw new UsageError("There is more than one argument");
    const film = await readFilm(path ?? fixture);
    const verdicts = [await runFlipDemo(film), await runPiliDemo()];
    return verdicts.every(Boolean) ? 0 : 1;
  } catch (error) {
    const isMisused = error instanceof UsageError;
    const usage = "Usage: npm run demo [-- path/to/video.mp4]";
    console.error(isMisused ? `${error.message}\n\n${usage}` : `\nThe demo failed: ${error}`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
