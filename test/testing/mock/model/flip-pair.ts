import fc from "fast-check";
import type { MockServer } from "flip-pili/testing";
import { expect } from "vitest";
import type { MockResponse } from "../../../helpers/mock-flip.ts";
import type { Dialect, SentRequest } from "./flip-dialects.ts";
import { FlipModel } from "./flip-model.ts";
import type { Step } from "./run-model.ts";

type Params = Record<string, unknown>;
/** A record of the service. */
export type Item = Record<string, unknown> & { readonly id: string };

/** A model, and calls to the mock that it describes. */
export interface FlipPair {
  readonly mock: MockServer;
  readonly dialect: Dialect;
  readonly model: FlipModel;
  /** Sends a request, and returns the body of the response, which must have the expected status. */
  readonly call: <Body>(expected: number, ...request: [string, string, Params?]) => Promise<Body>;
}

/** Pairs a mock that accepts any signature or key with a new model. */
export function pair(
  mock: MockServer,
  dialect: Dialect,
  call: (request: SentRequest) => Promise<MockResponse>,
): FlipPair {
  return {
    mock,
    dialect,
    model: new FlipModel(dialect.factoryIds),
    async call(expected, method, path, params = {}) {
      const { status, body } = await call(dialect.write({ method, path, params }));
      expect([method, path, status, status === expected ? "" : body]).toEqual([
        method,
        path,
        expected,
        "",
      ]);
      return entriesOf(body) as never;
    },
  };
}

/** Returns the entries of a list, also of one that is an object; anything else unchanged. */
function entriesOf(body: unknown): unknown {
  const isList = typeof body === "object" && body !== null && "per_page" in body;
  return isList ? Object.values(body).find(Array.isArray) : body;
}

/** Names of profiles. Encodings with one that starts with `fail` fail. */
export const names: readonly string[] = ["h264", "webm", "mine", "fail_mine"];
/** Returns the value of a list that a random number selects. */
export const pickOf = <Value>(values: readonly Value[], index: number): Value | undefined =>
  values[index % Math.max(1, values.length)];

/** Performs a step. */
export type Run = (pair: FlipPair, numbers: readonly [number, number]) => Promise<void>;

/** Random steps of some kinds. Time advances more often than the others. */
export function stepsOf(runs: Readonly<Record<string, Run>>): fc.Arbitrary<Step<FlipPair>> {
  const kinds = [...Object.keys(runs), "advance", "advance", "advance"];
  return fc
    .record({ kind: fc.constantFrom(...kinds), numbers: fc.tuple(fc.nat(40), fc.nat(40)) })
    .map(({ kind, numbers }) => ({
      name: `${kind}(${numbers.join(", ")})`,
      run: async (world) => runs[kind]?.(world, numbers),
    }));
}

/** Returns the fields of an encoding that are compared. */
export function viewOf({ status, encoding_progress: progress }: Item) {
  return { status, progress };
}

/** Returns the ids of records. */
export function idsOf(items: readonly { readonly id: string }[]): string[] {
  return items.map(({ id }) => id);
}
