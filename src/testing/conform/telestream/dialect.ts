import type { StepRequest } from "../caller.ts";
import type { Creation } from "../created-resources.ts";

/** How the calls of one generation of Flip differ from those of the others. */
export interface FlipDialect {
  /** Returns a call that sends fields: as parameters, or as JSON. */
  readonly send: (fields: Readonly<Record<string, unknown>>) => StepRequest;
  /** Settings that are changed in a factory, besides its name. */
  readonly factorySettings: Readonly<Record<string, unknown>>;
  /** How a factory is deleted, or why it cannot be. */
  readonly factoryCreation: Omit<Creation, "kind">;
  /** Returns the fields of a second profile. */
  readonly secondProfile: (name: string) => Readonly<Record<string, unknown>>;
  /** Whether a video can be created from a file in the same request. */
  readonly acceptsFiles: boolean;
  /** Statuses of a video whose list can be filtered by it. */
  readonly videoFilters: readonly string[];
  /** Statuses of the response to a call whose fields name a record that does not exist. */
  readonly unknownInFields: readonly number[];
}
