import { authParams } from "../../../flip/signing/credentials.ts";
import type { Verdict } from "../../mock-api.ts";
import { parametersOf, type ReceivedCall } from "../../received-call.ts";
import { refuseViolations } from "../../reply.ts";

const authHeaders = ["authorization", "cookie"];

/** Refuses calls that carry credentials to where they must never go: an upload location. */
export function refuseCredentials(call: ReceivedCall): Verdict {
  const names = [
    ...Object.keys(parametersOf(call)).filter((name) => authParams.has(name)),
    ...authHeaders.filter((name) => call.headers[name] !== undefined),
  ];
  if (names.length === 0) return { signature: "not checked" };
  const found = names.join(", ");
  const message = `An upload location takes no credentials: ${found}`;
  const refusal = refuseViolations([{ location: ["request"], message }]);
  return { signature: `must not be there: ${found}`, refusal };
}
