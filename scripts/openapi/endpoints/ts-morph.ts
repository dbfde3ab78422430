import { createRequire } from "node:module";

// An import would take longer: Node scans a CommonJS module for the names that it exports, here the
// whole compiler.
const library: typeof import("ts-morph") = createRequire(import.meta.url)("ts-morph");

export const { IndentationText, Project, StructureKind } = library;
