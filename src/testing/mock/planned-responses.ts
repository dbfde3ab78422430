import {
  requireInteger,
  requireKnownOptions,
  requireObject,
  requireText,
} from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";

/** A response that the spec documents. */
export interface PlannedResponse {
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

/** The responses that a test has planned for each operation. Each of them is used once. */
export class ResponsePlan {
  readonly #operationIds: ReadonlySet<string>;
  readonly #waiting = new Map<string, string[]>();

  constructor(operationIds: Iterable<string>) {
    this.#operationIds = new Set(operationIds);
  }

  /** @throws {InvalidArgumentError} When the spec has no such operation, or the response is invalid. */
  add(operationId: string, response: PlannedResponse): void {
    if (!this.#operationIds.has(operationId)) {
      throw new InvalidArgumentError("operationId", "must be an operation of the spec");
    }
    requireKnownOptions(requireObject("response", response), { status: true, example: true });
    const { status, example } = response;
    const code = status === undefined ? [] : [`code=${status}`];
    const name = example === undefined ? [] : [`example=${example}`];
    const waiting = this.#waiting.get(operationId) ?? [];
    this.#waiting.set(operationId, [...waiting, [...code, ...name].join(", ")]);
  }

  clear(): void {
    this.#waiting.clear();
  }

  /** Returns the next response as the value of a `Prefer` header, if one is planned. */
  take(operationId: string): string | undefined {
    return this.#waiting.get(operationId)?.shift();
  }
}

/** A failure that occurs before anything else of the request is examined. */
export interface PlannedFailure {
  /**
   * Status of the response, or `"reset"` for a connection that is reset without a response.
   *
   * @default 503
   */
  status?: number | "reset" | undefined;
  /** Headers of the response, such as `Retry-After`. */
  headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Body of the response: text is sent unchanged, anything else as JSON.
   *
   * @default an error in the format of the API
   */
  body?: unknown;
  /**
   * Operation whose requests fail.
   *
   * @default all operations
   */
  operationId?: string | undefined;
}

/** Every option of a failure. The type requires each of them to be listed. */
const knownOptions = {
  status: true,
  headers: true,
  body: true,
  operationId: true,
} satisfies Record<keyof PlannedFailure, true>;

interface WaitingFailure {
  remaining: number;
  readonly failure: PlannedFailure;
}

/** The failures that a test has planned. */
export class FailurePlan {
  readonly #waiting: WaitingFailure[] = [];

  /** @throws {InvalidArgumentError} When the count or the failure is invalid. */
  add(count: number, failure: PlannedFailure): void {
    requireInteger("count", count, 1, Number.MAX_SAFE_INTEGER);
    requireKnownOptions(requireObject("failure", failure), knownOptions);
    const { status, operationId } = failure;
    if (status !== "reset" && status !== undefined) requireInteger("status", status, 200, 999);
    if (operationId !== undefined) requireText("operationId", operationId);
    this.#waiting.push({ remaining: count, failure });
  }

  /** Returns the failure of a request, if one is planned for it. */
  take(operationId: string | undefined): PlannedFailure | undefined {
    const next = this.#waiting.find(
      ({ remaining, failure }) =>
        remaining > 0 && (failure.operationId ?? operationId) === operationId,
    );
    if (next === undefined) return undefined;
    next.remaining -= 1;
    return next.failure;
  }

  clear(): void {
    this.#waiting.length = 0;
  }
}
