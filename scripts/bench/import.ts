import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { median } from "./harness.ts";
import { type Figure, printFigures } from "./targets.ts";

// Measures the CPU time of a cold import of the built package, and of the first call after it, each in a
// process of its own.

const rounds = 21;
const cwd = fileURLToPath(new URL("../../", import.meta.url));

const emptyModule = join(await mkdtemp(join(tmpdir(), "flip-pili-import-")), "empty.mjs");
await writeFile(emptyModule, "");
const server = fork(new URL("client/server.js", import.meta.url));
const [{ port }] = await once(server, "message");

/** Greatest cost of an import in milliseconds, beyond that of an empty module. */
const importTargets: Readonly<Record<string, number>> = {
  "flip-pili/flip": 7,
  "flip-pili/flip-3.1": 12,
  "flip-pili/pili-v2": 12,
  "flip-pili/rtc": 12,
};

/** Programs by the name in the report. */
const programs = {
  "an empty module": importOf(pathToFileURL(emptyModule).href),
  "openapi-fetch": importOf("openapi-fetch"),
  "flip-pili/flip": importOf("flip-pili/flip"),
  "flip-pili": importOf("flip-pili"),
  "flip-pili/pili": importOf("flip-pili/pili"),
  "flip-pili/flip-3.1": importOf("flip-pili/flip-3.1"),
  "flip-pili/pili-v2": importOf("flip-pili/pili-v2"),
  "flip-pili/rtc": importOf("flip-pili/rtc"),
  "fetch, first call": `await (await fetch("http://127.0.0.1:${port}/v3.0/videos.json")).json();`,
  "flip-pili/flip, import and first call": `
    const { createFlipClient, listVideos } = await import("flip-pili/flip");
    const client = createFlipClient({
      accessKey: "a", secretKey: "s", factoryId: "f",
      apiHost: "127.0.0.1", apiPort: ${port}, https: false,
    });
    await listVideos(client);`,
};

const costs = await measureAll(programs);
server.kill();
await rm(dirname(emptyModule), { recursive: true });
printFigures(Object.keys(programs).map(toFigure));

function importOf(specifier: string): string {
  return `await import(${JSON.stringify(specifier)});`;
}

/** Runs the programs alternately, so that other load on the machine affects all of them equally. */
async function measureAll(all: Readonly<Record<string, string>>): Promise<Map<string, number>> {
  const results = new Map<string, number[]>(Object.keys(all).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, program] of Object.entries(all)) {
      results.get(name)?.push(await measureProgram(program));
    }
  }
  return new Map([...results].map(([name, values]) => [name, median(values)]));
}

async function measureProgram(program: string): Promise<number> {
  const measured = `
    const before = process.cpuUsage();
    ${program}
    const { user, system } = process.cpuUsage(before);
    console.log((user + system) / 1000);
    process.exit();`;
  const args = ["--input-type=module", "--eval", measured];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd });
  return Number(stdout);
}

/** Imports are compared with that of an empty module, calls with `fetch`. */
function toFigure(name: string): Figure {
  const cost = costs.get(name) ?? Number.NaN;
  if (name.endsWith("first call")) {
    const ratio = cost / (costs.get("fetch, first call") ?? Number.NaN);
    const text = `${cost.toFixed(1)} ms (${ratio.toFixed(2)} x)`;
    return { name, text, value: ratio, ...(name.startsWith("flip") && { target: 1 }) };
  }
  const value = cost - (costs.get("an empty module") ?? Number.NaN);
  const text = `${cost.toFixed(1)} ms (+${value.toFixed(1)})`;
  const target = importTargets[name];
  return { name, text, value, ...(target === undefined ? {} : { target }) };
}
