import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { propertyOptions } from "../helpers/property.ts";
import { checkTypes } from "./check-types.ts";
import { checkUses, type Use } from "./check-uses.ts";
import { generateSample } from "./generate-sample.ts";

// An independent validator decides which values a schema allows. The types have to accept them all.

type Schema = Readonly<Record<string, unknown>>;

const leaf = fc.constantFrom<Schema>(
  { type: "string" },
  { type: "integer" },
  { type: ["boolean", "null"] },
  { type: "null" },
  { enum: ["a", 1, null] },
  { const: "a" },
  { type: "integer", enum: [1, 2] },
  {},
);

const reference = fc.constantFrom("Base", "Derived", "Either", "Tree").map((name) => {
  return { $ref: `#/components/schemas/${name}` };
});

const required = fc.subarray(["a", "b"]).map((names) => ({ required: names }));

// All objects have the same properties, because TypeScript rejects others in literals.
const { schema, object } = fc.letrec<{ schema: Schema; object: Schema }>((tie) => ({
  object: fc
    .record({
      a: tie("schema"),
      b: tie("schema"),
      names: required,
      more: fc.option(tie("schema"), { nil: undefined }),
    })
    .map(({ a, b, names, more }) => {
      const others = more && { additionalProperties: more };
      return { type: "object", properties: { a, b }, ...names, ...others };
    }),
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    reference,
    tie("object"),
    tie("schema").map((items) => ({ type: "array", items })),
    fc
      .record({ first: tie("schema"), second: tie("schema"), minItems: fc.nat(2) })
      .map(({ first, second, minItems }) => {
        return { type: "array", prefixItems: [first, second], minItems };
      }),
    fc.tuple(tie("schema"), tie("schema")).map((anyOf) => ({ anyOf })),
    fc.tuple(tie("schema"), tie("schema")).map((oneOf) => ({ oneOf })),
    fc.tuple(tie("object"), fc.oneof(reference, required)).map((allOf) => ({ allOf })),
    fc.tuple(tie("object"), required, required).map(([whole, ...anyOf]) => ({ ...whole, anyOf })),
  ),
}));

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, 1, 2, "a", "z"),
    fc.record({ a: tie("value"), b: tie("value") }, { requiredKeys: [] }),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
}));

/** Schemas that others refer to. */
const shared = {
  Base: { type: "object", properties: { a: { type: "string" }, b: {} } },
  Derived: {
    allOf: [
      { $ref: "#/components/schemas/Base" },
      { type: "object", required: ["b"], properties: { a: {}, b: { type: ["integer", "null"] } } },
    ],
  },
  Either: {
    oneOf: [
      { type: "object", required: ["a"], properties: { a: { const: "a" }, b: {} } },
      { type: "object", required: ["a"], properties: { a: { const: 1 }, b: { type: "null" } } },
    ],
  },
  Tree: {
    anyOf: [
      { type: "string" },
      { type: "array", items: { $ref: "#/components/schemas/Tree" } },
      {
        type: "object",
        properties: {
          a: { $ref: "#/components/schemas/Tree" },
          b: { $ref: "#/components/schemas/Tree" },
        },
      },
    ],
  },
};

test("generateApi() accepts every value that a schema allows", async () => {
  const { seed } = propertyOptions(1);
  const drawn = fc.sample(fc.oneof(schema, object), { seed, numRuns: 200 });
  const values = fc.sample(value, { seed, numRuns: 2_000 });
  const schemas = Object.fromEntries(drawn.map((item, index) => [`S${index}`, item]));
  const components = { schemas: { ...shared, ...schemas } };
  const ajv = new Ajv2020({ strict: false }).addSchema({ $id: "sample", components });
  const name = "values";

  const checks = Object.keys(schemas).flatMap((key) => {
    const isValid = ajv.compile({ $ref: `sample#/components/schemas/${key}` });
    const valid = [
      ...new Set(values.filter((item) => isValid(item)).map((item) => JSON.stringify(item))),
    ];
    return valid.slice(0, 10).map((text) => `check<Schemas["${key}"]>(${text});`);
  });
  const use: Use = {
    name,
    generate: () => generateSample(`paths: {}\ncomponents: ${JSON.stringify(components)}\n`),
    use: `declare function check<T>(value: T): void;\n${checks.join("\n")}\n`,
  };
  const errors = await checkUses([use], checkTypes);

  expect(checks.length).toBeGreaterThan(500);
  expect(errors.get(name)).toEqual([]);
});
