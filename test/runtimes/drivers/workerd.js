import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import process from "node:process";

// Usage: node workerd.js FOLDER SCRIPT CONFIG COMPATIBILITY_DATE
// Runs the checks in workerd with the Miniflare of the folder.
const [folder, scriptPath, config, compatibilityDate] = process.argv.slice(2);
const require = createRequire(`${folder}/`);
const { Miniflare } = require("miniflare");

const miniflare = new Miniflare({
  modules: true,
  script: await readFile(scriptPath, "utf8"),
  compatibilityDate,
  host: "127.0.0.1",
  // Without this, Miniflare downloads an example from Cloudflare.
  cf: false,
});
const response = await miniflare.dispatchFetch("http://worker/", { method: "POST", body: config });
const text = await response.text();
if (!response.ok) throw new Error(text);
const { version } = require("miniflare/package.json");
process.stdout.write(`\n${JSON.stringify({ version, checks: JSON.parse(text) })}\n`);
await miniflare.dispose();
