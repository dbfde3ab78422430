import type { Violation } from "../exchange/violation.ts";
import type { ReceivedCall, SpecOperation } from "./operation.ts";

/** A response that is compared with the spec. */
interface CheckedResponse {
  readonly status: number;
  /** With names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed, when it is JSON. */
  readonly body: unknown;
}

/** Compares requests and responses with the spec, without sending or changing anything. */
export interface Validator {
  /** Returns the differences between a request and its operation. */
  checkRequest(call: ReceivedCall<SpecOperation>): Violation[];
  /** Returns the differences between a response and its operation. */
  checkResponse(operation: SpecOperation, response: CheckedResponse): Violation[];
}
