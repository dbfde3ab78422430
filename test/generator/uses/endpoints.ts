import type { Use } from "../check-uses.ts";
import { generateSample } from "../generate-sample.ts";

const object = (field: string) =>
  `content: { application/json: { schema: { type: object, properties: { ${field}: { type: string } } } } }`;

/** The methods of OpenAPI. */
export const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** A document with an operation of every method. */
export const everyMethod = `paths:\n  /a:\n${methods
  .map((method) => {
    return `    ${method}: { operationId: do-${method}, responses: { "200": { description: ok } } }`;
  })
  .join("\n")}`;

/** A document with ids that are, with the suffix of a type, the name of a shared type or of a class. */
const everyDeclaredName = `paths:\n${["wire", "fixed", "extra", "call", "type", "form", "untyped"]
  .map((id) => {
    return `  /${id}: { get: { operationId: ${id}, responses: { "200": { description: ok, ${object("code")} } } } }`;
  })
  .join("\n")}`;

/** A document with several successes and failures. */
export const responses = `
paths:
  /a:
    get:
      operationId: get
      responses:
        "200": { description: ok, ${object("one")} }
        2XX: { description: ok, ${object("two")} }
        "204": { description: none }
        "304": { description: not modified }
        "404": { description: bad, ${object("missing")} }
        4XX: { description: bad, ${object("rejected")} }
        default: { description: bad, ${object("broken")} }
  /b:
    get:
      operationId: getNothing
      responses: { "204": { description: none }, "500": { description: bad } }
  /c:
    head:
      operationId: headNothing
      responses: { "200": { description: ok, ${object("one")} } }
`;

/** A document with bodies in several media types. */
export const mediaTypes = `
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
`;

/** A document whose operations have their own servers. */
export const servers = `
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
`;

/** A document with headers that OpenAPI ignores, and a cookie. */
export const ignoredHeaders = `
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
`;

/** A document with a webhook. */
export const webhooks = `
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
`;

/** A document with comment delimiters and tags in a description. */
export const unsafeDescription = `
paths: {}
components:
  schemas:
    Video:
      type: object
      properties:
        title: { type: string, description: "One */ two\\r\\n@deprecated is a word\\n  @param too" }
`;

/** A document with an operation that has everything a docstring contains. */
export const fullOperation = `
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
`;

/** Uses of endpoint functions. */
export const endpointUses: readonly Use[] = [
  {
    name: "generateApi() requires options exactly where the spec requires them",
    generate: () =>
      generateSample(`
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
`),
    use: `
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
// @ts-expect-error the operation has no body
api.clear(client, { body: {} });
`,
  },
  {
    name: "generateApi() merges the parameters of a path item with those of its operations",
    generate: () =>
      generateSample(`
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
`),
    use: `
const path = { id: "1" };
api.get(client, { path });
api.get(client, { path, query: { limit: 1, id: true } });
// @ts-expect-error limit is a number in the operation
api.get(client, { path, query: { limit: "1" } });
`,
  },
  {
    name: "generateApi() lets callers replace the server of an operation",
    generate: () => generateSample(servers),
    use: `
api.regional(client, { baseUrl: "https://us.example.com" });
// @ts-expect-error the server of the document is the client's
api.usual(client, { baseUrl: "https://us.example.com" });
`,
  },
  {
    name: "generateApi() requires no headers that OpenAPI ignores",
    generate: () => generateSample(ignoredHeaders),
    use: `
api.get(client);
`,
  },
  {
    name: "generateApi() keeps the names of operations whose types would hide others",
    generate: () => generateSample(everyDeclaredName),
    use: `
api.wire(client);
api.fixed(client);
api.extra(client);
const { data } = await api.call(client, { timeoutMs: 1 });
export const code: string | undefined = data?.code;
export const { code: same }: api.Type_Data = {};
// @ts-expect-error a code is text
export const bad: api.Type_Data = { code: 1 };
`,
  },
  {
    name: "generateApi() generates the types of webhooks",
    generate: () => generateSample(webhooks),
    use: `
import type { operations } from "./schema.ts";
type Event = operations["onEncoded"]["requestBody"]["content"]["application/json"];
declare const event: Event;
export const id: string | undefined = event.id;
// @ts-expect-error the service does not send write-only properties
event.key;
`,
  },
  {
    name: "generateApi() generates valid code for a documented operation",
    generate: () => generateSample(fullOperation),
    use: "",
  },
  {
    name: "generateApi() generates valid code for every method",
    generate: () => generateSample(everyMethod),
    use: "",
  },
  {
    name: "generateApi() generates valid code for several responses",
    generate: () => generateSample(responses),
    use: "",
  },
  {
    name: "generateApi() generates valid code for several media types",
    generate: () => generateSample(mediaTypes),
    use: "",
  },
  {
    name: "generateApi() generates valid code for any description",
    generate: () => generateSample(unsafeDescription),
    use: "",
  },
];
