import { fork } from "node:child_process";
import { once } from "node:events";
import { bodyFor } from "./answers.js";
import { createPrograms } from "./programs.js";
import { createSigners } from "./signers.js";

// Prints the CPU time of one call in microseconds: of each program and round, as JSON.

/** Enough for the engine to compile what is called. */
const warmUpCalls = 5000;

const [mode = "", rounds = "15"] = process.argv.slice(2);
const figures = await measure(await setUp(mode));
process.stdout.write(JSON.stringify(figures));
process.exit();

/**
 * @param {string} name
 * @returns {Promise<{ calls: number, programs: Record<string, () => unknown> }>}
 */
async function setUp(name) {
  if (name === "signature") return { calls: 4000, programs: await createSigners() };
  if (name === "stub") {
    const headers = { "Content-Type": "application/json" };
    const stub = async (/** @type {string | Request} */ target) =>
      new Response(bodyFor(typeof target === "string" ? target : target.url), { headers });
    return { calls: 2000, programs: await createPrograms({ port: 80, fetch: stub }) };
  }
  const server = fork(new URL("server.js", import.meta.url));
  const [{ port }] = await once(server, "message");
  return { calls: 300, programs: await createPrograms({ port, fetch }) };
}

/** @param {{ calls: number, programs: Record<string, () => unknown> }} programs */
async function measure({ calls, programs }) {
  /** @type {Record<string, number[]>} */
  const results = {};
  for (const program of Object.values(programs)) await repeat(program, warmUpCalls);
  for (let round = 0; round < Number(rounds); round++) {
    // They take turns, so that a busy moment of the machine falls on all of them alike.
    for (const [name, program] of Object.entries(programs)) {
      const cost = await repeat(program, calls);
      results[name] = [...(results[name] ?? []), cost];
    }
  }
  return results;
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
