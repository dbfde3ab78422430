import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = new URL("../../", import.meta.url);
const folder = fileURLToPath(new URL("test/generator/in-memory/", root));

const options: ts.CompilerOptions = {
  ...readOptions(),
  // Generated modules are checked as users see them, whatever their own settings.
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  types: [],
};

/** Files of libraries, which are the same in every program. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * Compiles modules that exist only in memory, with the settings of this repository.
 *
 * @param modules - Source texts by path, such as `a/schema.ts`.
 * @returns The errors, one line each: file, line, message.
 */
export function checkTypes(modules: ReadonlyMap<string, string>): string[] {
  const files = new Map([...modules].map(([path, text]) => [folder + path, text]));
  const folders = new Set([...files.keys()].map((path) => dirname(path)));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile, directoryExists } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.directoryExists = (name) =>
    folders.has(name) || folder.startsWith(`${name}/`) || (directoryExists?.(name) ?? false);
  host.getSourceFile = (name, languageVersion) => {
    const text = files.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, languageVersion);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, languageVersion));
    return parsed.get(name);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(describe);
}

function describe({ file, start = 0, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  if (file === undefined) return message;
  const { line } = file.getLineAndCharacterOfPosition(start);
  return `${file.fileName.replace(folder, "")}:${line + 1}: ${message}`;
}

function readOptions(): ts.CompilerOptions {
  const path = fileURLToPath(new URL("tsconfig.json", root));
  const { config } = ts.parseConfigFileTextToJson(path, readFileSync(path, "utf8"));
  const { compilerOptions } = config;
  return ts.convertCompilerOptionsFromJson(compilerOptions, fileURLToPath(root)).options;
}
