import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";
import { readGuides } from "./read-guides.ts";
import { listPrograms, sampleApis } from "./sample-programs.ts";

const root = new URL("../../", import.meta.url);
const print = "declare function print(line: number, ...values: unknown[]): void;";

test("TypeScript samples and the snippets of guides compile", () => {
  const samples = sampleApis.flatMap(({ api }) =>
    listPrograms(api, "TypeScript").map(
      ({ operationId, level, source }) => [`${api}-${operationId}-${level}`, source] as const,
    ),
  );
  const guides = readGuides().map(({ name, code }) => [name, `${print} ${code}`] as const);

  // One compilation for all: most of the time is spent on types that they share.
  expect(compile(new Map([...samples, ...guides]))).toEqual([]);
  expect(samples.length).toBeGreaterThan(100);
}, 240_000);

test("compile() reports type errors", () => {
  expect(compile(new Map([["wrong", 'const count: number = "one";']]))).toHaveLength(1);
}, 120_000);

/** Compiles programs with the options of this repository, and returns the messages of the compiler. */
function compile(programs: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile(
    fileURLToPath(new URL("tsconfig.json", root)),
    ts.sys.readFile,
  );
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, fileURLToPath(root));
  const texts = new Map([...programs].map(([name, text]) => [pathOf(name), `${text}\nexport {};`]));
  // Samples may declare names without using them.
  const lenient = { ...options, noUnusedLocals: false, noUnusedParameters: false };
  const host = ts.createCompilerHost(lenient);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = texts.get(path);
    if (text === undefined) return getSourceFile.call(host, path, version, ...rest);
    return ts.createSourceFile(path, text, version);
  };
  const program = ts.createProgram([...texts.keys()], lenient, host);
  return [...texts.keys()].flatMap((path) => {
    const file = program.getSourceFile(path);
    const diagnostics = [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ];
    return diagnostics.map(
      ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`test/docs/${name}.sample.ts`, root));
}
