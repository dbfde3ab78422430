import { InvalidArgumentError } from "../../http/errors.ts";
import { type ApiName, loadOperations, requireApi } from "../mock/apis.ts";
import { loadPrism } from "../spec/prism.ts";
import type { SpecOperation } from "../spec/read-spec.ts";
import { createValidator } from "../spec/validator.ts";
import { withoutQuery } from "./caller.ts";
import { cleanUp } from "./clean-up.ts";
import type { ConformApi } from "./conform-api.ts";
import {
  type ConformanceOptions,
  type ReadConformanceOptions,
  readOptions,
} from "./conformance-options.ts";
import { conformFlip } from "./flip/conform-flip.ts";
import { conformPili } from "./pili/conform-pili.ts";
import type { ConformanceReport, Leftover, OperationReport, Outcome } from "./report.ts";
import { type Run, startRun } from "./start-run.ts";
import type { Step } from "./step.ts";
import { type StepToTake, takeStep } from "./take-step.ts";
import type { TrialParts } from "./trial.ts";

const apis: Readonly<Record<ApiName, ConformApi>> = { flip: conformFlip, pili: conformPili };

/**
 * Tries every operation of a spec against a service, and reports in what its answers differ.
 *
 * It creates what it needs, under names that begin with `flip-pili-conform-`, and deletes that in the
 * end, also after failures and when it is aborted. What it did not create is only read.
 *
 * @throws {InvalidArgumentError} When an option cannot be used.
 * @throws {ConformanceError} When the service cannot be reached, or refuses the keys.
 * @throws {MissingPackageError} When a package that it needs is not installed.
 * @example
 * const report = await checkConformance("flip", { url: "http://127.0.0.1:4010", credentials });
 * if (!report.hasPassed) console.log(report.operations);
 */
export async function checkConformance(
  name: ApiName,
  options: ConformanceOptions,
): Promise<ConformanceReport> {
  const { spec } = requireApi(name);
  const checked = readOptions(name, options);
  const prism = await loadPrism();
  const operations = await loadOperations(prism, { spec });
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const api = apis[name];
  const steps = chooseSteps(api.plan, byId, checked);
  const startedAt = new Date();
  const run = await startRun(api, byId, checked);
  const { plan, answers: rules } = api;
  const creations = new Map(
    plan.flatMap(({ operationId, creates }) =>
      creates === undefined ? [] : [[operationId, creates]],
    ),
  );
  const parts = { ...run, validator: createValidator(prism), rules, creations };
  let leftovers: Leftover[] = [];
  try {
    await runSteps(steps, { api, parts, options: checked });
  } finally {
    leftovers = await leave(api, run, checked);
  }
  const { only } = checked;
  const asked = operations.filter(({ id }) => only.length === 0 || only.includes(id));
  const reports = asked.map((operation) => run.journal.report(operation));
  return toReport(reports, { api: name, options: checked, startedAt, leftovers });
}

async function leave(
  { searches }: ConformApi,
  { belongings, settings, sendAnyway }: Run,
  { readOnly, onProgress }: ReadConformanceOptions,
): Promise<Leftover[]> {
  if (readOnly) return [];
  onProgress({ kind: "cleanup" });
  const leftovers = await cleanUp(sendAnyway, { belongings, searches, settings });
  for (const leftover of leftovers) onProgress({ kind: "leftover", leftover });
  return leftovers;
}

/** What the steps of a run are taken with. */
interface Taking {
  readonly api: ConformApi;
  readonly parts: TrialParts;
  readonly options: ReadConformanceOptions;
}

/** More calls in a row without an answer, and the service is not there any more. */
const mostUnanswered = 3;

/** Takes the steps one after the other. What one needs and does not get, it is skipped for. */
async function runSteps(steps: readonly StepToTake[], taking: Taking): Promise<void> {
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

/** What is asked for. */
interface Choice {
  readonly only: readonly string[];
  readonly readOnly: boolean;
  readonly allowFactories: boolean;
}

/**
 * The steps of those operations that are asked for, and of those that they need, in the plan's order.
 *
 * @throws {InvalidArgumentError} When there is no such operation.
 */
function chooseSteps(
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

/** What is known of a run beside its operations. */
interface RunFacts {
  readonly api: ApiName;
  readonly options: Pick<ReadConformanceOptions, "url" | "readOnly">;
  readonly startedAt: Date;
  readonly leftovers: readonly Leftover[];
}

/** Puts the report of a run together. */
function toReport(
  operations: readonly OperationReport[],
  { api, options, startedAt, leftovers }: RunFacts,
): ConformanceReport {
  const count = (wanted: Outcome) => operations.filter(({ outcome }) => outcome === wanted).length;
  const failed = count("failed");
  return {
    ...{ api, url: withoutQuery(options.url), isReadOnly: options.readOnly },
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    ...{ hasPassed: failed === 0, passed: count("passed"), failed, skipped: count("skipped") },
    ...{ operations, leftovers },
  };
}
