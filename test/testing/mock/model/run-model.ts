import { Agent } from "node:http";
import fc from "fast-check";
import type { MockServer } from "flip-pili/testing";
import { onTestFinished } from "vitest";
import { type MockAnswer, send } from "../../../helpers/mock-flip.ts";

/** How many sequences are tried. */
export const runs: number = Number(process.env["MOCK_MODEL_RUNS"] ?? 1000);

/** Something that can be done in a world: to the mock, and to the model of it. */
export interface Step<World> {
  /** What fast-check shows when it fails. */
  readonly name: string;
  readonly run: (world: World) => Promise<void>;
}

/** A model beside a mock. */
export interface ModelTest<World> {
  readonly mock: MockServer;
  /** The model of a mock that has just been reset. */
  readonly createWorld: () => World;
  readonly steps: fc.Arbitrary<Step<World>>;
  /** Compares everything that can be seen. */
  readonly compare: (world: World) => Promise<void>;
}

/** Tries random sequences of steps, each from the beginning. */
export async function runModel<World>(test: ModelTest<World>): Promise<void> {
  const { mock, createWorld, steps, compare } = test;
  const sequences = fc.array(steps, { minLength: 3, maxLength: 8 });
  const property = fc.asyncProperty(sequences, async (sequence) => {
    mock.reset();
    const world = createWorld();
    for (const { run } of sequence) await run(world);
    await compare(world);
  });
  await fc.assert(property, { numRuns: runs });
}

/** Calls a mock over one connection. An answer that is a fault of the mock's throws. */
export function callOver(
  mock: MockServer,
): (method: string, target: string) => Promise<MockAnswer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return async (method, target) => {
    const answer = await send(mock, method, target, { agent });
    const { status = 0, body } = answer;
    if (status >= 500) throw new Error(`${method} ${target}: ${JSON.stringify(body)}`);
    return answer;
  };
}
