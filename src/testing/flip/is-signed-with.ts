import { timingSafeEqual } from "node:crypto";
import type { FlipCredentials } from "../../flip/signing/credentials.ts";
import { signature } from "../../flip/signing/signature.ts";
import { stringToSign } from "../../flip/signing/string-to-sign.ts";
import type { Params } from "../params.ts";
import type { ReceivedCall } from "../received-call.ts";

/** Whether a call's signature is the one that these credentials make of what was received. */
export function isSignedWith(
  { accessKey, secretKey }: FlipCredentials,
  { operation, host, path }: ReceivedCall,
  { signature: received, ...params }: Params,
): boolean {
  const { access_key } = params;
  const text = stringToSign({ method: operation.method, host, path, params });
  const isAuthentic = isEqual(String(received), signature(secretKey, text));
  return isEqual(String(access_key), accessKey) && isAuthentic;
}

/** In a time that does not tell where the texts differ. */
function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
