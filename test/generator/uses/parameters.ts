import type { Use } from "../check-uses.ts";
import { generateSample } from "../generate-sample.ts";

/** A document with parameters of all styles. */
const styledParameters = `
paths:
  /items/{ids}/{point}:
    get:
      operationId: getItems
      parameters:
        - { name: ids, in: path, required: true, style: matrix, schema: { type: array, items: { type: integer } } }
        - { name: point, in: path, required: true, style: label, schema: { type: object, properties: { x: { type: number } } } }
        - { name: tags, in: query, style: pipeDelimited, explode: false, schema: { type: array, items: { type: string } } }
        - { name: filter, in: query, style: deepObject, schema: { type: object, properties: { a: { type: object, properties: { b: { type: integer } } } } } }
        - { name: where, in: query, content: { application/json: { schema: { type: object, properties: { c: { type: boolean } } } } } }
        - { name: X-Ids, in: header, schema: { type: array, items: { type: string } } }
        - { name: X-Point, in: header, explode: true, schema: { type: object, properties: { x: { type: number } } } }
      responses: { "204": { description: ok } }
  /lists:
    get:
      operationId: getLists
      parameters:
        - { name: X-Ids, in: header, schema: { type: array, items: { type: string } } }
        - { name: X-Id, in: header, schema: { type: integer, format: int64 } }
      responses: { "204": { description: ok } }
`;

/** A document with bodies of all kinds. */
const styledBodies = `
paths:
  /form:
    post:
      operationId: sendForm
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { a: { type: array, items: { type: string } }, b: { type: object } } }
            encoding: { a: { style: pipeDelimited }, b: { style: deepObject } }
      responses: { "204": { description: ok } }
  /parts:
    post:
      operationId: sendParts
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                files: { type: array, items: { type: string, format: binary } }
                meta: { type: object, properties: { title: { type: string } } }
                tags: { type: array, items: { type: string } }
            encoding: { tags: { explode: false }, meta: { contentType: application/json } }
      responses: { "204": { description: ok } }
  /bytes:
    put:
      operationId: sendBytes
      requestBody: { required: true, content: { application/octet-stream: {} } }
      responses: { "204": { description: ok } }
    post:
      operationId: sendText
      requestBody: { content: { text/plain: { schema: { type: string } } } }
      responses: { "204": { description: ok } }
    patch:
      operationId: sendLargeNumbers
      requestBody: { content: { application/json: { schema: { type: object, properties: { id: { type: integer, format: int64 } } } } } }
      responses: { "204": { description: ok } }
`;

const list = "schema: { type: array, items: { type: string } }";
const fields =
  "schema: { type: object, properties: { a: { type: array, items: { type: string } } } }";

function bodyOf(mediaType: string, content: string): string {
  return `requestBody: { content: { ${mediaType}: { ${content} } } }`;
}

/** Operations that each need other functions of the generated module. */
const operations: Readonly<Record<string, string>> = {
  query: `parameters: [{ name: a, in: query, ${list} }]`,
  path: `parameters: [{ name: a, in: path, required: true, ${list} }]`,
  headers: `parameters: [{ name: X-A, in: header, ${list} }]`,
  form: bodyOf("application/x-www-form-urlencoded", fields),
  "a form with styles": bodyOf(
    "application/x-www-form-urlencoded",
    `${fields}, encoding: { a: { explode: false } }`,
  ),
  multipart: bodyOf("multipart/form-data", fields),
  "multipart with styles": bodyOf(
    "multipart/form-data",
    `${fields}, encoding: { a: { explode: false } }`,
  ),
  bytes: bodyOf("application/octet-stream", ""),
  "large integers": bodyOf("application/json", "schema: { type: integer, format: int64 }"),
};

/** What parameters and bodies accept. */
export const parameterUses: readonly Use[] = [
  ...Object.entries(operations).map(([name, operation]) => ({
    name: `a module that only serializes ${name} has no unused code`,
    generate: () =>
      generateSample(`
paths:
  /a${name === "path" ? "/{a}" : ""}:
    post: { operationId: send, ${operation}, responses: { "204": { description: ok } } }
`),
    use: "export const { send } = api;",
  })),
  {
    name: "endpoints take parameters in all styles",
    generate: () => generateSample(styledParameters),
    use: `
const path = { ids: [1, 2], point: { x: 1 } };
void api.getItems(client, { path });
void api.getItems(client, {
  path,
  query: { tags: ["a"], filter: { a: { b: 1 } }, where: { c: true } },
  headers: { "X-Ids": ["a"], "X-Point": { x: 1 }, "X-Other": "b" },
  signal: new AbortController().signal,
  retries: 1,
});
// @ts-expect-error An item has another type.
void api.getItems(client, { path, query: { tags: [1] } });
// @ts-expect-error A nested field has another type.
void api.getItems(client, { path, query: { filter: { a: { b: "1" } } } });
// @ts-expect-error A path parameter is missing.
void api.getItems(client, { path: { ids: [1] } });
// @ts-expect-error A field of a header has another type.
void api.getItems(client, { path, headers: { "X-Point": { x: "1" } } });
void api.getLists(client, { headers: { "X-Ids": ["a", "b"], "X-Id": 2n ** 60n, "X-More": [1n] } });
// @ts-expect-error An extra header is not an object.
void api.getLists(client, { headers: { "X-More": { a: 1 } } });
`,
  },
  {
    name: "endpoints take bodies of all kinds",
    generate: () => generateSample(styledBodies),
    use: `
void api.sendForm(client, { body: { a: ["x"], b: { c: 1 } } });
// @ts-expect-error An item has another type.
void api.sendForm(client, { body: { a: [1] } });
const bytes = new Uint8Array(1);
const stream = new ReadableStream<Uint8Array>();
void api.sendParts(client, {
  body: { files: [new File([], "a"), new Blob([]), bytes], meta: { title: "b" }, tags: ["c"] },
});
// @ts-expect-error A part of a form is not a stream.
void api.sendParts(client, { body: { files: [stream] } });
void api.sendBytes(client, { body: stream });
void api.sendBytes(client, { body: bytes });
// @ts-expect-error The bytes are not an object.
void api.sendBytes(client, { body: { a: 1 } });
void api.sendText(client, { body: "text" });
// @ts-expect-error A text is not a number.
void api.sendText(client, { body: 1 });
void api.sendLargeNumbers(client, { body: { id: 2n ** 60n } });
// @ts-expect-error An integer is not a boolean.
void api.sendLargeNumbers(client, { body: { id: true } });
`,
  },
];
