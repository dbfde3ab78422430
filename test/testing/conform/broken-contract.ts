import type { Rewriting } from "./rewriting-server.ts";

/** A broken contract, and where the violation must be found. */
export interface BrokenContract {
  /** Description of the violation. */
  readonly kind: string;
  readonly rules: Rewriting;
  /** Where it must be found. */
  readonly operationId: string;
  readonly check: string;
  readonly location: string;
  readonly rule: string;
}

/** Name of the check of a valid call. */
export const plain = "responds as the spec requires";

/** A JSON object. */
export type Fields = Record<string, unknown>;

/** Removes a field. */
export const without = (name: string) => (body: Fields) => ({ ...body, [name]: undefined });

/** Replaces the value of a field. */
export const withField = (name: string, value: unknown) => (body: Fields) => ({
  ...body,
  [name]: value,
});
