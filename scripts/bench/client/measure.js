import { fork } from "node:child_process";
import { once } from "node:events";
import { createPrograms, createSigners } from "./programs.js";
import { bodyFor } from "./responses.js";

// Prints the CPU time of one call of a program in microseconds, or the names of all programs.
// Each program has a process of its own, because others would affect how the engine optimizes it.

/** Enough calls for the engine to optimize the code. */
const warmUpCalls = 5000;
const measuredCalls = 2000;

const [mode = "", name] = process.argv.slice(2);
const programs = await setUp(mode);
const program = programs[name ?? ""];
const result = program === undefined ? Object.keys(programs) : await measure(program);
process.stdout.write(JSON.stringify(result));
process.exit();

/**
 * @param {string} name
 * @returns {Promise<Record<string, () => unknown>>}
 */
async function setUp(name) {
  if (name === "signature") return createSigners();
  if (name === "stub") {
    const headers = { "Content-Type": "application/json" };
    const stub = async (/** @type {string | Request} */ target) =>
      new Response(bodyFor(typeof target === "string" ? target : target.url), { headers });
    return createPrograms({ port: 80, fetch: stub });
  }
  const server = fork(new URL("server.js", import.meta.url));
  const [{ port }] = await once(server, "message");
  return createPrograms({ port, fetch });
}

/** @param {() => unknown} program */
async function measure(program) {
  await repeat(program, warmUpCalls);
  return repeat(program, measuredCalls);
}

/**
 * @param {() => unknown} program
 * @param {number} calls
 */
async function repeat(program, calls) {
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call++) await program();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}
