import { InvalidArgumentError } from "../../http/errors.ts";
import type { SpecOperation } from "../prism/read-spec.ts";
import type { Step } from "./step.ts";
import type { StepToTake } from "./take-step.ts";

/** What is asked for. */
export interface Choice {
  readonly only: readonly string[];
  readonly readOnly: boolean;
  readonly allowFactories: boolean;
}

/**
 * The steps of those operations that are asked for, and of those that they need, in the plan's order.
 *
 * @throws {InvalidArgumentError} When there is no such operation.
 */
export function chooseSteps(
  plan: readonly Step[],
  operations: ReadonlyMap<string, SpecOperation>,
  choice: Choice,
): StepToTake[] {
  const { only } = choice;
  const unknown = only.find((id) => !operations.has(id));
  if (unknown !== undefined) {
    throw new InvalidArgumentError("only", `must name operations of the spec, not ${unknown}`);
  }
  const isAsked = ({ operationId }: Step) => only.length === 0 || only.includes(operationId);
  const needed = new Set<Step>();
  for (const step of plan.filter(isAsked)) addWithGivers(step, needed, plan, choice);
  return plan.flatMap((step) => {
    const operation = operations.get(step.operationId);
    if (operation === undefined || !needed.has(step)) return [];
    return [{ step, operation, isAsked: isAsked(step) }];
  });
}

function addWithGivers(step: Step, needed: Set<Step>, plan: readonly Step[], choice: Choice): void {
  if (needed.has(step)) return;
  needed.add(step);
  const { needs = [], finds } = step;
  // A list is tried with something in it.
  const kinds = finds === undefined ? needs : [...needs, finds];
  const givers = kinds.flatMap((kind) => giversOf(kind, plan, choice));
  for (const giver of givers) addWithGivers(giver, needed, plan, choice);
}

/** What creates a thing of a kind or, where nothing may, what finds one. */
function giversOf(kind: string, plan: readonly Step[], choice: Choice): readonly Step[] {
  const isAllowed = ({ allowedBy }: Step) => allowedBy === undefined || choice[allowedBy];
  const creator = plan.find((step) => step.creates?.kind === kind && isAllowed(step));
  if (creator !== undefined && !choice.readOnly) return [creator];
  return plan.filter(({ finds }) => finds === kind);
}
