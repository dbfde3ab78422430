import { checkCall } from "../check-call.ts";
import type { Verifier } from "../mock-api.ts";
import type { SpecOperation } from "../prism/read-spec.ts";
import type { Validator } from "../prism/validator.ts";
import type { ReceivedCall } from "../received-call.ts";
import type { Violation } from "../recorded-request.ts";
import type { Found } from "./check-answer.ts";
import { longestCheckedBytes } from "./exchange.ts";

/** What requests are compared with. */
export interface RequestComparison {
  readonly validator: Pick<Validator, "checkRequest">;
  /** Parameters of the signature. */
  readonly authParams: ReadonlySet<string>;
  /** Looks for the signature, and does not judge it. */
  readonly verify: Verifier;
}

/** Finds in what a request differs from the spec. */
export function checkRequest(
  { validator, authParams, verify }: RequestComparison,
  call: ReceivedCall<SpecOperation>,
): Found[] {
  const obstacle = findObstacle(call);
  if (obstacle !== undefined) {
    return [["unchecked", [{ location: ["request", "body"], message: obstacle }]]];
  }
  const { refusal, signature } = verify(call);
  const unsigned: Violation[] =
    refusal === undefined
      ? []
      : [{ location: ["request", "signature"], message: `Signature ${signature}` }];
  return [
    ["request", [...unsigned, ...checkCall(call, authParams), ...validator.checkRequest(call)]],
  ];
}

/** Why a request cannot be looked into. */
function findObstacle({ headers, body }: ReceivedCall): string | undefined {
  const coding = headers["content-encoding"] ?? "identity";
  if (coding !== "identity") return `The Content-Encoding ${coding} of a request is not decoded`;
  // A field of a multipart form has another limit, which no parameter comes near.
  const isText = body.mediaType !== "multipart/form-data" && body.fault !== undefined;
  return isText && body.size > longestCheckedBytes ? body.fault : undefined;
}
