import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { median } from "./harness.ts";
import { type Figure, printFigures } from "./targets.ts";

// Measures the CPU time of one call through the built package, compared with other clients in the same run.
// Arguments select modes (signature, stub, loopback), all by default.

const program = fileURLToPath(new URL("client/measure.js", import.meta.url));

const rounds = 9;

/** CPU time of one call in microseconds, by program. */
type Costs = Record<string, number>;

/** Target of a ratio: `name` costs at most `target` times as much as `base`. */
interface Ratio {
  readonly name: string;
  readonly base: string;
  readonly target?: number;
}

/** Ratios by mode. */
const ratios: Readonly<Record<string, readonly Ratio[]>> = {
  stub: [
    { name: "level 1, list", base: "openapi-fetch and a signature, list", target: 1 },
    { name: "level 1, list", base: "openapi-fetch, list" },
  ],
  loopback: [
    { name: "level 1, list", base: "fetch, list", target: 0.6 },
    { name: "level 1, list", base: "node:http, list", target: 1.35 },
    { name: "level 2, one", base: "fetch, one", target: 0.65 },
    ...["level 1 over fetch", "openapi-fetch", "stripe", "stripe over fetch", "openai"].map(
      (name) => ({ name: `${name}, list`, base: "fetch, list" }),
    ),
  ],
};

const selected = process.argv.slice(2);
const modes = selected.length > 0 ? selected : ["signature", "stub", "loopback"];
const figures: Figure[] = [];
for (const mode of modes) {
  const costs = await measure(mode);
  figures.push(...Object.entries(costs).map(([name, cost]) => inMicroseconds(mode, name, cost)));
  figures.push(...(ratios[mode] ?? []).map((ratio) => toFigure(mode, ratio, costs)));
}
printFigures(figures);

async function measure(mode: string): Promise<Costs> {
  const names: string[] = JSON.parse(await run(mode));
  const costs = new Map<string, number[]>(names.map((name) => [name, []]));
  // Programs alternate, so that other load on the machine affects all of them equally.
  for (let round = 0; round < rounds; round++) {
    for (const [name, results] of costs) results.push(Number(await run(mode, name)));
  }
  return Object.fromEntries([...costs].map(([name, results]) => [name, median(results)]));
}

async function run(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args]);
  return stdout;
}

function toFigure(mode: string, { name, base, target }: Ratio, costs: Costs): Figure {
  const value = (costs[name] ?? Number.NaN) / (costs[base] ?? Number.NaN);
  const figure = { name: `${mode}: ${name} / ${base}`, text: `${value.toFixed(2)} x`, value };
  return target === undefined ? figure : { ...figure, target };
}

function inMicroseconds(mode: string, name: string, cost: number): Figure {
  const figure = { name: `${mode}: ${name}`, text: `${cost.toFixed(1)} us`, value: cost };
  return name.startsWith("signature, ") ? { ...figure, target: 15 } : figure;
}
