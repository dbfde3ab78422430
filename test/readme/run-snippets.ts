import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { format } from "node:util";
import { compileNatively } from "../helpers/native-compiler.ts";
import type { Snippets } from "./read-snippets.ts";

const parent = fileURLToPath(new URL("./", import.meta.url));
const prelude = "declare function print(line: number, ...values: unknown[]): void;";

/**
 * Type checks programs with the options of this repository, in one compilation: most of its time is spent on
 * the sources that they import.
 *
 * @returns The messages of the compiler.
 */
export async function checkSnippets(programs: readonly Snippets[]): Promise<string[]> {
  const folder = await mkdtemp(`${parent}programs.generated.`);
  const project = {
    extends: "../../../tsconfig.json",
    // Snippets may declare names without using them.
    compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
    include: ["*.ts"],
  };
  try {
    await writeFile(`${folder}/tsconfig.json`, JSON.stringify(project));
    for (const program of programs) {
      await writeFile(`${folder}/${program.name}.ts`, toModule(program));
    }
    const lines = await compileNatively("tsconfig.json", folder);
    // The sources that snippets import are checked elsewhere.
    return lines.filter((line) => !line.startsWith(".") && !line.startsWith(" "));
  } finally {
    await rm(folder, { recursive: true });
  }
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
    await withFile(toFileName(snippets), toModule(snippets), (file) => import(`${file}?run`));
  } finally {
    Reflect.deleteProperty(globalThis, "print");
  }
  return output;
}

/** Returns a name that no other run in the same folder uses. */
function toFileName({ name }: Snippets): string {
  return `${name}.${process.pid}.generated.ts`;
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
  const file = `${parent}${name}`;
  await writeFile(file, content);
  try {
    return await use(file);
  } finally {
    await rm(file, { force: true });
  }
}
