import assert from "node:assert/strict";
import { TelestreamCloud } from "flip-pili/flip";
import { startMockServer } from "flip-pili/testing";

const credentials = { accessKey: "my_access_key", secretKey: "my_secret_key" };
const mock = await startMockServer("flip", { credentials });
const { hostname, port } = new URL(mock.url);
const tc = new TelestreamCloud({ ...credentials, apiHost: hostname, apiPort: Number(port) });

const factories = await tc.getResource("flip").factories.all();

assert.ok(factories.length > 0);
assert.equal(mock.requests.length, 1);
await mock.close();
