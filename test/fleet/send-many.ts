import { uploadFiles } from "flip-pili/fleet";
import { TelestreamCloud } from "flip-pili/flip";

/** Program that uploads many files, and prints how much the heap grows meanwhile. */
const { apiPort, factoryId, folder, count } = JSON.parse(process.argv[2] ?? "");
const keys = { accessKey: "my_access_key", secretKey: "my_secret_key" };
const cloud = new TelestreamCloud({ ...keys, apiHost: "127.0.0.1", apiPort });
const factory = await cloud.getResource("flip").factories.find(factoryId);

async function* list() {
  for (let index = 0; index < count; index++) yield `${folder}/film-${index}.mp4`;
}

const heaps: number[] = [];
let ended = 0;
const onFile = () => {
  if (++ended % 300 !== 0) return;
  globalThis.gc?.();
  heaps.push(process.memoryUsage().heapUsed);
};
const { failed } = await uploadFiles(factory, list(), { filesAtOnce: 8, onFile });
process.stdout.write(JSON.stringify({ failed, growth: (heaps.at(-1) ?? 0) - (heaps[0] ?? 0) }));
