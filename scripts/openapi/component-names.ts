import { formatPointer } from "./json-pointer.ts";
import type { SpecKind } from "./spec-shape.ts";

/** The section of `components` that holds the objects of a kind. */
export const componentSections: Readonly<Partial<Record<SpecKind, string>>> = {
  Schema: "schemas",
  Response: "responses",
  Parameter: "parameters",
  RequestBody: "requestBodies",
  Header: "headers",
};

/** Keys of a pointer that say where a thing stands, not what it is. */
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
 * Makes the name under which a value from elsewhere becomes a component.
 *
 * A whole file gives its base name, a named entry its name, anything deeper the words of its path:
 * `video.yaml` → `video`, `common.yaml#/definitions/Video` → `Video`,
 * `#/components/schemas/Video/properties/status` → `VideoStatus`.
 */
export function nameComponent(file: string, keys: readonly string[]): string {
  const words = keys.filter((key) => !structuralKeys.has(key));
  const [first, ...rest] = words.length === 0 ? [baseName(file)] : words;
  const name = [first ?? "", ...rest.map(capitalise)].join("");
  return name.replaceAll(/[^\w.-]+/g, "_");
}

/** Gives a name that is not taken: the name itself, else with the first free number from 2. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  let number = 2;
  while (isTaken(`${name}${number}`)) number++;
  return `${name}${number}`;
}

/** Writes the `$ref` of a component schema. */
export function schemaReference(name: string): string {
  return `#${formatPointer(["components", "schemas", name])}`;
}

function baseName(file: string): string {
  const name = decodeURIComponent(file.slice(file.lastIndexOf("/") + 1));
  return name.replace(/(?<=.)\.\w+$/, "");
}

function capitalise(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
