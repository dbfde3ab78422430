import type { ReceivedAnswer } from "./answer.ts";
import type { Trial } from "./trial.ts";
import type { TrialRequest } from "./unsigned-call.ts";

/** A wrong call, which must be refused. */
export interface Refusal {
  /** What is checked: `refuses an unknown preset`. */
  readonly name: string;
  /** Any of them will do. */
  readonly statuses: readonly number[];
  readonly request: (trial: Trial) => TrialRequest;
}

/** How what an operation creates is known and deleted. */
export interface Creation {
  /** What it is: `profile`. */
  readonly kind: string;
  /**
   * Field of the answer that names it.
   *
   * @default "id"
   */
  readonly idField?: string;
  /** Operation that deletes it. */
  readonly undo: string;
  /** @default { path: { id } } */
  readonly undoRequest?: (id: string) => TrialRequest;
}

/** How an operation is tried. The steps of a plan stand in the order in which they are taken. */
export interface Step {
  readonly operationId: string;
  /** Kinds of things that must be there. What a call changes must be the run's own. */
  readonly needs?: readonly string[];
  /** What it creates, and how that is deleted. */
  readonly creates?: Creation;
  /** Kind of things that its answer lists, for those who only read. */
  readonly finds?: string;
  /** Kind of the thing whose id stands in the path. */
  readonly of?: string;
  /** Option that must allow it: it would leave traces in an account. */
  readonly allowedBy?: "allowFactories";
  /** The call, beside the id in its path. Creations give a new name with every call. */
  readonly request?: (trial: Trial) => TrialRequest;
  /** Statuses of its success, where the documentation has more than the spec can say. */
  readonly statuses?: readonly number[];
  /** Whether its answer may have no body, although the spec describes one. */
  readonly mayBeEmpty?: boolean;
  /** Refusals that tell that its thing is not in the state for it: then it is skipped, with the reason. */
  readonly unless?: { readonly statuses: readonly number[]; readonly reason: string };
  /** In place of the plain call and what follows it. */
  readonly run?: (trial: Trial) => Promise<void>;
  /** What must be true after the plain call. */
  readonly after?: (trial: Trial, answer: ReceivedAnswer) => Promise<void>;
  /** Statuses by which it refuses an id in its path that nothing has. */
  readonly unknownId?: readonly number[];
  readonly refusals?: readonly Refusal[];
}
