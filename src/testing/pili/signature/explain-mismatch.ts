import type { MockCredentials } from "../../mock-credentials.ts";
import type { ReceivedCall } from "../../received-call.ts";
import { findMistake } from "../../signature/find-mistake.ts";
import { signatureMistakes } from "./signature-mistakes.ts";
import { createDraft, type SignedDraft, signDraft, toHead } from "./signed-draft.ts";

/** Larger requests are not searched for mistakes: that would take too long. */
const longestDraft = 16 * 1024;

/** Why a signature is not the right one, as far as that can be found out. */
export function explainMismatch(
  { accessKey, secretKey }: MockCredentials,
  call: ReceivedCall,
): string | undefined {
  const received = String(call.headers.authorization).replace("Qiniu ", "");
  if (!received.startsWith(`${accessKey}:`)) return "the access key is unknown";
  const draft = createDraft(secretKey, call);
  if (draft.target.length + call.body.size > longestDraft) return undefined;
  return findMistake(draft, signatureMistakes, (guess) => signDraft(accessKey, guess) === received);
}

/** What the signature should have been made of. A key for publishing is hidden. */
export function showStringToSign(call: ReceivedCall): string {
  const draft: SignedDraft = createDraft("", call);
  return toHead(draft) + hidePublishKey(draft.body.toString());
}

function hidePublishKey(json: string): string {
  return json.replace(/("publishKey"\s*:\s*)"(?:[^"\\]|\\.)*"/g, '$1"[hidden]"');
}
