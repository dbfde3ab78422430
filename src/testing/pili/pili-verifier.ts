import { Credentials } from "../../pili/signing/credentials.ts";
import type { MockCredentials, Verdict, Verifier, VerifierOptions } from "../mock-api.ts";
import type { ReceivedCall } from "../received-call.ts";
import { refuse } from "../reply.ts";

const wellFormed = /^Qiniu [^:\s]+:[A-Za-z0-9_-]{27}=$/;

/**
 * Checks calls as the service does: the `Authorization` header must sign the request that arrived,
 * to the byte.
 */
export function createPiliVerifier(options: VerifierOptions<MockCredentials>): Verifier {
  const { credentials } = options;
  const keys = credentials && new Credentials(credentials.accessKey, credentials.secretKey);
  return (call) => {
    // The job service takes no authorization, but does not mind one.
    if (call.operation.security.length === 0) return { signature: "not checked" };
    const { authorization } = call.headers;
    if (!authorization) return unauthorized("missing: Authorization");
    if (!wellFormed.test(authorization)) return unauthorized("malformed");
    if (keys === undefined) return { signature: "not checked" };
    return isSignedWith(keys, call) ? { signature: "valid" } : unauthorized("does not match");
  };
}

function isSignedWith(keys: Credentials, call: ReceivedCall): boolean {
  const { method, target, headers, body } = call;
  return keys.verifyCallback({ method, url: target, headers, body: body.head });
}

function unauthorized(signature: string): Verdict {
  return { signature, refusal: refuse(401, "NotAuthorized", "invalid authorization") };
}
