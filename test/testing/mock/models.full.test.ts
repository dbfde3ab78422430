import { test } from "vitest";
import { compareFlipWithModel } from "./model/compare-flip.ts";
import { comparePiliWithModel } from "./model/compare-pili.ts";

test.each(["flip", "flip-3.1"] as const)(
  "startMockServer(%j) behaves like its model in 1,000 sequences",
  async (name) => {
    await compareFlipWithModel(name, 1000);
  },
);

test('startMockServer("pili") behaves like its model in 1,000 sequences', async () => {
  await comparePiliWithModel(1000);
});
