import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Report of one compiler run. */
export interface Check {
  readonly instantiations: number;
  /** Time of type checking alone, without reading and parsing files. */
  readonly seconds: number;
}

const root = new URL("../../../", import.meta.url);

const compilerOptions = {
  target: "ES2022",
  module: "nodenext",
  lib: ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
  types: [],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Writes each program to a folder where the built package is installed. */
export async function prepareChecks(
  folder: string,
  programs: Readonly<Record<string, string>>,
): Promise<void> {
  await mkdir(join(folder, "node_modules"));
  await symlink(fileURLToPath(root), join(folder, "node_modules/flip-pili"));
  await symlink(locate("openapi-fetch"), join(folder, "node_modules/openapi-fetch"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  for (const [name, text] of Object.entries(programs)) {
    await writeFile(join(folder, `${name}.ts`), text);
    const project = { compilerOptions, files: [`${name}.ts`] };
    await writeFile(join(folder, `${name}.json`), JSON.stringify(project));
  }
}

/** Checks one program with one compiler. */
export async function runCheck(compiler: string, folder: string, program: string): Promise<Check> {
  const tsc = join(locate(compiler), "bin/tsc");
  const project = join(folder, `${program}.json`);
  const args = [tsc, "--extendedDiagnostics", "--project", project];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return {
    instantiations: readNumber(stdout, "Instantiations"),
    seconds: readNumber(stdout, "Check time"),
  };
}

function locate(name: string): string {
  return fileURLToPath(new URL(`node_modules/${name}`, root));
}

function readNumber(report: string, label: string): number {
  const [, number] = new RegExp(`^${label}:\\s+([\\d.]+)`, "m").exec(report) ?? [];
  return Number(number);
}
