import { type aliasSuffixes, typePrefix } from "../identifiers.ts";
import type { Operation } from "../operation.ts";

/** Gives the name of one of the types of an operation: `ListVideosQuery`. */
export function typeName(operation: Operation, suffix: (typeof aliasSuffixes)[number]): string {
  return `${typePrefix(operation.name)}${suffix}`;
}
