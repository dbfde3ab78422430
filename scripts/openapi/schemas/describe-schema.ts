import { isObject, type JsonObject } from "../document/json.ts";

/**
 * Returns the comment of a schema, with a line break behind it, or nothing if there is no text.
 *
 * Uses the same tags as openapi-typescript. Operations, parameters and responses have comments too.
 */
export function describeSchema(schema: unknown): string {
  if (!isObject(schema)) return "";
  const lines = [...plainLines(schema), ...taggedLines(schema)];
  const [first, ...others] = lines;
  if (first === undefined) return "";
  const isShort = others.length === 0 && !first.includes("\n");
  const text = isShort ? `/** ${first} */` : `/**\n * ${lines.join("\n * ")}\n */`;
  return `${text}\n`;
}

function plainLines(schema: JsonObject): string[] {
  const lines = [schema.title, schema.summary].filter((text) => text).map(toLines);
  if (schema.format) lines.push(`Format: ${toLines(schema.format)}`);
  if (schema.deprecated) lines.push("@deprecated");
  return lines;
}

function taggedLines(schema: JsonObject): string[] {
  const lines: string[] = [];
  if (schema.description) lines.push(`@description ${toLines(schema.description)}`);
  if (schema.default !== undefined) lines.push(`@default ${toLines(schema.default)}`);
  if (schema.example !== undefined) lines.push(`@example ${toLines(schema.example)}`);
  const examples = Array.isArray(schema.examples) ? schema.examples : [];
  lines.push(...examples.map((example) => `@example ${toLines(example)}`));
  if ("const" in schema) lines.push("@constant");
  if (schema.enum) lines.push(`@enum {${describeType(schema)}}`);
  return lines;
}

function describeType({ type, nullable }: JsonObject): string {
  const name = Array.isArray(type) ? type.join("|") : type;
  return `${typeof name === "string" ? name : "unknown"}${nullable === true ? "|null" : ""}`;
}

/** Returns the text of a value. An `@` at the start of a line is escaped, because it would start a tag. */
function toLines(value: unknown): string {
  const text = typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
  return text
    .trim()
    .replaceAll(/\r?\n( *@)?/g, (_, tag = "") => `\n *     ${tag.replace("@", "\\@")}`)
    .replaceAll("*/", "*\\/");
}
