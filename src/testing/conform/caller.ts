import { NetworkError, TimeoutError } from "../../http/errors.ts";
import type { SpecOperation } from "../prism/read-spec.ts";
import type { ReceivedAnswer } from "./answer.ts";
import type { Journal } from "./journal.ts";
import { type Address, prepareCall } from "./prepare-call.ts";
import { type CallLimits, sendCall } from "./send-call.ts";
import type { SignCall, Signing, TrialRequest } from "./unsigned-call.ts";

/** A call that was sent, and what became of it. */
export interface SentCall {
  readonly operation: SpecOperation;
  /** Method and path, without the query: `GET /v3.0/videos.json`. */
  readonly line: string;
  /** `undefined` when no whole answer arrived. */
  readonly answer: ReceivedAnswer | undefined;
  /** Why none arrived. */
  readonly failure: NetworkError | TimeoutError | undefined;
}

/** Sends a call of an operation. Rejects only when the run is ended. */
export type Caller = (
  operationId: string,
  request: TrialRequest,
  signing?: Signing,
) => Promise<SentCall>;

/** What calls are made with. */
export interface CallerOptions {
  readonly operations: ReadonlyMap<string, SpecOperation>;
  readonly address: Address;
  readonly sign: SignCall;
  readonly limits: CallLimits;
  readonly journal: Journal;
}

/** Composes the way of a call: find, fill in, sign, send, take the time. */
export function createCaller(options: CallerOptions): Caller {
  const { operations, address, sign, limits, journal } = options;
  return async (operationId, request, signing = "valid") => {
    limits.signal?.throwIfAborted();
    const operation = operations.get(operationId);
    if (operation === undefined) throw new Error(`The spec has no operation ${operationId}`);
    const call = sign(await prepareCall(operation, request, address), signing);
    const line = `${call.method} ${call.url.pathname}`;
    const start = performance.now();
    try {
      const answer = await sendCall(call, limits);
      journal.unanswered = 0;
      return { operation, line, answer, failure: undefined };
    } catch (fault) {
      if (!(fault instanceof NetworkError || fault instanceof TimeoutError)) throw fault;
      journal.unanswered += 1;
      return { operation, line, answer: undefined, failure: fault };
    } finally {
      journal.addTime(operationId, performance.now() - start);
    }
  };
}
