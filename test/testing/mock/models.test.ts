import { test } from "vitest";
import { compareFlipWithModel } from "./model/compare-flip.ts";
import { comparePiliWithModel } from "./model/compare-pili.ts";

test('startMockServer("flip") behaves like its model', async () => {
  await compareFlipWithModel(50);
});

test('startMockServer("pili") behaves like its model', async () => {
  await comparePiliWithModel(50);
});
