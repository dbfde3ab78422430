import { startMockServer } from "flip-pili/testing";
import { onTestFinished, test } from "vitest";
import { compareFlip, flipSteps, pair } from "./model/flip-steps.ts";
import { callOver, runModel, runs } from "./model/run-model.ts";

test(`the mock of Flip is as its model in ${runs} random sequences`, async () => {
  const mock = await startMockServer("flip", { speed: 0, uploads: { discard: "count" } });
  onTestFinished(() => mock.close());
  const call = callOver(mock);

  await runModel({
    mock,
    createWorld: () => pair(mock, call),
    steps: flipSteps,
    compare: compareFlip,
  });
}, 600_000);
