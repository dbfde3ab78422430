import { fork } from "node:child_process";
import { once } from "node:events";
import { createPrograms, createSigners, createStubbedPrograms } from "./programs.js";
import { bodyFor } from "./responses.js";

// Prints the CPU time of one call of a program in microseconds, or the names of all programs.
// Each program has a process of its own, because others would affect how the engine optimizes it.

/** Calls before those that are measured: enough for the engine to optimize the code. */
const warmUpCalls = { signature: 40_000, stub: 15_000, loopback: 4000 };
const measuredCalls = { signature: 40_000, stub: 10_000, loopback: 4000 };

/** @typedef {keyof typeof warmUpCalls} Mode */

const [mode, name] = process.argv.slice(2);
const programs = await setUp(/** @type {Mode} */ (mode));
const program = programs[name ?? ""];
const result =
  program === undefined
    ? Object.keys(programs)
    : await measure(program, /** @type {Mode} */ (mode));
process.stdout.write(JSON.stringify(result));
process.exit();

/**
 * @param {Mode} mode
 * @returns {Promise<Record<string, () => unknown>>}
 */
async function setUp(mode) {
  if (mode === "signature") return createSigners();
  if (mode === "stub") {
    const headers = { "Content-Type": "application/json" };
    return createStubbedPrograms(
      async (/** @type {string | Request} */ target) =>
        new Response(bodyFor(typeof target === "string" ? target : target.url), { headers }),
    );
  }
  const server = fork(new URL("server.js", import.meta.url));
  const [{ port }] = await once(server, "message");
  return createPrograms(port);
}

/**
 * @param {() => unknown} program
 * @param {Mode} mode
 */
async function measure(program, mode) {
  await repeat(program, warmUpCalls[mode]);
  return repeat(program, measuredCalls[mode]);
}

/**
 * @param {() => unknown} program
 * @param {number} calls
 */
async function repeat(program, calls) {
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call++) {
    const result = program();
    // A signature is not a promise, and waiting for one would take a tenth of its time.
    if (result instanceof Promise) await result;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}
