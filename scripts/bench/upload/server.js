import { createServer } from "node:http";
import { receiveBody } from "../receive-body.js";
import { respondToPeer } from "./peer-protocols.js";

// Receives uploads and discards them, in a process of its own, so that its CPU time does not count.
// Exits with its parent. A message `{ parts, bytesPerSecond, delayMs }` starts a new upload.

/**
 * Number of parts, and the speed of each connection. Without a rate, the speed is not limited.
 *
 * @typedef {{ parts: number, bytesPerSecond?: number, delayMs?: number }} Link
 */

/** @type {Link} */
let link = { parts: 0 };
/** @type {Set<number>} */
let missing = new Set();

const server = createServer(async (request, response) => {
  const bytes = await receiveBody(request, link.bytesPerSecond);
  if (link.delayMs) await sleep(link.delayMs);
  const { status = 200, headers = {}, body = "" } = respond(request, bytes);
  response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) }).end(body);
});
server.listen(0, "127.0.0.1", () => process.send?.(server.address()));

process.on("message", (next) => {
  link = /** @type {Link} */ (next);
  missing = new Set(Array(link.parts).keys());
  process.send?.("ready");
});
process.on("disconnect", () => process.exit());

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {number} bytes
 */
function respond({ method, url = "", headers }, bytes) {
  if (url.startsWith("/v3.0/")) return { body: JSON.stringify(respondToApi(url)) };
  if (url !== "/upload") return respondToPeer({ method, url, headers, bytes });
  const part = headers["x-part"];
  if (part !== undefined) missing.delete(Number(part));
  if (method === "GET") return { body: JSON.stringify({ missing_parts: [...missing] }) };
  return missing.size === 0 ? { body: `{"id":"bench"}` } : {};
}

/**
 * Responds like the API: with a factory, or a session. The id of the factory is the size of the parts.
 *
 * @param {string} url
 */
function respondToApi(url) {
  const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
  if (!pathname.endsWith("/upload.json")) return { id: pathname.match(/(\d+)\.json$/)?.[1] };
  const partSize = Number(searchParams.get("factory_id"));
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    id: "session",
    location: `http://127.0.0.1:${address.port}/upload`,
    parts: Math.ceil(Number(searchParams.get("file_size")) / partSize),
    part_size: partSize,
    max_connections: 64,
  };
}

/** @param {number} milliseconds */
function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
