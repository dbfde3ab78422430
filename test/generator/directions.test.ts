import { expect, test } from "vitest";
import { checkUse, generateSample } from "./generate-sample.ts";

/** One schema for requests and answers, which is how most APIs are described. */
const videos = `
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

test("splitDirections() keeps read-only properties out of requests, through references too", async () => {
  const sample = await generateSample(videos);

  const errors = checkUse(
    sample,
    `
    const secret = "s";
    api.createVideo(client, { body: { title: "a", secret, tags: [{ name: "b" }] } });
    // @ts-expect-error id is read-only
    api.createVideo(client, { body: { id: "1", title: "a", secret } });
    // @ts-expect-error made is read-only, two references down
    api.createVideo(client, { body: { title: "a", secret, tags: [{ made: "now" }] } });
    // @ts-expect-error the schema of stamp is read-only
    api.createVideo(client, { body: { title: "a", secret, stamp: "now" } });
    // @ts-expect-error there is no such property
    api.createVideo(client, { body: { title: "a", secret, titel: "b" } });
    declare const video: Schemas["Video"];
    const given = { ...video, secret };
    // @ts-expect-error an answer has an id, also when it is not written out
    api.createVideo(client, { body: given });
    `,
  );
  expect(errors).toEqual([]);
});

test("splitDirections() does not promise write-only properties in answers", async () => {
  const sample = await generateSample(videos);

  const errors = checkUse(
    sample,
    `
    const { data } = await api.createVideo(client, { body: { title: "a", secret: "s" } });
    if (data) {
      const { id, title }: { id: string; title: string } = data;
      void [id, title, data.tags?.[0]?.made, data.stamp];
      // @ts-expect-error secret is write-only
      data.secret;
      // @ts-expect-error there is no such property
      data.titel;
    }
    `,
  );
  expect(errors).toEqual([]);
});

test("splitDirections() leaves properties with a default to the server", async () => {
  const sample = await generateSample(videos);

  const errors = checkUse(
    sample,
    `
    const body: Schemas["VideoWrite"] = { title: "a", secret: "s", size: undefined };
    export { body };
    `,
  );
  expect(errors).toEqual([]);
});

test("splitDirections() makes a second form only where a schema differs and is used both ways", async () => {
  const { schema } = await generateSample(videos);

  const names = schema.match(/^ {4}\w+(?=: )/gm)?.map((name) => name.trim());
  expect(names).toEqual(
    expect.arrayContaining(["Video", "VideoWrite", "Tag", "TagWrite", "Stamp", "Same"]),
  );
  expect(names).not.toContain("SameWrite");
  expect(names).not.toContain("StampWrite");
});

test("splitDirections() does not take a name that the spec uses", async () => {
  const sample = await generateSample(`${videos}    VideoWrite: { type: string }\n`);

  const errors = checkUse(
    sample,
    `
    export const own: Schemas["VideoWrite"] = "text";
    export const body: Schemas["VideoWrite2"] = { title: "a", secret: "s" };
    api.createVideo(client, { body });
    `,
  );
  expect(errors).toEqual([]);
});

test("splitDirections() keeps the name of a schema that only requests use", async () => {
  const sample = await generateSample(`
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
`);

  const errors = checkUse(
    sample,
    `
    export const body: Schemas["New"] = { key: "k" };
    // @ts-expect-error id is read-only
    body.id = "1";
    `,
  );
  expect(errors).toEqual([]);
  expect(sample.schema).not.toContain("NewWrite");
});

test("splitDirections() keeps the values of a discriminator when schemas change their names", async () => {
  const sample = await generateSample(`
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
`);

  const errors = checkUse(
    sample,
    `
    api.createPet(client, { body: { kind: "Cat", purrs: true } });
    api.createPet(client, { body: { kind: "dog", barks: true } });
    // @ts-expect-error the name of the request's own form is no value
    api.createPet(client, { body: { kind: "CatWrite", purrs: true } });
    // @ts-expect-error id is read-only
    api.createPet(client, { body: { kind: "Cat", id: "1" } });
    api.replaceShape(client, { body: { kind: "Circle", radius: 1 } });
    // @ts-expect-error the name of the request's own form is no value
    api.replaceShape(client, { body: { kind: "CircleWrite", radius: 1 } });
    // @ts-expect-error area is read-only
    api.replaceShape(client, { body: { kind: "Circle", area: 1 } });
    const { data } = await api.createPet(client, { body: { kind: "Cat" } });
    if (data?.kind === "Cat") void data.id;
    `,
  );
  expect(errors).toEqual([]);
});

test("splitDirections() takes bytes in many shapes and gives a Blob", async () => {
  const sample = await generateSample(`
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
`);

  const errors = checkUse(
    sample,
    `
    const bytes = new Uint8Array();
    api.upload(client, { body: { file: new Blob(), poster: bytes, text: "AAAA" } });
    api.upload(client, { body: { file: null } });
    api.replace(client, { body: bytes });
    api.replace(client, { body: bytes.buffer });
    api.replace(client, { body: new Blob().stream() });
    // @ts-expect-error text is no bytes
    api.replace(client, { body: "text" });
    // @ts-expect-error a look-alike is no Blob
    api.replace(client, { body: { size: 1, type: "" } });
    // @ts-expect-error encoded bytes are text
    api.upload(client, { body: { text: bytes } });
    const { data } = await api.upload(client, { body: {} });
    if (data) await data.arrayBuffer();
    `,
  );
  expect(errors).toEqual([]);
});

test("emitSchema() lets undefined stand for an option that is left out", async () => {
  const sample = await generateSample(`
paths:
  /a:
    get:
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
`);

  const errors = checkUse(
    sample,
    `
    const none = undefined;
    const query = { status: none, filter: { from: none }, sort: { by: none } };
    api.get(client, { query, headers: { "X-A": none }, body: { a: { b: none } } });
    // @ts-expect-error undefined is not null
    api.get(client, { query: { status: null } });
    // @ts-expect-error there is no such value
    api.get(client, { query: { status: "done" } });
    // @ts-expect-error there is no such parameter
    api.get(client, { query: { state: "success" } });
    `,
  );
  expect(errors).toEqual([]);
});

test("directSchema() lets callers give additional properties beside named ones of another type", async () => {
  const sample = await generateSample(`
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
`);

  const errors = checkUse(
    sample,
    `
    api.create(client, { body: { name: "a", other: 1 } });
    // @ts-expect-error name is missing
    api.create(client, { body: { other: 1 } });
    `,
  );
  expect(errors).toEqual([]);
});
