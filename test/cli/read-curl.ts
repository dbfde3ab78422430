import { execFileSync } from "node:child_process";

/** The words that a shell makes of a command. */
export function readCurl(command: string): string[] {
  const script = `curl() { printf '%s\\0' curl "$@"; }\n${command}`;
  return execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}
