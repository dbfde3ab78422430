import type { Violation } from "./recorded-request.ts";

/** What a request is answered with. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; `undefined` for an empty body. */
  readonly body?: unknown;
  readonly violations?: readonly Violation[];
}

/** An error as the service answers it. */
export function refuse(status: number, error: string, message: string): Reply {
  return { status, body: { error, message } };
}

/** Answers a request that is not as the spec says. */
export function refuseViolations(violations: readonly Violation[]): Reply {
  const message = violations.map((violation) => violation.message).join("; ");
  return { ...refuse(400, "BadRequest", message), violations };
}
