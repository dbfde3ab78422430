import { test } from "vitest";
import { compareFlipWithModel } from "./model/compare-flip.ts";
import { comparePiliWithModel } from "./model/compare-pili.ts";

test('startMockServer("flip") behaves like its model in 1,000 sequences', async () => {
  await compareFlipWithModel(1000);
});

test('startMockServer("pili") behaves like its model in 1,000 sequences', async () => {
  await comparePiliWithModel(1000);
});
