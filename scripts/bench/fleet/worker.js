import { startUploadWorker } from "flip-pili/fleet";
import { TelestreamCloud } from "flip-pili/flip";

// A worker in a process of its own. Exits with its parent.

const { port, ...options } = JSON.parse(process.argv[2] ?? "");
const account = { accessKey: "a", secretKey: "s" };
const cloud = new TelestreamCloud({ ...account, apiHost: "127.0.0.1", apiPort: port });
const factory = await cloud.getResource("flip").factories.find("bench");
await startUploadWorker({ factory, tls: "as-given", ...options });
process.on("disconnect", () => process.exit());
process.send?.("ready");
