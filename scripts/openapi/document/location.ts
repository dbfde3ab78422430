import { formatPointer } from "./json.ts";

/** A location in a file of a spec, as a list that starts with the innermost key. */
export interface Location {
  /** URL of the file. */
  readonly file: string;
  readonly parent: Location | undefined;
  /** Keys that lead from the parent to this location. */
  readonly keys: readonly string[];
  /** Number of nodes above this one. */
  readonly depth: number;
  /** Whether nothing is generated from this part of the document. */
  readonly isUnused: boolean;
}

/** Returns the location of a value in a file. */
export function locate(
  file: string,
  keys: readonly string[] = [],
  isUnused = false,
  depth = 0,
): Location {
  return { file, parent: undefined, keys, depth, isUnused };
}

/** Returns the location of a child. */
export function descend(parent: Location, keys: readonly string[], isUnused = false): Location {
  const { file, depth } = parent;
  return { file, parent, keys, depth: depth + 1, isUnused: isUnused || parent.isUnused };
}

/** Returns the URL of the component that a location is in. */
export function componentUrl(location: Location): string {
  let outermost = location;
  while (outermost.parent !== undefined) outermost = outermost.parent;
  return `${outermost.file}#${formatPointer(outermost.keys).replaceAll("%", "%25")}`;
}

/** Formats a location: the file, and a JSON pointer if it is a part of the file. */
export function formatLocation(location: Location, nameOf: (file: string) => string): string {
  const keys: string[] = [];
  for (let at: Location | undefined = location; at !== undefined; at = at.parent) {
    keys.unshift(...at.keys);
  }
  const name = nameOf(location.file);
  return keys.length === 0 ? name : `${name}#${formatPointer(keys)}`;
}

/** Formats the location of a part of a location that is already formatted. */
export function extendLocation(location: string, keys: readonly string[]): string {
  const pointer = formatPointer(keys);
  return location.includes("#") || pointer === "" ? location + pointer : `${location}#${pointer}`;
}

/** A reason why a document cannot be generated as it is. */
export interface LocatedProblem {
  readonly location: Location;
  readonly reason: string;
  /** Whether the generated code does not need the part, or a correct part has taken its place. */
  readonly isMinor: boolean;
}
