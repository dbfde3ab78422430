/** Ends of the type names that an operation may have: `ListVideosQuery` and so on. */
export const aliasSuffixes = [
  "Path",
  "Query",
  "Headers",
  "Body",
  "Options",
  "Data",
  "Error",
] as const;

/** Words that cannot name a function of an ES module, and names that every endpoints module has. */
const reservedWords = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum " +
    "eval export extends false finally for function if implements import in instanceof interface " +
    "let new null package private protected public return static super switch this throw true try " +
    "typeof undefined var void while with yield Infinity NaN globalThis call operations paths"
  ).split(" "),
);

/** The shared type of all endpoints, and the classes of the platform that a type of ours would hide. */
const takenTypes = new Set(
  (
    "CallOptions AggregateError AudioData CSPViolationReportBody CharacterData EvalError FormData " +
    "GeolocationPositionError ImageData MediaError OverconstrainedError PushMessageData " +
    "PushSubscriptionOptions RTCError RangeError ReferenceError ReportBody SuppressedError " +
    "SyntaxError TypeError URIError WebGLQuery WebTransportError"
  ).split(" "),
);

/**
 * Makes the name of an endpoint function from an `operationId`.
 *
 * What cannot stand in an identifier separates words: `videos/list` → `videosList`. A name that is
 * reserved, or whose types would hide others (`type` → `TypeError`), gets an underscore at its
 * end: `delete` → `delete_`. Different ids may give the same name; that is for the caller to refuse.
 */
export function functionName(operationId: string): string {
  const [first = "", ...rest] = operationId.split(/[^\p{ID_Continue}$]+|_+/u).filter(Boolean);
  const joined = lowerFirst(first) + rest.map(upperFirst).join("");
  const name = /^[\p{ID_Start}$]/u.test(joined) ? joined : `_${joined}`;
  return isTaken(name) ? `${name}_` : name;
}

/** Makes the first part of the type names of an endpoint: `listVideos` → `ListVideos`. */
export function typePrefix(name: string): string {
  return upperFirst(name);
}

function isTaken(name: string): boolean {
  return (
    reservedWords.has(name) ||
    aliasSuffixes.some((suffix) => takenTypes.has(typePrefix(name) + suffix))
  );
}

// Only the letters of ASCII: what the case of another letter is depends on the engine's Unicode.
function lowerFirst(word: string): string {
  return word.replace(/^[A-Z]/, (first) => first.toLowerCase());
}

function upperFirst(word: string): string {
  return word.replace(/^[a-z]/, (first) => first.toUpperCase());
}
