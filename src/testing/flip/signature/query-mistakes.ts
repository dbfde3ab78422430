import { canonicalQuery } from "../../../flip/signing/canonical-query.ts";
import { escapeText } from "../../../http/wire/escape-text.ts";
import { type Pair, toParams } from "../../params.ts";
import { formParameters } from "../../received-call.ts";
import { type Mistake, mistakeIn } from "../../signature/find-mistake.ts";
import type { SignedDraft } from "./signed-draft.ts";

/** Parameters that clients add after they have signed. */
const identity = ["access_key", "factory_id", "cloud_id", "timestamp"];

/** What is wrong with the last line: first what is in it, then how it is written. */
export const queryMistakes: readonly Mistake<SignedDraft>[] = [
  inQuery("the parameters were not sorted", (_, { call }) => [
    writePairs([...call.query, ...formParameters(call)]),
  ]),
  inQuery("the parameters of the form were not signed", (query, { call }) =>
    formParameters(call).length === 0
      ? [query]
      : [canonicalQuery(toParams(withoutOwn(call.query)))],
  ),
  ...identity.map((name) =>
    inQuery(`${name} was not signed`, (query) => [
      split(query)
        .filter((text) => !text.startsWith(`${name}=`))
        .join("&"),
    ]),
  ),
  inQuery("the file was signed", (query, { call }) =>
    fileTexts(call).map((text) => insertFile(query, text)),
  ),
  inQuery("booleans were signed with a capital letter", (query) => [
    query.replace(/=(true|false)(?=&|$)/g, (_, value) => (value === "true" ? "=True" : "=False")),
  ]),
  inQuery("the brackets of parameter names were escaped", (query) => [
    query.replaceAll("[", "%5B").replaceAll("]", "%5D"),
  ]),
  inQuery("blanks were signed as +", (query) => [query.replaceAll("%20", "+")]),
  inQuery("the marks ! ' ( ) * were not escaped", (query) => [
    query.replace(/%(21|27|28|29|2A)/g, decodeURIComponent),
    // Other libraries escape all of them but this.
    query.replaceAll("%2A", "*"),
  ]),
  inQuery("slashes were not escaped", (query) => [query.replaceAll("%2F", "/")]),
  inQuery("the tilde was escaped", (query) => [query.replaceAll("~", "%7E")]),
  inQuery("escapes were written in lower case", (query) => [
    query.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
  ]),
  inQuery("nothing was escaped", (query) => [decodeURIComponent(query)]),
];

function inQuery(
  mistake: string,
  change: (query: string, draft: SignedDraft) => readonly string[],
): Mistake<SignedDraft> {
  return mistakeIn<SignedDraft, "query">("query", mistake, change);
}

function split(query: string): string[] {
  return query.split("&");
}

function withoutOwn(pairs: readonly Pair[]): Pair[] {
  return pairs.filter(({ key }) => key !== "signature");
}

/** Pairs in the order in which they came. */
function writePairs(pairs: readonly Pair[]): string {
  return withoutOwn(pairs)
    .map((pair) => canonicalQuery(toParams([pair])))
    .filter((text) => text !== "")
    .join("&");
}

/** What a client may have taken for the text of a file. */
function fileTexts({ query, body }: SignedDraft["call"]): string[] {
  const texts = [...query, ...body.fields].filter(({ key }) => key === "file");
  const names = body.files.map(({ fileName = "" }) => fileName);
  return [...texts.map(({ value }) => value), ...names.flatMap((name) => [name, `@${name}`, ""])];
}

/** Puts a parameter `file` at its place, where it would be if it were signed. */
function insertFile(query: string, text: string): string {
  const pairs = split(query);
  const place = pairs.findIndex((pair) => (pair.split(/[=[]/)[0] ?? "") > "file");
  return pairs.toSpliced(place < 0 ? pairs.length : place, 0, `file=${escapeText(text)}`).join("&");
}
