import type { FlipCredentials } from "../../../flip/index.ts";
import type { Params } from "../../exchange/params.ts";
import { refuse, refuseViolations } from "../../exchange/reply.ts";
import type { MockOperation } from "../../spec/operation.ts";
import { parametersOf, type ReceivedCall } from "../../spec/operation.ts";
import type { Verdict, Verifier, VerifierOptions } from "../mock-api.ts";
import { explainMismatch, showStringToSign } from "./signature-mistakes.ts";
import { isSignedWith } from "./signed-draft.ts";

/** Parameters that the service names when they are missing, in its order. */
const signatureParams = ["access_key", "signature", "timestamp"];

/** Parameters that name the factory: `cloud_id` is the older one. */
const factoryParams = ["factory_id", "cloud_id"];

/** Parameters that belong to the signature. */
export const authParams: ReadonlySet<string> = new Set([...signatureParams, ...factoryParams]);

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
  if (missing.length === 0 && needsFactory && factoryParams.every(isMissing)) {
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

const authHeaders = ["authorization", "cookie"];

/** Refuses calls that carry credentials to where they must never go: an upload location. */
function refuseCredentials(call: ReceivedCall): Verdict {
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

const minuteMs = 60_000;
const windowMs = 5 * minuteMs;
/** Operations that take longer, since a file goes with them. */
const longerWindowsMs: ReadonlyMap<string, number> = new Map([["createVideo", 30 * minuteMs]]);

const iso8601 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?:(Z)|([+-]\d\d):?(\d\d))?$/;

/**
 * Reads a timestamp in any of the forms that clients send: with or without a fraction, `Z`, `+00:00`,
 * `+0000`, or no offset, which means UTC.
 *
 * @returns Milliseconds since 1970, or `undefined` when it is none.
 */
function readTimestamp(text: string): number | undefined {
  const [, time, , hours, minutes] = iso8601.exec(text) ?? [];
  const parsed = Date.parse(`${time}${hours === undefined ? "Z" : `${hours}:${minutes}`}`);
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** Whether a signature of this time counts now. As long into the future as into the past. */
function isWithinWindow(operation: MockOperation, time: number, now: number): boolean {
  return excessMs(operation, time, now) <= 0;
}

/** By how much a signature of this time is out of its window, and what time it is. */
function describeAge(operation: MockOperation, time: number, now: number): string {
  const seconds = excessMs(operation, time, now) / 1000;
  const relation = time < now ? `by ${seconds} s` : `since it is ${seconds} s too far ahead`;
  const [timestamp, clock] = [time, now].map((ms) => new Date(ms).toISOString());
  return `expired ${relation}: the timestamp is ${timestamp}, the server's clock ${clock}`;
}

function excessMs({ id }: MockOperation, time: number, now: number): number {
  return Math.abs(now - time) - (longerWindowsMs.get(id) ?? windowMs);
}
