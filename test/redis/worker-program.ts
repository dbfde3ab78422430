import { startUploadWorker } from "flip-pili/fleet";
import { TelestreamCloud } from "flip-pili/flip";

/** Program of a worker, which may be killed. */
const { url, name, apiPort, factoryId, options } = JSON.parse(process.argv[2] ?? "");
const keys = { accessKey: "my_access_key", secretKey: "my_secret_key" };
const cloud = new TelestreamCloud({ ...keys, apiHost: "127.0.0.1", apiPort });
const factory = await cloud.getResource("flip").factories.find(factoryId);
const worker = await startUploadWorker({ connection: url, name, factory, ...options });
process.once("SIGTERM", () => void worker.stop().then(() => process.exit(0)));
process.on("message", () => {
  globalThis.gc?.();
  process.send?.({ rss: process.memoryUsage().rss, heap: process.memoryUsage().heapUsed });
});
process.send?.("ready");
