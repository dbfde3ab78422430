import type { Use } from "../check-uses.ts";
import { generateSample } from "../generate-sample.ts";

/** A schema that serves requests and responses, which is how most APIs are described. */
export const videos = `
paths:
  /videos:
    post:
      operationId: createVideo
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/Video" } } }
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { $ref: "#/components/schemas/Video" } } }
components:
  schemas:
    Video:
      type: object
      required: [id, title, secret]
      properties:
        id: { type: string, readOnly: true }
        title: { type: string }
        secret: { type: string, writeOnly: true }
        size: { type: integer, default: 1 }
        tags: { type: array, items: { $ref: "#/components/schemas/Tag" } }
        stamp: { $ref: "#/components/schemas/Stamp" }
    Tag:
      type: object
      properties: { name: { type: string }, made: { type: string, readOnly: true } }
    Stamp: { type: string, readOnly: true }
    Same: { type: object, properties: { a: { type: string } } }
`;

/** Uses of schemas that differ between requests and responses. */
export const directionUses: readonly Use[] = [
  {
    name: "splitDirections() excludes read-only properties from requests, also through references",
    generate: () => generateSample(videos),
    use: `
const secret = "s";
api.createVideo(client, { body: { title: "a", secret, tags: [{ name: "b" }] } });
// @ts-expect-error id is read-only
api.createVideo(client, { body: { id: "1", title: "a", secret } });
// @ts-expect-error made is read-only, two references down
api.createVideo(client, { body: { title: "a", secret, tags: [{ made: "now" }] } });
// @ts-expect-error the schema of stamp is read-only
api.createVideo(client, { body: { title: "a", secret, stamp: "now" } });
// @ts-expect-error the property does not exist
api.createVideo(client, { body: { title: "a", secret, titel: "b" } });
declare const video: Schemas["Video"];
const given = { ...video, secret };
// @ts-expect-error a response has an id, even if it is not written out
api.createVideo(client, { body: given });
`,
  },
  {
    name: "splitDirections() excludes write-only properties from responses",
    generate: () => generateSample(videos),
    use: `
const { data } = await api.createVideo(client, { body: { title: "a", secret: "s" } });
if (data) {
  const { id, title }: { id: string; title: string } = data;
  void [id, title, data.tags?.[0]?.made, data.stamp];
  // @ts-expect-error secret is write-only
  data.secret;
  // @ts-expect-error the property does not exist
  data.titel;
}
`,
  },
  {
    name: "splitDirections() makes properties with a default optional in requests",
    generate: () => generateSample(videos),
    use: `
const body: Schemas["VideoWrite"] = { title: "a", secret: "s", size: undefined };
export { body };
`,
  },
  {
    name: "splitDirections() chooses a name that the spec does not use",
    generate: () => generateSample(`${videos}    VideoWrite: { type: string }\n`),
    use: `
export const own: Schemas["VideoWrite"] = "text";
export const body: Schemas["VideoWrite2"] = { title: "a", secret: "s" };
api.createVideo(client, { body });
`,
  },
  {
    name: "splitDirections() does not rename a schema that only requests use",
    generate: () =>
      generateSample(`
paths:
  /videos:
    post:
      operationId: createVideo
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/New" } } } }
      responses: { "204": { description: ok } }
components:
  schemas:
    New:
      type: object
      properties: { id: { type: string, readOnly: true }, key: { type: string, writeOnly: true } }
`),
    use: `
export const body: Schemas["New"] = { key: "k" };
// @ts-expect-error id is read-only
body.id = "1";
`,
  },
  {
    name: "splitDirections() preserves the values of a discriminator when schemas are renamed",
    generate: () =>
      generateSample(`
paths:
  /pets:
    post:
      operationId: createPet
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
    put:
      operationId: replaceShape
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/Circle" } } }
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { $ref: "#/components/schemas/Circle" } } }
components:
  schemas:
    Pet:
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
      discriminator: { propertyName: kind, mapping: { dog: "#/components/schemas/Dog" } }
    Cat:
      type: object
      properties: { kind: { type: string }, id: { type: string, readOnly: true }, purrs: { type: boolean } }
    Dog:
      type: object
      properties: { kind: { type: string }, barks: { type: boolean } }
    Shape:
      type: object
      required: [kind]
      properties: { kind: { type: string }, area: { type: number, readOnly: true } }
      discriminator: { propertyName: kind }
    Circle:
      allOf: [{ $ref: "#/components/schemas/Shape" }]
      type: object
      properties: { radius: { type: number } }
`),
    use: `
api.createPet(client, { body: { kind: "Cat", purrs: true } });
api.createPet(client, { body: { kind: "dog", barks: true } });
// @ts-expect-error the name of the form for requests is not a value
api.createPet(client, { body: { kind: "CatWrite", purrs: true } });
// @ts-expect-error id is read-only
api.createPet(client, { body: { kind: "Cat", id: "1" } });
api.replaceShape(client, { body: { kind: "Circle", radius: 1 } });
// @ts-expect-error the name of the form for requests is not a value
api.replaceShape(client, { body: { kind: "CircleWrite", radius: 1 } });
// @ts-expect-error area is read-only
api.replaceShape(client, { body: { kind: "Circle", area: 1 } });
const { data } = await api.createPet(client, { body: { kind: "Cat" } });
if (data?.kind === "Cat") void data.id;
`,
  },
  {
    name: "splitDirections() accepts bytes in several types and returns a Blob",
    generate: () =>
      generateSample(`
paths:
  /a:
    post:
      operationId: upload
      requestBody:
        required: true
        content: { multipart/form-data: { schema: { $ref: "#/components/schemas/Upload" } } }
      responses:
        "200": { description: ok, content: { application/octet-stream: {} } }
        "201":
          description: ok
          content: { image/png: { schema: { contentMediaType: image/png } } }
    put:
      operationId: replace
      requestBody: { required: true, content: { application/octet-stream: {} } }
      responses: { "200": { description: ok } }
components:
  schemas:
    Upload:
      type: object
      properties:
        file: { type: [string, "null"], format: binary }
        poster: { type: string, contentMediaType: image/png }
        text: { type: string, contentMediaType: image/png, contentEncoding: base64 }
`),
    use: `
const bytes = new Uint8Array();
api.upload(client, { body: { file: new Blob(), poster: bytes, text: "AAAA" } });
api.upload(client, { body: { file: null } });
api.replace(client, { body: bytes });
api.replace(client, { body: bytes.buffer });
api.replace(client, { body: new Blob().stream() });
// @ts-expect-error text is not bytes
api.replace(client, { body: "text" });
// @ts-expect-error an object with the fields of a Blob is not a Blob
api.replace(client, { body: { size: 1, type: "" } });
// @ts-expect-error encoded bytes are text
api.upload(client, { body: { text: bytes } });
const { data } = await api.upload(client, { body: {} });
if (data) await data.arrayBuffer();
`,
  },
  {
    name: "emitSchema() accepts undefined for an optional property",
    generate: () =>
      generateSample(`
paths:
  /a:
    post:
      operationId: get
      parameters:
        - { name: status, in: query, schema: { type: string, enum: [success, fail] } }
        - { name: X-A, in: header, schema: { type: string } }
        - name: filter
          in: query
          schema: { type: object, properties: { from: { type: string } } }
        - { $ref: "#/components/parameters/Sort" }
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { a: { $ref: "#/components/schemas/A" } } }
      responses: { "200": { description: ok } }
components:
  parameters:
    Sort: { name: sort, in: query, schema: { type: object, properties: { by: { type: string } } } }
  schemas:
    A: { type: object, properties: { b: { type: string } } }
`),
    use: `
const none = undefined;
const query = { status: none, filter: { from: none }, sort: { by: none } };
api.get(client, { query, headers: { "X-A": none }, body: { a: { b: none } } });
// @ts-expect-error undefined is not null
api.get(client, { query: { status: null } });
// @ts-expect-error the value does not exist
api.get(client, { query: { status: "done" } });
// @ts-expect-error the parameter does not exist
api.get(client, { query: { state: "success" } });
`,
  },
  {
    name: "directSchema() accepts additional properties of another type in requests",
    generate: () =>
      generateSample(`
paths:
  /a:
    post:
      operationId: create
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/A" } } } }
      responses: { "200": { description: ok } }
components:
  schemas:
    A:
      type: object
      required: [name]
      properties: { name: { type: string } }
      additionalProperties: { type: number }
`),
    use: `
api.create(client, { body: { name: "a", other: 1 } });
// @ts-expect-error name is missing
api.create(client, { body: { other: 1 } });
`,
  },
];
