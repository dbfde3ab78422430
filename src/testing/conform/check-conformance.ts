import { InvalidArgumentError } from "../../http/errors.ts";
import { type ApiCredentials, type ApiName, requireApi } from "../mock/apis.ts";
import { loadSpec } from "../spec/load-spec.ts";
import type { SpecOperation } from "../spec/operation.ts";
import type { ConformApi } from "./conform-api.ts";
import {
  type ConformanceOptions,
  type Permission,
  type ResolvedConformanceOptions,
  resolveConformanceOptions,
} from "./conformance-options.ts";
import type {
  ConformanceOutcome,
  ConformanceReport,
  Leftover,
  OperationReport,
} from "./conformance-report.ts";
import { cleanUp } from "./created-resources.ts";
import { conformFlip } from "./flip/conform-flip.ts";
import { conformFlip31 } from "./flip-3.1/conform-flip.ts";
import { conformPili } from "./pili/conform-pili.ts";
import { conformPiliV2 } from "./pili-v2/conform-pili-v2.ts";
import { conformRtc } from "./rtc/conform-rtc.ts";
import { redactUrl } from "./send-call.ts";
import { type Run, startRun } from "./start-run.ts";
import { runStep, type SelectedStep, type Step, withArticle } from "./step.ts";
import type { RunContext } from "./step-context.ts";

const apis: { readonly [Name in ApiName]: ConformApi<ApiCredentials[Name]> } = {
  flip: conformFlip,
  "flip-3.1": conformFlip31,
  pili: conformPili,
  "pili-v2": conformPiliV2,
  rtc: conformRtc,
};

/**
 * Calls every operation of a spec on a service, and reports where its responses violate the spec.
 *
 * The run creates the resources that it needs, with names that begin with `flip-pili-conform-`, and
 * deletes them at the end, also after failures and when it is aborted. Other resources are only read.
 *
 * @throws {InvalidArgumentError} When an option is invalid.
 * @throws {ConformanceError} When the service cannot be reached or rejects the keys.
 * @throws {MissingPackageError} When a required package is not installed.
 * @example
 * const report = await checkConformance("flip", { url: "http://127.0.0.1:4010", credentials });
 * if (!report.hasPassed) console.log(report.operations);
 */
export async function checkConformance<Name extends ApiName>(
  name: Name,
  options: ConformanceOptions<Name>,
): Promise<ConformanceReport> {
  const mock = requireApi(name);
  const api: ConformApi<ApiCredentials[Name]> = apis[name];
  const checked = resolveConformanceOptions(mock, api, options);
  const { operations, validator } = await loadSpec(mock.spec);
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const steps = selectSteps(api.plan, byId, checked);
  const startedAt = new Date();
  const run = await startRun(api, options.credentials, byId, checked);
  const { plan, responses: rules } = api;
  const creations = new Map(
    plan.flatMap(({ operationId, creates }) =>
      creates === undefined ? [] : [[operationId, creates]],
    ),
  );
  const context = { ...run, validator, rules, creations };
  let leftovers: Leftover[] = [];
  try {
    await runSteps(steps, { api, context, options: checked });
  } finally {
    leftovers = await deleteCreated(api, run, checked);
    run.transport.close();
  }
  const { only } = checked;
  const reported = operations.filter(({ id }) => only.length === 0 || only.includes(id));
  const reports = reported.map((operation) => run.log.report(operation));
  return toReport(reports, { api: name, options: checked, startedAt, leftovers });
}

async function deleteCreated(
  { searches }: Pick<ConformApi<never>, "searches">,
  { resources, settings, sendAnyway }: Run,
  { readOnly, onProgress }: ResolvedConformanceOptions,
): Promise<Leftover[]> {
  if (readOnly) return [];
  onProgress({ kind: "cleanup" });
  const leftovers = await cleanUp(sendAnyway, { resources, searches, settings });
  for (const leftover of leftovers) onProgress({ kind: "leftover", leftover });
  return leftovers;
}

/** Parts with which the steps of a run are executed. */
interface StepRun {
  readonly api: Pick<ConformApi<never>, "rejections" | "skipReason">;
  readonly context: RunContext;
  readonly options: ResolvedConformanceOptions;
}

/** Maximum number of consecutive calls without a response before the remaining steps are skipped. */
const maxFailures = 3;

/** Runs the steps one after the other. A step is skipped when a resource that it needs is missing. */
async function runSteps(steps: readonly SelectedStep[], run: StepRun): Promise<void> {
  const { api, context, options } = run;
  const { log } = context;
  for (const [index, selected] of steps.entries()) {
    options.signal?.throwIfAborted();
    const { operationId } = selected.step;
    const step = { step: index + 1, steps: steps.length };
    options.onProgress({ kind: "operation", operationId, ...step });
    const reason = findSkipReason(selected, run);
    if (reason === undefined) await runStep(selected, context, api.rejections);
    else log.skipAll(operationId, reason);
    const result = log.report(selected.operation);
    if (selected.isReported) options.onProgress({ kind: "result", result });
  }
}

/** Returns the reason why a step is skipped, if there is one. */
function findSkipReason({ step, operation }: SelectedStep, run: StepRun): string | undefined {
  const { api, context, options } = run;
  const { needs = [], allowedBy } = step;
  const isReading = operation.method === "GET";
  if (context.log.consecutiveFailures > maxFailures) return "the service stopped responding";
  if (!isReading && options.readOnly) return "only GET requests are allowed";
  const reason = api.skipReason(operation, context.settings);
  if (reason !== undefined) return reason;
  if (allowedBy !== undefined && !options[allowedBy]) return `it requires ${allowedBy}`;
  const { resources } = context;
  const has = (kind: string) =>
    isReading ? resources.any(kind) !== undefined : resources.own(kind).length > 0;
  const missing = needs.filter((kind) => !has(kind));
  return missing.length === 0 ? undefined : `it requires ${missing.map(withArticle).join(" and ")}`;
}

/** Options that select the steps of a run. */
type Selection = Pick<ResolvedConformanceOptions, "only" | "readOnly" | Permission>;

/**
 * Returns the steps of the requested operations and those that they need, in the order of the plan.
 *
 * @throws {InvalidArgumentError} When the spec has no such operation.
 */
function selectSteps(
  plan: readonly Step[],
  operations: ReadonlyMap<string, SpecOperation>,
  selection: Selection,
): SelectedStep[] {
  const { only } = selection;
  const unknown = only.find((id) => !operations.has(id));
  if (unknown !== undefined) {
    throw new InvalidArgumentError("only", `must name operations of the spec, not ${unknown}`);
  }
  const isReported = ({ operationId }: Step) => only.length === 0 || only.includes(operationId);
  const needed = new Set<Step>();
  for (const step of plan.filter(isReported)) addWithProviders(step, needed, plan, selection);
  return plan.flatMap((step) => {
    const operation = operations.get(step.operationId);
    if (operation === undefined || !needed.has(step)) return [];
    return [{ step, operation, isReported: isReported(step) }];
  });
}

function addWithProviders(
  step: Step,
  needed: Set<Step>,
  plan: readonly Step[],
  selection: Selection,
): void {
  if (needed.has(step)) return;
  needed.add(step);
  const { needs = [], finds } = step;
  // A list is checked with an entry in it.
  const kinds = finds === undefined ? needs : [...needs, finds];
  const providers = kinds.flatMap((kind) => providersOf(kind, plan, selection));
  for (const provider of providers) addWithProviders(provider, needed, plan, selection);
}

/** Returns the step that creates a resource of a kind or, if none is allowed to, those that find one. */
function providersOf(kind: string, plan: readonly Step[], selection: Selection): readonly Step[] {
  const isAllowed = ({ allowedBy }: Step) => allowedBy === undefined || selection[allowedBy];
  const creator = plan.find((step) => step.creates?.kind === kind && isAllowed(step));
  if (creator !== undefined && !selection.readOnly) return [creator];
  return plan.filter(({ finds }) => finds === kind);
}

/** Properties of a run besides its operations. */
interface RunSummary {
  readonly api: ApiName;
  readonly options: Pick<ResolvedConformanceOptions, "url" | "readOnly">;
  readonly startedAt: Date;
  readonly leftovers: readonly Leftover[];
}

/** Returns the report of a run. */
function toReport(
  operations: readonly OperationReport[],
  { api, options, startedAt, leftovers }: RunSummary,
): ConformanceReport {
  const count = (wanted: ConformanceOutcome) =>
    operations.filter(({ outcome }) => outcome === wanted).length;
  const failed = count("failed");
  return {
    api,
    url: redactUrl(options.url),
    isReadOnly: options.readOnly,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    hasPassed: failed === 0,
    passed: count("passed"),
    failed,
    skipped: count("skipped"),
    operations,
    leftovers,
  };
}
