import assert from "node:assert/strict";
import { createUploadQueue, MissingPackageError, uploadFiles } from "flip-pili/fleet";
import { InvalidArgumentError, TelestreamCloud } from "flip-pili/flip";
import { startMockServer } from "flip-pili/testing";

const credentials = { accessKey: "my_access_key", secretKey: "my_secret_key" };
const mock = await startMockServer("flip", { credentials });
const tc = new TelestreamCloud({ ...credentials, apiHost: mock.host, apiPort: mock.port });
const [factory] = await tc.getResource("flip").factories.all();

const report = await uploadFiles(factory, ["package.json", "missing.mp4"]);

assert.equal(report.uploaded, 1);
assert.ok(report.files.find(({ error }) => error)?.error instanceof InvalidArgumentError);
await assert.rejects(createUploadQueue({ connection: "redis://127.0.0.1:1" }), MissingPackageError);
await mock.close();
