import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = new URL("../../", import.meta.url);

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

function pathOf(name: string): string {
  return fileURLToPath(new URL(`test/docs/${name}.sample.ts`, root));
}
