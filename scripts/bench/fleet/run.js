import { createUploadQueue, startUploadWorker, uploadFiles } from "flip-pili/fleet";
import { TelestreamCloud } from "flip-pili/flip";
import { peakMemoryMb } from "../peak-memory.js";

// Runs one of the programs below, and prints its cost as JSON: that of sending alone, and the peak memory of the
// process.

/**
 * @typedef {object} Job
 * @property {number} port
 * @property {readonly string[]} paths
 * @property {string} [redisUrl]
 * @property {string} [name]
 * @property {object} [options]
 */

/** @type {Record<string, (job: Job, factory: import("flip-pili/flip").Factory) => Promise<unknown>>} */
const programs = {
  async one({ paths }, factory) {
    for (const path of paths)
      await (await factory.uploadSession(path, { tls: "as-given" })).start();
  },
  async many({ paths, options }, factory) {
    const report = await uploadFiles(factory, paths, { tls: "as-given", ...options });
    if (report.failed > 0) throw report.files.find(({ error }) => error)?.error;
  },
  async queue({ paths, redisUrl = "", name, options }, factory) {
    const queue = await createUploadQueue({ connection: redisUrl, name });
    await queue.addAll(paths);
    const location = { connection: redisUrl, name, factory };
    const worker = await startUploadWorker({ ...location, tls: "as-given", ...options });
    const isDone = async () => {
      const { active, waiting } = await queue.counts();
      return active + waiting === 0;
    };
    while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 50));
    await worker.stop();
    await queue.close();
  },
};

const [name = "", text = "{}"] = process.argv.slice(2);
/** @type {Job} */
const job = JSON.parse(text);
const account = { accessKey: "a", secretKey: "s" };
const cloud = new TelestreamCloud({ ...account, apiHost: "127.0.0.1", apiPort: job.port });
const factory = await cloud.getResource("flip").factories.find("bench");
const run = programs[name];
if (run === undefined) throw new Error(`Unknown program: ${name}`);
// Loads the packages, which is not part of the cost.
if (name === "queue") await (await createUploadQueue({ connection: job.redisUrl ?? "" })).close();
const before = process.cpuUsage();
const startedAt = performance.now();
await run(job, factory);
const wallMs = performance.now() - startedAt;
const { user, system } = process.cpuUsage(before);
const cost = { cpuMs: (user + system) / 1000, wallMs, peakMb: peakMemoryMb() };
process.stdout.write(JSON.stringify(cost), () => process.exit());
