import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/**
 * Writes the declarations, file by file, into `dist/types`.
 *
 * @throws {Error} With the compiler's messages, when the source does not compile.
 */
export async function emitTypes(root: URL): Promise<void> {
  try {
    await run(process.execPath, [compiler, "--project", "src"], { cwd: fileURLToPath(root) });
  } catch (cause) {
    throw new Error(`tsc failed:\n${(cause as { stdout?: string }).stdout}`, { cause });
  }
}
