import type { SpecOperation } from "../spec/read-spec.ts";
import { idsOf } from "./answer.ts";
import type { Step } from "./step.ts";
import { StepEnd, Trial, type TrialParts } from "./trial.ts";
import type { Signing, TrialRequest } from "./unsigned-call.ts";

/** How an API is asked for what it must refuse. */
export interface RefusalRules {
  /** An id that nothing has. */
  readonly unknownId: (trial: Trial) => string;
  /** Statuses of a call without signature, and of one with a wrong signature. */
  readonly unsigned: Readonly<Record<Exclude<Signing, "valid">, readonly number[]>>;
}

/** A step that can be taken. */
export interface StepToTake {
  readonly step: Step;
  readonly operation: SpecOperation;
  /** Whether it is asked about, and not only needed by others. */
  readonly isAsked: boolean;
}

/** Takes a step: the plain call with what follows it, and the calls that must be refused. */
export async function takeStep(
  { step, operation, isAsked }: StepToTake,
  parts: TrialParts,
  rules: RefusalRules,
): Promise<void> {
  const trial = new Trial(step.operationId, parts);
  await untilEnd(() =>
    step.run === undefined ? callPlainly(step, trial, operation) : step.run(trial),
  );
  if (!isAsked) return;
  await untilEnd(() => checkRefusals(step, trial, operation, rules));
}

async function callPlainly(step: Step, trial: Trial, operation: SpecOperation): Promise<void> {
  const { operationId, statuses, mayBeEmpty, unless } = step;
  const request = withId(step, trial, idOf(step, trial, operation));
  const expectation = { statuses, mayBeEmpty };
  const refusals = unless?.statuses ?? [];
  const answer = await trial.callUnless(refusals, operationId, request, expectation);
  if (answer === undefined) return trial.skipPlain(unless?.reason ?? "");
  const [found] = idsOf(answer.body);
  if (step.finds !== undefined && found !== undefined) trial.belongings.find(step.finds, found);
  await step.after?.(trial, answer);
}

async function checkRefusals(
  step: Step,
  trial: Trial,
  operation: SpecOperation,
  rules: RefusalRules,
): Promise<void> {
  const unknown = rules.unknownId(trial);
  if (operation.security.length > 0) {
    // What would change something does so nowhere, should it be accepted.
    const id = operation.method === "GET" ? idOf(step, trial, operation) : unknown;
    const { missing, wrong } = rules.unsigned;
    const signatures = [
      ["refuses a call without signature", "missing", missing],
      ["refuses a call with a wrong signature", "wrong", wrong],
    ] as const;
    for (const [name, signing, statuses] of signatures) {
      await trial.refuse({ name, signing, statuses, request: withId(step, trial, id) });
    }
  }
  if (step.unknownId !== undefined) {
    const request = withId(step, trial, unknown);
    await trial.refuse({ name: "refuses an unknown id", statuses: step.unknownId, request });
  }
  for (const { name, statuses, request } of step.refusals ?? []) {
    await trial.refuse({ name, statuses, request: request(trial) });
  }
}

/** What belongs to others is read, and never changed. */
function idOf({ of = "" }: Step, { belongings }: Trial, { method }: SpecOperation): string {
  return (method === "GET" ? belongings.any(of) : belongings.own(of)[0]) ?? "";
}

function withId({ of, request }: Step, trial: Trial, id: string): TrialRequest {
  const own = request?.(trial) ?? {};
  return of === undefined ? own : { ...own, path: { id } };
}

/** A step may end early: then it has recorded why. */
async function untilEnd(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (fault) {
    if (!(fault instanceof StepEnd)) throw fault;
  }
}
