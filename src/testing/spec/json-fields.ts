import { isPlainObject } from "../../http/argument-checks.ts";
import type { ReceivedPair } from "../exchange/params.ts";
import {
  alternativesOf,
  type BodyFormat,
  type FieldSchema,
  type ReceivedCall,
  takesForm,
} from "./operation.ts";

/** A field of a JSON object that the spec does not describe in this form. */
interface FieldDeviation {
  readonly field: string;
  readonly problem: string;
}

/** Removes the nulls of a JSON object that the spec does not allow. Clients send them for missing values. */
export function readJsonFields(
  json: unknown,
  { fields, isComplete }: BodyFormat,
): { json: unknown; deviations: FieldDeviation[] } {
  if (!isPlainObject(json)) return { json, deviations: [] };
  const entries = Object.entries(json);
  const isNull = ([name, value]: readonly [string, unknown]): boolean =>
    value === null && !allowsNull(fields.get(name));
  const isUnknown = (name: string): boolean => isComplete && fields.size > 0 && !fields.has(name);
  return {
    json: Object.fromEntries(entries.filter((entry) => !isNull(entry))),
    deviations: entries.flatMap((entry) => {
      const [field] = entry;
      if (isUnknown(field)) return [{ field, problem: "is unknown" }];
      return isNull(entry) ? [{ field, problem: "must not be null" }] : [];
    }),
  };
}

/** Removes the nulls inside of the fields of a JSON object. Some clients send them for missing values. */
export function readInnerNulls(json: unknown): { json: unknown; deviations: FieldDeviation[] } {
  const deviations: FieldDeviation[] = [];
  const read = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => read(item, `${path}[${index}]`));
    if (!isPlainObject(value)) return value;
    const isOuter = path === "";
    const fields = Object.entries(value).map(([name, inner]) => {
      const isNull = !isOuter && inner === null;
      return { name, inner, isNull, field: isOuter ? name : `${path}.${name}` };
    });
    for (const { field, isNull } of fields) {
      if (isNull) deviations.push({ field, problem: "must not be null" });
    }
    const kept = fields.filter(({ isNull }) => !isNull);
    return Object.fromEntries(kept.map(({ name, inner, field }) => [name, read(inner, field)]));
  };
  return { json: read(json, ""), deviations };
}

/** Corrects the names of fields that differ from those of the spec only by their case. */
export function readNames(
  json: unknown,
  { fields }: BodyFormat,
): { json: unknown; deviations: FieldDeviation[] } {
  if (!isPlainObject(json)) return { json, deviations: [] };
  const byName = new Map([...fields.keys()].map((name) => [name.toLowerCase(), name]));
  const entries = Object.entries(json).map(([field, value]) => {
    const name = byName.get(field.toLowerCase()) ?? field;
    return { field, name: Object.hasOwn(json, name) ? field : name, value };
  });
  return {
    json: Object.fromEntries(entries.map(({ name, value }) => [name, value])),
    deviations: entries
      .filter(({ field, name }) => field !== name)
      .map(({ field, name }) => ({ field, problem: `must be written ${name}` })),
  };
}

/** Returns whether a field may be null. A schema without types allows everything. */
function allowsNull(schema: FieldSchema = {}): boolean {
  const types = alternativesOf(schema).flatMap(({ type }) => type ?? []);
  return types.length === 0 || types.includes("null");
}

/**
 * Returns the fields of a JSON body as parameters, where the spec describes parameters instead: clients
 * send them in either form. JSON is not part of the signed parameters.
 */
export function jsonParameters({ operation, body }: ReceivedCall): ReceivedPair[] {
  const isDescribed = operation.bodies.some(({ mediaType }) => mediaType === body.mediaType);
  if (isDescribed || !takesForm(operation) || !isPlainObject(body.json)) return [];
  return Object.entries(body.json).flatMap(([key, value]) =>
    toPairs(key, value, operation.query.get(key)),
  );
}

function toPairs(key: string, value: unknown, schema: FieldSchema = {}): ReceivedPair[] {
  if (schema.type !== "object" || !isPlainObject(value))
    return toPair({ key, field: undefined }, value);
  return Object.entries(value).flatMap(([field, inner]) => toPair({ key, field }, inner));
}

function toPair(name: Pick<ReceivedPair, "key" | "field">, value: unknown): ReceivedPair[] {
  if (value === null) return [];
  if (typeof value !== "object") return [{ ...name, value: String(value) }];
  const isList = Array.isArray(value) && value.every((item) => typeof item !== "object");
  return [{ ...name, value: isList ? value.join(",") : JSON.stringify(value) }];
}
