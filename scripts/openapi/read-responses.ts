import { suggestFormat } from "./endpoint-read.ts";
import { objectOf } from "./json.ts";
import { chooseMediaType } from "./media-types.ts";
import { referencedName } from "./names.ts";
import type { BodyFormat, Operation, OperationResponse } from "./operation.ts";
import type { Dereference } from "./references.ts";
import { baseType, bodyFormat } from "./response-bodies.ts";
import type { Method } from "./spec-shape.ts";

/** A response with all media types in which its body may arrive. */
interface ReadResponse {
  readonly response: OperationResponse;
  readonly formats: ReadonlyMap<string, BodyFormat | undefined>;
}

/** Reads the responses of an operation, in spec order. */
export function readResponses(
  responses: unknown,
  method: Method,
  dereference: Dereference,
): Pick<Operation, "successes" | "failures" | "reading" | "accept"> {
  const all = Object.entries(objectOf(responses)).map(([status, node]) =>
    readResponse(status, method, objectOf(dereference(node)).content, dereference),
  );
  const documented = all.filter(({ response }) => response.status.startsWith("2"));
  // "default" stands for every status that is not listed.
  const successes =
    documented.length > 0
      ? documented
      : all.filter(({ response }) => response.status === "default");
  // A redirect is not followed, so it does not count as a success.
  const failures = all.filter(({ response }) => /^[345d]/.test(response.status));
  return {
    successes: successes.map(({ response }) => response),
    failures: failures.map(({ response }) => response),
    reading: readingOf(successes),
    accept: acceptOf(successes),
  };
}

/** Statuses whose responses have no body, whatever a spec says. */
const emptyStatuses = new Set(["204", "205", "304"]);

function readResponse(
  status: string,
  method: Method,
  content: unknown,
  dereference: Dereference,
): ReadResponse {
  const isEmpty = method === "head" || emptyStatuses.has(status);
  const bodies = isEmpty ? {} : objectOf(content);
  const formats = new Map(
    Object.entries(bodies).map(([mediaType, body]) => {
      return [mediaType, bodyFormat(mediaType, objectOf(dereference(objectOf(body).schema)))];
    }),
  );
  const mediaType = chooseMediaType(Object.keys(bodies));
  const { schema } = objectOf(bodies[mediaType ?? ""]);
  const schemaName = referencedName(objectOf(schema).$ref);
  const format = formats.get(mediaType ?? "");
  return { response: { status, mediaType, schemaName, format }, formats };
}

/** Returns how the bodies of successes are read: see {@link Operation.reading}. */
function readingOf(successes: readonly ReadResponse[]): Operation["reading"] {
  const all = successes.flatMap(({ formats }) => [...formats]);
  const isJson = all.every(
    ([mediaType, format]) => format === "json" && isSuggested(mediaType, format),
  );
  if (isJson) return undefined;
  const [first, ...others] = new Set(all.map(([, format]) => format));
  if (first !== undefined && others.length === 0) return first;
  return Object.fromEntries(
    all.flatMap(([mediaType, format]) =>
      format === undefined || isSuggested(mediaType, format) ? [] : [[baseType(mediaType), format]],
    ),
  );
}

/** Returns whether a media type suggests a format. A range does not suggest another. */
function isSuggested(mediaType: string, format: BodyFormat): boolean {
  const type = baseType(mediaType);
  return type.includes("*") || suggestFormat(type) === format;
}

/** Returns the chosen media types if a success has several. */
function acceptOf(successes: readonly ReadResponse[]): Operation["accept"] {
  if (!successes.some(({ formats }) => formats.size > 1)) return undefined;
  const chosen = new Set(successes.flatMap(({ response }) => response.mediaType ?? []));
  const all = new Set(successes.flatMap(({ formats }) => [...formats.keys()]));
  return { chosen: [...chosen], others: [...all].filter((mediaType) => !chosen.has(mediaType)) };
}
