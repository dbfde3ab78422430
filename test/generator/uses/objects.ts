import type { Use } from "../check-uses.ts";
import { generateSample } from "../generate-sample.ts";

const both = (schema: string, others = "") => `
paths:
  /a:
    put:
      operationId: replace
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Subject" } } } }
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Subject" } } } }
components:
  schemas:
    Subject: ${schema}
${others}`;

const base = `
    Base: { type: object, properties: { id: { type: string, readOnly: true }, a: { type: string }, secret: { type: string, writeOnly: true } } }
    Derived: { allOf: [{ $ref: "#/components/schemas/Base" }, { type: object, properties: { c: { type: string } } }] }
`;

/** Uses of objects: additional properties, required properties of other parts, recursion. */
export const objectUses: readonly Use[] = [
  {
    name: "generateApi() accepts named and additional properties of different types",
    generate: () =>
      generateSample(
        both(
          "{ type: object, required: [id], properties: { id: { type: string }, on: { type: boolean } }, additionalProperties: { type: integer } }",
        ),
      ),
    use: `
api.replace(client, { body: { id: "a", x: 1 } });
api.replace(client, { body: { id: "a", on: undefined } });
// @ts-expect-error the named property keeps its type
api.replace(client, { body: { id: 1, x: 1 } });
// @ts-expect-error the named property is missing
api.replace(client, { body: { x: 1 } });
// @ts-expect-error no property has an object
api.replace(client, { body: { id: "a", x: { y: 1 } } });
const { data } = await api.replace(client, { body: { id: "a" } });
data?.id.trim();
const extra: string | number | boolean | undefined = data?.["x"];
// @ts-expect-error an additional property may have the type of a named one
extra.toFixed();
export { extra };
`,
  },
  {
    name: "generateApi() accepts properties by pattern beside named ones, and any beside the parts of allOf",
    generate: () =>
      generateSample(
        both(
          "{ type: object, required: [id], properties: { id: { type: string } }, patternProperties: { ^x-: { type: integer } }, additionalProperties: false }",
          `
    Open: { type: object, required: [id], properties: { id: { type: string }, nested: { type: object, properties: { a: { type: string } } } }, additionalProperties: true }
    Whole: { allOf: [{ $ref: "#/components/schemas/Named" }, { type: object, properties: { b: { type: string } }, additionalProperties: { type: integer } }] }
    Named: { type: object, required: [a], properties: { a: { type: boolean } } }
`,
        ),
      ),
    use: `
api.replace(client, { body: { id: "a", "x-b": 1 } });
// @ts-expect-error no property is a boolean
api.replace(client, { body: { id: "a", "x-b": true } });
export const open: Schemas["Open"] = { id: "a", x: [1] };
// @ts-expect-error the named property is missing
export const closed: Schemas["Open"] = { x: [1] };
export const whole: Schemas["Whole"] = { a: true, b: "c", x: 1 };
// @ts-expect-error a property of a part is missing
export const part: Schemas["Whole"] = { b: "c", x: 1 };
`,
  },
  {
    name: "generateApi() requires one of several properties",
    generate: () =>
      generateSample(
        both(
          "{ type: object, properties: { x: { type: string }, y: { type: integer }, id: { type: string, readOnly: true } }, anyOf: [{ required: [x] }, { required: [y] }, { required: [x, id] }] }",
        ),
      ),
    use: `
api.replace(client, { body: { x: "a" } });
api.replace(client, { body: { y: 1 } });
api.replace(client, { body: { x: "a", y: 1 } });
// @ts-expect-error one of both is required
api.replace(client, { body: {} });
// @ts-expect-error each keeps its type
api.replace(client, { body: { x: 1 } });
// @ts-expect-error another property does not exist
api.replace(client, { body: { x: "a", z: 1 } });
const { data } = await api.replace(client, { body: { x: "a" } });
if (data && "x" in data) data.x?.trim();
// @ts-expect-error each keeps its type in responses
if (data) data.y.trim();
`,
  },
  {
    name: "generateApi() requires properties that another part of allOf declares, in both directions",
    generate: () =>
      generateSample(
        both(
          `{ allOf: [{ $ref: "#/components/schemas/Derived" }, { required: [id, a, secret] }], required: [c] }`,
          base,
        ),
      ),
    use: `
api.replace(client, { body: { a: "a", secret: "s", c: "c" } });
// @ts-expect-error a is required, two references down
api.replace(client, { body: { secret: "s", c: "c" } });
// @ts-expect-error c is required by the whole schema
api.replace(client, { body: { a: "a", secret: "s" } });
// @ts-expect-error a required property that is read-only cannot be sent
api.replace(client, { body: { id: "1", a: "a", secret: "s", c: "c" } });
const { data } = await api.replace(client, { body: { a: "a", secret: "s", c: "c" } });
if (data) {
  const texts: string[] = [data.id, data.a, data.c];
  void texts;
  // @ts-expect-error a required property that is write-only does not arrive
  data.secret;
}
declare const base: Schemas["Base"];
// @ts-expect-error the component itself does not require it
base.a.trim();
base.a?.trim();
`,
  },
  {
    name: "generateApi() requires properties of every member of a union",
    generate: () =>
      generateSample(
        both(
          `{ allOf: [{ $ref: "#/components/schemas/Either" }, { required: [a] }] }`,
          `
    Either: { oneOf: [{ type: object, properties: { a: { type: string } } }, { type: object, properties: { a: { type: number }, b: { type: boolean } } }] }
`,
        ),
      ),
    use: `
api.replace(client, { body: { a: "a" } });
api.replace(client, { body: { a: 1, b: true } });
// @ts-expect-error a is required
api.replace(client, { body: { b: true } });
const { data } = await api.replace(client, { body: { a: "a" } });
export const a: string | number | undefined = data?.a;
`,
  },
  {
    name: "generateApi() generates recursive arrays, maps, tuples and unions",
    generate: () =>
      generateSample(
        both(
          `{ anyOf: [{ type: string }, { type: array, items: { $ref: "#/components/schemas/Subject" } }, { type: object, additionalProperties: { $ref: "#/components/schemas/Subject" } }] }`,
          `
    List: { type: array, items: { $ref: "#/components/schemas/List" } }
    Dictionary: { type: object, additionalProperties: { $ref: "#/components/schemas/Dictionary" } }
    Tree: { type: array, prefixItems: [{ type: string }, { $ref: "#/components/schemas/Forest" }], items: false }
    Forest: { type: [array, "null"], items: { $ref: "#/components/schemas/Tree" } }
    Node: { type: object, properties: { parent: { $ref: "#/components/schemas/Node" }, children: { type: array, items: { $ref: "#/components/schemas/Node" } } } }
    Circular: { oneOf: [{ $ref: "#/components/schemas/Circular" }, { type: string }] }
    One: { allOf: [{ $ref: "#/components/schemas/Two" }, { type: object, properties: { one: { type: string } } }] }
    Two: { allOf: [{ $ref: "#/components/schemas/One" }, { type: object, properties: { two: { type: string } } }] }
    Record: { type: array, items: { $ref: "#/components/schemas/Record" } }
    a-b: { type: array, items: { anyOf: [{ $ref: "#/components/schemas/a-b" }, { $ref: "#/components/schemas/a_b" }] } }
    a_b: { type: array, items: { $ref: "#/components/schemas/a-b" } }
`,
        ),
      ),
    use: `
api.replace(client, { body: ["a", ["b"], { c: ["d", {}] }] });
// @ts-expect-error no number at any depth
api.replace(client, { body: ["a", ["b"], { c: ["d", 1] }] });
export const list: Schemas["List"] = [[], [[]]];
// @ts-expect-error a list contains lists
export const texts: Schemas["List"] = [[], ["a"]];
export const dictionary: Schemas["Dictionary"] = { a: { b: {} } };
// @ts-expect-error a dictionary contains dictionaries
export const flat: Schemas["Dictionary"] = { a: { b: 1 } };
export const tree: Schemas["Tree"] = ["a", [["b", null]]];
// @ts-expect-error a tree begins with text
export const root: Schemas["Tree"] = [1, null];
export const node: Schemas["Node"] = { parent: { children: [{}] } };
// @ts-expect-error children are nodes
export const child: Schemas["Node"] = { children: ["a"] };
export const circular: Schemas["Circular"] = "a";
// @ts-expect-error only text remains
export const number: Schemas["Circular"] = 1;
export const one: Schemas["One"] = { one: "a", two: "b" };
export const records: Schemas["Record"] = [[]];
export const names: Schemas["a-b"] = [[], [[]]];
`,
  },
];
