import type { Command } from "commander";

/** Adds the flags that say which stream the URL is for. @param host - What its host is called. */
export function addStreamOptions(command: Command, host: string): Command {
  return command
    .option("--stream <file>", "JSON of the stream, as the service gives it; - is standard input")
    .option("--hub <name>", "hub (default: that of the stream, or PILI_HUB)")
    .option("--title <title>", "title (default: that of the stream)")
    .option("--host <name>", `host (default: ${host} of the stream)`);
}
