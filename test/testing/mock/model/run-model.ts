import { Agent } from "node:http";
import fc from "fast-check";
import type { MockServer } from "flip-pili/testing";
import { onTestFinished } from "vitest";
import { type MockResponse, send } from "../../../helpers/mock-flip.ts";
import { propertyOptions } from "../../../helpers/property.ts";

/** A step that is performed on both the mock and its model. */
export interface Step<World> {
  /** Name that fast-check prints in a counterexample. */
  readonly name: string;
  readonly run: (world: World) => Promise<void>;
}

/** Options of {@link runModel}. */
export interface ModelTest<World> {
  readonly mock: MockServer;
  /** Creates the model of a mock in its initial state. */
  readonly createWorld: () => World;
  readonly steps: fc.Arbitrary<Step<World>>;
  /** Compares everything that the API returns. */
  readonly compare: (world: World) => Promise<void>;
}

/** Runs random sequences of steps, each from the initial state. */
export async function runModel<World>(test: ModelTest<World>, sequences: number): Promise<void> {
  const { mock, createWorld, steps, compare } = test;
  const anySequence = fc.array(steps, { minLength: 3, maxLength: 8 });
  const property = fc.asyncProperty(anySequence, async (sequence) => {
    mock.reset();
    const world = createWorld();
    for (const { run } of sequence) await run(world);
    await compare(world);
  });
  await fc.assert(property, propertyOptions(sequences));
}

/** Headers and body of a request. */
interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Returns a function that sends requests over one connection, and throws when the status is 500 or more. */
export function callOver(
  mock: MockServer,
): (method: string, target: string, sent?: Sent) => Promise<MockResponse> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return async (method, target, sent = {}) => {
    const response = await send(mock, method, target, { agent, ...sent });
    const { status = 0, body } = response;
    if (status >= 500) throw new Error(`${method} ${target}: ${JSON.stringify(body)}`);
    return response;
  };
}
