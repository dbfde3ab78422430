import { Credentials } from "../../pili/signing/credentials.ts";
import type { Verdict, Verifier, VerifierOptions } from "../mock-api.ts";
import type { MockCredentials } from "../mock-credentials.ts";
import type { ReceivedCall } from "../received-call.ts";
import { refuse } from "../reply.ts";
import { explainHeader } from "./signature/explain-header.ts";
import { explainMismatch, showStringToSign } from "./signature/explain-mismatch.ts";

/** Why a call is not signed as it should be, if it is not. */
type Check = (call: ReceivedCall) => Verdict | undefined;

/**
 * Checks calls as the service does: the `Authorization` header must sign the request that arrived,
 * to the byte.
 */
export function createPiliVerifier({ credentials }: VerifierOptions<MockCredentials>): Verifier {
  const match: Check = credentials === undefined ? () => undefined : matchWith(credentials);
  const accepted = { signature: credentials === undefined ? "not checked" : "valid" };
  return (call) => {
    // The job service takes no authorization, but does not mind one.
    if (call.operation.security.length === 0) return { signature: "not checked" };
    return checkHeader(call) ?? match(call) ?? accepted;
  };
}

function checkHeader(call: ReceivedCall): Verdict | undefined {
  const { authorization } = call.headers;
  if (!authorization) return unauthorized("missing: Authorization", call);
  const fault = explainHeader(authorization);
  return fault === undefined ? undefined : unauthorized(`malformed: ${fault}`, call);
}

function matchWith(credentials: MockCredentials): Check {
  const keys = new Credentials(credentials.accessKey, credentials.secretKey);
  return (call) => {
    const { method, target, headers, body } = call;
    if (keys.verifyCallback({ method, url: target, headers, body: body.head })) return undefined;
    const mistake = explainMismatch(credentials, call);
    return unauthorized(
      mistake === undefined ? "does not match" : `does not match: ${mistake}`,
      call,
    );
  };
}

function unauthorized(signature: string, call: ReceivedCall): Verdict {
  const refusal = refuse(401, "NotAuthorized", "invalid authorization");
  return { signature, refusal, stringToSign: showStringToSign(call) };
}
