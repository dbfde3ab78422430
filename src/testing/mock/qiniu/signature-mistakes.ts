import { createHmac } from "node:crypto";
import { toBase64Url } from "../../../http/wire/hmac.ts";
import { qiniuHeaderLines, type RequestHeaders } from "../../../qiniu/string-to-sign.ts";
import { decodeLeniently } from "../../exchange/params.ts";
import type { ReceivedCall } from "../../spec/operation.ts";
import { findMistake, type Mistake, mistakesIn, withWhiteSpace } from "../find-mistake.ts";
import type { MockCredentials } from "../mock-api.ts";

/** Larger requests are not searched for mistakes: that would take too long. */
const maxDraftLength = 16 * 1024;

/** Returns the reason why a signature does not match, if it can be found. */
export function explainMismatch(
  { accessKey, secretKey }: MockCredentials,
  call: ReceivedCall,
): string | undefined {
  const received = String(call.headers.authorization).replace("Qiniu ", "");
  if (!received.startsWith(`${accessKey}:`)) return "the access key is unknown";
  const draft = createDraft(secretKey, call);
  if (draft.target.length + call.body.size > maxDraftLength) return undefined;
  return findMistake(draft, signatureMistakes, (guess) => signDraft(accessKey, guess) === received);
}

/** Returns the string that the signature should have been computed from, with secrets hidden. */
export function showStringToSign(call: ReceivedCall): string {
  const draft = createDraft("", call);
  return toHead(draft) + hideSecrets(draft.body.toString());
}

/** Fields of JSON whose values are secret. */
const secretFields = /("(?:publishKey|key1|key2|eventCbSecret)"\s*:\s*)"(?:[^"\\]|\\.)*"/g;

function hideSecrets(json: string): string {
  return json.replace(secretFields, '$1"[hidden]"');
}

/** Hosts that a client may have signed by mistake. */
const otherHosts = [
  "pili.qiniuapi.com",
  "pili-lte.qiniuapi.com",
  "pili-iam.qiniuapi.com",
  "rtc.qiniuapi.com",
  "localhost",
  "127.0.0.1",
];

/** Content types that a client may have signed by mistake. */
const contentTypes = ["application/json", "application/x-www-form-urlencoded"];

const port = /:\d+$/;

/** Creates a mistake in one part of a draft. */
const inPart = mistakesIn<SignedDraft>();

/** Known mistakes of signers. */
const signatureMistakes: readonly Mistake<SignedDraft>[] = [
  inPart("method", "the method was signed in lower case", (method) => [method.toLowerCase()]),
  inPart("target", "the query was not signed", (target) => [target.replace(/\?.*$/, "")]),
  inPart("target", "the path was signed without the version in front", (target, { call }) => [
    target.slice(call.operation.prefix.length),
  ]),
  inPart("target", "path and query were signed unescaped", (target) => [decodeLeniently(target)]),
  inPart("host", "the host was signed without its port", (host) => [host.replace(port, "")]),
  inPart("host", "the host was signed with a port that was not sent", (host) => [
    `${host.replace(port, "")}:80`,
    `${host.replace(port, "")}:443`,
  ]),
  inPart("host", "the host was signed with its port twice", (host) => [
    host.replace(port, (found) => found + found),
  ]),
  ...otherHosts.map((other) =>
    inPart("host", `another host was signed: ${other}`, (host) => [
      other,
      host.replace(/^[^:]*/, other),
    ]),
  ),
  inPart("contentType", "the content type was not signed", () => [undefined]),
  ...contentTypes.map((type) =>
    inPart("contentType", `another content type was signed: ${type}`, () => [type]),
  ),
  inPart("qiniuHeaders", "the headers X-Qiniu- were not signed", (lines) =>
    lines.length === 0 ? [lines] : [[]],
  ),
  inPart("qiniuHeaders", "the names of the headers X-Qiniu- were signed in lower case", (lines) =>
    lines.length === 0 ? [lines] : [lines.map(lowerName)],
  ),
  inPart(
    "qiniuHeaders",
    "the headers X-Qiniu- were not sorted by their names",
    (lines, { call }) =>
      lines.length < 2 ? [lines] : [lines.toSorted(), asSent(lines, call), lines.toReversed()],
  ),
  inPart("gap", "two line feeds must be signed after the headers", () => ["\n", "", "\n\n\n"]),
  inPart("body", "the body was not signed", (body) =>
    body.length === 0 ? [body] : [Buffer.alloc(0)],
  ),
  inPart(
    "body",
    "the body was signed, but its content type must not have a signed body",
    (body, { call }) =>
      body.length === 0 && call.body.head.length > 0 ? [call.body.head] : [body],
  ),
  inPart("body", "a line feed was signed after the body", (body) =>
    body.length === 0 ? [body] : [Buffer.concat([body, Buffer.from("\n")])],
  ),
  inPart(
    "secretKey",
    "the secret key had a space or a line end at its start or end",
    withWhiteSpace,
  ),
];

/** The parts that are signed, and the key. */
interface SignedDraft {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly host: string;
  readonly contentType: string | undefined;
  /** Lines of the headers `X-Qiniu-…`. */
  readonly qiniuHeaders: readonly string[];
  /** Text between the headers and the body, or at the end. */
  readonly gap: string;
  readonly body: Buffer;
  readonly secretKey: string;
  /** The call that is signed. */
  readonly call: ReceivedCall;
}

const noBytes = Buffer.alloc(0);

/** Returns the headers of a call as a signature covers them: with the first value of each. */
export function signedHeaders({ headers, distinctHeaders }: ReceivedCall): RequestHeaders {
  return distinctHeaders ?? headers;
}

function lowerName(line: string): string {
  return line.replace(/^[^:]*/, (name) => name.toLowerCase());
}

/** Returns lines of headers in the order in which the headers were sent. */
function asSent(lines: readonly string[], call: ReceivedCall): string[] {
  const names = Object.keys(signedHeaders(call));
  const place = (line: string) => names.indexOf(line.replace(/:.*/s, "").toLowerCase());
  return lines.toSorted((a, b) => place(a) - place(b));
}

/** Returns the data that the service signs to check a call. */
function createDraft(secretKey: string, call: ReceivedCall): SignedDraft {
  const { method, target, headers, body } = call;
  const contentType = headers["content-type"] || undefined;
  const hasBody = contentType !== undefined && contentType !== "application/octet-stream";
  return {
    method,
    target,
    host: headers.host ?? "",
    contentType,
    gap: "\n\n",
    secretKey,
    call,
    qiniuHeaders: qiniuHeaderLines(signedHeaders(call)),
    body: hasBody ? body.head : noBytes,
  };
}

/** Returns the string to sign, up to the body. */
function toHead(draft: SignedDraft): string {
  const { method, target, host, contentType, qiniuHeaders, gap } = draft;
  const type = contentType === undefined ? [] : [`Content-Type: ${contentType}`];
  return [`${method} ${target}`, `Host: ${host}`, ...type, ...qiniuHeaders].join("\n") + gap;
}

/** Returns the access key and signature as in the header. */
function signDraft(accessKey: string, draft: SignedDraft): string {
  const bytes = Buffer.concat([Buffer.from(toHead(draft)), draft.body]);
  // Not `Credentials`, which rejects a key with a space at its end.
  const hmac = createHmac("sha1", draft.secretKey).update(bytes).digest("base64");
  return `${accessKey}:${toBase64Url(hmac)}`;
}
