import { expect, test } from "vitest";
import { formatPointer, parsePointer } from "../../scripts/openapi/document/json.ts";
import { generateFiles, generateSample, sampleDocument, sampleSpec } from "./generate-sample.ts";
import { splitSpec } from "./uses/references.ts";

test("readSpec() returns one component for each target of references", () => {
  const { document } = sampleSpec(splitSpec);

  const { components } = document as { components: Record<string, object> };
  const names = Object.entries(components).map(([section, values]) => [
    section,
    Object.keys(values).sort().join(" "),
  ]);
  expect(Object.fromEntries(names)).toEqual({
    schemas: "Code Id Problem Video poster state",
    responses: "Gone",
    parameters: "Alias Id a_b_c",
    requestBodies: "bodiesVideo",
    headers: "Link",
    examples: "one",
    links: "self",
  });
});

test("readSpec() includes callbacks and security schemes of other files, and extensions", () => {
  const spec = sampleSpec({
    "specs/a/openapi.yaml": sampleDocument(`
paths:
  /a:
    post:
      operationId: start
      callbacks: { done: { $ref: "parts.yaml#/callbacks/Done" } }
components:
  x-note: hello
  securitySchemes:
    key: { $ref: "parts.yaml#/security/key" }
`),
    "specs/a/parts.yaml": `
security: { key: { type: apiKey, in: query, name: key } }
callbacks:
  Done:
    "{$request.body#/url}":
      post: { requestBody: { content: { application/json: { schema: { $ref: "#/schemas/Job" } } } } }
schemas: { Job: { type: object } }
`,
  });

  const schema = { $ref: "#/components/schemas/Job" };
  const post = { requestBody: { content: { "application/json": { schema } } } };
  expect(spec.document).toMatchObject({
    paths: { "/a": { post: { callbacks: { done: { $ref: "#/components/callbacks/Done" } } } } },
    components: {
      "x-note": "hello",
      callbacks: { Done: { "{$request.body#/url}": { post } } },
      securitySchemes: { key: { type: "apiKey", in: "query", name: "key" } },
      schemas: { Job: { type: "object" } },
    },
  });
});

test("readSpec() adds keywords beside a reference in OpenAPI 3.1 and ignores them in 3.0", () => {
  const body = `
paths: {}
components:
  schemas:
    A: { type: object, properties: { a: { type: string } } }
    B: { $ref: "#/components/schemas/A", required: [a], properties: { b: { type: string } } }
    C: { type: object, properties: { c: { $ref: "#/components/schemas/A", description: Hello } } }
`;

  const { schema: newer } = generateSample(body, "3.1.0");
  const { schema: older } = generateSample(body, "3.0.3");

  expect(newer.replaceAll(/\s+/g, " ")).toContain(
    'B: { b?: string; } & WithRequired<components["schemas"]["A"], "a">;',
  );
  expect(older).toContain('B: components["schemas"]["A"];');
  expect(newer).toContain('/** @description Hello */\nc?: components["schemas"]["A"]');
});

test("readSpec() follows references to an anchor of the schema that contains them", () => {
  const { schema } = generateSample(
    `
paths: {}
components:
  schemas:
    A: { $recursiveAnchor: true, type: array, items: { $recursiveRef: "#" } }
    B: { $dynamicAnchor: node, type: object, properties: { next: { $dynamicRef: "#node" }, other: { $dynamicRef: "#other" } } }
    "C%20": { type: array, items: { $recursiveRef: "#" } }
`,
    "3.1.0",
  );

  const text = schema.replaceAll(/\s+/g, " ");
  expect(text).toContain("type A = A[];");
  expect(text).toContain('B: { next?: components["schemas"]["B"]; other?: unknown; }');
  expect(text).toContain('"C%20": unknown[];');
});

test("readSpec() names components after their files or locations", () => {
  const { schema } = generateFiles({
    "specs/a/openapi.yaml": sampleDocument(`
paths:
  /a:
    get:
      operationId: get
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                type: object
                properties:
                  whole: { $ref: schemas/whole.yaml }
                  entry: { $ref: "schemas/all.yaml#/definitions/Entry" }
                  deep: { $ref: "#/components/schemas/Own/properties/part" }
                  clash: { $ref: schemas/Own.yaml }
components: { schemas: { Own: { type: object, properties: { part: { type: number } } } } }
`),
    "specs/a/schemas/whole.yaml": "type: string",
    "specs/a/schemas/Own.yaml": "type: boolean",
    "specs/a/schemas/all.yaml": "definitions: { Entry: { type: string } }",
  });

  const used = schema.match(/(?:whole|entry|deep|clash)\?: .*;/g);
  expect(used).toEqual([
    'whole?: components["schemas"]["whole"];',
    'entry?: components["schemas"]["Entry"];',
    'deep?: components["schemas"]["OwnPart"];',
    'clash?: components["schemas"]["Own2"];',
  ]);
});

test.for([
  ["", []],
  ["/a/b", ["a", "b"]],
  ["/paths/~1a~1%7Bid%7D", ["paths", "/a/{id}"]],
  ["/~01", ["~1"]],
  ["/a%2Fb", ["a", "b"]],
] as const)("parsePointer() decodes %s", ([fragment, keys]) => {
  expect(parsePointer(fragment)).toEqual(keys);
});

test("formatPointer() writes what parsePointer() reads", () => {
  const keys = ["paths", "/a~b/{id}", ""];

  const pointer = formatPointer(keys);

  expect(pointer).toBe("/paths/~1a~0b~1{id}/");
  expect(parsePointer(pointer)).toEqual(keys);
});
