import fc from "fast-check";
import ts from "typescript";
import { expect, test } from "vitest";
import { emitEndpoints, escapeDocText } from "../../scripts/openapi/emit-endpoints.ts";
import type { Operation } from "../../scripts/openapi/operation.ts";

const plain: Operation = {
  id: "ping",
  name: "ping",
  method: "get",
  path: "/ping",
  summary: "Pings the server",
  description: undefined,
  docs: undefined,
  isDeprecated: false,
  parameters: { path: "none", query: "none", header: "none", cookies: [] },
  body: undefined,
  successes: [],
  failures: [],
  parseAs: "json",
  baseUrl: undefined,
};

/** Reads a generated module back: the text and the tags of the one function in it. */
function readDocs(operation: Operation): { text: string; tags: string[]; statements: number } {
  const source = emitEndpoints([operation], "");
  const file = ts.createSourceFile("a.ts", source, ts.ScriptTarget.ES2022, true);
  const endpoint = file.statements.findLast(ts.isFunctionDeclaration);
  const docs = endpoint ? ts.getJSDocCommentsAndTags(endpoint).filter(ts.isJSDoc) : [];
  return {
    text: docs.map(({ comment }) => ts.getTextOfJSDocComment(comment)).join(),
    tags: docs.flatMap(({ tags = [] }) => tags.map(({ tagName }) => tagName.text)),
    statements: file.statements.length,
  };
}

test.for([
  ["ends */ early", "ends *\\/ early"],
  ["one\r\ntwo\rthree", "one\ntwo\nthree"],
  ["line\n@param is a word", "line\n\\@param is a word"],
  ["  * @deprecated", "* \\@deprecated"],
  ["amid @see a line", "amid \\@see a line"],
  ["\u00a0@see", "\\@see"],
  ["\u200b\u0085@see", "\u200b\u0085\\@see"],
  ["see {@link Video} and me@example.com", "see {\\@link Video} and me@example.com"],
  ["`code` and ``` stay", "`code` and ``` stay"],
  ["trailing  \n\tblanks\t", "trailing\n\tblanks"],
] as const)("escapeDocText() makes %j fit for a docstring", ([text, safe]) => {
  expect(escapeDocText(text)).toBe(safe);
});

test("emitEndpoints() writes what was meant as a tag, and nothing else, as one", () => {
  const operation: Operation = {
    ...plain,
    description: "Old.\n@see nothing\n{@link ping}",
    isDeprecated: true,
    docs: { url: "https://example.com/a*/b", description: "the\n@manual" },
  };

  const { tags } = readDocs(operation);

  expect(tags).toEqual(["deprecated", "see"]);
});

test("emitEndpoints() keeps any text inside the comment", () => {
  const { statements } = readDocs(plain);
  const text = fc.array(
    fc.oneof(
      fc.constantFrom(
        "*/",
        "/*",
        "@",
        "{",
        "`",
        "\n",
        "\r",
        "\\",
        "*",
        "/",
        "\u00a0",
        "\u0085",
        "\u200b",
        "\ufeff",
        "\u2028",
      ),
      fc.string(),
    ),
  );
  fc.assert(
    fc.property(text, (parts) => {
      const description = parts.join("");

      const docs = readDocs({ ...plain, description, path: `/${description}` });

      expect(docs).toMatchObject({ statements, tags: [] });
    }),
    { numRuns: 300 },
  );
}, 60_000);
