/** Seed of every property in `npm test` and `npm run test:full`: the same cases on every machine. */
const fixedSeed = "20261127";

const { SOAK_SEED: seed = fixedSeed, SOAK_RUNS: factor = "1" } = process.env;

/**
 * Returns the options of `fc.assert()`: a fixed seed, or that of `npm run test:soak`, which also
 * multiplies the number of runs.
 */
export function propertyOptions(numRuns: number): { numRuns: number; seed: number } {
  return { numRuns: numRuns * Number(factor), seed: Number(seed) };
}
