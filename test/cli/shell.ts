import { execFileSync } from "node:child_process";

/** Whether tests that need a POSIX shell, POSIX signals or file modes are skipped. */
export const isWindows = process.platform === "win32";

/** Returns the words that a shell passes to curl for a command. */
export function readCurl(command: string): string[] {
  const script = `curl() { printf '%s\\0' curl "$@"; }\n${command}`;
  return execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}
