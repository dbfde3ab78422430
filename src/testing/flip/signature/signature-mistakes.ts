import type { Mistake } from "../../signature/find-mistake.ts";
import { mistakeIn } from "../../signature/find-mistake.ts";
import { queryMistakes } from "./query-mistakes.ts";
import type { SignedDraft } from "./signed-draft.ts";

type TextPart = "method" | "host" | "path" | "lineEnd" | "end" | "secretKey";

/** Where else a client may have meant to go. */
const otherHosts = [
  "api-gce.pandastream.com",
  "api.pandastream.com",
  "api-eu.pandastream.com",
  "api.cloud.telestream.net",
  "localhost",
  "127.0.0.1",
];

/** What signers of Flip are known to do otherwise. */
export const signatureMistakes: readonly Mistake<SignedDraft>[] = [
  ...queryMistakes,
  inText("method", "the method was signed in lower case", (method) => [method.toLowerCase()]),
  inText("host", "the host was signed with its port", (_, { call }) => [
    String(call.headers.host).toLowerCase(),
  ]),
  inText("host", "the host was not signed in lower case", (_, { call }) => [
    String(call.headers.host).replace(/:\d+$/, ""),
  ]),
  ...otherHosts.map((other) => inText("host", `another host was signed: ${other}`, () => [other])),
  inText("path", "the path was signed with the version in front", (path, { call }) => [
    call.operation.prefix + path,
  ]),
  inText("path", "the path was signed without its leading slash", (path) => [path.slice(1)]),
  inText("path", "the path was signed without .json", (path) => [path.replace(/\.json$/, "")]),
  inText("lineEnd", "the lines were joined by CR LF", () => ["\r\n"]),
  inText("end", "a line end was signed behind the last line", () => ["\n", "\r\n"]),
  inText("secretKey", "there was a blank or a line end at the secret key", (key) => [
    ...[`${key} `, ` ${key}`, `${key}\n`, `${key}\r\n`],
  ]),
  writtenAs("the + of the signature was not escaped", (base64) => base64.replaceAll("+", " ")),
  writtenAs("the signature had no padding", (base64) => base64.replace(/=+$/, "")),
  writtenAs("the signature was in URL-safe base64", (base64) =>
    base64.replaceAll("+", "-").replaceAll("/", "_"),
  ),
  writtenAs("the signature was in URL-safe base64 without padding", (base64) =>
    Buffer.from(base64, "base64").toString("base64url"),
  ),
  writtenAs("the signature was in hex, not in base64", (base64) =>
    Buffer.from(base64, "base64").toString("hex"),
  ),
  writtenAs("the signature was escaped twice", encodeURIComponent),
];

function inText<Part extends TextPart>(
  part: Part,
  mistake: string,
  change: (value: string, draft: SignedDraft) => readonly string[],
): Mistake<SignedDraft> {
  return mistakeIn<SignedDraft, TextPart>(part, mistake, change);
}

function writtenAs(mistake: string, write: SignedDraft["write"]): Mistake<SignedDraft> {
  return mistakeIn<SignedDraft, "write">("write", mistake, () => [write]);
}
