import { rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { format } from "node:util";
import ts from "typescript";
import type { Snippets } from "./read-snippets.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
// Beside this file, so that the entry points resolve as in any other test.
const file = fileURLToPath(new URL("snippets.generated.ts", import.meta.url));

const prelude = "declare function print(line: number, ...values: unknown[]): void;";

/** Compiles the snippets as the README's readers would, and gives the compiler's messages. */
export async function checkSnippets({ code }: Snippets): Promise<string[]> {
  return withFile(code, async () => {
    const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    // A reader keeps what it names; the test only runs it.
    const unused = { noUnusedLocals: false, noUnusedParameters: false };
    const program = ts.createProgram([file], { ...options, ...unused });
    return ts.getPreEmitDiagnostics(program).map(describe);
  });
}

/** Runs the snippets and gives what each line printed, several prints of one line joined. */
export async function runSnippets({ code }: Snippets): Promise<Map<number, string>> {
  const output = new Map<number, string>();
  const print = (line: number, ...values: unknown[]): void => {
    const before = output.has(line) ? `${output.get(line)}\n` : "";
    output.set(line, before + format(...values));
  };
  Object.assign(globalThis, { print });
  await withFile(code, () => import(`${file}?run`));
  return output;
}

async function withFile<Result>(code: string, use: () => Promise<Result>): Promise<Result> {
  // In front of the first line, so that line numbers stay those of the README.
  await writeFile(file, `${prelude} ${code}`);
  try {
    return await use();
  } finally {
    await rm(file, { force: true });
  }
}

function describe({ file: source, start = 0, messageText }: ts.Diagnostic): string {
  const line = source ? source.getLineAndCharacterOfPosition(start).line + 1 : 0;
  return `README.md:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
}
