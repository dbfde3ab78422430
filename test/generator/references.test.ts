import { expect, test } from "vitest";
import { generateApi } from "../../scripts/generate.ts";
import { formatSource } from "../../scripts/openapi/generated-files.ts";
import { formatPointer, parsePointer } from "../../scripts/openapi/json.ts";
import { checkUse, sampleDocument, sampleSpec } from "./generate-sample.ts";

test("readSpec() follows references wherever OpenAPI allows them, across files", async () => {
  const spec = sampleSpec({
    "specs/a/openapi.yaml": sampleDocument(`
paths:
  /videos/{id}: { $ref: "paths/video%20item.yaml#/item" }
components:
  parameters:
    Id: { $ref: "parts.yaml#/parameters/Id" }
    Alias: { $ref: "#/components/parameters/Id" }
  responses:
    Gone: { $ref: "parts.yaml#/responses/Gone" }
  schemas:
    Video: { $ref: schemas/video.yaml }
`),
    "specs/a/paths/video%20item.yaml": `
item:
  parameters: [{ $ref: "../openapi.yaml#/components/parameters/Alias" }]
  put:
    operationId: replaceVideo
    parameters: [{ $ref: "../parts.yaml#/parameters/a~1b%20c" }]
    requestBody: { $ref: "../parts.yaml#/bodies/Video" }
    responses:
      "200":
        description: ok
        headers: { Link: { $ref: "../parts.yaml#/headers/Link" } }
        content:
          application/json:
            schema: { $ref: ../schemas/video.yaml }
            examples: { one: { $ref: "../parts.yaml#/examples/one" } }
        links: { self: { $ref: "../parts.yaml#/links/self" } }
      "410": { $ref: "../openapi.yaml#/components/responses/Gone" }
      "404": { $ref: "../parts.yaml#/responses/Missing" }
`,
    "specs/a/parts.yaml": `
parameters:
  Id: { name: id, in: path, required: true, schema: { $ref: "#/schemas/Id" } }
  a/b c: { name: deep, in: query, schema: { $ref: "openapi.yaml#/components/schemas/Video/properties/state" } }
bodies:
  Video:
    required: true
    content: { application/json: { schema: { $ref: schemas/video.yaml } } }
headers: { Link: { schema: { type: string } } }
examples: { one: { value: { state: ready } } }
links: { self: { operationId: replaceVideo } }
responses:
  Gone: { description: gone, content: { application/json: { schema: { $ref: "#/schemas/Problem" } } } }
  Missing: { $ref: "#/responses/Gone" }
schemas:
  Id: { type: string }
  Problem: { type: object, required: [code], properties: { code: { $ref: "#/schemas/Code" } } }
  Code: { type: integer }
`,
    "specs/a/schemas/video.yaml": `
type: object
required: [state]
properties:
  state: { type: string, enum: [ready, gone] }
  poster: { $ref: "#/$defs/poster" }
  parent: { $ref: "#" }
$defs: { poster: { type: object, properties: { url: { type: string } } } }
`,
  });

  const modules = generateApi(spec, { requiresDocs: false });

  const errors = checkUse(
    modules,
    `
    const path = { id: "1" };
    api.replaceVideo(client, { path, query: { deep: "ready" }, body: { state: "gone" } });
    // @ts-expect-error there is no such state, three files down
    api.replaceVideo(client, { path, query: { deep: "lost" }, body: { state: "gone" } });
    // @ts-expect-error there is no such state in a video either
    api.replaceVideo(client, { path, body: { state: "lost" } });
    const { data, error } = await api.replaceVideo(client, { path, body: { state: "gone" } });
    export const url: string | undefined = data?.parent?.parent?.poster?.url;
    export const code: number | undefined = error?.code;
    export const video: Schemas["Video"] = { state: "ready" };
    `,
  );
  expect(errors).toEqual([]);
  expect(modules.schema).not.toMatch(/\b(video|Video2):/);
});

test("readSpec() adds what stands beside a reference in OpenAPI 3.1, and ignores it in 3.0", async () => {
  const body = `
paths: {}
components:
  schemas:
    A: { type: object, properties: { a: { type: string } } }
    B: { $ref: "#/components/schemas/A", required: [a], properties: { b: { type: string } } }
    C: { type: object, properties: { c: { $ref: "#/components/schemas/A", description: Hello } } }
`;
  const schemaOf = (version: string) =>
    generateApi(sampleSpec({ "specs/a/openapi.yaml": sampleDocument(body, version) })).schema;

  const [newer, older] = [schemaOf("3.1.0"), schemaOf("3.0.3")];

  expect(
    (await formatSource(newer, "generated/a/schema.ts")).match(/ {4}B: \{.*? {4}\}[^;]*;/s)?.[0],
  ).toMatchInlineSnapshot(`
    "    B: {
          b?: string;
        } & WithRequired<components["schemas"]["A"], "a">;"
  `);
  expect(older).toContain('B: components["schemas"]["A"];');
  expect(newer).toContain('/** @description Hello */\n            c?: components["schemas"]["A"]');
});

test("readSpec() gives values from elsewhere the names of their files or places", async () => {
  const spec = sampleSpec({
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

  const { schema } = generateApi(spec, { requiresDocs: false });

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
