import { isObject, type JsonObject, objectOf } from "../document/json.ts";
import { chooseMediaType, isForm, isJson } from "../document/media-types.ts";
import { pathQuery } from "../document/parameters.ts";
import { createDereference, type Dereference } from "../document/references.ts";
import { isBodiless } from "../document/spec-shape.ts";
import type {
  BodySerialization,
  LocatedOperation,
  QuerySerialization,
  Serialization,
  Style,
  Styles,
} from "./operation.ts";
import { hasLargeIntegers, shapeOf, type ValueShape } from "./value-shapes.ts";

/** The document of an operation. */
interface Context {
  readonly document: JsonObject;
  /** Whether other clients than ours call the operation. */
  readonly isForeign: boolean;
}

/** Reads how the parameters and the body of an operation are written. */
export function readSerialization(
  { parameters, node, path, method }: LocatedOperation,
  { document, isForeign }: Context,
): Serialization {
  const dereference = createDereference(document);
  const describe = (group: string) =>
    parameters
      .filter((parameter) => parameter.in === group)
      .map((parameter) => describeParameter(parameter, dereference));
  const header = describe("header");
  const content = objectOf(objectOf(dereference(node.requestBody)).content);
  return {
    query:
      queryStyles(describe("query"), isForeign) ??
      // Lists without a style are repeated.
      (hasRepeatedQuery(path) ? { kind: "styles", styles: {} } : undefined),
    path: stylesUnless(isPlainPath, describe("path")),
    header: headerStyles(header),
    hasObjectHeaders: header.some(({ shape }) => shape !== "scalar" && shape !== "list"),
    body: isBodiless(method)
      ? undefined
      : readBodySerialization(content, String(document.openapi), dereference),
  };
}

/** Returns whether a path holds a query parameter several times. */
function hasRepeatedQuery(path: string): boolean {
  return Object.values(pathQuery(path) ?? {}).some(Array.isArray);
}

interface Described {
  readonly name: string;
  readonly shape: ValueShape;
  readonly style: Style;
}

/** The styles of each location. The first is the default. */
const stylesOf: Readonly<Record<string, readonly string[]>> = {
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  path: ["simple", "label", "matrix"],
  header: ["simple"],
};

function describeParameter(parameter: JsonObject, dereference: Dereference): Described {
  const name = String(parameter.name);
  const [mediaType, media] = Object.entries(objectOf(parameter.content))[0] ?? [];
  if (mediaType !== undefined) {
    if (isJson(mediaType)) return { name, shape: "other", style: { json: true } };
    return { name, shape: shapeOf(objectOf(media).schema, dereference), style: {} };
  }
  const shape = shapeOf(parameter.schema, dereference);
  const style = readStyle(parameter, stylesOf[String(parameter.in)] ?? []);
  return { name, shape, style };
}

/** Reads the style of a parameter or of a field. */
function readStyle(node: JsonObject, allowed: readonly string[]): Style {
  const [first = "form"] = allowed;
  const style = allowed.find((other) => other === node["style"]) ?? first;
  const explode = typeof node["explode"] === "boolean" ? node["explode"] : style === "form";
  return {
    ...(style !== first && { style }),
    ...(explode !== (style === "form") && style !== "deepObject" && { explode }),
    ...(node["allowReserved"] === true && first === "form" && { allowReserved: true }),
    ...(node["allowEmptyValue"] === true && first === "form" && { allowEmptyValue: true }),
  };
}

function queryStyles(
  parameters: readonly Described[],
  isForeign: boolean,
): QuerySerialization | undefined {
  const special = parameters.filter((parameter) => !isPlainQuery(parameter));
  if (special.length === 0) return undefined;
  const lists = special.filter(isCommaList);
  const objects = special.filter(isFlatObject);
  // Our own clients escape what other clients do not.
  if (isForeign || lists.length + objects.length < special.length) {
    return { kind: "styles", styles: stylesByName(parameters) };
  }
  return { kind: "native", hasLists: lists.length > 0, hasObjects: objects.length > 0 };
}

/** Names that clients need not escape. */
const plainName = /^[\w.~@:$[\]-]+$/;

/** Returns whether every client serializes a query parameter by itself. */
function isPlainQuery({ name, shape, style }: Described): boolean {
  return plainName.test(name) && shape === "scalar" && !style["allowReserved"];
}

function isCommaList({ name, shape, style }: Described): boolean {
  const isJoined = style["explode"] === false && Object.keys(style).length === 1;
  return plainName.test(name) && shape === "list" && isJoined;
}

function isFlatObject({ name, shape, style }: Described): boolean {
  const isDeep = style["style"] === "deepObject" && !style["allowReserved"];
  return plainName.test(name) && (shape === "fields" || shape === "map") && isDeep;
}

function isPlainPath({ name, shape, style }: Described): boolean {
  // Clients read such names as in RFC 6570.
  const isTemplate = /^[.;]|\*$/.test(name);
  return shape === "scalar" && !isTemplate && style["style"] === undefined && !style["json"];
}

/** Returns the styles of all headers that are not scalars. */
function headerStyles(headers: readonly Described[]): Styles | undefined {
  const special = headers.filter(({ shape }) => shape !== "scalar");
  if (special.length === 0) return undefined;
  return Object.fromEntries(special.map(({ name, style }) => [name, style]));
}

function stylesUnless(
  isPlain: (parameter: Described) => boolean,
  parameters: readonly Described[],
): Styles | undefined {
  return parameters.every(isPlain) ? undefined : stylesByName(parameters);
}

function stylesByName(parameters: readonly Described[]): Styles {
  const styled = parameters.filter(({ style }) => Object.keys(style).length > 0);
  return Object.fromEntries(styled.map(({ name, style }) => [name, style]));
}

function readBodySerialization(
  contents: JsonObject,
  version: string,
  dereference: Dereference,
): BodySerialization | undefined {
  const mediaType = chooseMediaType(Object.keys(contents));
  if (mediaType === undefined) return undefined;
  const content = objectOf(contents[mediaType]);
  if (isJson(mediaType)) {
    return hasLargeIntegers(content.schema, dereference) ? { kind: "json" } : undefined;
  }
  const encoding = Object.entries(objectOf(content["encoding"]));
  const fields = encoding.flatMap(([name, node]) => (isObject(node) ? [{ name, node }] : []));
  if (/^application\/x-www-form-urlencoded\s*(;|$)/i.test(mediaType)) {
    const styled = fields.filter(({ node }) => hasStyle(node));
    return { kind: "form", styles: Object.fromEntries(styled.map(fieldStyle)) };
  }
  if (!isForm(mediaType)) return { kind: "raw" };
  // In 3.0, styles do not apply to multipart.
  const entries = fields.flatMap((field): [string, string | Style][] => {
    if (hasStyle(field.node) && !version.startsWith("3.0")) return [fieldStyle(field)];
    const type = partType(field.node);
    return type === undefined ? [] : [[field.name, type]];
  });
  return { kind: "multipart", fields: Object.fromEntries(entries) };
}

function hasStyle(node: JsonObject): boolean {
  return ["style", "explode", "allowReserved"].some((key) => node[key] !== undefined);
}

function fieldStyle({ name, node }: { name: string; node: JsonObject }): [string, Style] {
  return [name, readStyle(node, stylesOf["query"] ?? [])];
}

/** Returns the media type of a part, unless it is a range, a list, or the default. */
function partType(node: JsonObject): string | undefined {
  const type = node["contentType"];
  if (typeof type !== "string" || /[*,]/.test(type)) return undefined;
  return /^(text\/plain|application\/octet-stream)/i.test(type) ? undefined : type;
}
