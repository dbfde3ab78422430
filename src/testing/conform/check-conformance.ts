import type { ApiName } from "../api-name.ts";
import { loadOperations, requireApi } from "../apis.ts";
import { loadPrism } from "../prism/load-prism.ts";
import { createValidator } from "../prism/validator.ts";
import { chooseSteps } from "./choose-steps.ts";
import { cleanUp } from "./clean-up.ts";
import type { ConformApi } from "./conform-api.ts";
import {
  type ConformanceOptions,
  type ReadConformanceOptions,
  readOptions,
} from "./conformance-options.ts";
import { conformFlip } from "./flip/conform-flip.ts";
import { conformPili } from "./pili/conform-pili.ts";
import type { ConformanceReport, Leftover } from "./report.ts";
import { runSteps } from "./run-steps.ts";
import { type Run, startRun } from "./start-run.ts";
import { toReport } from "./to-report.ts";

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
