import { TelestreamCloud } from "flip-pili/flip";
import { startMockServer } from "flip-pili/testing";
import { checkTour } from "./demo/check-tour.ts";
import { type Film, readFilm, UsageError } from "./demo/film.ts";
import { formatBytes, printRequests, printSection, printVerdict } from "./demo/print.ts";
import { takeTour } from "./demo/take-tour.ts";

const fixture = new URL("../test/fixtures/panda.mp4", import.meta.url);
const credentials = { accessKey: "demo-access-key", secretKey: "demo-secret-key" };

/** Sends a film through the client to a mock of Flip, and says whether everything went as it should. */
async function runDemo(film: Film): Promise<boolean> {
  const mock = await startMockServer("flip", { credentials });
  try {
    console.log(`flip-pili sends ${film.name} (${formatBytes(film.size)}) to a mock of Flip.`);
    console.log(`It listens on ${mock.url}, and checks every signature.`);
    const tc = new TelestreamCloud({ ...credentials, apiHost: mock.host, apiPort: mock.port });
    // The mock has one answer for each question: this one is for the last of the tour.
    mock.answerNext("getProfile", { status: 404 });
    const tour = await takeTour(tc, film);

    printSection("What the server received");
    printRequests(mock.requests);
    printSection("What held");
    return printVerdict(checkTour(tour, film, mock.requests));
  } finally {
    await mock.close();
  }
}

async function main([path, ...rest]: string[]): Promise<number> {
  try {
    if (rest.length > 0) throw new UsageError("There is more than one argument");
    return (await runDemo(await readFilm(path ?? fixture))) ? 0 : 1;
  } catch (error) {
    const isMisused = error instanceof UsageError;
    const usage = "Usage: npm run demo [-- path/to/video.mp4]";
    console.error(isMisused ? `${error.message}\n\n${usage}` : `\nThe demo failed: ${error}`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
