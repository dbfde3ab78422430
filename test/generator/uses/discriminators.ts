import type { Use } from "../check-uses.ts";
import { generateSample } from "../generate-sample.ts";

/** Returns a document with component schemas, of which `Subject` is both sent and received. */
function inBothDirections(schemas: string): string {
  return `
paths:
  /a:
    put:
      operationId: replace
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/Subject" } } }
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { $ref: "#/components/schemas/Subject" } } }
components:
  schemas:
${schemas}`;
}

/** Uses of unions whose members differ by the value of a property. */
export const discriminatorUses: readonly Use[] = [
  {
    name: "generateApi() narrows a union by the values that its members state, not by their names",
    generate: () =>
      generateSample(
        inBothDirections(`
    Subject:
      oneOf: [{ $ref: "#/components/schemas/TextItem" }, { $ref: "#/components/schemas/ImageItem" }, { $ref: "#/components/schemas/MediaItem" }]
      discriminator: { propertyName: type }
    TextItem:
      type: object
      required: [type, text]
      properties: { id: { type: string, readOnly: true }, type: { type: string, enum: [text] }, text: { type: string } }
    ImageItem:
      type: object
      required: [type, url]
      properties: { type: { const: image }, url: { type: string } }
    MediaItem:
      type: object
      required: [type, seconds]
      properties: { type: { $ref: "#/components/schemas/MediaType" }, seconds: { type: number } }
    MediaType: { type: string, enum: [audio, video] }
`),
      ),
    use: `
api.replace(client, { body: { type: "text", text: "a" } });
api.replace(client, { body: { type: "image", url: "a" } });
api.replace(client, { body: { type: "video", seconds: 1 } });
// @ts-expect-error the name of a schema is not a value
api.replace(client, { body: { type: "TextItem", text: "a" } });
// @ts-expect-error an image has no text
api.replace(client, { body: { type: "image", text: "a" } });
// @ts-expect-error the value does not exist
api.replace(client, { body: { type: "film", seconds: 1 } });
const { data } = await api.replace(client, { body: { type: "audio", seconds: 1 } });
if (data?.type === "text") data.text.trim();
if (data?.type === "image") data.url.trim();
if (data?.type === "audio") data.seconds.toFixed();
// @ts-expect-error an image has no seconds
if (data?.type === "image") data.seconds;
const item: Schemas["TextItem"] = { type: "text", text: "a" };
export const subject: Schemas["Subject"] = item;
`,
  },
  {
    name: "generateApi() uses the mapping of a discriminator, and the name of a schema without one",
    generate: () =>
      generateSample(
        inBothDirections(`
    Subject:
      anyOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }, { $ref: "#/components/schemas/Fish" }, { $ref: "#/components/schemas/Crab" }]
      discriminator: { propertyName: kind, mapping: { tom: "#/components/schemas/Cat", kitty: Cat, carp: Fish } }
    Cat: { type: object, properties: { kind: { type: string }, purrs: { type: boolean } } }
    Dog: { type: object, properties: { barks: { type: boolean } } }
    Fish: { type: object, required: [kind], properties: { kind: { type: string, enum: [carp, pike] }, swims: { type: boolean } } }
    Crab: { allOf: [{ type: object, properties: { kind: { type: string }, legs: { type: integer } } }] }
`),
      ),
    use: `
api.replace(client, { body: { kind: "tom", purrs: true } });
api.replace(client, { body: { kind: "kitty", purrs: true } });
api.replace(client, { body: { kind: "Dog", barks: true } });
api.replace(client, { body: { kind: "carp", swims: true } });
api.replace(client, { body: { kind: "Crab", legs: 8 } });
// @ts-expect-error the mapping replaces the name
api.replace(client, { body: { kind: "Cat", purrs: true } });
// @ts-expect-error the mapping excludes another value of the same member
api.replace(client, { body: { kind: "pike", swims: true } });
// @ts-expect-error the property that decides is missing
api.replace(client, { body: { barks: true } });
const { data } = await api.replace(client, { body: { kind: "Dog" } });
if (data?.kind === "kitty") void data.purrs;
if (data?.kind === "Crab") void data.legs;
// @ts-expect-error a dog has no legs
if (data?.kind === "Dog") data.legs;
`,
  },
  {
    name: "generateApi() narrows unions inside unions, by numbers and booleans, and with inline members",
    generate: () =>
      generateSample(`
paths: {}
components:
  schemas:
    Shape: { oneOf: [{ $ref: "#/components/schemas/Round" }, { $ref: "#/components/schemas/Square" }], discriminator: { propertyName: kind } }
    Round: { oneOf: [{ $ref: "#/components/schemas/Circle" }, { $ref: "#/components/schemas/Oval" }] }
    Circle: { type: object, properties: { kind: { type: string }, radius: { type: number } } }
    Oval: { type: object, required: [kind], properties: { kind: { const: oval }, radii: { type: array, items: { type: number } } } }
    Square: { type: object, properties: { kind: { type: string }, side: { type: number } } }
    Message: { oneOf: [{ $ref: "#/components/schemas/Ping" }, { $ref: "#/components/schemas/Pong" }], discriminator: { propertyName: op, mapping: { "1": Ping, "2": Pong } } }
    Ping: { type: object, required: [op], properties: { op: { type: integer }, at: { type: number } } }
    Pong: { type: object, required: [op], properties: { op: { type: integer, enum: [2] }, of: { type: number } } }
    State:
      oneOf:
        - { type: object, required: [ok, value], properties: { ok: { const: true }, value: { type: string } } }
        - { type: object, required: [ok, reason], properties: { ok: { const: false }, reason: { type: string } } }
      discriminator: { propertyName: ok }
`),
    use: `
declare const shape: Schemas["Shape"];
if (shape.kind === "Circle") void shape.radius;
if (shape.kind === "oval") void shape.radii;
// @ts-expect-error a square has a side
if (shape.kind === "Square") void shape.radius;
// @ts-expect-error the name of the inner union is not a value
if (shape.kind === "Round") void shape;
declare const message: Schemas["Message"];
if (message.op === 1) void message.at;
if (message.op === 2) void message.of;
// @ts-expect-error a ping has no such field
if (message.op === 1) void message.of;
declare const state: Schemas["State"];
if (state.ok) void state.value;
else void state.reason;
// @ts-expect-error a failure has no value
if (!state.ok) void state.value;
`,
  },
  {
    name: "generateApi() keeps the members of a union that another schema extends",
    generate: () =>
      generateSample(
        inBothDirections(`
    Subject:
      allOf:
        - $ref: "#/components/schemas/Event"
        - { type: object, required: [at], properties: { at: { type: number } } }
    Event:
      oneOf: [{ $ref: "#/components/schemas/Created" }, { $ref: "#/components/schemas/Deleted" }]
      discriminator: { propertyName: type, mapping: { created: Created, deleted: Deleted } }
    Created: { type: object, required: [type, name], properties: { type: { type: string }, name: { type: string } } }
    Deleted: { type: object, required: [type, reason], properties: { type: { type: string }, reason: { type: string } } }
    Signed:
      type: object
      required: [signature]
      properties: { signature: { type: string } }
      oneOf: [{ $ref: "#/components/schemas/Created" }, { $ref: "#/components/schemas/Deleted" }]
      discriminator: { propertyName: type, mapping: { created: Created, deleted: Deleted } }
`),
      ),
    use: `
api.replace(client, { body: { type: "created", name: "a", at: 1 } });
// @ts-expect-error the reason is missing
api.replace(client, { body: { type: "deleted", at: 1 } });
// @ts-expect-error the property of the other part is missing
api.replace(client, { body: { type: "created", name: "a" } });
const { data } = await api.replace(client, { body: { type: "deleted", reason: "b", at: 1 } });
if (data?.type === "created") data.name.trim();
if (data?.type === "deleted") data.reason.at(data.at);
// @ts-expect-error what is deleted has no name
if (data?.type === "deleted") data.name;
declare const signed: Schemas["Signed"];
signed.signature.trim();
if (signed.type === "created") signed.name.trim();
// @ts-expect-error what is created has no reason
if (signed.type === "created") signed.reason;
`,
  },
  {
    name: "generateApi() gives subtypes the value of their parent's discriminator, also if the parent lists them",
    generate: () =>
      generateSample(`
paths: {}
components:
  schemas:
    Shape: { type: object, required: [kind], properties: { kind: { type: string }, area: { type: number } }, discriminator: { propertyName: kind, mapping: { ring: "#/components/schemas/Circle" } } }
    Circle: { allOf: [{ $ref: "#/components/schemas/Shape" }, { type: object, properties: { radius: { type: number } } }] }
    Disc: { allOf: [{ $ref: "#/components/schemas/Circle" }, { type: object, properties: { color: { type: string } } }] }
    Square: { allOf: [{ $ref: "#/components/schemas/Shape" }, { type: object, properties: { kind: { enum: [square] }, side: { type: number } } }] }
    Pet:
      type: object
      required: [kind]
      properties: { kind: { type: string }, id: { type: string } }
      discriminator: { propertyName: kind }
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
    Cat: { allOf: [{ $ref: "#/components/schemas/Pet" }, { type: object, properties: { purrs: { type: boolean } } }] }
    Dog: { allOf: [{ $ref: "#/components/schemas/Pet" }, { type: object, properties: { barks: { type: boolean } } }] }
`),
    use: `
const circle: Schemas["Circle"] = { kind: "ring", radius: 1, area: 2 };
const disc: Schemas["Disc"] = { kind: "Disc", radius: 1, color: "red" };
const square: Schemas["Square"] = { kind: "square", side: 1 };
export const shapes: Schemas["Shape"][] = [circle, disc, square];
export const alsoCircle: Schemas["Circle"] = disc;
// @ts-expect-error the mapping replaces the name
export const named: Schemas["Circle"] = { kind: "Circle", radius: 1 };
// @ts-expect-error the schema states its value
export const wrong: Schemas["Square"] = { kind: "Square", side: 1 };
// @ts-expect-error a disc is no other circle
export const other: Schemas["Disc"] = { kind: "ring", radius: 1 };
const cat: Schemas["Cat"] = { kind: "Cat", id: "1", purrs: true };
declare const pet: Schemas["Pet"];
if (pet.kind === "Cat") void [pet.purrs, pet.id];
// @ts-expect-error a dog does not purr
if (pet.kind === "Dog") void pet.purrs;
export const pets: Schemas["Pet"][] = [cat];
`,
  },
  {
    name: "generateApi() narrows a member that two unions map to different values",
    generate: () =>
      generateSample(`
paths: {}
components:
  schemas:
    First: { oneOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }], discriminator: { propertyName: t, mapping: { x: A, y: B } } }
    Second: { oneOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }], discriminator: { propertyName: t, mapping: { y: A, x: B } } }
    A: { type: object, required: [t], properties: { t: { type: string }, a: { type: string } } }
    B: { type: object, required: [t], properties: { t: { type: string }, b: { type: string } } }
`),
    use: `
declare const first: Schemas["First"];
declare const second: Schemas["Second"];
if (first.t === "x") void first.a;
if (second.t === "x") void second.b;
// @ts-expect-error x is A in the first union
if (first.t === "x") void first.b;
// @ts-expect-error x is B in the second union
if (second.t === "x") void second.a;
`,
  },
];
