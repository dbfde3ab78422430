import { expect, test } from "vitest";
import { parse } from "yaml";
import { readSpec, SpecError } from "../../scripts/openapi/document/load-spec.ts";
import { readOperations } from "../../scripts/openapi/operations/read-operations.ts";
import { sampleDocument, sampleSpec } from "./generate-sample.ts";

const root = "specs/sample/openapi.yaml";

/** Returns the problems of a spec of one file or more. */
function problemsOf(
  body: string,
  others: Readonly<Record<string, string>> = {},
): readonly string[] {
  try {
    readOperations(sampleSpec({ [root]: sampleDocument(body), ...others }));
  } catch (error) {
    if (error instanceof SpecError) return error.problems;
    throw error;
  }
  return [];
}

/** An operation from which nothing is missing. */
const complete = [
  "{ operationId: get, summary: Gets it, responses: {",
  '"200": { description: ok, content: { application/json: { example: a } } },',
  '"404": { description: bad } } }',
].join(" ");

test("readOperations() accepts an operation with an id, a summary, an example and an error", () => {
  expect(problemsOf(`paths: { /a: { get: ${complete} } }`)).toEqual([]);
});

test("readOperations() reports everything that is missing at once, with the file", () => {
  const problems = problemsOf(
    `
paths:
  /a:
    get: { responses: { "200": { description: ok } } }
    post: { summary: " ", operationId: "", responses: {} }
  /b: { $ref: paths/b.yaml }
  /c: { get: ${complete} }
`,
    { "specs/sample/paths/b.yaml": "delete: { operationId: clear, summary: Clears it }" },
  );

  expect(problems).toEqual([
    `${root}#/paths/~1a/get: operationId is missing`,
    `${root}#/paths/~1a/get: summary is missing`,
    `${root}#/paths/~1a/get: an example is missing`,
    `${root}#/paths/~1a/get: a documented error is missing`,
    `${root}#/paths/~1a/post: operationId is missing`,
    `${root}#/paths/~1a/post: summary is missing`,
    `${root}#/paths/~1a/post: an example is missing`,
    `${root}#/paths/~1a/post: a documented error is missing`,
    "specs/sample/paths/b.yaml#/delete: an example is missing",
    "specs/sample/paths/b.yaml#/delete: a documented error is missing",
  ]);
});

test("readOperations() requires no docs of a foreign document", () => {
  const spec = sampleSpec({
    [root]: sampleDocument("paths: { /a: { get: { operationId: a, responses: {} } } }"),
  });

  const [operation] = readOperations(spec, { isForeign: true });

  expect(operation).toMatchObject({ id: "a", summary: undefined });
});

const cases: { what: string; body: string; problem: string | undefined }[] = [
  {
    what: "an example of a parameter",
    body: `get: { operationId: a, summary: A, parameters: [{ name: q, in: query, example: 1 }],
             responses: { default: { description: bad } } }`,
    problem: undefined,
  },
  {
    what: "an example of the request body",
    body: `post: { operationId: a, summary: A,
             requestBody: { content: { application/json: { examples: { one: { value: 1 } } } } },
             responses: { 4XX: { description: bad } } }`,
    problem: undefined,
  },
  {
    what: "an example of a schema",
    body: `get: { operationId: a, summary: A, responses: {
             default: { description: bad, content: { application/json: { schema: { examples: [1] } } } } } }`,
    problem: undefined,
  },
  {
    what: "an empty list of examples",
    body: `get: { operationId: a, summary: A, responses: {
             default: { description: bad, content: { application/json: { examples: {} } } } } }`,
    problem: "/paths/~1a/get: an example is missing",
  },
  {
    what: "a redirect as the only error",
    body: `get: { operationId: a, summary: A, parameters: [{ name: q, in: query, example: 1 }],
             responses: { "200": { description: ok }, "302": { description: moved } } }`,
    problem: "/paths/~1a/get: a documented error is missing",
  },
  {
    what: "an unknown method",
    body: `fetch: ${complete}`,
    problem: '/paths/~1a: "fetch" is not an HTTP method',
  },
  { what: "an extension", body: `x-note: hello\n    get: ${complete}`, problem: undefined },
];

test.for(cases)("readOperations() checks $what", ({ body, problem }) => {
  const problems = problemsOf(`paths:\n  /a:\n    ${body}\n`);

  expect(problems).toEqual(problem === undefined ? [] : [`${root}#${problem}`]);
});

test("readOperations() rejects path parameters that are only in the path or only declared", () => {
  const problems = problemsOf(`
paths:
  /a/{id}/{part}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
      - { name: other, in: path, required: true, schema: { type: string } }
    get: ${complete}
`);

  expect(problems).toEqual([
    `${root}#/paths/~1a~1{id}~1{part}/get: path parameter {part} is not declared`,
    `${root}#/paths/~1a~1{id}~1{part}/get: path parameter "other" is not in the path`,
  ]);
});

test("readOperations() rejects ids that are equal or name the same function", () => {
  const withId = (id: string) => complete.replace("operationId: get", `operationId: ${id}`);

  const problems = problemsOf(`
paths:
  /a: { get: ${withId("videos/list")}, put: ${withId("videos-list")} }
  /b: { get: ${withId("videos/list")} }
`);

  expect(problems).toEqual([
    `${root}#/paths/~1a/put: operationId "videos-list" names the same function as GET /a ("videos/list")`,
    `${root}#/paths/~1b/get: operationId "videos/list" names the same function as GET /a ("videos/list")`,
  ]);
});

test("readOperations() rejects a server that is not an absolute URL", () => {
  const problems = problemsOf(`
paths:
  /a:
    servers: [{ url: "{host}/v1" }]
    get: ${complete}
`);

  expect(problems).toEqual([`${root}#/paths/~1a/get: server "{host}/v1" is not an absolute URL`]);
});

test.for([
  ['swagger: "2.0"', "OpenAPI 2.0 is not supported"],
  ["openapi: 3.2.0", "OpenAPI 3.2.0 is not supported"],
  ["openapi: 4", "OpenAPI 4 is not supported"],
  ["info: {}", "the field `openapi` is missing"],
] as const)("readSpec() rejects %s", ([document, problem]) => {
  const reading = () => sampleSpec({ [root]: `${document}\npaths: {}` });

  expect(reading).toThrow(
    new SpecError(root, [`${root}: ${problem}; supported versions are 3.0 and 3.1`]),
  );
});

test("readOperations() rejects a path without a slash and ignores extensions", () => {
  const problems = problemsOf(`paths: { a: { get: ${complete} }, x-note: { fetch: none } }`);

  expect(problems).toEqual([`${root}#/paths/a: a path must start with a slash`]);
});

test("readSpec() rejects a file that is not YAML", () => {
  const reading = () =>
    readSpec(new URL("file:///a.yaml"), new URL("file:///"), () => parse("a: ["));

  expect(reading).toThrow(SpecError);
  expect(reading).toThrow("a.yaml: Flow sequence");
});

test("readOperations() reports the unresolvable references of all files together with its own problems", () => {
  const problems = problemsOf(
    `
paths:
  /a: { $ref: paths/a.yaml }
  /b: { $ref: paths/none.yaml }
components:
  schemas:
    A: { $ref: "#/components/schemas/None" }
    B: { properties: { c: { $ref: "https://example.com/schema.json" }, d: { $ref: "#anchor" } } }
    E: { $ref: "#/components/schemas/F" }
    F: { $ref: "#/components/schemas/E" }
`,
    {
      "specs/sample/paths/a.yaml": `
get:
  responses:
    "200": { description: ok, content: { application/json: { schema: { $ref: "#/nowhere" } } } }
`,
    },
  );

  const schemas = `${root}#/components/schemas`;
  const operation = "specs/sample/paths/a.yaml#/get";
  expect(problems.toSorted()).toEqual([
    `${schemas}/A: cannot resolve $ref "#/components/schemas/None": "None" does not exist`,
    `${schemas}/B/properties/c: cannot resolve $ref "https://example.com/schema.json": only files are supported`,
    `${schemas}/B/properties/d: cannot resolve $ref "#anchor": anchors are not supported`,
    `${schemas}/E: cannot resolve $ref "#/components/schemas/F": it refers to itself`,
    `${schemas}/F: cannot resolve $ref "#/components/schemas/E": it refers to itself`,
    `${root}#/paths/~1b: cannot resolve $ref "paths/none.yaml": file not found`,
    `${operation}/responses/200/content/application~1json/schema: cannot resolve $ref "#/nowhere": "nowhere" does not exist`,
    `${operation}: a documented error is missing`,
    `${operation}: an example is missing`,
    `${operation}: operationId is missing`,
    `${operation}: summary is missing`,
  ]);
});

test("SpecError contains the file and the problems", () => {
  const error = new SpecError(root, ["one", "two"]);

  expect(error.message).toBe(`Cannot process ${root}:\n  one\n  two`);
});
