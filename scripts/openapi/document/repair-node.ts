import { isObject, type JsonObject, listOf } from "./json.ts";
import type { SpecKind } from "./spec-shape.ts";

/** Receives what is wrong with a node; `keys` lead from the node to the value. */
export type Report = (keys: readonly string[], reason: string, isMinor: boolean) => void;

/** A value that the later steps can rely on, and what was wrong with the original. */
interface Repair {
  /** `undefined` removes the field. */
  readonly value: unknown;
  readonly reason?: string;
  /** Whether documents of other authors may contain the mistake. */
  readonly isMinor?: boolean;
}

type Rule = (value: unknown) => Repair;
type Rules = Readonly<Record<string, Rule>>;

/** Accepts the values that pass a test. Others are removed. */
function only(isValid: (value: unknown) => boolean, expected: string, isMinor = false): Rule {
  return (value) =>
    isValid(value) ? { value } : { value: undefined, reason: `must be ${expected}`, isMinor };
}

/** Accepts an annotation: types do not depend on it. */
const note: Rule = (value) => {
  if (typeof value === "string") return { value };
  const isScalar = typeof value === "number" || typeof value === "boolean";
  const text = isScalar ? String(value) : undefined;
  return { value: text, reason: "must be a string", isMinor: true };
};

const name: Rule = (value) => ({
  ...note(value),
  isMinor: !isObject(value) && !Array.isArray(value),
});

const flag: Rule = (value) => {
  if (typeof value === "boolean") return { value };
  const values = new Map<unknown, boolean>([
    ["true", true],
    ["false", false],
  ]);
  return { value: values.get(value), reason: "must be a boolean", isMinor: true };
};

const object = only(isObject, "an object");
const list = only(Array.isArray, "a list");
const noteObject = only(isObject, "an object", true);
const groups = new Set<unknown>(["path", "query", "header", "cookie"]);
const group = only((value) => groups.has(value), "path, query, header or cookie");
const types = new Set<unknown>("array boolean integer null number object string".split(" "));

/** Accepts the types of JSON Schema. A schema of an unknown type allows any value. */
const type: Rule = (value) => {
  const listed = Array.isArray(value) ? value.map((item) => item ?? "null") : [value];
  const known = listed.filter((item) => types.has(item));
  const isValid =
    known.length === listed.length && known.length > 0 && !listOf(value).includes(null);
  if (isValid) return { value };
  const rest = Array.isArray(value) && known.length > 0 ? known : undefined;
  return { value: rest, reason: `must be one of ${[...types].join(", ")}`, isMinor: true };
};

/** Accepts a list of names, such as that of the required properties. */
const names: Rule = (value) => {
  const valid = listOf(value).filter((item) => typeof item === "string");
  if (Array.isArray(value) && valid.length === value.length) return { value };
  const rest = Array.isArray(value) ? valid : undefined;
  return { value: rest, reason: "must be a list of strings", isMinor: true };
};

/** Accepts a discriminator with the name of a property. */
const discriminator: Rule = (value) => {
  const expected = "must be an object with a propertyName";
  if (!isObject(value) || typeof value.propertyName !== "string") {
    return { value: undefined, reason: expected, isMinor: true };
  }
  if (value.mapping === undefined) return { value };
  const entries = isObject(value.mapping) ? Object.entries(value.mapping) : [];
  const valid = entries.filter(([, target]) => typeof target === "string");
  if (isObject(value.mapping) && valid.length === entries.length) return { value };
  const repaired = { ...value, mapping: Object.fromEntries(valid) };
  return { value: repaired, reason: "must have a mapping of strings", isMinor: true };
};

const statusPattern = /^(?:[1-5](?:\d\d|XX)|default)$/;

/** Accepts an object whose keys are statuses. Extensions are removed. */
const responses: Rule = (value) => {
  if (!isObject(value)) return object(value);
  const entries = Object.entries(value).filter(([key]) => !key.startsWith("x-"));
  const upperCase = entries.map(([key, response]) => {
    const status = /^[1-5]xx$/i.test(key) ? key.toUpperCase() : key;
    return [status, response] as const;
  });
  const valid = upperCase.filter(([key]) => statusPattern.test(key));
  const isUnchanged = entries.every(([key]) => statusPattern.test(key));
  const repaired = valid.length === Object.keys(value).length && isUnchanged;
  const own = repaired ? value : Object.fromEntries(valid);
  if (isUnchanged) return { value: own };
  return {
    value: own,
    reason: "must have statuses such as 200, 4XX or default as keys",
    isMinor: true,
  };
};

/** Completes a version of OpenAPI: `3.1`, also as a number, is `3.1.0`. */
export function completeVersion(version: unknown): string {
  const text = version === 3 ? "3.0" : String(version);
  return /^3\.[01]$/.test(text) ? `${text}.0` : text;
}

/** Accepts the version of OpenAPI. */
const version: Rule = (value) => {
  const completed = completeVersion(value);
  if (completed === value) return { value };
  return { value: completed, reason: 'must be a version such as "3.1.0"', isMinor: true };
};

const described: Rules = { summary: note, description: note };

const parameter: Rules = {
  ...described,
  name,
  in: group,
  required: flag,
  deprecated: flag,
  style: note,
  explode: flag,
  content: object,
  examples: noteObject,
};

const rules: Readonly<Record<SpecKind, Rules>> = {
  Document: { openapi: version, paths: object, webhooks: object, components: object },
  Components: {
    schemas: object,
    responses: object,
    parameters: object,
    requestBodies: object,
    headers: object,
    examples: noteObject,
    callbacks: noteObject,
    links: noteObject,
    securitySchemes: noteObject,
  },
  PathItem: { ...described, parameters: list },
  Operation: {
    ...described,
    operationId: note,
    deprecated: flag,
    externalDocs: noteObject,
    parameters: list,
    responses,
    callbacks: noteObject,
  },
  Parameter: parameter,
  Header: { ...parameter, name: note, in: note },
  RequestBody: { ...described, content: object, required: flag },
  Response: { ...described, headers: object, content: object, links: noteObject },
  MediaType: { examples: noteObject, encoding: object },
  Schema: {
    title: note,
    description: note,
    format: note,
    contentMediaType: note,
    contentEncoding: note,
    deprecated: flag,
    nullable: flag,
    readOnly: flag,
    writeOnly: flag,
    type,
    enum: list,
    required: names,
    discriminator,
    properties: object,
    patternProperties: object,
    prefixItems: list,
    allOf: list,
    anyOf: list,
    oneOf: list,
  },
  Example: described,
  Callback: {},
  Link: {},
  SecurityScheme: {},
};

const reference = only((value) => typeof value === "string", "a string");

/** Kinds from which no code is generated. */
export const unusedKinds: ReadonlySet<SpecKind> = new Set([
  "Example",
  "Callback",
  "Link",
  "SecurityScheme",
]);

/**
 * Returns a node whose fields have the types that OpenAPI gives them, and reports the others.
 *
 * Fields that are null count as missing: in YAML, a section without entries is null.
 */
export function repairNode(node: unknown, kind: SpecKind, report: Report): JsonObject | boolean {
  if (kind === "Schema" && typeof node === "boolean") return node;
  if (!isObject(node)) {
    const expected = kind === "Schema" ? "must be a schema" : "must be an object";
    const isEmpty = node === null && kind !== "Parameter";
    report([], expected, isEmpty || unusedKinds.has(kind));
    return {};
  }
  if (kind === "Parameter" && typeof node.$ref !== "string") requireFields(node, report);
  return repairFields(kind === "Schema" ? repairTuple(node, report) : node, kind, report);
}

function repairFields(node: JsonObject, kind: SpecKind, report: Report): JsonObject {
  let copy: Record<string, unknown> | undefined;
  for (const key in node) {
    const original = node[key];
    const { value, reason, isMinor } = repairField(original, key, ruleOf(kind, key));
    if (value === original) continue;
    if (reason !== undefined) report([key], reason, isMinor === true);
    copy ??= { ...node };
    copy[key] = value;
    if (value === undefined) delete copy[key];
  }
  return copy ?? node;
}

function ruleOf(kind: SpecKind, key: string): Rule | undefined {
  if (key === "$ref") return reference;
  return Object.hasOwn(rules[kind], key) ? rules[kind][key] : undefined;
}

/** Fields for which null is a value. */
const nullable = new Set(["default", "example", "const", "value"]);

function repairField(value: unknown, key: string, rule: Rule | undefined): Repair {
  if (value === null)
    return { value: nullable.has(key) || key.startsWith("x-") ? null : undefined };
  return rule === undefined ? { value } : rule(value);
}

/** Moves a list of schemas from `items`, as in older versions of JSON Schema, to `prefixItems`. */
function repairTuple(node: JsonObject, report: Report): JsonObject {
  if (!Array.isArray(node.items)) return node;
  report(["items"], "must be a schema", true);
  const { items, ...rest } = node;
  return { prefixItems: items, ...rest };
}

function requireFields(parameter: JsonObject, report: Report): void {
  for (const key of ["name", "in"]) {
    const isMissing = parameter[key] === undefined || parameter[key] === null;
    if (isMissing) report([], `a parameter must have the field "${key}"`, false);
  }
}
