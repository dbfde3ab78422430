import { timingSafeEqual } from "node:crypto";
import { type FlipCredentials, signature, stringToSign } from "../../../flip/index.ts";
import type { ReceivedParams } from "../../exchange/params.ts";
import type { ReceivedCall } from "../../spec/operation.ts";

/** The lines that are signed, and the encoding of the signature. */
export interface SignedDraft {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly lineEnd: string;
  /** Text after the last line. */
  readonly end: string;
  readonly secretKey: string;
  /** Converts the base64 of the signature. */
  readonly encode: (base64: string) => string;
  /** The call that is signed. */
  readonly call: ReceivedCall;
}

/** Returns the data that the service signs to check a call. */
export function createDraft(
  secretKey: string,
  call: ReceivedCall,
  { signature: _, ...params }: ReceivedParams,
): SignedDraft {
  const { host, path } = call;
  const text = stringToSign({ method: call.operation.method, host, path, params });
  const [line1 = "", line2 = "", line3 = "", line4 = ""] = text.split("\n");
  return {
    method: line1,
    host: line2,
    path: line3,
    query: line4,
    lineEnd: "\n",
    end: "",
    secretKey,
    encode: (base64) => base64,
    call,
  };
}

/** Returns the string to sign. */
export function toText({ method, host, path, query, lineEnd, end }: SignedDraft): string {
  return [method, host, path, query].join(lineEnd) + end;
}

/** Returns the signature of a draft. */
export function signDraft(draft: SignedDraft): string {
  return draft.encode(signature(draft.secretKey, toText(draft)));
}

/** Returns whether the signature of a call was computed with these credentials from these parameters. */
export function isSignedWith(
  { accessKey, secretKey }: FlipCredentials,
  call: ReceivedCall,
  params: ReceivedParams,
): boolean {
  const { access_key, signature } = params;
  const isAuthentic = isEqual(String(signature), signDraft(createDraft(secretKey, call, params)));
  return isEqual(String(access_key), accessKey) && isAuthentic;
}

/** Compares strings in constant time. */
function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
