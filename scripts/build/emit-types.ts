import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Entry } from "./list-entries.ts";
import { pruneTypes } from "./prune-types.ts";

const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/**
 * Writes the declarations that the entries lead to, file by file, into `dist/types`.
 *
 * @throws {Error} When the source does not compile. The compiler has told why.
 */
export async function emitTypes(entries: Entry[], root: URL): Promise<void> {
  const cwd = fileURLToPath(root);
  const tsc = spawn(process.execPath, [compiler, "--project", "src"], { cwd, stdio: "inherit" });
  const [exitCode] = await once(tsc, "exit");
  if (exitCode !== 0) throw new Error("The source does not compile");
  const types = new URL("dist/types/", root);
  const files = entries.map(({ source }) => new URL(source.replace(/\.ts$/, ".d.ts"), types));
  await pruneTypes(types, files);
}
