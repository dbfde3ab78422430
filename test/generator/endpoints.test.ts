import { expect, test } from "vitest";
import { generateApi } from "../../scripts/generate.ts";
import {
  checkUse,
  declarations,
  generateSample,
  ownPart,
  sampleDocument,
  sampleSpec,
} from "./generate-sample.ts";

test("generateApi() prints a docstring, types by direct index and one line for an operation", async () => {
  const sample = await generateSample(`
paths:
  /videos.json:
    get:
      operationId: listVideos
      summary: Lists the videos
      description: Newest first.
      externalDocs: { url: https://docs.example.com/videos, description: The manual }
      deprecated: true
      parameters:
        - { name: status, in: query, schema: { type: string, enum: [success, fail] } }
      responses:
        "200":
          description: Videos
          content: { application/json: { schema: { type: array, items: { type: string } } } }
        "404":
          description: Nothing there
          content: { application/json: { schema: { type: object } } }
`);

  expect(checkUse(sample, "")).toEqual([]);
  expect(ownPart(sample.endpoints)).toMatchInlineSnapshot(`
    "export type ListVideosQuery = NonNullable<operations["listVideos"]["parameters"]["query"]>;
    export type ListVideosData =
      operations["listVideos"]["responses"][200]["content"]["application/json"];
    export type ListVideosError =
      operations["listVideos"]["responses"][404]["content"]["application/json"];

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
    ): Promise<Result<ListVideosData, ListVideosError>> {
      return call(client, "get", "/videos.json", options);
    }
    "
  `);
});

test("generateApi() requires options exactly where the spec requires them", async () => {
  const sample = await generateSample(`
paths:
  /a/{video-id}:
    parameters:
      - { name: video-id, in: path, required: true, schema: { type: string } }
    put:
      operationId: replace
      parameters:
        - { name: q, in: query, required: true, schema: { type: string } }
        - { name: X-Part, in: header, required: true, schema: { type: integer } }
      requestBody: { required: true, content: { application/json: { schema: { type: object } } } }
      responses: { "200": { description: ok } }
    patch:
      operationId: change
      parameters:
        - { name: X-Part, in: header, schema: { type: integer } }
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { "200": { description: ok } }
  /b:
    delete: { operationId: clear, responses: { "200": { description: ok } } }
`);

  const errors = checkUse(
    sample,
    `
    const path = { "video-id": "1" };
    api.replace(client, { path, query: { q: "a" }, headers: { "X-Part": 1, "X-Other": "b" }, body: {} });
    // @ts-expect-error query is missing
    api.replace(client, { path, headers: { "X-Part": 1 }, body: {} });
    // @ts-expect-error headers are missing
    api.replace(client, { path, query: { q: "a" }, body: {} });
    // @ts-expect-error body is missing
    api.replace(client, { path, query: { q: "a" }, headers: { "X-Part": 1 } });
    // @ts-expect-error options are missing
    api.replace(client);
    api.change(client, { path });
    api.change(client, { path, headers: undefined, body: undefined, signal: undefined });
    // @ts-expect-error X-Part is a number
    api.change(client, { path, headers: { "X-Part": "first" } });
    // @ts-expect-error path parameter has another name
    api.change(client, { path: { videoId: "1" } });
    api.clear(client);
    // @ts-expect-error there is no body to give
    api.clear(client, { body: {} });
    `,
  );

  expect(errors).toEqual([]);
});

test("generateApi() prints every method of OpenAPI", async () => {
  const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
  const operations = methods.map(
    (method) =>
      `    ${method}: { operationId: do-${method}, responses: { "200": { description: ok } } }`,
  );

  const sample = await generateSample(`paths:\n  /a:\n${operations.join("\n")}`);

  const calls = declarations(sample.endpoints, /^return/);
  expect(calls).toEqual(methods.map((method) => `return call(client, "${method}", "/a", options)`));
  expect(checkUse(sample, "")).toEqual([]);
});

test("generateApi() joins the answers of an operation and its failures", async () => {
  const body = (field: string) =>
    `content: { application/json: { schema: { type: object, properties: { ${field}: { type: string } } } } }`;
  const sample = await generateSample(`
paths:
  /a:
    get:
      operationId: get
      responses:
        "200": { description: ok, ${body("one")} }
        2XX: { description: ok, ${body("two")} }
        "204": { description: none }
        "304": { description: not modified }
        "404": { description: bad, ${body("missing")} }
        4XX: { description: bad, ${body("refused")} }
        default: { description: bad, ${body("broken")} }
  /b:
    get:
      operationId: getNothing
      responses: { "204": { description: none }, "500": { description: bad } }
  /c:
    head:
      operationId: headNothing
      responses: { "200": { description: ok, ${body("one")} } }
`);

  expect(checkUse(sample, "")).toEqual([]);
  expect(declarations(sample.endpoints, /^export type \w+(Data|Error) /)).toMatchInlineSnapshot(`
    [
      "export type GetData = | operations["get"]["responses"][200]["content"]["application/json"] | undefined | operations["get"]["responses"]["2XX"]["content"]["application/json"]",
      "export type GetError = | undefined | operations["get"]["responses"][404]["content"]["application/json"] | operations["get"]["responses"]["4XX"]["content"]["application/json"] | operations["get"]["responses"]["default"]["content"]["application/json"]",
      "export type GetNothingData = undefined",
      "export type GetNothingError = unknown",
      "export type HeadNothingData = undefined",
      "export type HeadNothingError = unknown",
    ]
  `);
});

test("generateApi() says which media type is sent, and how an answer is read", async () => {
  const sample = await generateSample(`
paths:
  /a:
    post:
      operationId: both
      requestBody:
        content:
          multipart/form-data: { schema: { type: object, properties: { a: { type: string } } } }
          application/json: { schema: { type: object, properties: { b: { type: string } } } }
      responses: { "200": { description: ok, content: { image/png: {} } } }
    put:
      operationId: fill
      requestBody:
        content:
          application/octet-stream: {}
          application/x-www-form-urlencoded: { schema: { type: object } }
      responses: { "200": { description: ok, content: { text/plain: { schema: { type: string } } } } }
    patch:
      operationId: patch
      requestBody: { content: { application/merge-patch+json: { schema: { type: object } } } }
      responses:
        "200":
          description: ok
          content:
            text/html: { schema: { type: string } }
            application/json; charset=utf-8: { schema: { type: number } }
`);

  expect(checkUse(sample, "")).toEqual([]);
  expect(declarations(sample.endpoints, /^export type \w+(Body|Data) /)).toMatchInlineSnapshot(`
    [
      "export type BothBody = NonNullable< operations["both"]["requestBody"] >["content"]["application/json"]",
      "export type BothData = operations["both"]["responses"][200]["content"]["image/png"]",
      "export type FillBody = NonNullable< operations["fill"]["requestBody"] >["content"]["application/x-www-form-urlencoded"]",
      "export type FillData = operations["fill"]["responses"][200]["content"]["text/plain"]",
      "export type PatchBody = NonNullable< operations["patch"]["requestBody"] >["content"]["application/merge-patch+json"]",
      "export type PatchData = operations["patch"]["responses"][200]["content"]["application/json; charset=utf-8"]",
    ]
  `);
  expect(declarations(sample.endpoints, /^return/)).toMatchInlineSnapshot(`
    [
      "return call(client, "post", "/a", options, { parseAs: "blob" })",
      "return call(client, "put", "/a", options, { contentType: "application/x-www-form-urlencoded", parseAs: "text", })",
      "return call(client, "patch", "/a", options, { contentType: "application/merge-patch+json" })",
    ]
  `);
  expect(sample.endpoints.match(/Sends.*/g)).toMatchInlineSnapshot(`
    [
      "Sends \`application/json\`; the server also accepts \`multipart/form-data\`.",
      "Sends \`application/x-www-form-urlencoded\`; the server also accepts \`application/octet-stream\`.",
    ]
  `);
});

test("generateApi() lets the server of an operation be replaced", async () => {
  const sample = await generateSample(`
servers: [{ url: https://api.example.com/v1 }]
paths:
  /a:
    servers: [{ url: "https://{region}.example.com", variables: { region: { default: eu } } }]
    get: { operationId: regional, responses: { "200": { description: ok } } }
    post:
      operationId: relative
      servers: [{ url: /v2 }]
      responses: { "200": { description: ok } }
  /b:
    get: { operationId: usual, responses: { "200": { description: ok } } }
`);

  expect(declarations(sample.endpoints, /^return/)).toEqual([
    `return call(client, "get", "/a", options, { baseUrl: "https://eu.example.com" })`,
    `return call(client, "post", "/a", options, { baseUrl: "https://api.example.com/v2" })`,
    `return call(client, "get", "/b", options)`,
  ]);
  const errors = checkUse(
    sample,
    `
    api.regional(client, { baseUrl: "https://us.example.com" });
    // @ts-expect-error the server of the document is the client's
    api.usual(client, { baseUrl: "https://us.example.com" });
    `,
  );
  expect(errors).toEqual([]);
});

test("generateApi() merges the parameters of a path item and lets operations replace them", async () => {
  const sample = await generateSample(`
paths:
  /a/{id}:
    parameters:
      - $ref: "#/components/parameters/Id"
      - { name: limit, in: query, required: true, schema: { type: string } }
      - { name: id, in: query, schema: { type: boolean } }
    get:
      operationId: get
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
      responses: { "200": { description: ok } }
components:
  parameters:
    Id: { name: id, in: path, required: true, schema: { type: string } }
`);

  const errors = checkUse(
    sample,
    `
    const path = { id: "1" };
    api.get(client, { path });
    api.get(client, { path, query: { limit: 1, id: true } });
    // @ts-expect-error the operation says that limit is a number
    api.get(client, { path, query: { limit: "1" } });
    `,
  );
  expect(errors).toEqual([]);
});

test("generateApi() leaves out headers that OpenAPI ignores, and says which cookies it does not send", async () => {
  const sample = await generateSample(`
paths:
  /a:
    get:
      operationId: get
      parameters:
        - { name: Accept, in: header, required: true, schema: { type: string } }
        - { name: content-type, in: header, required: true, schema: { type: string } }
        - $ref: "#/components/parameters/Authorization"
        - { name: session, in: cookie, required: true, schema: { type: string } }
      responses: { "200": { description: ok } }
components:
  parameters:
    Authorization: { name: Authorization, in: header, required: true, schema: { type: string } }
`);

  expect(checkUse(sample, "api.get(client);")).toEqual([]);
  expect(sample.endpoints).toContain(" * Does not send cookies: `session`.\n");
});

test("generateApi() makes types, and no functions, of webhooks", async () => {
  const sample = await generateSample(`
paths: {}
webhooks:
  encoded:
    post:
      operationId: onEncoded
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/Video" } } }
      responses: { "200": { description: ok } }
components:
  schemas:
    Video:
      type: object
      properties: { id: { type: string, readOnly: true }, key: { type: string, writeOnly: true } }
`);

  expect(sample.endpoints).not.toContain("export function");
  const errors = checkUse(
    sample,
    `
    import type { operations } from "./schema.ts";
    type Event = operations["onEncoded"]["requestBody"]["content"]["application/json"];
    declare const event: Event;
    export const id: string | undefined = event.id;
    // @ts-expect-error the service does not send what may only be written
    event.key;
    `,
  );
  expect(errors).toEqual([]);
});

test("generateApi() gives the same text every time, and leaves the spec alone", async () => {
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

  const [first, second] = [1, 2].map(() => generateApi(spec, { requiresDocs: false }));

  expect(second).toEqual(first);
  expect(spec).toEqual(before);
});

test("generateApi() keeps any description inside the comments of the types", async () => {
  const sample = await generateSample(`
paths: {}
components:
  schemas:
    Video:
      type: object
      properties:
        title: { type: string, description: "One */ two\\r\\n@deprecated is a word\\n  @param too" }
`);

  expect(checkUse(sample, "")).toEqual([]);
  expect(sample.schema).toContain("@description One *\\/ two\n");
  expect(sample.schema).toContain(" \\@deprecated is a word\n");
  expect(sample.schema).toContain(" \\@param too\n");
});
