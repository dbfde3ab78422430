import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { compileNatively } from "../helpers/native-compiler.ts";

const parent = fileURLToPath(new URL("./", import.meta.url));

const project = {
  extends: "../../../tsconfig.json",
  compilerOptions: { types: [] },
  include: ["*/*.ts"],
};

/**
 * Compiles modules with the native compiler, and the settings of this repository.
 *
 * @param modules - Source texts by path, such as `a/schema.ts`.
 * @returns The errors, one line each: file, line, message.
 */
export async function checkTypesNatively(modules: ReadonlyMap<string, string>): Promise<string[]> {
  // In this folder, so that packages resolve as in tests.
  const folder = await mkdtemp(`${parent}types.generated.`);
  try {
    for (const [path, text] of [...modules, ["tsconfig.json", JSON.stringify(project)]] as const) {
      const file = `${folder}/${path}`;
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    return await compileNatively("tsconfig.json", folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
