import { isObject, type JsonObject, objectOf } from "../document/json.ts";
import { isBinarySchema, isForm, isJson } from "../document/media-types.ts";
import { createDereference, type Dereference } from "../document/references.ts";
import { isTextSchema, mapParts } from "./read-responses.ts";
import { shapeOf } from "./value-shapes.ts";

/**
 * Replaces the schemas of request bodies that are sent as they are: callers pass the text or the bytes,
 * not the value that a schema describes.
 *
 * A range that includes JSON is JSON if its schema describes a value.
 */
export function describeRequests(document: JsonObject): JsonObject {
  const dereference = createDereference(document);
  return mapParts(document, "RequestBody", (body) => {
    if (!isObject(body) || !isObject(body.content)) return body;
    const { content } = body;
    const entries = Object.entries(content).map(([mediaType, node]) =>
      isObject(node) && !isSendable(mediaType, node.schema, dereference)
        ? describeBody(mediaType, node, content)
        : ([mediaType, node] as const),
    );
    const isUnchanged = entries.every(([mediaType, node]) => node === content[mediaType]);
    return isUnchanged ? body : { ...body, content: Object.fromEntries(entries) };
  });
}

const json = "application/json";

function describeBody(
  mediaType: string,
  node: JsonObject,
  content: JsonObject,
): readonly [mediaType: string, node: JsonObject] {
  const includesJson = /^(\*|application)\/\*/.test(mediaType);
  if (includesJson && content[json] === undefined) return [json, node];
  return [mediaType, { ...node, schema: textOrBytes }];
}

const textOrBytes = { anyOf: [{ type: "string" }, { type: "string", format: "binary" }] };

/** Returns whether clients can send the values of a schema. */
function isSendable(mediaType: string, source: unknown, dereference: Dereference): boolean {
  const schema = objectOf(dereference(source));
  const isAny = Object.keys(schema).length === 0;
  if (isAny || isJson(mediaType) || isForm(mediaType) || isBinarySchema(schema)) return true;
  return isTextSchema(schema, dereference) || shapeOf(schema, dereference) === "scalar";
}
