import { requireObject } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";

/** An answer that the spec documents. */
export interface PlannedAnswer {
  /**
   * A status of the operation, or any other from 200 to 999 where the spec has a `default`.
   *
   * @default the first success
   */
  status?: number;
  /**
   * Name of an example in the spec.
   *
   * @default the first
   */
  example?: string;
}

/** What a test wants to be answered, operation by operation, each answer once. */
export class AnswerPlan {
  readonly #operationIds: ReadonlySet<string>;
  readonly #waiting = new Map<string, string[]>();

  constructor(operationIds: Iterable<string>) {
    this.#operationIds = new Set(operationIds);
  }

  /** @throws {InvalidArgumentError} When the spec has no such operation. */
  add(operationId: string, answer: PlannedAnswer): void {
    if (!this.#operationIds.has(operationId)) {
      throw new InvalidArgumentError("operationId", "must be an operation of the spec");
    }
    const { status, example } = requireObject("answer", answer);
    const code = status === undefined ? [] : [`code=${status}`];
    const name = example === undefined ? [] : [`example=${example}`];
    const waiting = this.#waiting.get(operationId) ?? [];
    this.#waiting.set(operationId, [...waiting, [...code, ...name].join(", ")]);
  }

  clear(): void {
    this.#waiting.clear();
  }

  /** The next answer's `Prefer` header, if one is planned. */
  take(operationId: string): string | undefined {
    return this.#waiting.get(operationId)?.shift();
  }
}
