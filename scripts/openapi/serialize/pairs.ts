import { type Escape, escapeText, joinMembers, type Member, membersOf } from "./members.ts";
import { isRecord, isSet, toText } from "./values.ts";

/** How the value of a query parameter or form field is written. The default is `form` and `explode`. */
export interface FieldStyle {
  readonly style?: "form" | "spaceDelimited" | "pipeDelimited" | "deepObject";
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  /** Whether an empty list or object is sent as an empty text. */
  readonly allowEmptyValue?: boolean;
  /** Whether the value is written as JSON. */
  readonly json?: boolean;
}

/** How names and values are escaped. */
interface Escapes {
  readonly name: Escape;
  readonly value: Escape;
}

/** A name and a text, both escaped. */
export type TextPair = readonly [name: string, text: string];

/** Serializes a query parameter or form field. */
export function toTextPairs(
  argument: string,
  name: string,
  value: unknown,
  style: FieldStyle = {},
  escapes: Escapes = percentEscapes(style),
): TextPair[] {
  if (!isSet(value)) return [];
  const key = escapes.name(name, argument);
  if (style.json) return [[key, escapes.value(JSON.stringify(value), argument)]];
  if (style.style === "deepObject") return nestedPairs({ argument, key, value }, escapes);
  const members = membersOf(argument, value);
  if (members.length === 0) return style.allowEmptyValue ? [[key, ""]] : [];
  if (isJoined(value, style)) return [[key, joinMembers(members, joiningOf(style, escapes))]];
  return members.map((part) => [
    part.key === undefined ? key : escapes.name(part.key, part.argument),
    escapes.value(toText(part.argument, part.value), part.argument),
  ]);
}

/** Returns whether a value is a list or an object that is written as one text. */
function isJoined(value: unknown, { style = "form", explode = style === "form" }: FieldStyle) {
  return !explode && (Array.isArray(value) || isRecord(value));
}

function joiningOf({ style = "form" }: FieldStyle, { name: escapeWith }: Escapes) {
  const separators = { form: ",", spaceDelimited: escapeWith(" ", ""), pipeDelimited: "|" };
  return { separator: style === "deepObject" ? "," : separators[style], escapeWith };
}

/** Writes nested objects and lists as `name[key]` and `name[0]`. */
function nestedPairs({ argument, key = "", value }: Member, escapes: Escapes): TextPair[] {
  if (!Array.isArray(value) && !isRecord(value)) {
    return [[key, escapes.value(toText(argument, value), argument)]];
  }
  return membersOf(argument, value).flatMap((member, index) => {
    const inner = member.key === undefined ? index : escapes.name(member.key, member.argument);
    return nestedPairs({ ...member, key: `${key}[${inner}]` }, escapes);
  });
}

function percentEscapes({ allowReserved }: FieldStyle): Escapes {
  return { name: escapeText, value: allowReserved ? escapeUnreserved : escapeText };
}

/** Percent-encodes like {@link escapeText}, except the reserved characters that a query can hold. */
function escapeUnreserved(text: string, argument: string): string {
  const reserved = /%(3A|2F|3F|5B|5D|40|21|24|28|29|2A|2C|3B|3D)/g;
  return escapeText(text, argument).replace(reserved, decodeURIComponent);
}
