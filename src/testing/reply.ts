import type { Violation } from "./recorded-request.ts";

/** What a request is answered with. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; `undefined` for an empty body. */
  readonly body?: unknown;
  /** A body that is sent as it is, in place of the other one. */
  readonly text?: string;
  /** Whether the connection breaks, without an answer. */
  readonly isReset?: boolean;
  readonly violations?: readonly Violation[];
}

/** What an error says. */
export interface ErrorBody {
  readonly error: string;
  readonly message: string;
}

/** A reply that refuses a request. */
export interface Refusal extends Reply {
  readonly body: ErrorBody;
}

/** An error of the mock's own. */
export function refuse(status: number, error: string, message: string): Refusal {
  return { status, body: { error, message } };
}

/** Answers a request that is not as the spec says. */
export function refuseViolations(violations: readonly Violation[]): Refusal {
  const message = violations.map((violation) => violation.message).join("; ");
  return { ...refuse(400, "BadRequest", message), violations };
}
