import { randomInt } from "node:crypto";

/** Seed of every property in `npm test` and `npm run test:full`: the same cases on every machine. */
const fixedSeed = 20_261_127;

const seed = chooseSeed(process.env["SOAK_SEED"]);
const factor = Number(process.env["SOAK_RUNS"] ?? 1);

/**
 * Returns the options of `fc.assert()`: a fixed seed, or that of the environment.
 *
 * `SOAK_SEED=random` draws a new seed and prints it, `SOAK_SEED=<number>` replays one, and `SOAK_RUNS`
 * multiplies the number of runs.
 */
export function propertyOptions(numRuns: number): { numRuns: number; seed: number } {
  return { numRuns: numRuns * factor, seed };
}

function chooseSeed(wanted: string | undefined): number {
  if (wanted === undefined) return fixedSeed;
  if (wanted !== "random") return Number(wanted);
  const drawn = randomInt(2 ** 31);
  process.stderr.write(`Replay with: SOAK_SEED=${drawn} npm run test:soak -- FILE\n`);
  return drawn;
}
