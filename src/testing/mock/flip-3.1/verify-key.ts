import { isEqualConstantTime } from "../../../http/constant-time.ts";
import { reject } from "../../exchange/reply.ts";
import { parametersOf, type ReceivedCall } from "../../spec/operation.ts";
import type { SignatureCheck, Verifier, VerifierOptions } from "../mock-api.ts";
import { rejectCredentials } from "../telestream/upload-credentials.ts";
import { explainMissingKey, explainWrongKey } from "./key-mistakes.ts";

/** What the clients of Flip 3.1 authorize their calls with. */
export interface ApiKeyCredentials {
  /** Value of the header `X-Api-Key`. */
  readonly apiKey: string;
}

/** Parameters that authorize a call, besides the key in its header. */
export const flip31AuthParams: ReadonlySet<string> = new Set(["factory_id"]);

/** A check of a call. Returns a result if it fails. */
type Check = (call: ReceivedCall) => SignatureCheck | undefined;

/**
 * Creates a verifier that checks the key of a call, and that it names a factory if it needs one. Without
 * credentials a key must be present, but any is valid.
 */
export function createKeyVerifier({ credentials }: VerifierOptions<ApiKeyCredentials>): Verifier {
  const checks =
    credentials === undefined
      ? [checkPresence, checkFactory]
      : [checkPresence, checkKey(credentials), checkFactory];
  return (call) => {
    if (call.operation.security.length === 0) return rejectCredentials(call, flip31AuthParams);
    for (const check of checks) {
      const failed = check(call);
      if (failed !== undefined) return failed;
    }
    return { signature: credentials === undefined ? "not checked" : "valid" };
  };
}

function checkPresence(call: ReceivedCall): SignatureCheck | undefined {
  if (keyOf(call) !== "") return undefined;
  const mistake = explainMissingKey(call);
  return rejectKey(mistake === undefined ? "missing: X-Api-Key" : `missing: X-Api-Key; ${mistake}`);
}

function checkKey({ apiKey }: ApiKeyCredentials): Check {
  return (call) => {
    const sent = keyOf(call);
    if (isEqualConstantTime(sent, apiKey)) return undefined;
    return rejectKey(`does not match: ${explainWrongKey(apiKey, sent)}`);
  };
}

function checkFactory(call: ReceivedCall): SignatureCheck | undefined {
  const { factory_id } = parametersOf(call);
  const needsFactory = call.operation.security.every((names) => names.includes("factory_id"));
  if (!needsFactory || (typeof factory_id === "string" && factory_id !== "")) return undefined;
  const message = "All required parameters were not supplied: factory_id";
  return { signature: "missing: factory_id", rejection: reject(400, "BadRequest", message) };
}

function keyOf({ headers }: ReceivedCall): string {
  return String(headers["x-api-key"] ?? "");
}

function rejectKey(reason: string): SignatureCheck {
  const rejection = reject(401, "NotAuthorized", "API key is missing or not valid");
  return { signature: reason, rejection };
}
