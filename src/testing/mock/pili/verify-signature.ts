import { Credentials } from "../../../qiniu/credentials.ts";
import { refuse } from "../../exchange/reply.ts";
import type { ReceivedCall } from "../../spec/operation.ts";
import type { MockCredentials, Verdict, Verifier, VerifierOptions } from "../mock-api.ts";
import { explainMismatch, showStringToSign } from "./signature-mistakes.ts";

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

/** What the header must not be like: the first that fits is what is wrong. */
const faults: readonly (readonly [pattern: RegExp, fault: string])[] = [
  [/^(?!Qiniu )/, "it must begin with Qiniu and one blank"],
  [/^(?!Qiniu [^:\s]+:[^:\s]+$)/, "it must be Qiniu <access key>:<signature>"],
  [/:[0-9a-f]{40}$/i, "the signature is in hex, not in base64"],
  [/:.*[+/]/, "the signature is not in the URL-safe alphabet, with - for + and _ for /"],
  [/:[\w-]{27}$/, "the signature has lost its padding, ="],
  [/^(?!.*:[\w-]{27}=$)/, "the signature must be 28 characters of URL-safe base64"],
];

/** What is wrong with the form of an `Authorization` header, if anything is. */
function explainHeader(authorization: string): string | undefined {
  return faults.find(([pattern]) => pattern.test(authorization))?.[1];
}
