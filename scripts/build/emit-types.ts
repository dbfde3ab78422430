import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/**
 * Writes the declarations, file by file, into `dist/types`.
 *
 * @throws {Error} When the source does not compile. The compiler has told why.
 */
export async function emitTypes(root: URL): Promise<void> {
  const cwd = fileURLToPath(root);
  const tsc = spawn(process.execPath, [compiler, "--project", "src"], { cwd, stdio: "inherit" });
  const [exitCode] = await once(tsc, "exit");
  if (exitCode !== 0) throw new Error("The source does not compile");
}
