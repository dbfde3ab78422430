import type { SpecOperation } from "../spec/operation.ts";
import type { SignCall, StepRequest } from "./caller.ts";
import type { ResponseRules } from "./check-response.ts";
import type { OptionRules, RunSettings } from "./conformance-options.ts";
import type { Search } from "./created-resources.ts";
import type { RejectionRules, Step } from "./step.ts";

/** An API whose services can be checked. */
export interface ConformApi<Credentials> extends OptionRules {
  /** Steps in the order in which they run. */
  readonly plan: readonly Step[];
  readonly responses: ResponseRules;
  readonly rejections: RejectionRules;
  readonly searches: readonly Search[];
  readonly createSigner: (options: SignerOptions<Credentials>) => SignCall;
  /** A signed call without effects, which shows whether the service responds and accepts the keys. */
  readonly connectionCheck: {
    readonly operationId: string;
    readonly request: (settings: Pick<RunSettings, "hub">) => StepRequest;
  };
  /** Returns the reason why an operation cannot be called with these settings, if there is one. */
  readonly skipReason: (
    operation: SpecOperation,
    settings: Pick<RunSettings, "factoryId" | "sourceUrl">,
  ) => string | undefined;
}

/** Options of a signer. */
export interface SignerOptions<Credentials> {
  readonly credentials: Credentials;
  readonly factoryId: string | undefined;
  readonly now: () => Date;
}
