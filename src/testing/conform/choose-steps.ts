import { InvalidArgumentError } from "../../http/errors.ts";
import type { SpecOperation } from "../prism/read-spec.ts";
import type { Step } from "./step.ts";
import type { StepToTake } from "./take-step.ts";

/** What is asked for. */
export interface Choice {
  readonly only: readonly string[];
  readonly readOnly: boolean;
}

/**
 * The steps of those operations that are asked for, and of those that they need, in the plan's order.
 *
 * @throws {InvalidArgumentError} When there is no such operation.
 */
export function chooseSteps(
  plan: readonly Step[],
  operations: ReadonlyMap<string, SpecOperation>,
  { only, readOnly }: Choice,
): StepToTake[] {
  const unknown = only.find((id) => !operations.has(id));
  if (unknown !== undefined) {
    throw new InvalidArgumentError("only", `must name operations of the spec, not ${unknown}`);
  }
  const isAsked = ({ operationId }: Step) => only.length === 0 || only.includes(operationId);
  const needed = new Set(plan.filter(isAsked));
  // From the end: what a step needs is given by those before it.
  for (const step of [...plan].reverse()) {
    const isGiver = [...needed].some(({ needs = [] }) => needs.some((kind) => gives(step, kind)));
    if (isGiver) needed.add(step);
  }
  return [...needed]
    .sort((a, b) => plan.indexOf(a) - plan.indexOf(b))
    .flatMap((step) => {
      const operation = operations.get(step.operationId);
      if (operation === undefined) return [];
      const isWanted = isAsked(step) || !readOnly || operation.method === "GET";
      return isWanted ? [{ step, operation, isAsked: isAsked(step) }] : [];
    });
}

function gives({ creates, finds }: Step, kind: string): boolean {
  return creates?.kind === kind || finds === kind;
}
