import {
  acceptPart,
  allSerializers,
  listDeclaredNames,
  readPart,
  sharedPart,
} from "../runtime/shared-part.ts";

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

const shared = listDeclaredNames([sharedPart, acceptPart, readPart, allSerializers()].join("\n"));

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
    "PushSubscriptionOptions RTCError RangeError ReferenceError ReportBody SpeechRecognitionResult " +
    "SuppressedError SyntaxError TypeError URIError WebGLQuery WebTransportError XPathResult"
  ).split(" "),
]);

/**
 * Returns the name of the endpoint function of an `operationId`.
 *
 * Characters that an identifier cannot contain separate words: `videos/list` → `videosList`. A
 * reserved name gets a trailing underscore: `delete` → `delete_`. Different ids may result in the
 * same name; callers reject those.
 */
export function functionName(operationId: string): string {
  const [first = "", ...rest] = operationId.split(/[^\p{ID_Continue}$]+|_+/u).filter(Boolean);
  const joined = lowerFirst(first) + rest.map(upperFirst).join("");
  const name = /^[\p{ID_Start}$]/u.test(joined) ? joined : `_${joined}`;
  return reservedWords.has(name) ? `${name}_` : name;
}

/**
 * Returns the name of a type of an endpoint: `listVideos`, `Query` → `ListVideosQuery`.
 *
 * An underscore precedes the suffix if one of the types would hide another: `type`, `Query` →
 * `Type_Query`, because of `TypeError`.
 */
export function typeName(functionName: string, suffix: TypeSuffix | ""): string {
  const stem = upperFirst(functionName);
  const hidesType = typeSuffixes.some((other) => takenTypes.has(stem + other));
  return `${stem}${hidesType ? "_" : ""}${suffix}`;
}

// Only ASCII letters change case: the case of other letters depends on the engine's Unicode version.
function lowerFirst(word: string): string {
  return word.replace(/^[A-Z]/, (first) => first.toLowerCase());
}

function upperFirst(word: string): string {
  return word.replace(/^[a-z]/, (first) => first.toUpperCase());
}
