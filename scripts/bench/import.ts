import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { median } from "./harness.ts";
import { printFigures } from "./targets.ts";

// Measures the CPU time of a cold import of the built package, each in a process of its own.

const rounds = 21;
const cwd = fileURLToPath(new URL("../../", import.meta.url));

const emptyModule = join(await mkdtemp(join(tmpdir(), "flip-pili-import-")), "empty.mjs");
await writeFile(emptyModule, "");

/** Modules to import, by the name in the report. */
const specifiers = {
  "an empty module": pathToFileURL(emptyModule).href,
  "openapi-fetch": "openapi-fetch",
  "flip-pili/flip": "flip-pili/flip",
  "flip-pili": "flip-pili",
};

const costs = await measureImports(specifiers);
await rm(dirname(emptyModule), { recursive: true });
const floor = costs.get("an empty module") ?? Number.NaN;
printFigures(
  [...costs].map(([name, cost]) => {
    const value = cost - floor;
    const text = `${cost.toFixed(1)} ms (+${value.toFixed(1)})`;
    return { name, text, value, ...(name === "flip-pili/flip" ? { target: 12 } : {}) };
  }),
);

/** Imports the modules alternately, so that other load on the machine affects all of them equally. */
async function measureImports(
  modules: Readonly<Record<string, string>>,
): Promise<Map<string, number>> {
  const all = new Map<string, number[]>(Object.keys(modules).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, specifier] of Object.entries(modules)) {
      all.get(name)?.push(await measureImport(specifier));
    }
  }
  return new Map([...all].map(([name, values]) => [name, median(values)]));
}

async function measureImport(specifier: string): Promise<number> {
  const program = `
    const before = process.cpuUsage();
    await import(${JSON.stringify(specifier)});
    const { user, system } = process.cpuUsage(before);
    console.log((user + system) / 1000);`;
  const args = ["--input-type=module", "--eval", program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd });
  return Number(stdout);
}
