import { invalidArgument, isRecord, isSet, ownValue, toText } from "./values.ts";

/** Names of parts with their contents. */
export type Parts = readonly (readonly [name: string, content: string | Blob])[];

/** Serializes a field whose style the document describes. */
export type ToParts = (argument: string, name: string, value: unknown) => Parts;

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
  if (typeof field === "function") return field(argument, name, value);
  const items = Array.isArray(value) ? value : [value];
  return items.filter(isSet).map((item) => [name, toPart(argument, item, field)]);
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
  if (/[/+]json\b/i.test(type)) return new Blob([JSON.stringify(value)], { type });
  throw invalidArgument(argument, `must be text or a Blob: its type is ${type}`);
}

/** Adds a media type to a Blob without one. */
function withType(blob: Blob, type: string | undefined): Blob {
  if (type === undefined || blob.type !== "") return blob;
  return blob instanceof File ? new File([blob], blob.name, { type }) : new Blob([blob], { type });
}
