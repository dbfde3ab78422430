import { alternativesOf, type FieldSchema } from "./mock-operation.ts";

const decimal = /^-?\d+(\.\d+)?$/;

/**
 * Finds what Prism lets pass in the text of a parameter: it does not look at an empty one, and takes
 * for a number whatever JavaScript does, such as `0x10`, a blank and `Infinity`.
 *
 * @returns What is wrong, if anything is.
 */
export function findTextFault(text: string, schema: FieldSchema): string | undefined {
  const alternatives = alternativesOf(schema);
  if (alternatives.some(mayBeEmpty)) return undefined;
  if (text === "") return "must not be empty";
  const isNumber = alternatives.some((type) => hasType(type, "number") || hasType(type, "integer"));
  if (!isNumber || Number.isNaN(Number(text))) return undefined;
  const isDecimal = decimal.test(text) && Number.isFinite(Number(text));
  return isDecimal ? undefined : "must be written in decimal digits";
}

/** A text that may be any, or a flag: some clients write its name alone. */
function mayBeEmpty(schema: FieldSchema): boolean {
  if (hasType(schema, "boolean")) return true;
  const { enum: values, pattern, format, minLength = 0 } = schema;
  const isOpen = [values, pattern, format, schema.const].every((limit) => limit === undefined);
  return isOpen && minLength === 0 && hasType(schema, "string");
}

function hasType({ type }: FieldSchema, name: string): boolean {
  return Array.isArray(type) ? type.includes(name) : type === name;
}
