import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { listApis } from "./openapi/document/load-spec.ts";

const root = new URL("../", import.meta.url);
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const [api, ...options] = process.argv.slice(2);
const apis = listApis(root);
if (api !== undefined && apis.includes(api)) {
  startPrism(fileURLToPath(new URL(`specs/${api}/openapi.yaml`, root)), options);
} else {
  console.error(describeUsage(api, apis));
  process.exitCode = 1;
}

/** Runs `prism mock` on a spec, and exits with the exit code or signal of Prism. */
function startPrism(spec: string, options: readonly string[]): void {
  const program = createRequire(import.meta.url).resolve("@stoplight/prism-cli");
  const prism = spawn(process.execPath, [program, "mock", spec, ...options], { stdio: "inherit" });
  for (const signal of signals) process.on(signal, () => prism.kill(signal));
  prism.on("exit", (code, signal) => {
    process.exitCode = code ?? 1;
    if (signal === null) return;
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function describeUsage(name: string | undefined, apis: readonly string[]): string {
  const problem = name === undefined ? "no API was named" : `specs/ has no API "${name}"`;
  return [
    `Cannot start Prism: ${problem}`,
    "",
    "Usage: npm run prism -- <api> [options of prism mock]",
    `APIs:  ${apis.join(", ")}`,
  ].join("\n");
}
