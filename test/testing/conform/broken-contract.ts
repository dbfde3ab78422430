import type { Rewriting } from "./rewriting-server.ts";

/** A way to break the contract, and where it must be found. */
export interface BrokenContract {
  /** What is done. */
  readonly kind: string;
  readonly rules: Rewriting;
  /** Where it must be found. */
  readonly operationId: string;
  readonly check: string;
  readonly location: string;
  readonly rule: string;
}

/** The check of an answer to a right call. */
export const plain = "answers as the spec says";

/** A JSON object. */
export type Fields = Record<string, unknown>;

/** Takes a field out. */
export const without = (name: string) => (body: Fields) => ({ ...body, [name]: undefined });

/** Gives a field another value. */
export const withField = (name: string, value: unknown) => (body: Fields) => ({
  ...body,
  [name]: value,
});
