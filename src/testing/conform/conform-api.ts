import type { SpecOperation } from "../spec/read-spec.ts";
import type { AnswerRules } from "./check-answer.ts";
import type { Step } from "./step.ts";
import type { RefusalRules } from "./take-step.ts";
import type { TrialSettings } from "./trial.ts";
import type { SignCall, TrialRequest } from "./unsigned-call.ts";

/** A list in which things of the run's are looked for, whose ids did not arrive. */
export interface Search {
  readonly kind: string;
  readonly operationId: string;
  readonly request: (settings: TrialSettings) => TrialRequest;
  /** Field of an entry that begins with the run's name. */
  readonly nameField: string;
  /** Operation that deletes an entry by its id. */
  readonly undo: string;
}

/** What a signer is made of. */
export interface SignerOptions {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly factoryId: string | undefined;
  readonly now: () => Date;
}

/** An API whose services can be tried. */
export interface ConformApi {
  /** In the order in which its operations are tried. */
  readonly plan: readonly Step[];
  readonly answers: AnswerRules;
  readonly refusals: RefusalRules;
  readonly searches: readonly Search[];
  readonly createSigner: (options: SignerOptions) => SignCall;
  /** A signed call that changes nothing, which shows whether there is a service that knows the keys. */
  readonly greeting: {
    readonly operationId: string;
    readonly request: (settings: Pick<TrialSettings, "hub">) => TrialRequest;
  };
  /** Why an operation cannot be tried with what was given. */
  readonly refuseOperation: (
    operation: SpecOperation,
    settings: Pick<TrialSettings, "factoryId">,
  ) => string | undefined;
}
