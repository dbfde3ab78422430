import fc from "fast-check";
import type { MockServer } from "flip-pili/testing";
import { expect, test } from "vitest";
import { sendJson, startPili } from "../../helpers/mock-pili.ts";
import { createModel, type PiliModel, pass } from "./model/pili-model.ts";
import { anyOperation, type Operation } from "./model/pili-operations.ts";

const start = new Date("2026-01-02T03:04:05Z");

test("the mock of Pili answers any sequence of operations as a model of it says", async () => {
  const mock = await startPili({ now: () => start });
  const anySequence = fc.array(anyOperation, { minLength: 1, maxLength: 12 });

  await fc.assert(
    fc.asyncProperty(anySequence, async (operations) => {
      mock.reset();
      const model = createModel(start.getTime());
      const trace: string[] = [];

      for (const operation of operations) await follow(mock, model, operation, trace);

      expect(mock.requests.flatMap(({ violations }) => violations)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
}, 300_000);

/** Does the same with mock and model, and compares what comes of it. */
async function follow(
  mock: MockServer,
  model: PiliModel,
  operation: Operation,
  trace: string[],
): Promise<void> {
  const step = operation(model);
  trace.push(JSON.stringify(step));
  if (typeof step === "number") {
    await mock.advance(step);
    pass(model, step);
    return;
  }
  const { method, target, body, status, answer } = step;
  const received = await sendJson(mock, method, target, body);
  const expected = answer === undefined ? { status } : { status, body: answer };
  expect(received, trace.join("\n")).toMatchObject(expected);
  step.learn?.(received.body as Record<string, string>);
}
