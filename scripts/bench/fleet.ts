import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createUploadQueue } from "flip-pili/fleet";
import { RedisServer } from "../demo/fleet/redis-server.ts";
import { type Cost, median, medianCost } from "./harness.ts";
import { type Figure, printFigures } from "./targets.ts";

// Compares uploads of many files with one large one, and the queue with the same files without one. Arguments
// choose the measurements: files, queue, scaling.

const mebibyte = 1024 * 1024;
/** Number of files that each worker sends to measure how workers scale. */
const filesPerWorker = 48;
const script = (name: string) => fileURLToPath(new URL(`fleet/${name}`, import.meta.url));

/** Settings of the server. */
interface Link {
  readonly partSize: number;
  readonly bytesPerSecond?: number;
  readonly delayMs?: number;
}

/** The server that receives all uploads, in a process of its own. */
class Sink implements Disposable {
  readonly port: number;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, port: number) {
    this.#process = process;
    this.port = port;
  }

  static async start(): Promise<Sink> {
    const server = fork(script("server.js"));
    const [{ port }] = await once(server, "message");
    return new Sink(server, port);
  }

  /** Starts a measurement, or with a query returns the number of complete files. */
  async send(message: Link | { readonly query: true }): Promise<number> {
    const response = once(this.#process, "message");
    this.#process.send(message);
    const [{ stored }] = await response;
    return stored;
  }

  [Symbol.dispose](): void {
    this.#process.disconnect();
  }
}

const folder = await mkdtemp(join(tmpdir(), "flip-pili-bench-"));
const chosen = process.argv.slice(2);
const measurements = { files: measureFiles, queue: measureQueue, scaling: measureScaling };
try {
  using sink = await Sink.start();
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(measurements)) {
    if (chosen.length === 0 || chosen.includes(name)) figures.push(...(await measure(sink)));
  }
  printFigures(figures);
} finally {
  await rm(folder, { recursive: true });
}

/** Writes sparse files, which cost no time to read. */
async function writeFiles(name: string, count: number, size: number): Promise<string[]> {
  const paths = Array.from({ length: count }, (_, index) => join(folder, `${name}-${index}`));
  for (const [index, path] of paths.entries()) {
    await using file = await open(path, "w");
    await file.truncate(size);
    await file.write(`${index}`, 0);
  }
  return paths;
}

async function run(sink: Sink, program: string, job: object, link: Link): Promise<Cost> {
  await sink.send(link);
  const args = [script("run.js"), program, JSON.stringify({ ...job, port: sink.port })];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout);
}

/** Sends 200 files of 20 MB, and one file with as many bytes. */
async function measureFiles(sink: Sink): Promise<Figure[]> {
  const rounds = 5;
  const [count, size] = [200, 20_000_000];
  const link = { partSize: 5 * mebibyte };
  const many = await writeFiles("film", count, size);
  const one = await writeFiles("large", 1, count * size);
  const ones: Cost[] = [];
  const manies: Cost[] = [];
  for (let round = 0; round < rounds; round++) {
    ones.push(await run(sink, "one", { paths: one }, link));
    manies.push(await run(sink, "many", { paths: many }, link));
  }
  const [single, fleet] = [medianCost(ones), medianCost(manies)];
  const name = `${count} files of 20 MB (${rounds} rounds)`;
  const speed = single.wallMs / fleet.wallMs;
  const detail = `${((count * size) / 1000 / fleet.wallMs).toFixed(0)} MB/s`;
  const cpu = fleet.cpuMs / single.cpuMs;
  return [
    {
      name: `${name}: speed, relative to one file`,
      text: `${speed.toFixed(2)} x (${detail})`,
      value: speed,
      least: 0.9,
    },
    { name: `${name}: CPU, relative to one file`, text: `${cpu.toFixed(2)} x`, value: cpu },
    {
      name: `${name}: peak memory`,
      text: `${fleet.peakMb.toFixed(0)} MB`,
      value: fleet.peakMb,
      target: 120,
    },
  ];
}

/** Sends small files with and without a queue. */
async function measureQueue(sink: Sink): Promise<Figure[]> {
  const rounds = 5;
  const count = 500;
  const link = { partSize: 5 * mebibyte };
  const paths = await writeFiles("small", count, 1_000);
  await using redis = await RedisServer.start();
  const differences: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const without = await run(sink, "many", { paths }, link);
    const job = { paths, redisUrl: redis.url, name: `queue-${round}` };
    const queued = await run(sink, "queue", job, link);
    differences.push((queued.cpuMs - without.cpuMs) / count);
  }
  const value = median(differences);
  const name = `queue: CPU of each of ${count} jobs (${rounds} rounds)`;
  return [{ name, text: `${value.toFixed(2)} ms`, value, target: 3 }];
}

/** Sends with 1, 2 and 4 workers over a link that limits each connection, each worker as many files. */
async function measureScaling(sink: Sink): Promise<Figure[]> {
  const rounds = 3;
  await using redis = await RedisServer.start();
  const paths = await writeFiles("part", 4 * filesPerWorker, mebibyte);
  const times = new Map<number, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const workers of [1, 2, 4]) {
      const files = paths.slice(0, workers * filesPerWorker);
      const wallMs = await measureWorkers(sink, redis.url, { workers, files, round });
      times.set(workers, [...(times.get(workers) ?? []), wallMs]);
    }
  }
  const base = median(times.get(1) ?? []);
  return [2, 4].map((workers) => {
    const value = base / median(times.get(workers) ?? []);
    const name = `scaling (${rounds} rounds): throughput of ${workers} workers, relative to ${workers} x one`;
    return { name, text: `${value.toFixed(2)} x`, value, least: 0.9 };
  });
}

/** Returns the time in milliseconds that workers need for files. */
async function measureWorkers(
  sink: Sink,
  redisUrl: string,
  { workers, files, round }: { workers: number; files: readonly string[]; round: number },
): Promise<number> {
  await sink.send({ partSize: mebibyte / 2, bytesPerSecond: 2 * mebibyte });
  const name = `scaling-${workers}-${round}`;
  const settings = { connection: redisUrl, name, port: sink.port, filesAtOnce: 4, concurrency: 4 };
  const children = Array.from({ length: workers }, () =>
    fork(script("worker.js"), [JSON.stringify(settings)]),
  );
  await Promise.all(children.map((child) => once(child, "message")));
  await using queue = await createUploadQueue({ connection: redisUrl, name });
  const startedAt = performance.now();
  await queue.addAll(files);
  while ((await sink.send({ query: true })) < files.length) await wait(20);
  const wallMs = performance.now() - startedAt;
  for (const child of children) child.disconnect();
  return wallMs;
}
