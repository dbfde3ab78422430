import { isBinarySchema } from "./binary-schemas.ts";
import type { Dereference } from "./dereference.ts";
import { isObject, type JsonObject, objectOf } from "./json.ts";
import { chooseMediaType, isJson } from "./media-types.ts";
import type { Answer, Operation } from "./operation.ts";
import type { Method } from "./spec-shape.ts";

type Responses = Pick<Operation, "answers" | "failures" | "parseAs">;

/** Reads the answers of an operation, in the order of the spec. */
export function readResponses(
  responses: unknown,
  method: Method,
  dereference: Dereference,
): Responses {
  const all = Object.entries(objectOf(responses)).flatMap(([status, node]) => {
    const content = objectOf(objectOf(dereference(node)).content);
    const mediaType = method === "head" ? undefined : chooseMediaType(Object.keys(content));
    const bodySchema = dereference(objectOf(content[mediaType ?? ""]).schema);
    return [{ status, mediaType, parseAs: parserOf(mediaType, bodySchema) }];
  });
  const answers = all.filter(({ status }) => status.startsWith("2"));
  return {
    answers: answers.map(toAnswer),
    // A redirect is not followed, so it is no success either.
    failures: all.filter(({ status }) => /^[345d]/.test(status)).map(toAnswer),
    parseAs: answers.find(({ mediaType }) => mediaType !== undefined)?.parseAs ?? "json",
  };
}

/** Tells whether one of the answers says what a failure looks like. */
export function hasFailure({ failures }: Pick<Operation, "failures">): boolean {
  return failures.some(({ status }) => !status.startsWith("3"));
}

function toAnswer({ status, mediaType }: Answer): Answer {
  return { status, mediaType };
}

function parserOf(mediaType: string | undefined, schema: unknown): Operation["parseAs"] {
  if (mediaType === undefined || !isObject(schema)) return "json";
  if (isBinarySchema(schema)) return "blob";
  return isText(mediaType, schema) ? "text" : "json";
}

function isText(mediaType: string, schema: JsonObject): boolean {
  return !isJson(mediaType) && schema.type === "string";
}
