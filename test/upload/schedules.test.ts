import { test } from "vitest";
import { propertyOptions } from "../helpers/property.ts";
import { followSchedules } from "./follow-schedule.ts";

test("UploadSession completes under 20 random schedules of faults", async () => {
  await followSchedules(propertyOptions(20));
}, 120_000);

test("UploadSession of a stream completes under 15 random schedules of faults", async () => {
  await followSchedules(propertyOptions(15), true);
}, 120_000);
