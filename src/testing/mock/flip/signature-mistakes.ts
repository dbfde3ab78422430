import { canonicalQuery, type FlipCredentials } from "../../../flip/index.ts";
import { escapeText } from "../../../http/wire/serialize.ts";
import { type ReceivedPair, type ReceivedParams, toParams } from "../../exchange/params.ts";
import { formParameters, type ReceivedCall } from "../../spec/operation.ts";
import { findMistake, type Mistake, mistakesIn, withWhiteSpace } from "../find-mistake.ts";
import { createDraft, type SignedDraft, signDraft, toText } from "./signed-draft.ts";

/** Longer queries are not searched for mistakes: that would take too long. */
const maxQueryLength = 16 * 1024;

/** Returns the reason why a signature does not match, if it can be found. */
export function explainMismatch(
  { accessKey, secretKey }: FlipCredentials,
  call: ReceivedCall,
  params: ReceivedParams,
): string | undefined {
  const { access_key, signature } = params;
  if (access_key !== accessKey) return "the access key is unknown";
  const draft = createDraft(secretKey, call, params);
  if (draft.query.length > maxQueryLength) return undefined;
  return findMistake(draft, signatureMistakes, (guess) => signDraft(guess) === signature);
}

/** Returns the string that the signature should have been computed from, with secrets hidden. */
export function showStringToSign(call: ReceivedCall, params: ReceivedParams): string {
  const draft = createDraft("", call, params);
  const query = draft.query.replace(/(^|&)([^=&]*secret[^=&]*)=[^&]*/gi, "$1$2=[hidden]");
  return toText({ ...draft, query });
}

/** Hosts that a client may have signed by mistake. */
const otherHosts = [
  "api-gce.pandastream.com",
  "api.pandastream.com",
  "api-eu.pandastream.com",
  "api.cloud.telestream.net",
  "localhost",
  "127.0.0.1",
];

const identity = ["access_key", "factory_id", "cloud_id", "timestamp"];

/** Creates a mistake in one part of a draft. */
const inPart = mistakesIn<SignedDraft>();

/** Mistakes in the last line: first in its content, then in its encoding. */
const queryMistakes: readonly Mistake<SignedDraft>[] = [
  inPart("query", "the parameters were not sorted", (_, { call }) => [
    writePairs([...call.query, ...formParameters(call)]),
  ]),
  inPart("query", "the parameters of the form were not signed", (query, { call }) =>
    formParameters(call).length === 0
      ? [query]
      : [canonicalQuery(toParams(withoutSignature(call.query)))],
  ),
  ...identity.map((name) =>
    inPart("query", `${name} was not signed`, (query) => [
      split(query)
        .filter((text) => !text.startsWith(`${name}=`))
        .join("&"),
    ]),
  ),
  inPart("query", "the file was signed", (query, { call }) =>
    fileValues(call).map((text) => insertFile(query, text)),
  ),
  inPart("query", "booleans were signed with a capital letter", (query) => [
    query.replace(/=(true|false)(?=&|$)/g, (_, value) => (value === "true" ? "=True" : "=False")),
  ]),
  inPart("query", "the brackets of parameter names were escaped", (query) => [
    query.replaceAll("[", "%5B").replaceAll("]", "%5D"),
  ]),
  inPart("query", "spaces were signed as +", (query) => [query.replaceAll("%20", "+")]),
  inPart("query", "the characters ! ' ( ) * were not escaped", (query) => [
    query.replace(/%(21|27|28|29|2A)/g, decodeURIComponent),
    // Some libraries escape all of them except this one.
    query.replaceAll("%2A", "*"),
  ]),
  inPart("query", "slashes were not escaped", (query) => [query.replaceAll("%2F", "/")]),
  inPart("query", "the tilde was escaped", (query) => [query.replaceAll("~", "%7E")]),
  inPart("query", "escapes were in lower case", (query) => [
    query.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
  ]),
  inPart("query", "nothing was escaped", (query) => [decodeURIComponent(query)]),
];

/** Known mistakes of signers. */
const signatureMistakes: readonly Mistake<SignedDraft>[] = [
  ...queryMistakes,
  inPart("method", "the method was signed in lower case", (method) => [method.toLowerCase()]),
  inPart("host", "the host was signed with its port", (_, { call }) => [
    String(call.headers.host).toLowerCase(),
  ]),
  inPart("host", "the host was not signed in lower case", (_, { call }) => [
    String(call.headers.host).replace(/:\d+$/, ""),
  ]),
  ...otherHosts.map((other) => inPart("host", `another host was signed: ${other}`, () => [other])),
  inPart("path", "the path was signed with the version in front", (path, { call }) => [
    call.operation.prefix + path,
  ]),
  inPart("path", "the path was signed without its leading slash", (path) => [path.slice(1)]),
  inPart("path", "the path was signed without .json", (path) => [path.replace(/\.json$/, "")]),
  inPart("lineEnd", "the lines were joined by CR LF", () => ["\r\n"]),
  inPart("end", "a line end was signed after the last line", () => ["\n", "\r\n"]),
  inPart(
    "secretKey",
    "the secret key had a space or a line end at its start or end",
    withWhiteSpace,
  ),
  encodedAs("the + of the signature was not escaped", (base64) => base64.replaceAll("+", " ")),
  encodedAs("the signature had no padding", (base64) => base64.replace(/=+$/, "")),
  encodedAs("the signature was in URL-safe base64", (base64) =>
    base64.replaceAll("+", "-").replaceAll("/", "_"),
  ),
  encodedAs("the signature was in URL-safe base64 without padding", (base64) =>
    Buffer.from(base64, "base64").toString("base64url"),
  ),
  encodedAs("the signature was in hex, not in base64", (base64) =>
    Buffer.from(base64, "base64").toString("hex"),
  ),
  encodedAs("the signature was escaped twice", encodeURIComponent),
];

function encodedAs(mistake: string, encode: SignedDraft["encode"]): Mistake<SignedDraft> {
  return inPart("encode", mistake, () => [encode]);
}

function split(query: string): string[] {
  return query.split("&");
}

function withoutSignature(pairs: readonly ReceivedPair[]): ReceivedPair[] {
  return pairs.filter(({ key }) => key !== "signature");
}

/** Writes pairs in the order in which they were sent. */
function writePairs(pairs: readonly ReceivedPair[]): string {
  return withoutSignature(pairs)
    .map((pair) => canonicalQuery(toParams([pair])))
    .filter((text) => text !== "")
    .join("&");
}

/** Returns the values that a client may have signed for a file. */
function fileValues({ query, body }: SignedDraft["call"]): string[] {
  const values = [...query, ...body.fields].filter(({ key }) => key === "file");
  const names = body.files.map(({ fileName = "" }) => fileName);
  return [...values.map(({ value }) => value), ...names.flatMap((name) => [name, `@${name}`, ""])];
}

/** Inserts a parameter `file` in the sort order. */
function insertFile(query: string, text: string): string {
  const pairs = split(query);
  const index = pairs.findIndex((pair) => (pair.split(/[=[]/)[0] ?? "") > "file");
  return pairs.toSpliced(index < 0 ? pairs.length : index, 0, `file=${escapeText(text)}`).join("&");
}
