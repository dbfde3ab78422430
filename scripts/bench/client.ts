import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { median } from "./harness.ts";
import { type Figure, printFigures } from "./targets.ts";

// Measures the CPU time of one call through the built package, compared with an equivalent `fetch` call.

const program = fileURLToPath(new URL("client/measure.js", import.meta.url));

const rounds = 5;

/** CPU time of one call in microseconds, by program. */
type Costs = Record<string, number>;

const signature = await measure("signature");
const stub = await measure("stub");
const loopback = await measure("loopback");
printFigures([
  ...Object.entries(signature).map(([name, cost]) => inMicroseconds(name, cost, 25)),
  ...compare("stub", stub, "fetch, list", { "level 1, list": 1.6 }),
  ...compare("stub", stub, "fetch, one", {}),
  ...compare("loopback", loopback, "fetch, list", { "level 1, list": 1.25 }),
  ...compare("loopback", loopback, "fetch, one", {}),
]);

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

/** Returns the costs of programs with the same task as `base`, as multiples of its cost. */
function compare(
  mode: string,
  costs: Costs,
  base: string,
  targets: Readonly<Record<string, number>>,
): Figure[] {
  const [, task = ""] = base.split(", ");
  const floor = costs[base] ?? Number.NaN;
  return Object.entries(costs)
    .filter(([name]) => name.endsWith(`, ${task}`))
    .map(([name, cost]) => {
      const target = targets[name];
      const text = `${(cost / floor).toFixed(2)} x (${cost.toFixed(1)} us)`;
      const figure = { name: `${mode}: ${name}`, text, value: cost / floor };
      return target === undefined ? figure : { ...figure, target };
    });
}

function inMicroseconds(name: string, cost: number, target: number): Figure {
  return { name, text: `${cost.toFixed(1)} us`, value: cost, target };
}
