import { test } from "vitest";
import { propertyOptions } from "../helpers/property.ts";
import { surviveKills } from "./kill-upload.ts";

const { numRuns: kills } = propertyOptions(20);

test(
  `UploadSession resumes after each of ${kills} kills`,
  async () => {
    await surviveKills(kills);
  },
  kills * 30_000,
);
