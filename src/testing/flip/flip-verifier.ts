import type { FlipCredentials } from "../../flip/signing/credentials.ts";
import type { Verdict, Verifier, VerifierOptions } from "../mock-api.ts";
import type { Params } from "../params.ts";
import { parametersOf, type ReceivedCall } from "../received-call.ts";
import { refuse } from "../reply.ts";
import { explainMismatch, showStringToSign } from "./signature/explain-mismatch.ts";
import { isSignedWith } from "./signature/is-signed-with.ts";
import { refuseCredentials } from "./signature/refuse-credentials.ts";
import { describeAge, isWithinWindow, readTimestamp } from "./signature/timestamp.ts";

/** Parameters that the service names when they are missing, in its order. */
const signatureParams = ["access_key", "signature", "timestamp"];

/** One condition of a signed call: why it is not met, if it is not. */
type Check = (call: ReceivedCall, params: Params) => Verdict | undefined;

/**
 * Checks calls as the service does: presence, signature, age, and that the signature of a POST is
 * not used twice.
 */
export function createFlipVerifier(options: VerifierOptions<FlipCredentials>): Verifier {
  const { credentials, now } = options;
  const checks =
    credentials === undefined
      ? [requirePresence]
      : [requirePresence, matchWith(credentials), checkAge(now), refuseReplays()];
  const accepted = { signature: credentials === undefined ? "not checked" : "valid" };
  return (call) => {
    if (call.operation.security.length === 0) return refuseCredentials(call);
    const params = parametersOf(call);
    for (const check of checks) {
      const verdict = check(call, params);
      if (verdict !== undefined) return verdict;
    }
    return accepted;
  };
}

function requirePresence({ operation }: ReceivedCall, params: Params): Verdict | undefined {
  const isMissing = (name: string): boolean =>
    typeof params[name] !== "string" || params[name] === "";
  const missing = signatureParams.filter(isMissing);
  const needsFactory = operation.security.every((names) => names.includes("factory_id"));
  if (missing.length === 0 && needsFactory && ["factory_id", "cloud_id"].every(isMissing)) {
    missing.push("factory_id");
  }
  if (missing.length === 0) return undefined;
  const names = missing.join(", ");
  const message = `All required parameters were not supplied: ${names}`;
  return { signature: `missing: ${names}`, refusal: refuse(400, "BadRequest", message) };
}

function matchWith(credentials: FlipCredentials): Check {
  return (call, params) => {
    if (isSignedWith(credentials, call, params)) return undefined;
    const mistake = explainMismatch(credentials, call, params);
    const reason = mistake === undefined ? "does not match" : `does not match: ${mistake}`;
    return { ...mismatch(reason), stringToSign: showStringToSign(call, params) };
  };
}

function checkAge(now: () => Date): Check {
  return ({ operation }, { timestamp }) => {
    const time = readTimestamp(String(timestamp));
    if (time === undefined) {
      const message = "The parameter timestamp must be a time in ISO 8601";
      return { signature: "bad timestamp", refusal: refuse(400, "BadRequest", message) };
    }
    const clock = now().getTime();
    if (isWithinWindow(operation, time, clock)) return undefined;
    const refusal = refuse(401, "NotAuthorized", "Signatures expired");
    return { signature: describeAge(operation, time, clock), refusal };
  };
}

/** The service does not document how it answers a replay: here, as one that does not match. */
function refuseReplays(): Check {
  const used = new Set<string>();
  return ({ operation }, { signature }) => {
    if (operation.method !== "POST") return undefined;
    if (used.has(String(signature))) return mismatch("used before");
    used.add(String(signature));
    return undefined;
  };
}

function mismatch(reason: string): Verdict {
  return { signature: reason, refusal: refuse(401, "NotAuthorized", "Signatures do not match") };
}
