import { startMockServer } from "flip-pili/testing";
import { onTestFinished } from "vitest";
import { flip31Steps } from "./flip-3.1-steps.ts";
import { flip31Dialect, flipDialect } from "./flip-dialects.ts";
import { pair } from "./flip-pair.ts";
import { compareFlip, flipSteps } from "./flip-steps.ts";
import { callOver, runModel } from "./run-model.ts";

const generations = {
  flip: { dialect: flipDialect, steps: flipSteps },
  "flip-3.1": { dialect: flip31Dialect, steps: flip31Steps },
} as const;

/** Compares a mock of Flip with its model in random sequences of steps. */
export async function compareFlipWithModel(
  name: keyof typeof generations,
  sequences: number,
): Promise<void> {
  const mock = await startMockServer(name, { speed: 0, uploads: { discard: "count" } });
  onTestFinished(() => mock.close());
  const { dialect, steps } = generations[name];
  const call = callOver(mock);
  const createWorld = () =>
    pair(mock, dialect, ({ method, target, ...sent }) => call(method, target, sent));
  await runModel({ mock, createWorld, steps, compare: compareFlip }, sequences);
}
