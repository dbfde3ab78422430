import { rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { format } from "node:util";
import ts from "typescript";
import type { Snippets } from "./read-snippets.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
// Beside this file, so that the entry points resolve as in any other test.
const folder = fileURLToPath(new URL("./", import.meta.url));

const prelude = "declare function print(line: number, ...values: unknown[]): void;";

/** Compiles the snippets as their readers would, and gives the compiler's messages. */
export async function checkSnippets(snippets: Snippets): Promise<string[]> {
  return withFile(snippets, async (file) => {
    const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    // A reader keeps what it names; the test only runs it.
    const unused = { noUnusedLocals: false, noUnusedParameters: false };
    const program = ts.createProgram([file], { ...options, ...unused });
    return ts.getPreEmitDiagnostics(program).map(describe);
  });
}

/** Runs the snippets and gives what each line printed, several prints of one line joined. */
export async function runSnippets(snippets: Snippets): Promise<Map<number, string>> {
  const output = new Map<number, string>();
  const print = (line: number, ...values: unknown[]): void => {
    const before = output.has(line) ? `${output.get(line)}\n` : "";
    output.set(line, before + format(...values));
  };
  Object.assign(globalThis, { print });
  await withFile(snippets, (file) => import(`${file}?run`));
  return output;
}

async function withFile<Result>(
  { name, code }: Snippets,
  use: (file: string) => Promise<Result>,
): Promise<Result> {
  const file = `${folder}${name}.generated.ts`;
  // In front of the first line, so that line numbers stay those of the text.
  await writeFile(file, `${prelude} ${code}\nexport {};`);
  try {
    return await use(file);
  } finally {
    await rm(file, { force: true });
  }
}

function describe({ file: source, start = 0, messageText }: ts.Diagnostic): string {
  const line = source ? source.getLineAndCharacterOfPosition(start).line + 1 : 0;
  return `${source?.fileName.slice(folder.length)}:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
}
