import type { ConformApi } from "./conform-api.ts";
import type { ReadConformanceOptions } from "./conformance-options.ts";
import { type StepToTake, takeStep } from "./take-step.ts";
import type { TrialParts } from "./trial.ts";

/** What the steps of a run are taken with. */
export interface Taking {
  readonly api: ConformApi;
  readonly parts: TrialParts;
  readonly options: ReadConformanceOptions;
}

/** More calls in a row without an answer, and the service is not there any more. */
const mostUnanswered = 3;

/** Takes the steps one after the other. What one needs and does not get, it is skipped for. */
export async function runSteps(steps: readonly StepToTake[], taking: Taking): Promise<void> {
  const { api, parts, options } = taking;
  const { journal } = parts;
  for (const [index, taken] of steps.entries()) {
    options.signal?.throwIfAborted();
    const { operationId } = taken.step;
    const step = { step: index + 1, steps: steps.length };
    options.onProgress({ kind: "operation", operationId, ...step });
    const reason = refuseStep(taken, taking);
    if (reason === undefined) await takeStep(taken, parts, api.refusals);
    else journal.skipAll(operationId, reason);
    const result = journal.report(taken.operation);
    if (taken.isAsked) options.onProgress({ kind: "result", result });
  }
}

/** Why a step cannot be taken. */
function refuseStep({ step, operation }: StepToTake, taking: Taking): string | undefined {
  const { api, parts, options } = taking;
  const { needs = [], allowedBy } = step;
  const isReading = operation.method === "GET";
  if (parts.journal.unanswered > mostUnanswered) return "the service answers no more";
  if (!isReading && options.readOnly) return "it is no GET, and nothing else is sent";
  const refusal = api.refuseOperation(operation, parts.settings);
  if (refusal !== undefined) return refusal;
  if (allowedBy !== undefined && !options[allowedBy]) return `it must be allowed, by ${allowedBy}`;
  const { belongings } = parts;
  const has = (kind: string) =>
    isReading ? belongings.any(kind) !== undefined : belongings.own(kind).length > 0;
  const missing = needs.filter((kind) => !has(kind));
  return missing.length === 0
    ? undefined
    : `it needs a ${missing.join(" and a ")}, and there is none`;
}
