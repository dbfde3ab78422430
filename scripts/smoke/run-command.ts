import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * Runs a program to its end and gives what it printed.
 *
 * @throws {Error} With everything it printed, when it fails.
 */
export async function runCommand(file: string, args: string[], folder: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(file, args, { cwd: folder });
    return stdout;
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout?: string; stderr?: string };
    throw new Error(`Failed: ${file} ${args.join(" ")}\n${stdout}\n${stderr}`);
  }
}
