import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { onTestFinished } from "vitest";
import { loadSpec, type Spec } from "../../scripts/openapi/load-spec.ts";
import { listSamples } from "../../scripts/samples/list-samples.ts";
import type { OperationSamples } from "../../scripts/samples/sample.ts";

const root = new URL("../../", import.meta.url);

/** Reads the spec of an API. */
export function readSpec(api: string): Spec {
  return loadSpec(new URL(`specs/${api}/openapi.yaml`, root), root);
}

/** Writes the samples of an API from its spec. */
export function readSamples(api: string): OperationSamples[] {
  return listSamples(api, readSpec(api));
}

/** Compiles programs as their readers would, and gives the compiler's messages by program. */
export function compile(programs: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile(
    fileURLToPath(new URL("tsconfig.json", root)),
    ts.sys.readFile,
  );
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, fileURLToPath(root));
  const paths = new Map([...programs].map(([name, text]) => [pathOf(name), `${text}\nexport {};`]));
  // A reader keeps what it names; a sample only shows it.
  const lenient = { ...options, noUnusedLocals: false, noUnusedParameters: false };
  const host = ts.createCompilerHost(lenient);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => paths.has(path) || fileExists(path);
  host.readFile = (path) => paths.get(path) ?? readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = paths.get(path);
    if (text === undefined) return getSourceFile.call(host, path, version, ...rest);
    return ts.createSourceFile(path, text, version);
  };
  const program = ts.createProgram([...paths.keys()], lenient, host);
  return [...paths.keys()].flatMap((path) => {
    const file = program.getSourceFile(path);
    const found = [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ];
    return found.map(
      ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
}

/** Runs a program as a module of this repository, so that the entry points resolve. */
export async function run(name: string, text: string): Promise<void> {
  const folder = fileURLToPath(new URL("test/docs/programs.generated/", root));
  await mkdir(folder, { recursive: true });
  onTestFinished(() => rm(`${folder}${name}.ts`, { force: true }));
  await writeFile(`${folder}${name}.ts`, `${text}\nexport {};\n`);
  await import(`${folder}${name}.ts`);
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`test/docs/${name}.sample.ts`, root));
}
