import { type Mistake, mistakeIn } from "../../signature/find-mistake.ts";
import type { SignedDraft } from "./signed-draft.ts";

type TextPart = "method" | "target" | "host" | "gap" | "secretKey";

/** Where else a client may have meant to go. */
const otherHosts = ["pili.qiniuapi.com", "pili-lte.qiniuapi.com", "localhost", "127.0.0.1"];

/** What clients send without saying so in the header. */
const contentTypes = ["application/json", "application/x-www-form-urlencoded"];

const port = /:\d+$/;
const nothing = Buffer.alloc(0);

/** What signers of Pili are known to do otherwise. */
export const signatureMistakes: readonly Mistake<SignedDraft>[] = [
  inText("method", "the method was signed in lower case", (method) => [method.toLowerCase()]),
  inText("target", "the query was not signed", (target) => [target.replace(/\?.*$/, "")]),
  inText("target", "the path was signed without the version in front", (target, { call }) => [
    target.slice(call.operation.prefix.length),
  ]),
  inText("target", "path and query were signed unescaped", (target) => [decode(target)]),
  inText("host", "the host was signed without its port", (host) => [host.replace(port, "")]),
  inText("host", "the host was signed with a port that was not sent", (host) => [
    ...[`${host.replace(port, "")}:80`, `${host.replace(port, "")}:443`],
  ]),
  inText("host", "the host was signed with its port twice", (host) => [
    host.replace(port, (found) => found + found),
  ]),
  ...otherHosts.map((other) =>
    inText("host", `another host was signed: ${other}`, (host) => [
      ...[other, host.replace(/^[^:]*/, other)],
    ]),
  ),
  inPart("contentType", "the content type was not signed", () => [undefined]),
  ...contentTypes.map((type) =>
    inPart("contentType", `another content type was signed: ${type}`, () => [type]),
  ),
  inPart("qiniuHeaders", "the headers X-Qiniu- were not signed", (lines) =>
    lines.length === 0 ? [lines] : [[]],
  ),
  inText("gap", "two line feeds must be signed behind the headers", () => ["\n", "", "\n\n\n"]),
  inPart("body", "the body was not signed", (body) => (body.length === 0 ? [body] : [nothing])),
  inPart(
    "body",
    "the body was signed, but belongs to no content type that asks for it",
    (body, { call }) =>
      body.length === 0 && call.body.head.length > 0 ? [call.body.head] : [body],
  ),
  inPart("body", "a line feed was signed behind the body", (body) =>
    body.length === 0 ? [body] : [Buffer.concat([body, Buffer.from("\n")])],
  ),
  inText("secretKey", "there was a blank or a line end at the secret key", (key) => [
    ...[`${key} `, ` ${key}`, `${key}\n`, `${key}\r\n`],
  ]),
];

function decode(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

function inText(
  part: TextPart,
  mistake: string,
  change: (value: string, draft: SignedDraft) => readonly string[],
): Mistake<SignedDraft> {
  return mistakeIn<SignedDraft, TextPart>(part, mistake, change);
}

function inPart<Part extends keyof SignedDraft>(
  part: Part,
  mistake: string,
  change: (value: SignedDraft[Part], draft: SignedDraft) => readonly SignedDraft[Part][],
): Mistake<SignedDraft> {
  return mistakeIn<SignedDraft, Part>(part, mistake, change);
}
