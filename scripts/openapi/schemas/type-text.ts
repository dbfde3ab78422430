/**
 * A type as text: the members of a union. A type that is no union has one member, `never` has none.
 *
 * Members are atoms or intersections. Formatting removes parentheses that are not needed.
 */
export type TypeText = readonly string[];

export const neverType: TypeText = [];
export const unknownType: TypeText = ["unknown"];
export const nullType: TypeText = ["null"];

/** An object with any properties. */
export const anyObject: TypeText = ["Record<string, unknown>"];

/** Returns the source text of a type. */
export function textOfType(type: TypeText): string {
  return type.length === 0 ? "never" : type.join(" | ");
}

/** Returns whether a type accepts every value. */
export function isUnknown(type: TypeText): boolean {
  return type.length === 1 && type[0] === "unknown";
}

/** Joins types into a union, without duplicates. */
export function unionOf(types: readonly TypeText[]): TypeText {
  const [first = neverType] = types;
  if (types.length <= 1) return first;
  return types.some(isUnknown) ? unknownType : withoutDuplicates(types.flat());
}

/**
 * Joins types into an intersection, without an object with any properties that adds nothing to others.
 *
 * Unions remain: TypeScript distributes an intersection over them.
 */
export function intersectionOf(types: readonly TypeText[]): TypeText {
  const known = types.filter((type) => !isUnknown(type));
  const isSpecific = known.some((type) => !isAnyObject(type));
  const parts = isSpecific ? known.filter((type) => !isAnyObject(type)) : known.slice(0, 1);
  const [first = unknownType] = parts;
  if (parts.length <= 1) return first;
  const texts = withoutDuplicates(
    parts.map((type) => (type.length > 1 ? `(${textOfType(type)})` : textOfType(type))),
  );
  return texts.length === 1 ? first : [texts.join(" & ")];
}

function isAnyObject(type: TypeText): boolean {
  return type.length === 1 && type[0] === anyObject[0];
}

/** Removes duplicates. Does not hash the texts, which can be long, unless there are many. */
function withoutDuplicates(texts: readonly string[]): readonly string[] {
  if (texts.length > 30) return [...new Set(texts)];
  return texts.filter((text, index) => texts.indexOf(text) === index);
}

/** Returns the type of an array. */
export function arrayOf(items: TypeText): TypeText {
  return [`${parenthesize(textOfType(items))}[]`];
}

/** An element of a tuple, which shorter tuples may lack. */
export interface TupleElement {
  readonly type: TypeText;
  readonly isOptional: boolean;
}

/** Returns the type of a tuple. `rest` is the type of further elements; without it there are none. */
export function tupleOf(elements: readonly TupleElement[], rest: TypeText | undefined): TypeText {
  const texts = elements.map(({ type, isOptional }) =>
    isOptional ? `${parenthesize(textOfType(type))}?` : textOfType(type),
  );
  if (rest !== undefined) texts.push(`...${textOfType(arrayOf(rest))}`);
  return [`[${texts.join(", ")}]`];
}

/** Returns the type of an object with the given members, each with its own line. */
export function objectOfMembers(members: readonly string[]): TypeText {
  return [`{\n${members.join("\n")}\n}`];
}

/** Returns the type of an object that has the given properties, whatever else it has. */
export function objectWith(properties: ReadonlyMap<string, TypeText>): TypeText {
  if (properties.size === 0) return unknownType;
  return objectOfMembers(
    [...properties].map(([key, type]) => `${propertyName(key)}: ${textOfType(type)};`),
  );
}

/** Returns a type, or a type that accepts every value if the other one states more precise values. */
export function withoutSupertype(type: TypeText, other: TypeText): TypeText {
  const pattern = type.length === 1 ? literalPatterns.get(type[0] ?? "") : undefined;
  return pattern && other.length > 0 && other.every((member) => pattern.test(member))
    ? unknownType
    : type;
}

const literalPatterns: ReadonlyMap<string, RegExp> = new Map([
  ["string", /^(?:string|"(?:[^"\\]|\\.)*")$/],
  ["number", /^(?:number|-?\d[\d.e+-]*)$/],
  ["boolean", /^(?:boolean|true|false)$/],
]);

/** Returns the type of a JSON value that equals the given one. */
export function literalOf(value: unknown): TypeText {
  if (Array.isArray(value))
    return [`[${value.map((item) => textOfType(literalOf(item))).join(", ")}]`];
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(
      ([key, item]) => `${propertyName(key)}: ${textOfType(literalOf(item))};`,
    );
    return members.length === 0 ? ["Record<string, never>"] : objectOfMembers(members);
  }
  if (typeof value === "number" && !Number.isFinite(value)) return ["number"];
  return [typeof value === "string" ? JSON.stringify(value) : String(value)];
}

/** Returns the name of a property in an object type. */
export function propertyName(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

function parenthesize(text: string): string {
  return text.includes(" ") ? `(${text})` : text;
}
