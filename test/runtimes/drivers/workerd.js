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

async function send(path) {
  const response = await miniflare.dispatchFetch(`http://worker/${path}`, {
    method: "POST",
    body: config,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return JSON.parse(text);
}

const checks = await send("checks");
// Requests that share a client, one after the other and at the same time.
const shared = [await send("shared"), await send("shared")];
shared.push(...(await Promise.all([send("shared"), send("shared"), send("shared")])));
checks.sharedClient = shared.find((outcome) => outcome !== "ok") ?? "ok";
const { version } = require("miniflare/package.json");
process.stdout.write(`\n${JSON.stringify({ version, checks })}\n`);
await miniflare.dispose();
