import { once } from "node:events";
import { createPeers } from "./peers.js";
import { createPrograms, createSigners, createStubbedPrograms } from "./programs.js";
import { bodyFor } from "./responses.js";

// Measures one program in a process of its own, because other programs would affect how the engine
// optimizes it. Sends the names of all programs first. Each further message contains a number of calls,
// and is answered with the CPU time of one call in microseconds.

const [mode, port, name] = process.argv.slice(2);
const programs = await setUp();
const program = programs[name ?? ""] ?? (() => undefined);
process.on("message", async (calls) => process.send?.(await measure(Number(calls))));
process.on("disconnect", () => process.exit());
process.send?.(Object.keys(programs));
await once(process, "disconnect");

/** @returns {Promise<Record<string, () => unknown>>} */
async function setUp() {
  if (mode === "signature") return createSigners();
  if (mode === "peers") return createPeers(`http://127.0.0.1:${port}`);
  if (mode === "loopback") return createPrograms(Number(port));
  const headers = { "Content-Type": "application/json" };
  return createStubbedPrograms(
    async (/** @type {string | Request} */ target) =>
      new Response(bodyFor(typeof target === "string" ? target : target.url), { headers }),
  );
}

/** @param {number} calls */
async function measure(calls) {
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call++) {
    const result = program();
    // A signature is not a promise, and waiting for one would take a tenth of its time.
    if (result instanceof Promise) await result;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}
