import process from "node:process";
import { runChecks } from "./checks.js";

// Runs the checks in Node, Bun and Deno, with the configuration in the first argument.
const checks = await runChecks(JSON.parse(process.argv[2]));
const version = globalThis.Bun?.version ?? globalThis.Deno?.version.deno ?? process.versions.node;
process.stdout.write(`\n${JSON.stringify({ version, checks })}\n`);
