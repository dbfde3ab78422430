import { Credentials } from "../../../qiniu/credentials.ts";
import { findHeader } from "../../../qiniu/string-to-sign.ts";
import { isSigned } from "../../../qiniu/verify-callback.ts";
import { reject } from "../../exchange/reply.ts";
import type { Violation } from "../../exchange/violation.ts";
import type { ReceivedCall } from "../../spec/operation.ts";
import type { MockCredentials, SignatureCheck, Verifier, VerifierOptions } from "../mock-api.ts";
import { explainMismatch, showStringToSign, signedHeaders } from "./signature-mistakes.ts";

/** A check of a signed call. Returns a result if it fails. */
type Check = (call: ReceivedCall) => SignatureCheck | undefined;

/**
 * Creates a verifier that checks calls like the services: the signature in the header `Authorization`
 * must match exactly the bytes that have arrived, including the headers `X-Qiniu-…`.
 */
export function createQiniuVerifier({
  credentials,
  now,
}: VerifierOptions<MockCredentials>): Verifier {
  const match: Check = credentials === undefined ? () => undefined : checkMatch(credentials);
  const accepted = { signature: credentials === undefined ? "not checked" : "valid" };
  return (call) => {
    // The job service requires no authorization, but allows one.
    if (call.operation.security.length === 0) return { signature: "not checked" };
    return (
      checkHeader(call) ?? match(call) ?? { ...accepted, violations: findBadDate(call, now()) }
    );
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
    const { method, target, body } = call;
    const received = { method, url: target, headers: signedHeaders(call), body: body.head };
    if (isSigned((data) => keys.sign(data), received)) return undefined;
    const mistake = explainMismatch(credentials, call);
    return unauthorized(
      mistake === undefined ? "does not match" : `does not match: ${mistake}`,
      call,
    );
  };
}

/** Format of `X-Qiniu-Date`: `20160820T120000Z`. */
const datePattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** A date counts as stale from here on. The real limit is not documented. */
const staleMs = 15 * 60_000;

/** Reports an optional date that a service may reject: storage services reject a stale one. */
function findBadDate(call: ReceivedCall, now: Date): Violation[] {
  const date = findHeader(signedHeaders(call), "X-Qiniu-Date");
  if (date === undefined) return [];
  const time = Date.parse(date.replace(datePattern, "$1-$2-$3T$4:$5:$6Z"));
  if (!datePattern.test(date) || Number.isNaN(time)) return inDate("must be like 20160820T120000Z");
  const seconds = Math.abs(now.getTime() - time) / 1000;
  if (seconds * 1000 < staleMs) return [];
  return inDate(
    `differs by ${seconds} s from the server's clock, and a stale date may be rejected`,
  );
}

function inDate(problem: string): Violation[] {
  const location = ["request", "header", "x-qiniu-date"];
  return [{ location, message: `Request header X-Qiniu-Date ${problem}` }];
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
