import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "./harness.ts";
import { type Figure, printFigures } from "./targets.ts";
import { bareCalls, noCalls, typedCalls } from "./types/programs.ts";
import { type Check, prepareChecks, runCheck } from "./types/run-check.ts";

// Measures how much a user's compiler works to check ten calls against the types of the built package.

const rounds = 3;
const compilers = ["typescript", "typescript-six", "typescript-native"];
const programs = { none: noCalls, bare: bareCalls, ours: typedCalls };

const folder = await mkdtemp(join(tmpdir(), "flip-pili-types-"));
try {
  await prepareChecks(folder, programs);
  const figures: Figure[] = [];
  for (const compiler of compilers) figures.push(...(await measure(compiler)));
  printFigures(figures);
} finally {
  await rm(folder, { recursive: true });
}

async function measure(compiler: string): Promise<Figure[]> {
  const none = await measureProgram(compiler, "none");
  const bare = await measureProgram(compiler, "bare");
  const ours = await measureProgram(compiler, "ours");
  const ratio = ours.instantiations / bare.instantiations;
  const level1 = describe(`${compiler}: level 1`, ours);
  return [
    describe(`${compiler}: no calls`, none),
    describe(`${compiler}: bare openapi-fetch`, bare),
    { ...level1, text: `${level1.text}, ${ratio.toFixed(3)} x`, value: ratio, target: 0.1 },
  ];
}

async function measureProgram(compiler: string, program: string): Promise<Check> {
  const checks: Check[] = [];
  for (let round = 0; round < rounds; round++) {
    checks.push(await runCheck(compiler, folder, program));
  }
  return {
    instantiations: median(checks.map(({ instantiations }) => instantiations)),
    seconds: median(checks.map(({ seconds }) => seconds)),
  };
}

function describe(name: string, { instantiations, seconds }: Check): Figure {
  const text = `${instantiations} instantiations, ${seconds.toFixed(2)} s`;
  return { name, text, value: instantiations };
}
