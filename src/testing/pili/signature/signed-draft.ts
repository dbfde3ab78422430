import { Credentials } from "../../../pili/signing/credentials.ts";
import { qiniuHeaderLines } from "../../../pili/signing/qiniu-headers.ts";
import type { ReceivedCall } from "../../received-call.ts";

/** What is signed, part by part, and with what. */
export interface SignedDraft {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly host: string;
  readonly contentType: string | undefined;
  /** Lines of the headers `X-Qiniu-…`. */
  readonly qiniuHeaders: readonly string[];
  /** What stands between the headers and the body, or at the end. */
  readonly gap: string;
  readonly body: Buffer;
  readonly secretKey: string;
  /** The call that it belongs to. */
  readonly call: ReceivedCall;
}

const nothing = Buffer.alloc(0);

/** What the service signs to check a call. */
export function createDraft(secretKey: string, call: ReceivedCall): SignedDraft {
  const { method, target, headers, body } = call;
  const contentType = headers["content-type"] || undefined;
  const hasBody = contentType !== undefined && contentType !== "application/octet-stream";
  return {
    ...{ method, target, host: headers.host ?? "", contentType, gap: "\n\n", secretKey, call },
    qiniuHeaders: qiniuHeaderLines(headers),
    body: hasBody ? body.head : nothing,
  };
}

/** The string to sign, up to the body. */
export function toHead(draft: SignedDraft): string {
  const { method, target, host, contentType, qiniuHeaders, gap } = draft;
  const type = contentType === undefined ? [] : [`Content-Type: ${contentType}`];
  return [`${method} ${target}`, `Host: ${host}`, ...type, ...qiniuHeaders].join("\n") + gap;
}

/** Access key and signature, as they stand in the header. */
export function signDraft(accessKey: string, draft: SignedDraft): string {
  const bytes = Buffer.concat([Buffer.from(toHead(draft)), draft.body]);
  return new Credentials(accessKey, draft.secretKey).sign(bytes);
}
