import { Credentials } from "../../../qiniu/credentials.ts";
import { isSigned } from "../../../qiniu/verify-callback.ts";
import { reject } from "../../exchange/reply.ts";
import type { ReceivedCall } from "../../spec/operation.ts";
import type { MockCredentials, SignatureCheck, Verifier, VerifierOptions } from "../mock-api.ts";
import { explainMismatch, showStringToSign } from "./signature-mistakes.ts";

/** A check of a signed call. Returns a result if it fails. */
type Check = (call: ReceivedCall) => SignatureCheck | undefined;

/**
 * Creates a verifier that checks calls like the service: the signature in the header `Authorization`
 * must match exactly the bytes that have arrived.
 */
export function createPiliVerifier({ credentials }: VerifierOptions<MockCredentials>): Verifier {
  const match: Check = credentials === undefined ? () => undefined : checkMatch(credentials);
  const accepted = { signature: credentials === undefined ? "not checked" : "valid" };
  return (call) => {
    // The job service requires no authorization, but allows one.
    if (call.operation.security.length === 0) return { signature: "not checked" };
    return checkHeader(call) ?? match(call) ?? accepted;
  };
}

function checkHeader(call: ReceivedCall): SignatureCheck | undefined {
  const { authorization } = call.headers;
  if (!authorization) return unauthorized("missing: Authorization", call);
  const fault = findHeaderFault(authorization);
  return fault === undefined ? undefined : unauthorized(`malformed: ${fault}`, call);
}

function checkMatch(credentials: MockCredentials): Check {
  const keys = new Credentials(credentials.accessKey, credentials.secretKey);
  return (call) => {
    const { method, target, headers, body } = call;
    const received = { method, url: target, headers, body: body.head };
    if (isSigned((data) => keys.sign(data), received)) return undefined;
    const mistake = explainMismatch(credentials, call);
    return unauthorized(
      mistake === undefined ? "does not match" : `does not match: ${mistake}`,
      call,
    );
  };
}

function unauthorized(signature: string, call: ReceivedCall): SignatureCheck {
  const rejection = reject(401, "NotAuthorized", "invalid authorization");
  return { signature, rejection, stringToSign: showStringToSign(call) };
}

/** Faults of the header. The first that matches is reported. */
const faults: readonly (readonly [pattern: RegExp, fault: string])[] = [
  [/^(?!Qiniu )/, "it must start with Qiniu and one space"],
  [/^(?!Qiniu [^:\s]+:[^:\s]+$)/, "it must be Qiniu <access key>:<signature>"],
  [/:[0-9a-f]{40}$/i, "the signature is in hex, not in base64"],
  [/:.*[+/]/, "the signature is not in the URL-safe alphabet, with - for + and _ for /"],
  [/:[\w-]{27}$/, "the signature has no padding, ="],
  [/^(?!.*:[\w-]{27}=$)/, "the signature must be 28 characters of URL-safe base64"],
];

/** Returns what makes an `Authorization` header malformed, if anything does. */
function findHeaderFault(authorization: string): string | undefined {
  return faults.find(([pattern]) => pattern.test(authorization))?.[1];
}
