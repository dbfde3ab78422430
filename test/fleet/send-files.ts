import { uploadFiles } from "flip-pili/fleet";
import { TelestreamCloud } from "flip-pili/flip";

/** Program that uploads files with a state folder, and may be killed. */
const { apiPort, factoryId, paths, stateFolder } = JSON.parse(process.argv[2] ?? "");
const keys = { accessKey: "my_access_key", secretKey: "my_secret_key" };
const cloud = new TelestreamCloud({ ...keys, apiHost: "127.0.0.1", apiPort });
const factory = await cloud.getResource("flip").factories.find(factoryId);
const options = { filesAtOnce: 2, concurrency: 4, retryMs: 5 };
const report = await uploadFiles(factory, paths, { stateFolder, ...options });
process.exitCode = report.uploaded === paths.length ? 0 : 1;
