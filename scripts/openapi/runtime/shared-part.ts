import { readFileSync } from "node:fs";

/**
 * The part that all endpoints modules share: a copy of `call.ts`, with private functions.
 *
 * The names of the functions of operations and of their types never equal a name that it declares.
 */
export const sharedPart = readShared("call.ts");

/** The function that requests one of several media types. */
export const acceptPart = withoutImports(readShared("accept.ts"));

/** The function that reads bodies that are not all JSON. */
export const readPart = withoutImports(readShared("read.ts"));

/** Reads a module of this folder that is copied into generated modules, without its exports. */
function readShared(file: string): string {
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

/** The modules of `serialize/`. */
const serializers = ["values", "query", "path", "headers", "bodies"];

/** The declarations of `serialize/` by name, without imports and exports. */
const declarations = readDeclarations();

function readDeclarations(): ReadonlyMap<string, string> {
  const texts = serializers.flatMap((file) => {
    const text = readShared(`serialize/${file}.ts`).replaceAll(/^import [^;]*;\n+/gm, "");
    return text
      .replaceAll(/^export /gm, "")
      .trim()
      .split(/\n\n(?=\S)/);
  });
  return new Map(
    texts.map((text) => {
      const { values, types } = listDeclaredNames(text);
      const [name = ""] = [...values, ...types];
      return [name, text];
    }),
  );
}

/** Returns the text of everything that operations may call. */
export function allSerializers(): string {
  return [...declarations.values()].join("\n\n");
}

/** Returns the text of serializers, and of what these use. */
export function textOfSerializers(names: readonly string[]): string {
  const used = new Map<string, string>();
  const add = (name: string): void => {
    const text = declarations.get(name);
    if (text === undefined || used.has(name)) return;
    used.set(name, text);
    for (const [word] of text.replaceAll(/\/\*\*.*?\*\//gs, "").matchAll(/\b\w+\b/g)) add(word);
  };
  for (const name of names) add(name);
  return [...used.values()].join("\n\n");
}
