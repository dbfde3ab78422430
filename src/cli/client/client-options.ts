import { type Command, Option } from "commander";
import type { FlipOptions } from "../../flip/index.ts";
import { addConnectionOptions, type ConnectionFlags, readConnection } from "../connection.ts";
import { addFactoryOption, addHubOption, addKeyOptions, type KeyOptions } from "../credentials.ts";
import { addUrlOption } from "../service-url.ts";
import type { ServiceName } from "../services.ts";
import type { CommandContext } from "../terminal.ts";
import { createRequestLog } from "./request-log.ts";

/** Values of the flags that all commands of a client have. */
export interface ClientFlags extends KeyOptions, ConnectionFlags {
  url?: string;
  jobUrl?: string;
  json?: boolean;
  jsonl?: boolean;
  quiet?: boolean;
  verbose?: boolean;
}

/** Adds the flags that all commands of a client have: output, account and connection. */
export function addClientOptions(command: Command, service: ServiceName): Command {
  command.optionsGroup("Output:");
  command
    .addOption(new Option("--json", "print one JSON document").conflicts("jsonl"))
    .option("--jsonl", "print one line of JSON per object, each as soon as it is known")
    .addOption(new Option("--quiet", "print nothing but results and errors").conflicts("verbose"))
    .option("--verbose", "log each request on standard error, without keys and signatures");
  command.optionsGroup("Account:");
  addKeyOptions(command, service);
  if (service === "flip") addFactoryOption(command);
  else addHubOption(command);
  command.optionsGroup("Connection:");
  addUrlOption(command, service);
  if (service === "pili") {
    command.option("--job-url <url>", "URL of the job service (default: that of --url)");
  }
  return addConnectionOptions(command);
}

/** Returns the options of the library for connections, proxies and logs. */
export async function readClientSettings(
  flags: ClientFlags,
  context: CommandContext,
): Promise<Pick<FlipOptions, "agent" | "ca" | "onResponse" | "onRetry">> {
  const log = flags.verbose ? createRequestLog(context.terminal.stderr) : {};
  return { ...(await readConnection(flags, context)), ...log };
}
