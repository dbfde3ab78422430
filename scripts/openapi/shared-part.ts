import { readFileSync } from "node:fs";

/**
 * The part that all endpoints modules share: a copy of `endpoint-call.ts`, with private functions.
 *
 * The names of the functions of operations and of their types never equal a name that it declares.
 */
export const sharedPart = readShared("endpoint-call.ts");

/** The function that requests one of several media types. */
export const acceptPart = withoutImports(readShared("endpoint-accept.ts"));

/** The function that reads bodies that are not all JSON. */
export const readPart = withoutImports(readShared("endpoint-read.ts"));

/** Reads a module of this folder that is copied into generated modules, without its exports. */
export function readShared(file: string): string {
  const text = readFileSync(new URL(file, import.meta.url), "utf8");
  return text.replaceAll(/^export (?=(?:async )?function |const )/gm, "");
}

/** Removes the imports of a module. */
function withoutImports(text: string): string {
  return text.replaceAll(/^import [^;]*;\n+/gm, "");
}

/** Names that a module declares at its top level. */
export interface DeclaredNames {
  readonly values: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
}

const declaration =
  /^(?:export )?(?:declare )?(?:abstract )?(?:async )?(function\*?|const|let|class|enum|interface|type) +([\w$]+)/gm;

/** Lists the names that a formatted module declares at its top level. */
export function listDeclaredNames(text: string): DeclaredNames {
  const values = new Set<string>();
  const types = new Set<string>();
  for (const [, keyword = "", name = ""] of text.matchAll(declaration)) {
    if (keyword !== "interface" && keyword !== "type") values.add(name);
    if (!/^(?:function|const|let)/.test(keyword)) types.add(name);
  }
  return { values, types };
}
