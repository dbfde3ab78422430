import { test } from "vitest";
import { propertyOptions } from "../helpers/property.ts";
import { followSchedules } from "./follow-schedule.ts";

const batches = 6;
const { numRuns, seed } = propertyOptions(50);

// A server for each batch: it stores all files that it receives.
for (let batch = 0; batch < batches; batch++) {
  const batchSeed = (seed + batch) | 0;

  test(
    `UploadSession completes under ${numRuns} random schedules of faults, seed ${batchSeed}`,
    async () => {
      await followSchedules({ numRuns, seed: batchSeed });
    },
    numRuns * 5_000,
  );
}

test(
  `UploadSession of a stream completes under ${numRuns} random schedules of faults`,
  async () => {
    await followSchedules({ numRuns, seed }, true);
  },
  numRuns * 5_000,
);
