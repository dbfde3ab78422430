import type { FlipCredentials } from "../../../flip/signing/credentials.ts";
import type { Params } from "../../params.ts";
import type { ReceivedCall } from "../../received-call.ts";
import { findMistake } from "../../signature/find-mistake.ts";
import { signatureMistakes } from "./signature-mistakes.ts";
import { createDraft, signDraft, toText } from "./signed-draft.ts";

/** Longer queries are not searched for mistakes: that would take too long. */
const longestQuery = 16 * 1024;

/** Why a signature is not the right one, as far as that can be found out. */
export function explainMismatch(
  { accessKey, secretKey }: FlipCredentials,
  call: ReceivedCall,
  params: Params,
): string | undefined {
  const { access_key, signature } = params;
  if (access_key !== accessKey) return "the access key is unknown";
  const draft = createDraft(secretKey, call, params);
  if (draft.query.length > longestQuery) return undefined;
  return findMistake(draft, signatureMistakes, (guess) => signDraft(guess) === signature);
}

/** What the signature should have been made of. Secrets among the parameters are hidden. */
export function showStringToSign(call: ReceivedCall, params: Params): string {
  const draft = createDraft("", call, params);
  const query = draft.query.replace(/(^|&)([^=&]*secret[^=&]*)=[^&]*/gi, "$1$2=[hidden]");
  return toText({ ...draft, query });
}
