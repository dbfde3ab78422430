import { wait } from "../../http/signals.ts";
import type { Violation } from "../exchange/violation.ts";
import type { Validator } from "../spec/validator.ts";
import type { Caller, SentCall, Signing, StepRequest } from "./caller.ts";
import { type CheckLog, mainCheck } from "./check-log.ts";
import { checkResponse, type Expectation, type ResponseRules } from "./check-response.ts";
import type { RunSettings } from "./conformance-options.ts";
import type { ResponseViolation } from "./conformance-report.ts";
import { type CreatedResources, type Creation, deletionOf } from "./created-resources.ts";
import { type CallResponse, textField } from "./response.ts";

/** Thrown when a step cannot continue. The reason has been recorded. */
export class StepAborted extends Error {
  override readonly name = "StepAborted" as const;
}

/** Parts that all steps of a run share. */
export interface RunContext {
  readonly send: Caller;
  readonly validator: Validator;
  readonly rules: ResponseRules;
  readonly log: CheckLog;
  readonly resources: CreatedResources;
  /** Creations of operations, by their ids. */
  readonly creations: ReadonlyMap<string, Creation>;
  readonly settings: RunSettings;
}

/** A call that the service should reject. */
interface RejectedCall {
  /** Name of the check: `rejects an unknown id`. */
  readonly name: string;
  readonly statuses: readonly number[];
  readonly request: StepRequest;
  /** @default that of the step */
  readonly operationId?: string;
  readonly signing?: Signing;
}

const minPollMs = 50;
const maxPollMs = 5_000;

/** Context of a step: makes calls, checks their responses and records the checks. */
export class StepContext {
  readonly settings: RunSettings;
  readonly resources: CreatedResources;
  readonly #operationId: string;
  readonly #run: RunContext;

  /** @param operationId - Operation of the step, for which checks are recorded. */
  constructor(operationId: string, run: RunContext) {
    this.#operationId = operationId;
    this.#run = run;
    this.settings = run.settings;
    this.resources = run.resources;
  }

  /**
   * Makes a valid call of any operation. The check of its response is recorded for that operation.
   *
   * @throws {StepAborted} When the call does not succeed.
   */
  async call(
    operationId: string,
    request: StepRequest = {},
    expectation: Expectation = {},
  ): Promise<CallResponse> {
    const response = await this.callUnless([], operationId, request, expectation);
    if (response === undefined) throw new StepAborted(`${operationId} was rejected`);
    return response;
  }

  /**
   * Makes a valid call that may be rejected with one of the statuses.
   *
   * @returns `undefined` when it was rejected. Nothing is recorded then.
   * @throws {StepAborted} When the call neither succeeds nor is rejected with one of the statuses.
   */
  async callUnless(
    statuses: readonly number[],
    operationId: string,
    request: StepRequest = {},
    expectation: Expectation = {},
  ): Promise<CallResponse | undefined> {
    const sent = await this.#send(operationId, request, "valid");
    const { response } = sent;
    const isRejected = response !== undefined && statuses.includes(response.status);
    const violations = this.#compare(sent, isRejected ? { statuses } : expectation);
    if (isRejected && violations.length === 0) return undefined;
    this.#run.log.record(operationId, mainCheck, violations);
    const hasSucceeded = response !== undefined && !violations.some(concernsStatus);
    if (hasSucceeded && !isRejected) return response;
    throw new StepAborted(`${operationId} has failed`);
  }

  /**
   * Makes an invalid call, which must be rejected as the spec describes.
   *
   * @returns Whether it was rejected with one of the statuses.
   */
  async expectRejection(call: RejectedCall): Promise<boolean> {
    const { name, statuses, request, operationId = this.#operationId, signing = "valid" } = call;
    const sent = await this.#send(operationId, request, signing);
    this.#run.log.record(this.#operationId, name, this.#compare(sent, { statuses }));
    return sent.response !== undefined && statuses.includes(sent.response.status);
  }

  /** Records a check of the operation. */
  check(name: string, violations: readonly Violation[], response?: CallResponse): void {
    const found = violations.map((violation) => ({
      ...violation,
      request: this.#operationId,
      status: response?.status,
    }));
    this.#run.log.record(this.#operationId, name, found);
  }

  /** Records why a check of the operation cannot be made. */
  skip(name: string, reason: string): void {
    this.#run.log.skip(this.#operationId, name, reason);
  }

  /** Records why the main call of the operation cannot be made. */
  skipMain(reason: string): void {
    this.skip(mainCheck, reason);
  }

  /**
   * Repeats a call until its response meets a condition.
   *
   * @returns `undefined` when that exceeds the timeout.
   */
  async until(
    operationId: string,
    request: StepRequest,
    isDone: (body: unknown) => boolean,
  ): Promise<CallResponse | undefined> {
    const { timeoutMs, signal } = this.settings;
    const end = performance.now() + timeoutMs;
    for (let pauseMs = minPollMs; ; pauseMs = Math.min(pauseMs * 2, maxPollMs)) {
      const response = await this.call(operationId, request);
      if (isDone(response.body)) return response;
      if (performance.now() + pauseMs > end) return undefined;
      await wait(pauseMs, signal);
    }
  }

  async #send(operationId: string, request: StepRequest, signing: Signing): Promise<SentCall> {
    const sent = await this.#run.send(operationId, request, signing);
    this.#recordCreation(operationId, request, sent);
    return sent;
  }

  #recordCreation(operationId: string, request: StepRequest, { response }: SentCall): void {
    const creation = this.#run.creations.get(operationId);
    const isRejected = response !== undefined && (response.status < 200 || response.status > 299);
    if (creation === undefined || isRejected) return;
    const { kind, idField = "id", idOf } = creation;
    const id = idOf === undefined ? textField(response?.body, idField) : idOf(request);
    if (id === undefined) {
      this.resources.hasUnknown = true;
      return;
    }
    this.resources.add({ kind, id, deletion: deletionOf(creation, id, this.settings) });
  }

  #compare(sent: SentCall, expectation: Expectation): ResponseViolation[] {
    const { operation, line, response, failure } = sent;
    const { validator, rules } = this.#run;
    const violations =
      response === undefined
        ? [{ location: ["response"], message: failure?.message ?? "", rule: "answer" }]
        : checkResponse(validator, operation, response, { ...expectation, ...rules });
    return violations.map((found) => ({ ...found, request: line, status: response?.status }));
  }
}

function concernsStatus({ rule }: Violation): boolean {
  return rule === "status";
}
