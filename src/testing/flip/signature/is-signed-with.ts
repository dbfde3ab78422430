import { timingSafeEqual } from "node:crypto";
import type { FlipCredentials } from "../../../flip/signing/credentials.ts";
import type { Params } from "../../params.ts";
import type { ReceivedCall } from "../../received-call.ts";
import { createDraft, signDraft } from "./signed-draft.ts";

/** Whether a call's signature is the one that these credentials make of what was received. */
export function isSignedWith(
  { accessKey, secretKey }: FlipCredentials,
  call: ReceivedCall,
  params: Params,
): boolean {
  const { access_key, signature } = params;
  const isAuthentic = isEqual(String(signature), signDraft(createDraft(secretKey, call, params)));
  return isEqual(String(access_key), accessKey) && isAuthentic;
}

/** In a time that does not tell where the texts differ. */
function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
