import type { SpecOperation } from "../spec/operation.ts";
import type { Signing, StepRequest } from "./caller.ts";
import type { Permission } from "./conformance-options.ts";
import type { Creation } from "./created-resources.ts";
import { type CallResponse, idsOf } from "./response.ts";
import { type RunContext, StepAborted, StepContext } from "./step-context.ts";

/** How an operation is checked. The steps of a plan run in its order. */
export interface Step {
  readonly operationId: string;
  /** Kinds of resources that must exist. A call that changes one requires one of the run. */
  readonly needs?: readonly string[];
  /** How the resources that it creates are identified and deleted. */
  readonly creates?: Creation;
  /** Kind of the resources that it lists, for runs that only read. */
  readonly finds?: string;
  /**
   * Returns the ids of the resources that it lists.
   *
   * @default that of the field `id` of each entry
   */
  readonly listedIds?: (body: unknown) => readonly string[];
  /** Kind of the resource whose id is in the path. */
  readonly target?: string;
  /**
   * Returns the variables of the path.
   *
   * @default { id }
   */
  readonly pathOf?: (id: string, context: StepContext) => Readonly<Record<string, string>>;
  /** Option that must allow the step, because it leaves traces in an account. */
  readonly allowedBy?: Permission;
  /** The call, without the id in its path. Creations use a new name for each call. */
  readonly request?: (context: StepContext) => StepRequest;
  /** Statuses of a success, where the documentation allows more than the spec can express. */
  readonly statuses?: readonly number[];
  /** Whether the response may have no body, although the spec describes one. */
  readonly mayBeEmpty?: boolean;
  /** Rejections of a resource that is not in the required state: the step is then skipped. */
  readonly unless?: { readonly statuses: readonly number[]; readonly reason: string };
  /** Replaces the main call and the checks after it. */
  readonly run?: (context: StepContext) => Promise<void>;
  /** Checks that follow the main call. */
  readonly after?: (context: StepContext, response: CallResponse) => Promise<void>;
  /** Statuses of the response to an unknown id in the path. */
  readonly unknownId?: readonly number[];
  readonly rejections?: readonly InvalidCall[];
}

/** An invalid call, which the service must reject. */
export interface InvalidCall {
  /** Name of the check: `rejects an unknown preset`. */
  readonly name: string;
  /** Expected statuses: any of them is right. */
  readonly statuses: readonly number[];
  readonly request: (context: StepContext) => StepRequest;
}

/** What the steps for one resource of the run have in common. */
export type ResourceStep = Pick<Step, "needs" | "target" | "pathOf" | "unknownId">;

/** Calls that every operation of an API must reject. */
export interface RejectionRules {
  /** Returns an id that no resource of a kind has. */
  readonly unknownId: (context: StepContext, kind: string) => string;
  /**
   * What authorizes a call, as the names of checks call it.
   *
   * @default "signature"
   */
  readonly credential?: "signature" | "API key";
  /** Statuses of a call without a signature, and of one with a wrong signature. */
  readonly unsigned: Readonly<Record<Exclude<Signing, "valid">, readonly number[]>>;
}

/** A step that is part of a run. */
export interface SelectedStep {
  readonly step: Step;
  readonly operation: SpecOperation;
  /** Whether the operation is reported. Otherwise other steps need the step. */
  readonly isReported: boolean;
}

/** Runs a step: the main call with the checks after it, and the calls that must be rejected. */
export async function runStep(
  { step, operation, isReported }: SelectedStep,
  run: RunContext,
  rules: RejectionRules,
): Promise<void> {
  const context = new StepContext(step.operationId, run);
  await untilAborted(() =>
    step.run === undefined ? makeMainCall(step, context, operation) : step.run(context),
  );
  if (!isReported) return;
  await untilAborted(() => checkRejections(step, context, operation, rules));
}

async function makeMainCall(
  step: Step,
  context: StepContext,
  operation: SpecOperation,
): Promise<void> {
  const { operationId, statuses, mayBeEmpty, unless } = step;
  const request = withId(step, context, idOf(step, context, operation));
  const expectation = { statuses, mayBeEmpty };
  const rejections = unless?.statuses ?? [];
  const response = await context.callUnless(rejections, operationId, request, expectation);
  if (response === undefined) return context.skipMain(unless?.reason ?? "");
  const [found] = (step.listedIds ?? idsOf)(response.body);
  if (step.finds !== undefined && found !== undefined) context.resources.find(step.finds, found);
  await step.after?.(context, response);
}

async function checkRejections(
  step: Step,
  context: StepContext,
  operation: SpecOperation,
  rules: RejectionRules,
): Promise<void> {
  const unknown = rules.unknownId(context, step.target ?? "");
  if (operation.security.length > 0) {
    // With an unknown id a call that changes something has no effect, even if it is accepted.
    const id = operation.method === "GET" ? idOf(step, context, operation) : unknown;
    const { credential = "signature", unsigned } = rules;
    const { missing, wrong } = unsigned;
    const signatures = [
      [`rejects a call without ${withArticle(credential)}`, "missing", missing],
      [`rejects a call with a wrong ${credential}`, "wrong", wrong],
    ] as const;
    for (const [name, signing, statuses] of signatures) {
      const request = withId(step, context, id);
      await context.expectRejection({ name, signing, statuses, request });
    }
  }
  if (step.unknownId !== undefined) {
    await context.expectRejection({
      name: "rejects an unknown id",
      statuses: step.unknownId,
      request: withId(step, context, unknown),
    });
  }
  for (const { name, statuses, request } of step.rejections ?? []) {
    await context.expectRejection({ name, statuses, request: request(context) });
  }
}

/** Resources that the run has not created are read, but never changed. */
function idOf(
  { target = "" }: Step,
  { resources }: StepContext,
  { method }: SpecOperation,
): string {
  return (method === "GET" ? resources.any(target) : resources.own(target)[0]) ?? "";
}

function withId(step: Step, context: StepContext, id: string): StepRequest {
  const { target, request, pathOf = () => ({ id }) } = step;
  const own = request?.(context) ?? {};
  return target === undefined ? own : { ...own, path: pathOf(id, context) };
}

/** Runs a part of a step. It may abort the step: the reason has then been recorded. */
async function untilAborted(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof StepAborted)) throw error;
  }
}

/** Returns a noun with its indefinite article. */
export function withArticle(noun: string): string {
  return /^[aeiou]/i.test(noun) ? `an ${noun}` : `a ${noun}`;
}
