import { type ChildProcess, fork } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { UploadJobSummary, UploadQueue } from "flip-pili/fleet";
import type { MockServer, UploadServerSession } from "flip-pili/testing";
import { type Check, createProgress, formatBytes } from "../print.ts";
import type { WorkerArguments } from "./worker.ts";

/** A film to upload. */
interface Film {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/** A worker process. */
export interface DemoWorker {
  readonly name: string;
  readonly process: ChildProcess;
}

/** What the tour has seen. */
export interface FleetTour {
  readonly films: readonly Film[];
  readonly workers: readonly DemoWorker[];
  readonly killed: DemoWorker;
  /** Names of the films that the killed worker was sending. */
  readonly interrupted: readonly string[];
  /** Milliseconds from the kill until other workers had all of its jobs. */
  readonly recoveryMs: number;
  readonly completed: readonly UploadJobSummary[];
  readonly failed: number;
}

/** Settings of each worker. */
export const workerSettings = { filesAtOnce: 2, concurrency: 4 } as const;

/** Writes films of different sizes. */
export async function writeFilms(folder: string, count: number): Promise<Film[]> {
  const films = Array.from({ length: count }, async (_, index): Promise<Film> => {
    const name = `film-${String(index + 1).padStart(2, "0")}.mp4`;
    const bytes = randomBytes(400_000 + 5_000 * index);
    const path = join(folder, name);
    await writeFile(path, bytes);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { path, name, size: bytes.length, sha256 };
  });
  return Promise.all(films);
}

/** Starts a worker process, and waits until it takes jobs. */
export async function startWorker(
  name: string,
  connection: Pick<WorkerArguments, "redisUrl" | "apiHost" | "apiPort">,
): Promise<DemoWorker> {
  const script = fileURLToPath(new URL("worker.ts", import.meta.url));
  const settings: WorkerArguments = { ...connection, ...workerSettings, workerName: name };
  const child = fork(script, [JSON.stringify(settings)], { execArgv: ["--import", "tsx"] });
  await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => {
      throw new Error(`The worker ${name} has exited with ${code}`);
    }),
  ]);
  return { name, process: child };
}

/** Uploads films with several workers, one of which is killed midway. */
export async function takeFleetTour(
  { queue, mock }: { queue: UploadQueue; mock: MockServer },
  films: readonly Film[],
  workers: readonly DemoWorker[],
): Promise<FleetTour> {
  const [killed] = workers;
  if (killed === undefined) throw new Error("There are no workers");
  const total = films.reduce((sum, { size }) => sum + size, 0);
  const progress = createProgress();
  const show = () => progress.update({ sent: storedBytes(mock), total });
  await queue.addAll(films.map(({ path }) => path));
  while (storedBytes(mock) < total / 2) await wait(50).then(show);

  const jobs = (await queue.list("active")).filter(({ worker }) => worker === killed.name);
  killed.process.kill("SIGKILL");
  const killedAt = performance.now();
  let recoveryMs = Number.NaN;
  const isOwned = async () =>
    (await queue.list("active")).every(({ worker }) => worker !== killed.name);
  while (!(await isDone(queue))) {
    await wait(50).then(show);
    if (Number.isNaN(recoveryMs) && (await isOwned())) recoveryMs = performance.now() - killedAt;
  }
  show();
  progress.end();
  return {
    films,
    workers,
    killed,
    interrupted: jobs.map(nameOf),
    recoveryMs: Math.round(recoveryMs),
    completed: await queue.list("completed", { limit: films.length }),
    failed: (await queue.counts()).failed,
  };
}

async function isDone(queue: UploadQueue): Promise<boolean> {
  const { active, waiting, delayed, prioritized } = await queue.counts();
  return active + waiting + delayed + prioritized === 0;
}

function storedBytes({ uploads }: MockServer): number {
  return uploads.sessions.reduce((sum, { acceptedBytes }) => sum + acceptedBytes, 0);
}

function nameOf({ source }: UploadJobSummary): string {
  return "path" in source ? (source.path.split(/[/\\]/).at(-1) ?? "") : source.url;
}

/** Rows of a table: what each worker has done. */
export function describeWorkers({ workers, killed, completed, films }: FleetTour): string[][] {
  const sizes = new Map(films.map(({ name, size }) => [name, size]));
  const rows = workers.map((worker) => {
    const own = completed.filter((job) => job.worker === worker.name);
    const bytes = own.reduce((sum, job) => sum + (sizes.get(nameOf(job)) ?? 0), 0);
    const end = worker === killed ? "killed (SIGKILL)" : "stopped";
    return [worker.name, `${worker.process.pid}`, `${own.length}`, formatBytes(bytes), end];
  });
  return [["WORKER", "PROCESS", "FILES", "SIZE", "END"], ...rows];
}

/** Bytes of a session that were sent more than once. */
export function repeatedBytes({ receivedBytes, fileSize }: UploadServerSession): number {
  return Math.max(0, receivedBytes - fileSize);
}

/** Checks the results of the tour against what the server has received. */
export function checkFleetTour(
  { films, interrupted, recoveryMs, completed, failed }: FleetTour,
  sessions: readonly UploadServerSession[],
  partSize: number,
): Check[] {
  const limit = workerSettings.concurrency * partSize;
  const stored = films.filter(({ name, sha256 }) => {
    const complete = sessions.filter((s) => s.fileName === name && s.isComplete);
    return complete.length === 1 && complete[0]?.sha256() === sha256;
  });
  const repeated = sessions.filter((session) => repeatedBytes(session) > 0);
  return [
    {
      claim: `All ${films.length} films are stored once, with the right SHA-256`,
      holds: stored.length === films.length && sessions.length === films.length,
    },
    {
      claim: `All jobs have a video of their own: ${completed.length} completed, ${failed} failed`,
      holds: failed === 0 && new Set(completed.map(({ videoId }) => videoId)).size === films.length,
    },
    {
      claim: `The killed worker was sending ${interrupted.length} films`,
      holds: interrupted.length > 0,
    },
    {
      claim: `Other workers had its jobs after ${(recoveryMs / 1000).toFixed(1)} s (limit: 15 s)`,
      holds: recoveryMs < 15_000,
    },
    {
      claim: `At most ${formatBytes(limit)} of each of these were sent twice, and none of any other`,
      holds:
        repeated.every((session) => repeatedBytes(session) <= limit) &&
        repeated.every(({ fileName }) => interrupted.includes(fileName)),
    },
  ];
}
