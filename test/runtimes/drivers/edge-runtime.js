import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import process from "node:process";

// Usage: node edge-runtime.js FOLDER SCRIPT CONFIG
// Runs the checks in the edge-runtime of the folder.
const [folder, scriptPath, config] = process.argv.slice(2);
const require = createRequire(`${folder}/`);
const { EdgeRuntime } = require("edge-runtime");

const runtime = new EdgeRuntime({ initialCode: await readFile(scriptPath, "utf8") });
const text = await runtime.evaluate(`runChecks(${config}).then(JSON.stringify)`);
const { version } = require("edge-runtime/package.json");
process.stdout.write(`\n${JSON.stringify({ version, checks: JSON.parse(text) })}\n`);
