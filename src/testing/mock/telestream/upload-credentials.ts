import { rejectViolations } from "../../exchange/reply.ts";
import { parametersOf, type ReceivedCall } from "../../spec/operation.ts";
import type { SignatureCheck } from "../mock-api.ts";

const authHeaders = ["authorization", "cookie", "x-api-key"];

/**
 * Rejects calls with credentials to an upload location, which must never receive any.
 *
 * @param authParams - Names of the parameters that contain credentials.
 */
export function rejectCredentials(
  call: ReceivedCall,
  authParams: ReadonlySet<string>,
): SignatureCheck {
  const names = [
    ...Object.keys(parametersOf(call)).filter((name) => authParams.has(name)),
    ...authHeaders.filter((name) => call.headers[name] !== undefined),
  ];
  if (names.length === 0) return { signature: "not checked" };
  const found = names.join(", ");
  const message = `An upload location accepts no credentials: ${found}`;
  const rejection = rejectViolations([{ location: ["request"], message }]);
  return { signature: `must not be present: ${found}`, rejection };
}
