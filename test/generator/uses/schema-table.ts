import type { Use } from "../check-uses.ts";
import { generateSample } from "../generate-sample.ts";

/** A schema, and the type of the values that it allows. */
type Row = readonly [schema: string, type: string];

/** Schemas of OpenAPI 3.1, which are those of JSON Schema 2020-12. */
const newerRows: readonly Row[] = [
  // Boolean schemas and schemas without a type
  ["true", "unknown"],
  ["false", "never"],
  ["{}", "unknown"],
  ["{ description: anything }", "unknown"],
  ["{ not: {} }", "never"],
  ["{ not: { type: string } }", "unknown"],
  ["{ properties: { a: { type: string } } }", "{ a?: string }"],
  ["{ items: { type: string } }", "string[]"],
  ["{ required: [a] }", "{ a: unknown }"],
  // Values
  ["{ const: null }", "null"],
  ["{ const: 1 }", "1"],
  ["{ const: false }", "false"],
  ["{ const: -1.5 }", "-1.5"],
  ["{ const: { a: [1, x] } }", '{ a: [1, "x"] }'],
  ["{ const: {} }", "Record<string, never>"],
  ['{ const: "a \\"b\\" \\\\ c" }', '"a \\"b\\" \\\\ c"'],
  ["{ enum: [a, 1, null, true] }", '"a" | 1 | null | true'],
  ["{ type: integer, enum: [1, 2] }", "1 | 2"],
  ["{ type: string, enum: [] }", "never"],
  ["{ type: [string, 'null'], enum: [a] }", '"a" | null'],
  ["{ type: boolean, enum: [true] }", "true"],
  // Lists of types
  ["{ type: 'null' }", "null"],
  ["{ type: ['null'] }", "null"],
  ["{ type: [string, 'null'] }", "string | null"],
  ["{ type: [string, integer, boolean] }", "string | number | boolean"],
  ["{ type: [object, 'null'], properties: { a: { type: string } } }", "{ a?: string } | null"],
  ["{ type: [array, string], items: { type: integer } }", "number[] | string"],
  ["{ type: [object, array], items: { type: integer } }", "Record<string, unknown> | number[]"],
  // Arrays
  ["{ type: array }", "unknown[]"],
  ["{ type: array, items: {} }", "unknown[]"],
  ["{ type: array, items: false }", "never[]"],
  ["{ type: array, items: { type: [string, 'null'] } }", "(string | null)[]"],
  ["{ type: array, items: { type: array, items: { enum: [a, b] } } }", '("a" | "b")[][]'],
  [
    "{ type: array, prefixItems: [{ type: string }, { type: integer }] }",
    "[string, number, ...unknown[]]",
  ],
  ["{ type: array, prefixItems: [{ type: string }], items: false }", "[string]"],
  [
    "{ type: array, prefixItems: [{ type: string }], items: { type: integer } }",
    "[string, ...number[]]",
  ],
  [
    "{ type: array, prefixItems: [{ type: string }, { type: integer }], minItems: 1, items: false }",
    "[string, number?]",
  ],
  [
    "{ type: array, prefixItems: [{ type: string }, { type: integer }], maxItems: 2 }",
    "[string, number]",
  ],
  ["{ type: array, prefixItems: [{ type: string }, { type: integer }], maxItems: 1 }", "[string]"],
  [
    "{ type: array, prefixItems: [{ enum: [a, b] }], minItems: 0, items: { enum: [c, d] } }",
    '[("a" | "b")?, ...("c" | "d")[]]',
  ],
  ["{ prefixItems: [{ type: string }], unevaluatedItems: false }", "[string]"],
  // Objects
  ["{ type: object }", "Record<string, unknown>"],
  ["{ type: object, additionalProperties: false }", "Record<string, never>"],
  ["{ type: object, additionalProperties: { type: integer } }", "{ [key: string]: number }"],
  ["{ type: object, additionalProperties: true }", "{ [key: string]: unknown }"],
  ["{ type: object, patternProperties: { ^x-: { type: string } } }", "{ [key: string]: string }"],
  [
    "{ type: object, patternProperties: { ^x-: { type: string } }, additionalProperties: { type: integer } }",
    "{ [key: string]: string | number }",
  ],
  ["{ type: object, properties: { a: false, b: true } }", "{ a?: never; b?: unknown }"],
  [
    "{ type: object, properties: { 1: { type: string }, a-b: { type: string }, __proto__: { type: integer } } }",
    '{ 1?: string; "a-b"?: string; ["__proto__"]?: number }',
  ],
  [
    "{ type: object, required: [a, b], properties: { a: { type: string } } }",
    "{ a: string; b: unknown }",
  ],
  // Compositions
  ["{ allOf: [] }", "unknown"],
  ["{ allOf: [{ type: string }, { maxLength: 3 }] }", "string"],
  ["{ anyOf: [{ type: string }, {}] }", "unknown"],
  ["{ oneOf: [{ type: string }, { type: 'null' }] }", "string | null"],
  ["{ type: string, anyOf: [{ format: uri }, { format: ipv4 }] }", "string"],
  ["{ type: string, oneOf: [{ const: a }, { const: b }] }", '"a" | "b"'],
  ["{ type: [string, 'null'], oneOf: [{ const: a }, { const: b }] }", '"a" | "b" | null'],
  ["{ type: string, anyOf: [{ const: a }, { type: string }] }", "string"],
  [
    "{ allOf: [{ anyOf: [{ type: string }, { type: integer }] }, { anyOf: [{ type: integer }, { type: boolean }] }] }",
    "number",
  ],
  [
    "{ properties: { k: { enum: [a, b] } }, if: { properties: { k: { const: a } }, required: [k] }, then: { required: [x] }, else: { required: [y] } }",
    '({ k?: "a" | "b" } & { k: "a"; x: unknown }) | ({ k?: "a" | "b" } & { y: unknown })',
  ],
  ["{ type: object, if: { required: [a] }, then: { required: [b] } }", "Record<string, unknown>"],
  [
    "{ $ref: '#/components/schemas/Base', type: object, required: [a] }",
    "{ a: string; b?: number }",
  ],
  [
    "{ $ref: '#/components/schemas/Base', properties: { c: { type: string } } }",
    "{ a?: string; b?: number } & { c?: string }",
  ],
  ["{ $ref: '#/components/schemas/Base', description: the same }", "{ a?: string; b?: number }"],
];

/** Schemas of OpenAPI 3.0. */
const olderRows: readonly Row[] = [
  ["{ type: string, nullable: true }", "string | null"],
  ["{ type: string, nullable: true, enum: [a, null] }", '"a" | null'],
  ["{ type: string, nullable: true, enum: [a] }", '"a" | null'],
  [
    "{ type: array, nullable: true, items: { type: string, nullable: true } }",
    "(string | null)[] | null",
  ],
  ["{ type: object, nullable: true }", "Record<string, unknown> | null"],
  [
    "{ nullable: true, allOf: [{ $ref: '#/components/schemas/Base' }] }",
    "{ a?: string; b?: number } | null",
  ],
  [
    "{ allOf: [{ $ref: '#/components/schemas/Base' }, { nullable: true }] }",
    "{ a?: string; b?: number } | null",
  ],
  [
    "{ required: [a], allOf: [{ $ref: '#/components/schemas/Base' }, { nullable: true }] }",
    "{ a: string; b?: number } | null",
  ],
  [
    "{ allOf: [{ $ref: '#/components/schemas/Base' }, { nullable: true, required: [a] }] }",
    "{ a: string; b?: number }",
  ],
  [
    "{ anyOf: [{ $ref: '#/components/schemas/Base' }, { nullable: true }] }",
    "{ a?: string; b?: number } | null",
  ],
  ["{ oneOf: [{ type: string }, { type: integer }], nullable: true }", "string | number | null"],
  ["{ $ref: '#/components/schemas/Base', nullable: true }", "{ a?: string; b?: number }"],
  ["{ type: number, enum: [0.5, -2, 1e21] }", "0.5 | -2 | 1e21"],
  ["{ type: string, format: date-time }", "string"],
  ["{ type: file }", "unknown"],
];

const base = "Base: { type: object, properties: { a: { type: string }, b: { type: integer } } }";

function tableUse(name: string, rows: readonly Row[], version: string): Use {
  const schemas = rows.map(([schema], index) => `    S${index}: ${schema}\n`).join("");
  // One line for each row: the line number of an error is the number of the row.
  const checks = rows.map(([, type], index) => `same<Schemas["S${index}"], ${type}>(true);`);
  return {
    name,
    generate: () =>
      generateSample(`paths: {}\ncomponents:\n  schemas:\n    ${base}\n${schemas}`, version),
    use: `type Same<A, B> = [A, B] extends [B, A] ? true : false; declare function same<A, B>(isSame: Same<A, B>): void;
${checks.join("\n")}
same<{ a?: string }, { a?: string }>(true);
// @ts-expect-error an optional property is not a required one
same<{ a?: string }, { a: string }>(true);
same<unknown, unknown>(true);
// @ts-expect-error a type is not unknown
same<Record<string, unknown>, unknown>(true);
`,
  };
}

/** The types of many schemas, compared with types written by hand. */
export const schemaTableUses: readonly Use[] = [
  tableUse(
    "generateApi() gives each schema of OpenAPI 3.1 the type of its values",
    newerRows,
    "3.1.0",
  ),
  tableUse(
    "generateApi() gives each schema of OpenAPI 3.0 the type of its values",
    olderRows,
    "3.0.3",
  ),
];
