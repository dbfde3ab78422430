import type { FlipCredentials } from "../../../flip/index.ts";
import type { ReceivedParams } from "../../exchange/params.ts";
import { reject } from "../../exchange/reply.ts";
import type { Violation } from "../../exchange/violation.ts";
import {
  type BaseOperation,
  flatParametersOf,
  parametersOf,
  type ReceivedCall,
} from "../../spec/operation.ts";
import type { SignatureCheck, Verifier, VerifierOptions } from "../mock-api.ts";
import { rejectCredentials } from "../telestream/upload-credentials.ts";
import { explainMismatch, showStringToSign } from "./signature-mistakes.ts";
import { isSignedWith } from "./signed-draft.ts";

/** Parameters that the service reports as missing, in its order. */
const signatureParams = ["access_key", "signature", "timestamp"];

/** Parameters that name the factory: `cloud_id` is the older one. */
const factoryParams = ["factory_id", "cloud_id"];

/** Parameters of the second version of the signature, which covers a JSON body by its checksum. */
const version2Params = ["signature_version", "checksum"];

/**
 * Parameters that belong to the signature. The list is not shared with the client, so that the mock notices
 * errors of the client.
 */
export const flipAuthParams: ReadonlySet<string> = new Set([
  ...signatureParams,
  ...factoryParams,
  ...version2Params,
]);

/** A check of a signed call. Returns a result if it fails. */
type Check = (call: ReceivedCall, params: ReceivedParams) => SignatureCheck | undefined;

/**
 * Creates a verifier that checks calls like the service: presence, signature, age, and that the
 * signature of a POST is not used twice.
 */
export function createFlipVerifier(options: VerifierOptions<FlipCredentials>): Verifier {
  const { credentials, now } = options;
  const checks =
    credentials === undefined
      ? [checkPresence]
      : [checkPresence, checkMatch(credentials), checkChecksum, checkAge(now), rejectReplays()];
  return (call) => {
    if (call.operation.security.length === 0) return rejectCredentials(call, flipAuthParams);
    const params = parametersOf(call);
    for (const check of checks) {
      const failed = check(call, params);
      if (failed !== undefined) return failed;
    }
    if (credentials === undefined) return { signature: "not checked" };
    return { signature: "valid", violations: findLatePost(call, params, now()) };
  };
}

function checkPresence(
  { operation }: ReceivedCall,
  params: ReceivedParams,
): SignatureCheck | undefined {
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
  return { signature: `missing: ${names}`, rejection: reject(400, "BadRequest", message) };
}

function checkMatch(credentials: FlipCredentials): Check {
  return (call, params) => {
    const readings = [params, flatParametersOf(call)];
    if (readings.some((reading) => isSignedWith(credentials, call, reading))) return undefined;
    const mistake = explainMismatch(credentials, call, params);
    const reason = mistake === undefined ? "does not match" : `does not match: ${mistake}`;
    return { ...mismatch(reason), stringToSign: showStringToSign(call, params) };
  };
}

/** Compares a JSON body with its checksum, the lower-case hex of its SHA-256. */
function checkChecksum(
  { body }: ReceivedCall,
  { signature_version, checksum }: ReceivedParams,
): SignatureCheck | undefined {
  if (signature_version !== "2" || checksum === body.sha256) return undefined;
  return mismatch("does not match: the checksum is not that of the body");
}

function checkAge(now: () => Date): Check {
  return ({ operation }, { timestamp }) => {
    const time = readTimestamp(String(timestamp));
    if (time === undefined) {
      const message = "The parameter timestamp must be a time in ISO 8601";
      return { signature: "bad timestamp", rejection: reject(400, "BadRequest", message) };
    }
    const clock = now().getTime();
    if (isWithinWindow(operation, time, clock)) return undefined;
    const rejection = reject(401, "NotAuthorized", "Signatures expired");
    return { signature: describeAge(operation, time, clock), rejection };
  };
}

/** Rejects replays like signatures that do not match: the response of the service is not documented. */
function rejectReplays(): Check {
  const used = new Set<string>();
  return ({ operation }, { signature }) => {
    if (operation.method !== "POST") return undefined;
    if (used.has(String(signature))) return mismatch("used before");
    used.add(String(signature));
    return undefined;
  };
}

function mismatch(reason: string): SignatureCheck {
  return { signature: reason, rejection: reject(401, "NotAuthorized", "Signatures do not match") };
}

const minuteMs = 60_000;
const windowMs = 5 * minuteMs;
/** Window of `POST /videos.json`. That of other POSTs is not documented: it is assumed not to be longer. */
const postWindowMs = 30 * minuteMs;

/** Reports a signature that the service may reject, because only `POST /videos.json` has a longer window. */
function findLatePost(
  { operation: { id, method } }: ReceivedCall,
  { timestamp }: ReceivedParams,
  now: Date,
): Violation[] {
  const ageMs = Math.abs(now.getTime() - (readTimestamp(String(timestamp)) ?? 0));
  if (method !== "POST" || id === "createVideo" || ageMs <= windowMs) return [];
  const message = `The timestamp differs by ${ageMs / 1000} s, and no window of ${id} over 300 s is documented`;
  return [{ location: ["request", "query", "timestamp"], message }];
}

const iso8601 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?:(Z)|([+-]\d\d):?(\d\d))?$/;

/**
 * Parses a timestamp in any of the formats that clients send: with or without a fraction, `Z`, `+00:00`,
 * `+0000`, or no offset, which means UTC.
 *
 * @returns Milliseconds since 1970, or `undefined` when it is not a timestamp.
 */
function readTimestamp(text: string): number | undefined {
  const [, time, , hours, minutes] = iso8601.exec(text) ?? [];
  const parsed = Date.parse(`${time}${hours === undefined ? "Z" : `${hours}:${minutes}`}`);
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** Returns whether a signature is valid now. It may be as far in the future as in the past. */
function isWithinWindow(operation: BaseOperation, time: number, now: number): boolean {
  return excessMs(operation, time, now) <= 0;
}

/** Describes how far a signature is outside of its window, with both clocks. */
function describeAge(operation: BaseOperation, time: number, now: number): string {
  const seconds = excessMs(operation, time, now) / 1000;
  const relation = time < now ? `by ${seconds} s` : `since it is ${seconds} s too far ahead`;
  const [timestamp, clock] = [time, now].map((ms) => new Date(ms).toISOString());
  return `expired ${relation}: the timestamp is ${timestamp}, the server's clock ${clock}`;
}

function excessMs({ method }: BaseOperation, time: number, now: number): number {
  return Math.abs(now - time) - (method === "POST" ? postWindowMs : windowMs);
}
