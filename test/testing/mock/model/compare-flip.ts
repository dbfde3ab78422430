import { startMockServer } from "flip-pili/testing";
import { onTestFinished } from "vitest";
import { compareFlip, flipSteps, pair } from "./flip-steps.ts";
import { callOver, runModel } from "./run-model.ts";

/** Compares a mock of Flip with its model in random sequences of steps. */
export async function compareFlipWithModel(sequences: number): Promise<void> {
  const mock = await startMockServer("flip", { speed: 0, uploads: { discard: "count" } });
  onTestFinished(() => mock.close());
  const call = callOver(mock);
  const createWorld = () => pair(mock, call);
  await runModel({ mock, createWorld, steps: flipSteps, compare: compareFlip }, sequences);
}
