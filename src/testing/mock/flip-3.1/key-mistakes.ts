import { isPlainObject } from "../../../http/argument-checks.ts";
import type { ReceivedCall } from "../../spec/operation.ts";
import { findMistake, type Mistake, mistakesIn } from "../find-mistake.ts";

/** The key as it is sent. */
interface SentKey {
  readonly key: string;
}

/** Creates a mistake in the key. */
const inKey = mistakesIn<SentKey>();

/** Known mistakes of clients, in the order in which two of them are combined. */
const keyMistakes: readonly Mistake<SentKey>[] = [
  inKey("key", "the key was sent without its beginning tcs_", (key) => [key.replace(/^tcs_/, "")]),
  inKey("key", "the key was sent in lower case", (key) => [key.toLowerCase()]),
  inKey("key", "the key was sent in upper case", (key) => [key.toUpperCase()]),
  inKey("key", "the key was escaped", (key) => [encodeURIComponent(key)]),
  inKey("key", "the key was sent in base64", (key) => [
    Buffer.from(key).toString("base64"),
    Buffer.from(`${key}:`).toString("base64"),
  ]),
  inKey("key", "the key was sent in quotes", (key) => [`"${key}"`, `'${key}'`]),
  inKey("key", "the key was sent after the name of a scheme", (key) =>
    ["Bearer", "bearer", "Basic", "Token", "ApiKey"].map((scheme) => `${scheme} ${key}`),
  ),
  inKey("key", "the header was sent twice", (key) => [`${key}, ${key}`]),
];

/** Forms of the credentials of Flip 3.0, which accounts may also have. */
const otherCredentials: readonly (readonly [mistake: string, form: RegExp])[] = [
  [
    "it has the form of an access key of Flip 3.0, which signs requests",
    /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
  ],
  ["it has the form of a signature of Flip 3.0", /^[A-Za-z\d+/]{43}=$/],
];

/** Shortest beginning of a key by which it is recognized. */
const minBeginning = 5;

/** Returns the reason why a key does not match, without showing the key. */
export function explainWrongKey(apiKey: string, sent: string): string {
  const mistake = findMistake({ key: apiKey }, keyMistakes, ({ key }) => key === sent);
  if (mistake !== undefined) return mistake;
  if (sent.length >= minBeginning && apiKey.startsWith(sent)) {
    return `only the first ${sent.length} of its ${apiKey.length} characters were sent`;
  }
  const other = otherCredentials.find(([, form]) => form.test(sent));
  return other?.[0] ?? "the key is unknown";
}

const signatureNames = ["access_key", "signature", "timestamp"];
const keyName = /^(x[-_])?(api[-_]?key|key|token)$/i;

/** Returns the reason why a call has no key, if it can be found: the place where it has one, or a signature. */
export function explainMissingKey(call: ReceivedCall): string | undefined {
  const { headers, query, body } = call;
  const inBody = [...body.fields.map(({ key }) => key), ...namesOf(body.json)];
  const names = [...query.map(({ key }) => key), ...inBody];
  const signed = signatureNames.filter((name) => names.includes(name));
  if (signed.length > 0) {
    return `the request is signed as for Flip 3.0 (${signed.join(", ")}), and 3.1 accepts no signatures`;
  }
  const others = Object.keys(headers).filter((name) => name !== "x-api-key");
  const header = others.find((name) => name === "authorization" || keyName.test(name));
  if (header !== undefined) return `the header ${header} was sent instead`;
  const name = names.find((other) => keyName.test(other));
  return name === undefined ? undefined : `the parameter ${name} was sent instead`;
}

function namesOf(json: unknown): string[] {
  return isPlainObject(json) ? Object.keys(json) : [];
}
