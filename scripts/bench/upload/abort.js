import { subscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { createSession } from "./create-session.js";

// Starts an upload, aborts it in the middle, and prints the number of its connections and how many
// milliseconds they took to close.

/** @type {import("node:net").Socket[]} */
const sockets = [];
subscribe("net.client.socket", (message) => {
  sockets.push(/** @type {{ socket: import("node:net").Socket }} */ (message).socket);
});

const session = await createSession(JSON.parse(process.argv[2] ?? ""));
const ended = session.start().catch(() => {});
await wait(500);
// Those of the API are idle and stay open.
const open = sockets.filter(({ closed, bytesWritten }) => !closed && bytesWritten > 64 * 1024);
const closing = Promise.all(open.map((socket) => once(socket, "close")));
const abortedAt = performance.now();
const aborted = session.abort();
await closing;
const closedMs = performance.now() - abortedAt;
await Promise.all([aborted, ended]);
process.stdout.write(JSON.stringify({ closedMs, connections: open.length }));
process.exit();
