import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createUploadQueue } from "flip-pili/fleet";
import { startMockServer } from "flip-pili/testing";
import {
  checkFleetTour,
  type DemoWorker,
  describeWorkers,
  repeatedBytes,
  startWorker,
  takeFleetTour,
  writeFilms,
} from "./fleet/fleet-tour.ts";
import { RedisServer } from "./fleet/redis-server.ts";
import { formatBytes, printChecks, printList, printSection } from "./print.ts";

const credentials = { accessKey: "demo-access-key", secretKey: "demo-secret-key" };
const partSize = 64 * 1024;
const filmCount = 60;
/** Speed at which the mock reads each request, so that the uploads take some seconds. */
const speed = { bytes: 16 * 1024, everyMs: 25 };

if (process.argv[1] === import.meta.filename) process.exitCode = await runFleetDemo();

/** Uploads films with three worker processes, of which one is killed, and returns the exit code. */
export async function runFleetDemo(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "flip-pili-films-"));
  const workers: DemoWorker[] = [];
  try {
    await using redis = await RedisServer.start();
    await using mock = await startMockServer("flip", { credentials, uploads: { partSize } });
    await using queue = await createUploadQueue({ connection: redis.url });
    console.log(`A mock of Flip listens on ${mock.url}, and Redis on ${redis.url}.`);
    mock.uploads.script([{ kind: "readSlowly", ...speed, method: "PUT", times: Infinity }]);
    const films = await writeFilms(folder, filmCount);
    const connection = { redisUrl: redis.url, apiHost: mock.host, apiPort: mock.port };
    const names = ["worker-1", "worker-2", "worker-3"];
    workers.push(...(await Promise.all(names.map((name) => startWorker(name, connection)))));

    printSection(`Uploading ${filmCount} films with ${names.length} workers; one is killed midway`);
    const tour = await takeFleetTour({ queue, mock }, films, workers);
    const { sessions } = mock.uploads;

    printSection("Workers");
    printList(describeWorkers(tour));
    printSection("Films that the killed worker was sending");
    const interrupted = sessions.filter(({ fileName }) => tour.interrupted.includes(fileName));
    printList([
      ["FILM", "SIZE", "SENT TWICE"],
      ...interrupted.map((session) => [
        session.fileName,
        formatBytes(session.fileSize),
        formatBytes(repeatedBytes(session)),
      ]),
    ]);
    printSection("Checks");
    return printChecks(checkFleetTour(tour, sessions, partSize)) ? 0 : 1;
  } catch (error) {
    console.error(`\nThe demo failed: ${error instanceof Error ? error.message : error}`);
    return 1;
  } finally {
    for (const { process: child } of workers) child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
}
