import { wait } from "../../http/signals.ts";
import type { Violation } from "../exchange/recorded-request.ts";
import type { Validator } from "../spec/validator.ts";
import { type ReceivedAnswer, textOf } from "./answer.ts";
import type { Caller, SentCall } from "./caller.ts";
import { type AnswerRules, checkAnswer, type Expectation } from "./check-answer.ts";
import type { Belongings } from "./clean-up.ts";
import { type Journal, plainCall } from "./journal.ts";
import type { AnswerViolation } from "./report.ts";
import type { Creation } from "./step.ts";
import type { Signing, TrialRequest } from "./unsigned-call.ts";

/** Thrown when a step cannot go on. What is wrong has been recorded. */
export class StepEnd extends Error {
  override readonly name = "StepEnd" as const;
}

/** What the trials of a run share. */
export interface TrialParts {
  readonly send: Caller;
  readonly validator: Validator;
  readonly rules: AnswerRules;
  readonly journal: Journal;
  readonly belongings: Belongings;
  /** What operations create, by their ids. */
  readonly creations: ReadonlyMap<string, Creation>;
  readonly settings: TrialSettings;
}

/** A call that should be refused. */
interface RefusedCall {
  /** What is checked: `refuses an unknown id`. */
  readonly name: string;
  readonly statuses: readonly number[];
  readonly request: TrialRequest;
  /** @default that of the step */
  readonly operationId?: string;
  readonly signing?: Signing;
}

const firstPauseMs = 50;
const longestPauseMs = 5_000;

/** What a step does its work with: calls whose answers are checked, and checks that are recorded. */
export class Trial {
  readonly settings: TrialSettings;
  readonly belongings: Belongings;
  readonly #operationId: string;
  readonly #parts: TrialParts;

  /** @param operationId - The operation that the step tries: checks are recorded for it. */
  constructor(operationId: string, parts: TrialParts) {
    this.#operationId = operationId;
    this.#parts = parts;
    this.settings = parts.settings;
    this.belongings = parts.belongings;
  }

  /**
   * Makes a right call of any operation. Its answer is checked for that operation.
   *
   * @throws {StepEnd} When it is no success.
   */
  async call(
    operationId: string,
    request: TrialRequest = {},
    expectation: Expectation = {},
  ): Promise<ReceivedAnswer> {
    const answer = await this.callUnless([], operationId, request, expectation);
    if (answer === undefined) throw new StepEnd(`${operationId} was refused`);
    return answer;
  }

  /**
   * The same, but some refusals will do as well.
   *
   * @returns `undefined` when it was refused so. Nothing is recorded then.
   * @throws {StepEnd} When it is neither a success nor such a refusal.
   */
  async callUnless(
    statuses: readonly number[],
    operationId: string,
    request: TrialRequest = {},
    expectation: Expectation = {},
  ): Promise<ReceivedAnswer | undefined> {
    const sent = await this.#send(operationId, request, "valid");
    const { answer } = sent;
    const isRefused = answer !== undefined && statuses.includes(answer.status);
    const violations = this.#compare(sent, isRefused ? { statuses } : expectation);
    if (isRefused && violations.length === 0) return undefined;
    this.#parts.journal.record(operationId, plainCall, violations);
    if (answer !== undefined && !isRefused && !violations.some(isOfStatus)) return answer;
    throw new StepEnd(`${operationId} has failed`);
  }

  /**
   * Makes a wrong call, which must be refused as the spec says.
   *
   * @returns Whether it was refused with one of the statuses.
   */
  async refuse(refused: RefusedCall): Promise<boolean> {
    const { name, statuses, request, operationId = this.#operationId, signing = "valid" } = refused;
    const sent = await this.#send(operationId, request, signing);
    this.#parts.journal.record(this.#operationId, name, this.#compare(sent, { statuses }));
    return sent.answer !== undefined && statuses.includes(sent.answer.status);
  }

  /** Records a check of the step's operation. */
  check(name: string, violations: readonly Violation[], answer?: ReceivedAnswer): void {
    const found = violations.map((violation) => ({
      ...violation,
      ...{ request: this.#operationId, status: answer?.status },
    }));
    this.#parts.journal.record(this.#operationId, name, found);
  }

  /** Records why a check of the step's operation cannot be made. */
  skip(name: string, reason: string): void {
    this.#parts.journal.skip(this.#operationId, name, reason);
  }

  /** Records why the plain call of the step's operation cannot be tried. */
  skipPlain(reason: string): void {
    this.skip(plainCall, reason);
  }

  /**
   * Asks again and again until the answer is what is waited for.
   *
   * @returns `undefined` when that takes too long.
   */
  async until(
    operationId: string,
    request: TrialRequest,
    isDone: (body: unknown) => boolean,
  ): Promise<ReceivedAnswer | undefined> {
    const { timeoutMs, signal } = this.settings;
    const end = performance.now() + timeoutMs;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const answer = await this.call(operationId, request);
      if (isDone(answer.body)) return answer;
      if (performance.now() + pauseMs > end) return undefined;
      await wait(pauseMs, signal);
    }
  }

  async #send(operationId: string, request: TrialRequest, signing: Signing): Promise<SentCall> {
    const sent = await this.#parts.send(operationId, request, signing);
    this.#noteCreation(operationId, sent);
    return sent;
  }

  #noteCreation(operationId: string, { answer }: SentCall): void {
    const creation = this.#parts.creations.get(operationId);
    const isRefused = answer !== undefined && (answer.status < 200 || answer.status > 299);
    if (creation === undefined || isRefused) return;
    const { kind, idField = "id", undo, undoRequest = (id) => ({ path: { id } }) } = creation;
    const id = textOf(answer?.body, idField);
    if (id === undefined) this.belongings.hasUnknown = true;
    else this.belongings.add({ kind, id, undo: { operationId: undo, request: undoRequest(id) } });
  }

  #compare(sent: SentCall, expectation: Expectation): AnswerViolation[] {
    const { operation, line, answer, failure } = sent;
    const { validator, rules } = this.#parts;
    const violations =
      answer === undefined
        ? [{ location: ["response"], message: failure?.message ?? "", rule: "answer" }]
        : checkAnswer(validator, operation, answer, { ...expectation, ...rules });
    return violations.map((found) => ({ ...found, request: line, status: answer?.status }));
  }
}

function isOfStatus({ rule }: Violation): boolean {
  return rule === "status";
}

/** What a run was asked for, as its steps need it. */
export interface TrialSettings {
  /** Begins with this: the names of all that the run creates. */
  readonly runName: string;
  /** Gives a name that nothing has, each time another. */
  readonly newName: () => string;
  readonly factoryId: string | undefined;
  readonly hub: string;
  /** Where the service finds a video, in place of a file. */
  readonly sourceUrl: string | undefined;
  /** Stream with a recording, from which files may be made. */
  readonly recordedStream: string | undefined;
  /** Most time to wait for a change of state, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}
