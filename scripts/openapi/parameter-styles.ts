import { isObject, type JsonObject, objectOf } from "./json.ts";
import { chooseMediaType, isJson } from "./media-types.ts";
import type { LocatedOperation } from "./operation.ts";
import { createDereference, type Dereference } from "./references.ts";
import type {
  BodySerialization,
  QuerySerialization,
  Serialization,
  Style,
  Styles,
} from "./serialization.ts";
import { shapeOf, type ValueShape } from "./value-shapes.ts";

/** The document of an operation. */
interface Context {
  readonly document: JsonObject;
  /** Whether other clients than ours call the operation. */
  readonly isForeign: boolean;
}

/** Reads how the parameters and the body of an operation are written. */
export function readSerialization(
  { parameters, node }: LocatedOperation,
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
    query: queryStyles(describe("query"), isForeign),
    path: stylesUnless(isPlainPath, describe("path")),
    header: stylesUnless(isPlainHeader, header),
    hasObjectHeaders: header.some(({ shape }) => shape !== "scalar" && shape !== "list"),
    body: readBodySerialization(content, String(document.openapi)),
  };
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
  const objects = special.filter((parameter) => isFlatObject(parameter, isForeign));
  if (lists.length + objects.length < special.length) {
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

/** Returns whether clients write an object in brackets. Only our own ones escape keys. */
function isFlatObject({ name, shape, style }: Described, isForeign: boolean): boolean {
  const isDeep = style["style"] === "deepObject" && !style["allowReserved"];
  const isFlat = shape === "fields" || (shape === "map" && !isForeign);
  return plainName.test(name) && isFlat && isDeep;
}

function isPlainPath({ name, shape, style }: Described): boolean {
  // Clients read such names as in RFC 6570.
  const isTemplate = /^[.;]|\*$/.test(name);
  return shape === "scalar" && !isTemplate && style["style"] === undefined && !style["json"];
}

function isPlainHeader({ shape }: Described): boolean {
  return shape === "scalar";
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
): BodySerialization | undefined {
  const mediaType = chooseMediaType(Object.keys(contents));
  if (mediaType === undefined || isJson(mediaType)) return undefined;
  const content = objectOf(contents[mediaType]);
  const encoding = Object.entries(objectOf(content["encoding"]));
  const fields = encoding.flatMap(([name, node]) => (isObject(node) ? [{ name, node }] : []));
  if (/^application\/x-www-form-urlencoded\s*(;|$)/i.test(mediaType)) {
    const styled = fields.filter(({ node }) => hasStyle(node));
    return { kind: "form", styles: Object.fromEntries(styled.map(fieldStyle)) };
  }
  if (!/^multipart\/form-data\s*(;|$)/i.test(mediaType)) return { kind: "raw" };
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
