import type { OutgoingHttpHeaders } from "node:http";
import fc from "fast-check";
import { anyCharacter } from "../../../helpers/any-character.ts";
import { exampleOf, type SpecOperation } from "../../../helpers/spec-operations.ts";

/** A request that probably has a fault. */
export interface BadRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly odd: OutgoingHttpHeaders;
  readonly body: Uint8Array | undefined;
}

/** Texts that are invalid everywhere, or that have a special meaning somewhere. */
const junk = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 20 }),
  fc.string({ maxLength: 20 }),
  fc.constantFrom("", "0", "-1", "1e400", "9007199254740993", "NaN", "null", "true", "False"),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "..",
    ".",
    "a/b",
    "\0",
    "💥",
    "[]",
    "{}",
    "a[b]",
    "%",
  ),
  fc.constantFrom("x".repeat(3000), "none", "h264", "h264,webm", ",", "http://a/fail.mp4", "all"),
);

const types = [
  "application/x-www-form-urlencoded",
  "application/json",
  "multipart/form-data; boundary=b",
  "multipart/form-data",
  "application/octet-stream",
  "text/plain; charset=nonsense",
  ";",
  "",
];

const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.json().map((text) => Buffer.from(text)),
  fc.webQueryParameters().map((text) => Buffer.from(text)),
  fc
    .tuple(junk, junk)
    .map(([name, text]) =>
      Buffer.from(
        `--b\r\nContent-Disposition: form-data; name="${name}"; filename="${text}"\r\n\r\n${text}\r\n--b--\r\n`,
      ),
    ),
);

const oddHeaders = fc.dictionary(
  fc.constantFrom("Prefer", "X-Part", "Content-Range", "Accept", "Cookie", "X-Extra-File-Tag"),
  fc.oneof(
    fc.string({ unit: "grapheme-ascii", maxLength: 20 }),
    fc.constantFrom("code=404", "code=999, example=a", "dynamic=true", "-1", "bytes */9", "*/*"),
  ),
  { maxKeys: 2 },
);

/** Escapes a text. Lone surrogates cannot be encoded in UTF-8. */
const escapeText = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, "?"));

const methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];

/** Random requests of every operation, most of them with a fault. */
export function badRequests(operations: readonly SpecOperation[]): fc.Arbitrary<BadRequest> {
  return fc.constantFrom(...operations).chain((operation) =>
    fc
      .record({
        method: rarely(fc.constantFrom(...methods), operation.method.toUpperCase()),
        path: pathsOf(operation),
        query: queriesOf(operation),
        content: contents,
      })
      .map(({ content, ...head }) => ({ ...head, ...content })),
  );
}

/** Headers with or without a body, or neither. */
const contents = fc.oneof(
  fc.constant({ odd: {}, body: undefined }),
  fc.record({ odd: oddHeaders, body: fc.constant(undefined) }),
  fc
    .tuple(oddHeaders, fc.constantFrom(...types), bodies)
    .map(([odd, type, body]) => ({ odd: { ...odd, "Content-Type": type }, body })),
);

function pathsOf({ path, parameters }: SpecOperation): fc.Arbitrary<string> {
  return fc.array(fc.option(junk, { freq: 2 }), { minLength: 3, maxLength: 3 }).map((ids) => {
    let next = 0;
    return path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const parameter = parameters.find((other) => other.name === name);
      return escapeText(ids[next++] ?? String(parameter && exampleOf(parameter)));
    });
  });
}

function queriesOf({ parameters }: SpecOperation): fc.Arbitrary<string> {
  const own = parameters.filter((parameter) => parameter.in === "query");
  const known = own.map((parameter) =>
    fc.oneof(junk, fc.constant(String(exampleOf(parameter)))).map(pairOf(parameter.name)),
  );
  const unknown = fc.tuple(junk, junk).map(([name, value]) => pairOf(name)(value));
  const pairs = fc.array(fc.oneof(...known, ...known, unknown), { maxLength: 5 });
  return pairs.map((all) => all.join("&"));
}

const pairOf = (name: string) => (value: string) => `${escapeText(name)}=${escapeText(value)}`;

function rarely<Value>(odd: fc.Arbitrary<Value>, usual: Value): fc.Arbitrary<Value> {
  return fc.oneof({ arbitrary: fc.constant(usual), weight: 9 }, { arbitrary: odd, weight: 1 });
}
