import { type FieldStyle, type TextPair, toTextPairs } from "./query.ts";
import {
  escapeText,
  invalidArgument,
  isRecord,
  isSet,
  ownValue,
  toJson,
  toText,
} from "./values.ts";

/** Passes on a body that is text, bytes, a Blob or a stream. */
export function passBody(body: unknown, headers: Headers): unknown {
  if (isSentAsJson(headers)) return JSON.stringify(body);
  if (isRecord(body) || Array.isArray(body)) {
    throw invalidArgument("body", "must be text, bytes, a Blob or a stream");
  }
  return typeof body === "object" && !(body instanceof Date) ? body : toText("body", body);
}

/** Returns whether the caller has chosen JSON instead of the media type of the operation. */
function isSentAsJson(headers: Headers): boolean {
  return /[/+]json\b/i.test(headers.get("Content-Type") ?? "");
}

/**
 * Creates the serializer of an `application/x-www-form-urlencoded` body.
 *
 * Fields without a style are text or, if they are objects, JSON. Lists are repeated fields.
 */
export function serializeForm(styles: Readonly<Record<string, FieldStyle>>) {
  return (body: unknown, headers: Headers): unknown => {
    if (isSentAsJson(headers)) return toJson(body);
    if (!isRecord(body)) return body;
    return Object.entries(body)
      .flatMap(([name, value]) => {
        const style = ownValue(styles, name);
        const argument = `body.${name}`;
        return style ? toTextPairs(argument, name, value, style) : formPairs(argument, name, value);
      })
      .map(([name, text]) => `${name}=${text}`)
      .join("&");
  };
}

function formPairs(argument: string, name: string, value: unknown): TextPair[] {
  return [value].flat().flatMap((item): TextPair[] => {
    if (!isSet(item)) return [];
    const isNested = Array.isArray(item) || isRecord(item);
    const text = isNested ? toJson(item) : toText(argument, item);
    return [[escapeText(name, argument), escapeText(text, argument)]];
  });
}

/** Names of parts with their contents. */
type Parts = readonly (readonly [name: string, content: string | Blob])[];

/** Serializes a field whose style the document describes. */
type ToParts = (argument: string, name: string, value: unknown) => Parts;

/**
 * Creates the serializer of a `multipart/form-data` body.
 *
 * Lists are repeated parts, objects are JSON, and bytes are files.
 *
 * @param fields - Media types of fields, or what serializes them.
 */
export function serializeMultipart(fields: Readonly<Record<string, string | ToParts>> = {}) {
  return (body: unknown): unknown => {
    if (!isRecord(body)) return body;
    const form = new FormData();
    for (const [name, value] of Object.entries(body)) {
      for (const [key, content] of partsOf(name, value, ownValue(fields, name))) {
        form.append(key, content);
      }
    }
    return form;
  };
}

function partsOf(name: string, value: unknown, field: string | ToParts | undefined): Parts {
  const argument = `body.${name}`;
  const items = [value].flat().filter(isSet);
  const isStyled = typeof field === "function";
  // A style does not apply to files.
  if (isStyled && !items.some((item) => item instanceof Blob)) return field(argument, name, value);
  const type = isStyled ? undefined : field;
  return items.map((item) => [name, toPart(argument, item, type)]);
}

function toPart(argument: string, value: unknown, type: string | undefined): string | Blob {
  if (value instanceof Blob) return withType(value, type);
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    return new Blob([value as BlobPart], { type: type ?? "application/octet-stream" });
  }
  if (isRecord(value) || Array.isArray(value)) return toJsonPart(argument, value, type);
  if (value instanceof ReadableStream) throw invalidArgument(argument, "must not be a stream");
  const text = toText(argument, value);
  return type === undefined ? text : new Blob([text], { type });
}

function toJsonPart(argument: string, value: object, type = "application/json"): Blob {
  if (/[/+]json\b/i.test(type)) return new Blob([toJson(value)], { type });
  throw invalidArgument(argument, `must be text or a Blob: its type is ${type}`);
}

/** Adds a media type to a Blob without one. */
function withType(blob: Blob, type: string | undefined): Blob {
  if (type === undefined || blob.type !== "") return blob;
  return blob instanceof File ? new File([blob], blob.name, { type }) : new Blob([blob], { type });
}

/** Creates the serializer of a field with a style. Its texts are not escaped. */
export function styledParts(style: FieldStyle): ToParts {
  const asIs = (text: string) => text;
  return (argument, name, value) =>
    toTextPairs(argument, name, value, style, { name: asIs, value: asIs });
}
