import { createServer } from "node:http";
import { receiveBody } from "../receive-body.js";

// A Flip API and upload server for any number of sessions, which discards the bytes, in a process of its own. Exits
// with its parent. A message `{ partSize, bytesPerSecond, delayMs }` starts a new measurement.

/** @type {{ partSize: number, bytesPerSecond?: number, delayMs?: number }} */
let settings = { partSize: 5 * 1024 * 1024 };
/** @type {Map<string, Set<number>>} */
const sessions = new Map();
let created = 0;
let stored = 0;

const server = createServer(async (request, response) => {
  await receiveBody(request, settings.bytesPerSecond);
  if (settings.delayMs && request.method === "PUT") await sleep(settings.delayMs);
  const body = JSON.stringify(respond(request));
  response.writeHead(200, { "Content-Length": Buffer.byteLength(body) }).end(body);
});
server.listen(0, "127.0.0.1", () => process.send?.(server.address()));

process.on("message", (message) => {
  const next = /** @type {typeof settings & { query?: boolean }} */ (message);
  if (!next.query) {
    settings = next;
    sessions.clear();
    stored = 0;
  }
  process.send?.({ stored });
});
process.on("disconnect", () => process.exit());

/** @param {import("node:http").IncomingMessage} request */
function respond({ method, url = "", headers }) {
  const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
  if (!pathname.startsWith("/upload/")) return respondToApi(pathname, searchParams);
  const missing = sessions.get(pathname) ?? new Set();
  const part = headers["x-part"];
  if (method === "PUT" && missing.delete(Number(part)) && missing.size === 0) stored++;
  if (method === "GET") return { missing_parts: [...missing] };
  return missing.size === 0 ? { id: pathname.slice(8) } : {};
}

/**
 * @param {string} pathname
 * @param {URLSearchParams} query
 */
function respondToApi(pathname, query) {
  if (pathname.includes("/factories/")) return { id: "bench" };
  if (!pathname.endsWith("/upload.json")) return [];
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  const parts = Math.ceil(Number(query.get("file_size")) / settings.partSize);
  const path = `/upload/${++created}`;
  sessions.set(path, new Set(Array(parts).keys()));
  const location = `http://127.0.0.1:${address.port}${path}`;
  return {
    id: String(created),
    location,
    parts,
    part_size: settings.partSize,
    max_connections: 64,
  };
}

/** @param {number} milliseconds */
function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
