import fc from "fast-check";
import type { MockServer } from "flip-pili/testing";
import { expect } from "vitest";
import { sendJson, startPili } from "../../../helpers/mock-pili.ts";
import { propertyOptions } from "../../../helpers/property.ts";
import { createModel, type PiliModel, pass } from "./pili-model.ts";
import { anyOperation, type Operation } from "./pili-operations.ts";

const start = new Date("2026-01-02T03:04:05Z");

/** Compares a mock of Pili with its model in random sequences of operations. */
export async function comparePiliWithModel(sequences: number): Promise<void> {
  const mock = await startPili({ now: () => start });
  const anySequence = fc.array(anyOperation, { minLength: 1, maxLength: 12 });

  const property = fc.asyncProperty(anySequence, async (operations) => {
    mock.reset();
    const model = createModel(start.getTime());
    const trace: string[] = [];

    for (const operation of operations) await follow(mock, model, operation, trace);

    expect(mock.requests.flatMap(({ findings }) => findings)).toEqual([]);
  });
  await fc.assert(property, propertyOptions(sequences));
}

/** Performs an operation on both the mock and the model, and compares the results. */
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
  const { method, target, body, status, response } = step;
  const received = await sendJson(mock, method, target, body);
  const expected = response === undefined ? { status } : { status, body: response };
  expect(received, trace.join("\n")).toMatchObject(expected);
  step.learn?.(received.body as Record<string, string>);
}
