import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { createFlipClient, listVideos, signature, stringToSign } from "flip-pili/flip";

const secretKey = "my_secret_key";
const server = createServer(({ method, url, headers }, response) => {
  const { hostname, pathname, searchParams } = new URL(url ?? "", `http://${headers.host}`);
  const { signature: given, ...params } = Object.fromEntries(searchParams);
  const path = pathname.replace("/v3.0", "");
  const expected = signature(
    secretKey,
    stringToSign({ method: method ?? "", host: hostname, path, params }),
  );
  response.setHeader("Content-Type", "application/json");
  response.statusCode = given === expected ? 200 : 401;
  response.end("[]");
});
await once(server.listen(0, "127.0.0.1"), "listening");
const address = server.address();
const apiPort = typeof address === "object" && address !== null ? address.port : 0;

const client = createFlipClient({
  accessKey: "my_access_key",
  secretKey,
  factoryId: "my_cloud_id",
  apiHost: "127.0.0.1",
  apiPort,
});
const { data, response } = await listVideos(client, { query: { status: "success" } });

assert.equal(response.status, 200);
assert.deepEqual(data, []);
server.close();
server.closeAllConnections();
