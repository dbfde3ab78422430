import fc from "fast-check";
import ts from "typescript";
import { expect, test } from "vitest";
import { generateApi } from "../../scripts/generate.ts";
import { emitEndpoints, escapeDocText } from "../../scripts/openapi/emit-endpoints.ts";
import { formatSource } from "../../scripts/openapi/generated-files.ts";
import type { Operation } from "../../scripts/openapi/operation.ts";
import { generateSample, sampleDocument, sampleSpec, statements } from "./generate-sample.ts";
import {
  everyMethod,
  fullOperation,
  ignoredHeaders,
  mediaTypes,
  methods,
  responses,
  servers,
  unsafeDescription,
  webhooks,
} from "./uses/endpoints.ts";

// generated-types.test.ts checks that the same modules compile.

test("generateApi() prints a docstring, types by direct index and one line for an operation", async () => {
  const { endpoints } = generateSample(fullOperation);

  const formatted = await formatSource(endpoints, "generated/sample/endpoints.ts");
  const ownPart = formatted.slice(formatted.indexOf("export type ListVideosQuery"));
  expect(ownPart).toMatchInlineSnapshot(`
    "export type ListVideosQuery = NonNullable<operations["listVideos"]["parameters"]["query"]>;
    export type ListVideosData =
      operations["listVideos"]["responses"][200]["content"]["application/json"];
    export type ListVideosError =
      operations["listVideos"]["responses"][404]["content"]["application/json"];
    export type ListVideosResult = Result<ListVideosData, ListVideosError, 200>;

    export interface ListVideosOptions extends CallOptions {
      query?: ListVideosQuery | undefined;
    }

    /**
     * Lists the videos
     *
     * Newest first.
     *
     * \`GET /videos.json\`
     *
     * @deprecated
     * @see https://docs.example.com/videos The manual
     */
    export function listVideos(
      client: Client<paths>,
      options: ListVideosOptions = {},
    ): Promise<ListVideosResult> {
      return call(client, "get", "/videos.json", options);
    }
    "
  `);
});

test("generateApi() exports the shared types and keeps call() private", () => {
  const { endpoints } = generateSample(fullOperation);

  expect(endpoints).toContain("\nexport interface CallOptions {");
  expect(endpoints).toContain("\nasync function call(");
  expect(endpoints).not.toContain("export async function call(");
});

test("generateApi() generates a function for every method of OpenAPI", () => {
  const { endpoints } = generateSample(everyMethod);

  const calls = statements(endpoints, /^return call/);
  expect(calls).toEqual(methods.map((method) => `return call(client, "${method}", "/a", options)`));
});

test("generateApi() joins the successes of an operation and its failures", () => {
  const { endpoints } = generateSample(responses);

  expect(statements(endpoints, /^export type \w+(Data|Error) /)).toMatchInlineSnapshot(`
    [
      "export type GetData = operations["get"]["responses"][200]["content"]["application/json"] | undefined | operations["get"]["responses"]["2XX"]["content"]["application/json"]",
      "export type GetError = undefined | operations["get"]["responses"][404]["content"]["application/json"] | operations["get"]["responses"]["4XX"]["content"]["application/json"] | operations["get"]["responses"]["default"]["content"]["application/json"]",
      "export type GetNothingData = undefined",
      "export type GetNothingError = unknown",
      "export type HeadNothingData = undefined",
      "export type HeadNothingError = unknown",
    ]
  `);
});

test("generateApi() names the schema component of several responses once", () => {
  const { endpoints } = generateSample(`
paths:
  /a:
    get:
      operationId: get
      responses:
        "404": { $ref: "#/components/responses/Missing" }
        "409": { description: conflict }
        "500": { description: broken, content: { application/json: { schema: { $ref: "#/components/schemas/Problem" } } } }
components:
  responses:
    Missing: { description: missing, content: { application/json: { schema: { $ref: "#/components/schemas/Problem" } } } }
  schemas:
    Problem: { type: object }
`);

  expect(statements(endpoints, /^export type GetError /)).toEqual([
    'export type GetError = components["schemas"]["Problem"] | undefined',
  ]);
});

test("generateApi() chooses the media type that is sent and how a response is read", () => {
  const { endpoints } = generateSample(mediaTypes);

  expect(statements(endpoints, /^export type \w+(Body|Data) /)).toMatchInlineSnapshot(`
    [
      "export type BothBody = NonNullable<operations["both"]["requestBody"]>["content"]["application/json"]",
      "export type BothData = operations["both"]["responses"][200]["content"]["image/png"]",
      "export type FillBody = NonNullable<operations["fill"]["requestBody"]>["content"]["application/x-www-form-urlencoded"]",
      "export type FillData = operations["fill"]["responses"][200]["content"]["text/plain"]",
      "export type PatchBody = NonNullable<operations["patch"]["requestBody"]>["content"]["application/merge-patch+json"]",
      "export type PatchData = operations["patch"]["responses"][200]["content"]["application/json; charset=utf-8"]",
    ]
  `);
  expect(statements(endpoints, /^return call/)).toMatchInlineSnapshot(`
    [
      "return callAndRead(client, "post", "/a", options, "blob")",
      "return callAndRead(client, "put", "/a", { ...withDefaults(options, { contentType: "application/x-www-form-urlencoded" }), bodySerializer: serializeForm({}) }, "text")",
      "return callAndRead(client, "patch", "/a", withDefaults(withAccept(options, "application/json; charset=utf-8"), { contentType: "application/merge-patch+json" }))",
    ]
  `);
  expect(endpoints.match(/Sends.*/g)).toMatchInlineSnapshot(`
    [
      "Sends \`application/json\`; the server also accepts \`multipart/form-data\`.",
      "Sends \`application/x-www-form-urlencoded\`; the server also accepts \`application/octet-stream\`.",
    ]
  `);
});

test("generateApi() passes the server of an operation, as an absolute URL", () => {
  const { endpoints } = generateSample(servers);

  expect(statements(endpoints, /^return call/)).toEqual([
    `return call(client, "get", "/a", withDefaults(options, { baseUrl: "https://eu.example.com" }))`,
    `return call(client, "post", "/a", withDefaults(options, { baseUrl: "https://api.example.com/v2" }))`,
    `return call(client, "get", "/b", options)`,
  ]);
});

test("generateApi() documents the cookies that an endpoint does not send", () => {
  const { endpoints } = generateSample(ignoredHeaders);

  expect(endpoints).toContain(" * Does not send cookies: `session`.\n");
});

test("generateApi() generates no functions for webhooks", () => {
  const { endpoints } = generateSample(webhooks);

  expect(endpoints).not.toContain("export function");
});

test("generateApi() keeps any description inside the comments of the types", () => {
  const { schema } = generateSample(unsafeDescription);

  expect(schema).toContain("@description One *\\/ two\n");
  expect(schema).toContain(" \\@deprecated is a word\n");
  expect(schema).toContain(" \\@param too\n");
});

test("generateApi() returns the same text every time and does not change the spec", () => {
  const document = `
paths:
  /a:
    post:
      operationId: create
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
components:
  schemas:
    Pet:
      oneOf: [{ $ref: "#/components/schemas/Cat" }]
      discriminator: { propertyName: kind, mapping: { cat: Cat } }
    Cat:
      type: object
      required: [kind]
      properties: { kind: { type: string }, id: { type: string, readOnly: true } }
`;
  const spec = sampleSpec({ "specs/sample/openapi.yaml": sampleDocument(document) });
  const before = structuredClone(spec);

  const [first, second] = [1, 2].map(() => generateApi(spec, { isForeign: true }));

  expect(second).toEqual(first);
  expect(spec).toEqual(before);
});

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
  serialization: {
    query: undefined,
    path: undefined,
    header: undefined,
    hasObjectHeaders: false,
    body: undefined,
  },
  successes: [],
  failures: [],
  reading: undefined,
  accept: undefined,
  baseUrl: undefined,
  incompleteServer: undefined,
};

/** Parses the endpoints module of some operations: their tags, and the number of statements. */
function parseEndpoints(operations: readonly Operation[]): { tags: string[]; statements: number } {
  const source = emitEndpoints(operations, "");
  const file = ts.createSourceFile("a.ts", source, ts.ScriptTarget.ES2022, true);
  const docs = file.statements
    .filter((statement) => ts.isFunctionDeclaration(statement))
    .flatMap((endpoint) => ts.getJSDocCommentsAndTags(endpoint).filter(ts.isJSDoc));
  const tags = docs.flatMap(({ tags = [] }) => tags.map(({ tagName }) => tagName.text));
  return { tags, statements: file.statements.length };
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
] as const)("escapeDocText() escapes %j", ([text, escaped]) => {
  expect(escapeDocText(text)).toBe(escaped);
});

test("emitEndpoints() prints only its own tags", () => {
  const operation: Operation = {
    ...plain,
    description: "Old.\n@see nothing\n{@link ping}",
    isDeprecated: true,
    docs: { url: "https://example.com/a*/b", description: "the\n@manual" },
  };

  const { tags } = parseEndpoints([operation]);

  expect(tags).toEqual(["deprecated", "see"]);
});

test("emitEndpoints() keeps any text inside the comments", () => {
  const special = "*/ /* @ { ` \n \r \\ * / \u00a0 \u0085 \u200b \ufeff \u2028".split(" ");
  const text = fc.array(fc.oneof(fc.constantFrom(...special), fc.string()));
  // Many texts per module: creating a module takes much longer than adding an operation.
  const texts = fc.array(text, { minLength: 20, maxLength: 20 });
  const expected = parseEndpoints(Array.from({ length: 20 }, () => plain));
  fc.assert(
    fc.property(texts, (descriptions) => {
      const operations = descriptions.map((parts): Operation => {
        const description = parts.join("");
        return { ...plain, description, path: `/${description}` };
      });

      const parsed = parseEndpoints(operations);

      expect(parsed).toEqual({ tags: [], statements: expected.statements });
    }),
    { numRuns: 15 },
  );
});
