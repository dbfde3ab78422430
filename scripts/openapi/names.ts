import { allSerializers } from "./endpoint-serialize.ts";
import { formatPointer, parsePointer } from "./json.ts";
import { acceptPart, listDeclaredNames, readPart, sharedPart } from "./shared-part.ts";
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

/** Suffixes of the type names of an operation, such as `ListVideosQuery`. */
export const typeSuffixes = [
  "Path",
  "Query",
  "Headers",
  "Body",
  "Options",
  "Data",
  "Error",
  "Result",
] as const;

/** The suffix of a type name of an operation. */
export type TypeSuffix = (typeof typeSuffixes)[number];

const shared = listDeclaredNames(
  [sharedPart, acceptPart, readPart, allSerializers()].join("\n"),
);

/** Words that cannot name a function of an ES module, and names that endpoints modules declare or import. */
const reservedWords = new Set([
  ...shared.values,
  ...(
    "arguments await break case catch class const continue debugger default delete do else enum " +
    "eval export extends false finally for function if implements import in instanceof interface " +
    "let new null package private protected public return static super switch this throw true try " +
    "typeof undefined var void while with yield Infinity NaN globalThis components operations paths"
  ).split(" "),
]);

/** Type names that are already in use: the shared types of all endpoints and classes of the platform. */
const takenTypes = new Set([
  ...shared.types,
  ...(
    "AggregateError AudioData CSPViolationReportBody CharacterData EvalError FormData " +
    "GeolocationPositionError ImageData MediaError OverconstrainedError PushMessageData " +
    "PushSubscriptionOptions RTCError RangeError ReferenceError ReportBody SuppressedError " +
    "SyntaxError TypeError URIError WebGLQuery WebTransportError"
  ).split(" "),
]);

/**
 * Returns the name of the endpoint function of an `operationId`.
 *
 * Characters that an identifier cannot contain separate words: `videos/list` → `videosList`. A name
 * gets a trailing underscore if it is reserved (`delete` → `delete_`) or if its types would hide
 * others (`type` → `TypeError`). Different ids may result in the same name; callers reject those.
 */
export function functionName(operationId: string): string {
  const [first = "", ...rest] = operationId.split(/[^\p{ID_Continue}$]+|_+/u).filter(Boolean);
  const joined = lowerFirst(first) + rest.map(upperFirst).join("");
  const name = /^[\p{ID_Start}$]/u.test(joined) ? joined : `_${joined}`;
  return isTaken(name) ? `${name}_` : name;
}

/** Returns the name of a type of an endpoint: `listVideos`, `Query` → `ListVideosQuery`. */
export function typeName(functionName: string, suffix: TypeSuffix | ""): string {
  return upperFirst(functionName) + suffix;
}

function isTaken(name: string): boolean {
  const hidesType = typeSuffixes.some((suffix) => takenTypes.has(typeName(name, suffix)));
  return hidesType || reservedWords.has(name);
}

// Only ASCII letters change case: the case of other letters depends on the engine's Unicode version.
function lowerFirst(word: string): string {
  return word.replace(/^[A-Z]/, (first) => first.toLowerCase());
}

function upperFirst(word: string): string {
  return word.replace(/^[a-z]/, (first) => first.toUpperCase());
}
