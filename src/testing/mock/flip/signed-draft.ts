import { timingSafeEqual } from "node:crypto";
import { type FlipCredentials, signature, stringToSign } from "../../../flip/index.ts";
import type { Params } from "../../exchange/params.ts";
import type { ReceivedCall } from "../../spec/operation.ts";

/** What is signed, line by line, and how. */
export interface SignedDraft {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly lineEnd: string;
  /** What follows the last line. */
  readonly end: string;
  readonly secretKey: string;
  /** Makes the signature of that in base64. */
  readonly write: (base64: string) => string;
  /** The call that it belongs to. */
  readonly call: ReceivedCall;
}

/** What the service signs to check a call. */
export function createDraft(
  secretKey: string,
  call: ReceivedCall,
  { signature: _, ...params }: Params,
): SignedDraft {
  const { host, path } = call;
  const text = stringToSign({ method: call.operation.method, host, path, params });
  const [line1 = "", line2 = "", line3 = "", line4 = ""] = text.split("\n");
  return {
    ...{ method: line1, host: line2, path: line3, query: line4, lineEnd: "\n", end: "" },
    ...{ secretKey, write: (base64) => base64, call },
  };
}

/** The string to sign. */
export function toText({ method, host, path, query, lineEnd, end }: SignedDraft): string {
  return [method, host, path, query].join(lineEnd) + end;
}

/** The signature. */
export function signDraft(draft: SignedDraft): string {
  return draft.write(signature(draft.secretKey, toText(draft)));
}

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
