import { rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { format } from "node:util";
import { compileNatively } from "../helpers/native-compiler.ts";
import type { Snippets } from "./read-snippets.ts";

const folder = fileURLToPath(new URL("./", import.meta.url));
const prelude = "declare function print(line: number, ...values: unknown[]): void;";

/**
 * Type checks programs with the options of this repository, in one compilation, because most of the time is spent on
 * types that they share. Returns the messages of the compiler.
 */
export async function checkSnippets(programs: readonly Snippets[]): Promise<string[]> {
  const modules = programs.map((program) => toFileName(program, "ts"));
  const project = JSON.stringify({
    extends: "../../tsconfig.json",
    // Snippets may declare names without using them.
    compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
    include: [],
    files: modules,
  });
  const check = () =>
    withFile(`snippets.${process.pid}.generated.json`, project, async (projectFile) => {
      const lines = await compileNatively(projectFile, folder);
      // The sources that snippets import are checked elsewhere.
      return lines.filter((line) => [...modules, "error"].some((start) => line.startsWith(start)));
    });
  const checkWithFiles = programs.reduce(
    (next, program, index) => () => withFile(modules[index] ?? "", toModule(program), next),
    check,
  );
  return checkWithFiles();
}

/** Runs snippets. Returns the output of each line; several outputs of one line are joined. */
export async function runSnippets(snippets: Snippets): Promise<Map<number, string>> {
  const output = new Map<number, string>();
  const print = (line: number, ...values: unknown[]): void => {
    const before = output.has(line) ? `${output.get(line)}\n` : "";
    output.set(line, before + format(...values));
  };
  Object.assign(globalThis, { print });
  try {
    const module = toFileName(snippets, "ts");
    await withFile(module, toModule(snippets), (file) => import(`${file}?run`));
  } finally {
    Reflect.deleteProperty(globalThis, "print");
  }
  return output;
}

/** Returns a name that no other run in the same folder uses. */
function toFileName({ name }: Snippets, extension: string): string {
  return `${name}.${process.pid}.generated.${extension}`;
}

/** The prelude is on the first line, so that the module has the line numbers of the text. */
function toModule({ code }: Snippets): string {
  return `${prelude} ${code}\nexport {};`;
}

/** Creates a file in this folder, so that entry points resolve as in tests, and deletes it after use. */
async function withFile<Result>(
  name: string,
  content: string,
  use: (file: string) => Promise<Result>,
): Promise<Result> {
  const file = `${folder}${name}`;
  await writeFile(file, content);
  try {
    return await use(file);
  } finally {
    await rm(file, { force: true });
  }
}
