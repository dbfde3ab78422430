import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { median } from "./harness.ts";
import { type Figure, printFigures } from "./targets.ts";

// Measures the CPU time of one call through the built package, compared with other clients in the same run.
// Arguments select modes (signature, stub, loopback, peers), all by default:
// `npm run bench:client -- loopback`.

const measured = new URL("client/measure.js", import.meta.url);

/** Processes of each program: the engine does not optimize all alike. */
const rounds = 5;

/** Calls of a program, by mode. */
interface Calls {
  /** Calls before those that are measured: enough for the engine to optimize the code. */
  readonly warmUp: number;
  readonly measured: number;
}

/** CPU times of one call in microseconds, one for each process, by program. */
type Costs = ReadonlyMap<string, readonly number[]>;

/** Target of a ratio: `name` costs at most `target` times as much as `base`. */
interface Ratio {
  readonly name: string;
  readonly base: string;
  readonly target?: number;
}

const modes: Readonly<Record<string, Calls & { readonly ratios: readonly Ratio[] }>> = {
  signature: { warmUp: 30_000, measured: 30_000, ratios: [] },
  stub: {
    warmUp: 12_000,
    measured: 10_000,
    ratios: [
      { name: "level 1, list", base: "openapi-fetch and a signature, list", target: 1 },
      { name: "level 1, list", base: "openapi-fetch, list" },
    ],
  },
  loopback: {
    warmUp: 6000,
    measured: 4000,
    ratios: [
      { name: "level 1, list", base: "fetch, list", target: 0.6 },
      { name: "level 1, list", base: "node:http, list", target: 1.35 },
      { name: "level 2, one", base: "fetch, one", target: 0.65 },
      { name: "level 1 over fetch, list", base: "fetch, list" },
      { name: "openapi-fetch, list", base: "fetch, list" },
    ],
  },
  peers: {
    warmUp: 3000,
    measured: 2000,
    ratios: ["stripe", "stripe over fetch", "openai"].map((name) => ({
      name: `${name}, list`,
      base: "fetch, list",
    })),
  },
};

const selected = process.argv.slice(2);
const server = fork(new URL("client/server.js", import.meta.url));
const [{ port }] = await once(server, "message");
const figures: Figure[] = [];
for (const mode of selected.length > 0 ? selected : Object.keys(modes)) {
  const settings = modes[mode];
  if (settings === undefined) throw new Error(`The modes are ${Object.keys(modes).join(", ")}`);
  const costs = await measure(mode, settings);
  figures.push(...[...costs].map(([name, cost]) => inMicroseconds(mode, name, cost)));
  figures.push(...settings.ratios.map((ratio) => toFigure(mode, ratio, costs)));
}
server.kill();
console.log(`Medians of ${rounds} processes of each program`);
printFigures(figures);

/** Runs each program without a break, one after the other: a process that has waited is slower. */
async function measure(mode: string, calls: Calls): Promise<Costs> {
  const costs = new Map<string, number[]>();
  const names = await namesOf(mode);
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const child = await start(mode, name);
      await run(child, calls.warmUp);
      costs.set(name, [...(costs.get(name) ?? []), await run(child, calls.measured)]);
      child.kill();
    }
  }
  return costs;
}

async function namesOf(mode: string): Promise<string[]> {
  const child = fork(measured, [mode, String(port), ""]);
  const [names] = await once(child, "message");
  child.kill();
  return names;
}

/** Starts the process of a program. */
async function start(mode: string, name: string): Promise<ChildProcess> {
  const child = fork(measured, [mode, String(port), name]);
  await once(child, "message");
  return child;
}

/** Returns the CPU time of a call. */
async function run(child: ChildProcess, calls: number): Promise<number> {
  child.send(calls);
  const [cost] = await once(child, "message");
  return Number(cost);
}

/** Compares processes that ran close together, because the speed of the machine changes in the course of a run. */
function toFigure(mode: string, { name, base, target }: Ratio, costs: Costs): Figure {
  const bases = costs.get(base) ?? [];
  const value = median((costs.get(name) ?? []).map((cost, index) => cost / Number(bases[index])));
  const figure = { name: `${mode}: ${name} / ${base}`, text: `${value.toFixed(2)} x`, value };
  return target === undefined ? figure : { ...figure, target };
}

function inMicroseconds(mode: string, name: string, costs: readonly number[]): Figure {
  const value = median(costs);
  const figure = { name: `${mode}: ${name}`, text: `${value.toFixed(1)} us`, value };
  return name.startsWith("signature, ") ? { ...figure, target: 15 } : figure;
}
