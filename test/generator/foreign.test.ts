import { expect, test } from "vitest";
import { readOperations } from "../../scripts/openapi/operations/read-operations.ts";
import { generateFiles, generateSample, sampleDocument, sampleSpec } from "./generate-sample.ts";

// The samples are read as documents of other authors.

/** Lists the names of the endpoint functions of an endpoints module. */
function functionsOf(endpoints: string): string[] {
  return [...endpoints.matchAll(/^export (?:async )?function (\w+)/gm)].map(
    ([, name]) => name ?? "",
  );
}

const ok = '{ "200": { description: ok } }';

test("generateApi() derives missing ids from method and path", () => {
  const { endpoints } = generateSample(`
paths:
  /: { get: { responses: ${ok} }, delete: { responses: ${ok} } }
  /videos/{id}/parts.json: { post: { responses: ${ok} } }
  /videos-list: { get: { operationId: " ", responses: ${ok} } }
`);

  expect(functionsOf(endpoints)).toEqual([
    "getRoot",
    "deleteRoot",
    "postVideosByIdPartsJson",
    "getVideosList",
  ]);
});

test("generateApi() derives ids that differ from all explicit ones, wherever they are", () => {
  const { endpoints, schema } = generateSample(`
paths:
  /a-b: { get: { responses: ${ok} } }
  /a_b: { get: { responses: ${ok} } }
  /c: { put: { operationId: get-aB, responses: ${ok} } }
`);

  expect(functionsOf(endpoints)).toEqual(["getAB2", "getAB3", "getAB"]);
  expect(schema).toContain("getAB2: {");
});

test("generateApi() derives the id of an operation whose id is used by an earlier one", () => {
  const { endpoints } = generateSample(`
paths:
  /a: { get: { operationId: list, responses: ${ok} } }
  /b: { get: { operationId: list, responses: ${ok} } }
  /c: { get: { operationId: List, responses: ${ok} } }
webhooks:
  done: { post: { operationId: list, responses: ${ok} } }
`);

  expect(functionsOf(endpoints)).toEqual(["list", "getB", "getC"]);
});

test("generateApi() sends no fragment of a path", () => {
  const { endpoints } = generateSample(`
paths:
  "/#list": { get: { operationId: list, responses: ${ok} } }
  "/a#/b/{id}": { get: { operationId: find, responses: ${ok} } }
`);

  expect(endpoints).toContain('callOperation(client, "get", "/", ');
  expect(endpoints).toContain('callOperation(client, "get", "/a", ');
  expect(endpoints).not.toContain("FindPath");
});

test("generateApi() sends the query of a path together with the parameters", () => {
  const { endpoints } = generateSample(`
paths:
  "/?Action=List&a=1&a=2#x":
    get:
      operationId: list
      parameters: [{ name: page, in: query, schema: { type: string } }]
      responses: ${ok}
  "/b?c": { get: { operationId: find, responses: ${ok} } }
`);

  expect(endpoints).toContain(
    '{ ...options, query: { ["Action"]: "List", ["a"]: ["1","2"], ...options.query } }',
  );
  expect(endpoints).toContain(
    'callOperation(client, "get", "/b", { ...options, query: { ["c"]: "" } })',
  );
});

test("generateApi() adds the slash at the start of a path", () => {
  const { endpoints } = generateSample(`paths: { a: { get: { responses: ${ok} } } }`);

  expect(endpoints).toContain('callOperation(client, "get", "/a", ');
});

test("generateApi() declares path parameters as they are in the path", () => {
  const { schema } = generateSample(`
paths:
  /a/{id}:
    parameters: [{ name: other, in: path, required: true, schema: { type: number } }]
    get: { operationId: get, responses: ${ok} }
`);

  expect(schema).toContain("id: string;");
  expect(schema).not.toContain("other: number;");
});

test("generateApi() declares a parameter once, as it is declared last", () => {
  const { schema } = generateSample(`
paths:
  /a:
    parameters:
      - { name: X-Trace, in: header, required: true, schema: { type: boolean } }
      - { name: page, in: query, schema: { type: boolean } }
    get:
      operationId: get
      parameters:
        - { name: x-trace, in: header, schema: { type: string } }
        - { name: limit, in: query, schema: { type: boolean } }
        - { name: limit, in: query, schema: { type: number } }
      responses: ${ok}
`);

  const operation = schema.slice(schema.indexOf("export interface operations"));
  expect(operation.match(/(?:"x-trace"|limit|page)\??: [^;]+/gi)).toEqual([
    "page?: boolean | undefined",
    "limit?: number | undefined",
    '"x-trace"?: string | undefined',
  ]);
});

test.for([
  ["https://", undefined, undefined],
  ["https://{region}.example.com", "https://eu.example.com", undefined],
  ["https://{zone}.example.com", "https://a.example.com", undefined],
  ["https://{tenant}.example.com/v1", undefined, "https://{tenant}.example.com/v1"],
  ["{host}/v1", undefined, "{host}/v1"],
  ["/v2", "https://api.example.com/v2", undefined],
] as const)("readOperations() reads the server %s", ([url, baseUrl, incompleteServer]) => {
  const spec = sampleSpec({
    "specs/a/openapi.yaml": sampleDocument(`
servers: [{ url: "https://" }, { url: "https://api.example.com" }]
paths:
  /a:
    get:
      servers: [{ url: "${url}", variables: { region: { default: eu }, zone: { enum: [a, b] }, tenant: {} } }]
      responses: ${ok}
`),
  });

  const operations = readOperations(spec, { isForeign: true });

  expect(operations).toMatchObject([{ baseUrl, incompleteServer }]);
});

test("generateApi() ignores a server that is not a URL if another one is", () => {
  const { endpoints } = generateSample(`
paths:
  /a:
    servers: [{ url: "https://" }, { url: "https://eu.example.com" }]
    get: { responses: ${ok} }
`);

  expect(endpoints).toContain('baseUrl: "https://eu.example.com"');
});

test("generateApi() resolves references in the place of maps and lists", () => {
  const { endpoints, schema } = generateFiles({
    "specs/a/openapi.yaml": sampleDocument(`
paths: { $ref: paths.yaml }
components: { schemas: { $ref: schemas.yaml } }
`),
    "specs/a/paths.yaml": `
/a/{id}:
  get:
    operationId: get
    parameters: { $ref: "parts.yaml#/parameters" }
    responses: { $ref: "parts.yaml#/responses" }
`,
    "specs/a/parts.yaml": `
parameters: [{ name: id, in: path, required: true, schema: { type: number } }]
responses:
  "200": { description: ok, content: { application/json: { schema: { $ref: "schemas.yaml#/Video" } } } }
  x-note: hello
`,
    "specs/a/schemas.yaml": `
Video: { type: object, properties: { $ref: "#/Common/properties", title: { type: string } } }
Common: { type: object, properties: { $ref: "#/Base/properties", size: { type: integer } } }
Base: { type: object, properties: { id: { type: string } } }
`,
  });

  expect(functionsOf(endpoints)).toEqual(["get"]);
  expect(endpoints).toMatch(/GetData =\s+components\["schemas"\]\["Video"\];/);
  const video = schema.slice(schema.indexOf("Video: {"), schema.indexOf("Common: {"));
  expect(video.match(/\w+(?=\??: )/g)).toEqual(["Video", "id", "size", "title"]);
  expect(schema).toContain("id: components[");
});

test("generateApi() resolves a reference in the place of all components", () => {
  const { schema } = generateFiles({
    "specs/a/openapi.yaml": sampleDocument(
      "paths: {}\ncomponents: { $ref: parts.yaml#/components }",
    ),
    "specs/a/parts.yaml":
      'components: { schemas: { A: { $ref: "#/components/schemas/B" }, B: { type: number } } }',
  });

  expect(schema).toContain('A: components["schemas"]["B"];');
  expect(schema).toContain("B: number;");
});

test("generateApi() accepts extensions and missing parts everywhere", () => {
  const { endpoints } = generateSample(`
paths:
  /a:
    get:
    post: { operationId: post, parameters:, requestBody:, tags:, responses: { x-foo: 1, "200":, "2xx": { description: ok } } }
components:
  schemas: { A: { type: object, properties:, required:, items: }, B: }
  parameters:
`);

  expect(functionsOf(endpoints)).toEqual(["post"]);
});

test.for([
  ["type: file", "unknown"],
  ["type: [string, null]", "string | null"],
  ["{ type: string, required: true }", "string"],
  ["{ type: string, nullable: 'true' }", "string | null"],
  ["{ type: string, description: 5, title: [a] }", "string"],
  ["{ type: string, discriminator: kind }", "string"],
] as const)("generateApi() generates a schema with a small mistake: %s", ([source, type]) => {
  const { schema } = generateSample(
    `paths: {}\ncomponents: { schemas: { A: ${source.startsWith("{") ? source : `{ ${source} }`} } }`,
    "3.0.3",
  );

  expect(schema.replaceAll(/\/\*.*?\*\//gs, "")).toMatch(
    new RegExp(String.raw`\bA: ${type.replace("|", "\\|")};`),
  );
});
