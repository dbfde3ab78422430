import { requireInteger, requireObject, requireText } from "../../http/argument-checks.ts";

/** How requests are made to fail, before anything else is looked at. */
export interface PlannedFailure {
  /**
   * Status of the answer, or `"reset"` for a connection that breaks without one.
   *
   * @default 503
   */
  status?: number | "reset" | undefined;
  /** Headers of the answer, such as `Retry-After`. */
  headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Body of the answer: text as it is, anything else as JSON.
   *
   * @default an error in the shape of the API
   */
  body?: unknown;
  /**
   * Only requests of this operation.
   *
   * @default all
   */
  operationId?: string | undefined;
}

interface Waiting {
  left: number;
  readonly failure: PlannedFailure;
}

/** What a test wants to fail. */
export class FailurePlan {
  readonly #waiting: Waiting[] = [];

  /** @throws {InvalidArgumentError} When the count or the failure cannot be used. */
  add(count: number, failure: PlannedFailure): void {
    requireInteger("count", count, 1, Number.MAX_SAFE_INTEGER);
    const { status, operationId } = requireObject("failure", failure);
    if (status !== "reset" && status !== undefined) requireInteger("status", status, 200, 999);
    if (operationId !== undefined) requireText("operationId", operationId);
    this.#waiting.push({ left: count, failure });
  }

  /** The failure of a request, if it is to fail. */
  take(operationId: string | undefined): PlannedFailure | undefined {
    const next = this.#waiting.find(
      ({ left, failure }) => left > 0 && (failure.operationId ?? operationId) === operationId,
    );
    if (next === undefined) return undefined;
    next.left -= 1;
    return next.failure;
  }

  clear(): void {
    this.#waiting.length = 0;
  }
}
