import fc from "fast-check";
import ts from "typescript";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { generateApi } from "../../scripts/generate.ts";
import { readSpec, SpecError } from "../../scripts/openapi/document/load-spec.ts";
import { propertyOptions } from "../helpers/property.ts";

/** A correct document with every kind of node. */
const source = `
openapi: 3.1.0
info: { title: Sample, version: "1" }
servers: [{ url: "https://{region}.example.com", variables: { region: { default: eu, enum: [eu, us] } } }]
paths:
  /videos/{id}:
    summary: One video
    servers: [{ url: /v2 }]
    parameters: [{ $ref: "#/components/parameters/Id" }]
    get:
      operationId: getVideo
      summary: Returns a video
      description: All of it
      deprecated: true
      externalDocs: { url: "https://example.com", description: The manual }
      parameters:
        - { name: fields, in: query, style: form, explode: false, schema: { type: array, items: { type: string } } }
        - { name: filter, in: query, content: { application/json: { schema: { type: object } } } }
        - { name: X-Trace, in: header, required: true, schema: { type: string }, example: a }
        - { name: session, in: cookie, schema: { type: string } }
      responses:
        "200":
          description: ok
          headers: { Link: { $ref: "#/components/headers/Link" } }
          links: { next: { $ref: "#/components/links/Next" } }
          content: { application/json: { schema: { $ref: "#/components/schemas/Video" }, examples: { one: { $ref: "#/components/examples/One" } } } }
        2XX: { description: ok, content: { text/plain: { schema: { type: string } } } }
        "404": { $ref: "#/components/responses/Missing" }
        default: { description: bad, content: { application/problem+json: { schema: { type: object } } } }
    put:
      operationId: upload
      requestBody: { $ref: "#/components/requestBodies/Upload" }
      callbacks: { done: { $ref: "#/components/callbacks/Done" } }
      responses: { "204": { description: done } }
  /search: { post: { operationId: search, requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { q: { type: string } } } } } }, responses: { "200": { description: ok, content: { image/png: {} } } } } }
webhooks:
  finished: { post: { operationId: finished, requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Video" } } } }, responses: { "200": { description: ok } } } }
components:
  schemas:
    Video:
      type: object
      description: A video
      required: [id, kind]
      properties:
        id: { type: string, readOnly: true, example: a }
        kind: { type: string, enum: [movie, clip] }
        size: { type: [integer, "null"], format: int64, default: 1 }
        parent: { $ref: "#/components/schemas/Video" }
        secret: { type: string, writeOnly: true }
        tags: { type: array, prefixItems: [{ type: string }], items: false }
        media: { $ref: "#/components/schemas/Media" }
      additionalProperties: { type: number }
    Media:
      oneOf: [{ $ref: "#/components/schemas/Movie" }, { $ref: "#/components/schemas/Clip" }]
      discriminator: { propertyName: type, mapping: { movie: "#/components/schemas/Movie", clip: Clip } }
    Movie: { allOf: [{ $ref: "#/components/schemas/Base" }, { type: object, properties: { type: { const: movie } } }] }
    Clip: { type: object, required: [type], properties: { type: { enum: [clip] } }, patternProperties: { "^x": { type: string } } }
    Base: { anyOf: [{ type: object, properties: { a: { type: boolean } } }, { required: [a] }], nullable: true, not: { type: string } }
  parameters: { Id: { name: id, in: path, required: true, schema: { type: string } } }
  responses: { Missing: { description: missing, content: { application/json: { schema: { type: object } } } } }
  requestBodies:
    Upload:
      required: true
      content:
        multipart/form-data:
          schema: { type: object, properties: { file: { type: string, format: binary }, meta: { type: object } } }
          encoding: { meta: { contentType: application/json, style: form, explode: true, headers: { X-A: { schema: { type: string } } } } }
        application/octet-stream: {}
  headers: { Link: { required: true, schema: { type: string } } }
  examples: { One: { value: { id: a } } }
  links: { Next: { operationId: getVideo } }
  callbacks: { Done: { "{$request.body#/url}": { post: { responses: { "200": { description: ok } } } } } }
  securitySchemes: { key: { type: apiKey, in: query, name: key } }
`;

type Keys = readonly (string | number)[];

/** Lists the locations of all values inside a value. */
function listLocations(value: unknown, keys: Keys = []): Keys[] {
  if (typeof value !== "object" || value === null) return [keys];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  const children = entries.flatMap(([key, child]) => listLocations(child, [...keys, key]));
  return keys.length === 0 ? children : [keys, ...children];
}

const locations = listLocations(parse(source));
const pointers = locations.map((keys) => {
  const escaped = keys.map((key) => String(key).replaceAll("~", "~0").replaceAll("/", "~1"));
  return `#/${escaped.map(encodeURIComponent).join("/")}`;
});

const missing = Symbol("missing");

const replacements = fc.oneof(
  fc.constantFrom<unknown>(missing, null, true, false, 0, 1, -1.5, "", "a", "x-y", [], {}),
  fc.constantFrom<unknown>([null], ["a", "a"], [1], [{}], { a: null }, { "": {} }, { type: 1 }, [
    [],
  ]),
  fc.constantFrom(...pointers, "#/none", "none.yaml", "#", "").map(($ref) => ({ $ref })),
  fc.constantFrom(...pointers).map(($ref) => [{ $ref }]),
  fc.constantFrom(...pointers).map(($ref) => ({ a: { $ref }, description: 1, required: ["a", 2] })),
  fc.string(),
  fc.dictionary(fc.string(), fc.jsonValue()),
);

const mutation = fc.record({ keys: fc.constantFrom(...locations), value: replacements });

interface Mutation {
  readonly keys: Keys;
  readonly value: unknown;
}

/** Replaces or removes one value. A location that no longer exists remains missing. */
function mutate(document: unknown, { keys, value }: Mutation): void {
  const [last = "", ...path] = keys.toReversed();
  let parent = document;
  for (const key of path.toReversed()) parent = Object(parent)[key];
  if (typeof parent !== "object" || parent === null) return;
  if (value !== missing) Reflect.set(parent, last, value);
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else Reflect.deleteProperty(parent, last);
}

/** Generates a document and returns its modules, or nothing if it is rejected. */
function tryGenerate(document: unknown): readonly string[] {
  const file = new URL("file:///a/openapi.yaml");
  try {
    const spec = readSpec(file, new URL("file:///a/"), (href) => {
      if (href !== file.href) throw new Error("file not found");
      return document;
    });
    return Object.values(generateApi(spec, { isForeign: true }));
  } catch (error) {
    if (error instanceof SpecError) return [];
    throw error;
  }
}

function listSyntaxErrors(module: string): unknown[] {
  const { diagnostics = [] } = ts.transpileModule(module, { reportDiagnostics: true });
  return diagnostics.map(({ messageText }) => messageText);
}

test("generateApi() generates the document that the mutations start from", () => {
  expect(tryGenerate(parse(source))).not.toEqual([]);
});

test("generateApi() generates valid modules or throws a SpecError, whatever is wrong with a document", () => {
  const mutations = fc.array(mutation, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(mutations, (changes) => {
      const document = parse(source);
      for (const change of changes) mutate(document, copy(change));

      const modules = tryGenerate(document);

      expect(modules.flatMap(listSyntaxErrors)).toEqual([]);
    }),
    propertyOptions(20),
  );
});

/** Copies the value: a later mutation must not change it for other runs. */
function copy({ keys, value }: Mutation): Mutation {
  return { keys, value: value === missing ? missing : structuredClone(value) };
}
