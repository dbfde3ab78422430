import { formatPointer, parsePointer } from "./json.ts";
import type { SpecKind } from "./spec-shape.ts";

/** The section of `components` that contains the objects of each kind. */
export const componentSections: Readonly<Partial<Record<SpecKind, string>>> = {
  Schema: "schemas",
  Response: "responses",
  Parameter: "parameters",
  RequestBody: "requestBodies",
  Header: "headers",
  Example: "examples",
  Callback: "callbacks",
  Link: "links",
  SecurityScheme: "securitySchemes",
};

/** Keys of a pointer that describe the location of a value and not its meaning. */
const structuralKeys = new Set([
  "components",
  ...Object.values(componentSections),
  "definitions",
  "$defs",
  "paths",
  "properties",
  "content",
  "schema",
]);

/**
 * Returns the name that a value gets when it becomes a component.
 *
 * The name of a whole file is its base name, that of a named entry is its key, and that of a deeper
 * value joins the keys of its path: `video.yaml` → `video`, `common.yaml#/definitions/Video` →
 * `Video`, `#/components/schemas/Video/properties/status` → `VideoStatus`.
 */
export function nameComponent(file: string, keys: readonly string[]): string {
  const words = keys.filter((key) => !structuralKeys.has(key));
  const [first, ...rest] = words.length === 0 ? [baseName(file)] : words;
  const name = [first ?? "", ...rest.map(capitalize)].join("");
  return name.replaceAll(/[^\w.-]+/g, "_");
}

/** Returns a free name: the name itself, otherwise the name with the first free number from 2. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  let number = 2;
  while (isTaken(`${name}${number}`)) number++;
  return `${name}${number}`;
}

/** Returns the `$ref` of a component schema. */
export function schemaReference(name: string): string {
  return componentReference("schemas", name);
}

/** Returns the `$ref` of a component. A percent sign in the name is encoded, as in every URL. */
export function componentReference(section: string, name: string): string {
  return `#${formatPointer(["components", section, name])}`.replaceAll("%", "%25");
}

const schemaPointer = /^#(\/components\/schemas\/[^/]+)$/;

/** Returns the name of the component schema that a `$ref` points to. */
export function referencedName(reference: unknown): string | undefined {
  const pointer = typeof reference === "string" ? schemaPointer.exec(reference)?.[1] : undefined;
  return pointer === undefined ? undefined : parsePointer(pointer)[2];
}

function baseName(file: string): string {
  const name = decodeURIComponent(file.slice(file.lastIndexOf("/") + 1));
  return name.replace(/(?<=.)\.\w+$/, "");
}

function capitalize(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
