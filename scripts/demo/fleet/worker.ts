import { startUploadWorker } from "flip-pili/fleet";
import { TelestreamCloud } from "flip-pili/flip";

/** What a worker process receives as its argument. */
export interface WorkerArguments {
  readonly redisUrl: string;
  readonly apiHost: string;
  readonly apiPort: number;
  readonly workerName: string;
  readonly filesAtOnce: number;
  readonly concurrency: number;
}

const { redisUrl, apiHost, apiPort, ...options }: WorkerArguments = JSON.parse(
  process.argv[2] ?? "",
);
const credentials = { accessKey: "demo-access-key", secretKey: "demo-secret-key" };
const cloud = new TelestreamCloud({ ...credentials, apiHost, apiPort });
const [factory] = await cloud.getResource("flip").factories.all();
if (factory === undefined) throw new Error("The account has no factories");
const worker = await startUploadWorker({ connection: redisUrl, factory, ...options });
process.once("SIGTERM", () => void worker.stop().then(() => process.exit(0)));
process.send?.("ready");
