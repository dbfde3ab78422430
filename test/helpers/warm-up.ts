import { TelestreamCloud } from "flip-pili/flip";
import { startMockServer } from "flip-pili/testing";

// The first response of a mock loads Prism and the specs, which takes seconds of CPU time. A test file that
// imports this file loads them before its tests, so that their timeouts do not depend on the load of the
// machine.
const credentials = { accessKey: "warm-up", secretKey: "warm-up", factoryId: "warm-up" };
const [flip, pili] = await Promise.all([
  startMockServer("flip", { credentials, stateless: true }),
  startMockServer("pili"),
]);
const cloud = new TelestreamCloud({ ...credentials, apiHost: flip.host, apiPort: flip.port });
await cloud.get("/factories.json");
await Promise.all([flip.close(), pili.close()]);
