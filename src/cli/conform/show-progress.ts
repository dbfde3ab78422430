import type { ConformanceProgress } from "../../testing/index.ts";
import type { Terminal } from "../terminal.ts";

/** Shows on standard error what is being done: one line that changes on a terminal, otherwise many. */
export function showProgress(
  { stderr }: Terminal,
  { quiet = false }: { quiet?: boolean },
): (progress: ConformanceProgress) => void {
  const { isTTY = false } = stderr;
  const write = (line: string) => {
    if (!quiet) stderr.write(isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  };
  return (progress) => {
    if (progress.kind === "operation") {
      write(`${progress.step}/${progress.steps} ${progress.operationId}`);
    } else if (progress.kind === "cleanup") {
      write("Deleting what was created");
      if (isTTY && !quiet) stderr.write("\r\u001b[K");
    }
  };
}
