import { type Command, Option } from "commander";
import type { FlipOptions } from "../../flip/index.ts";
import { type ApiName, apiOption, apisWith, type FlagSupport, rejectOtherFlags } from "../apis.ts";
import { addConnectionOptions, type ConnectionFlags, readConnection } from "../connection.ts";
import {
  accountFlags,
  addFactoryOption,
  addHubOption,
  addKeyOptions,
  type KeyOptions,
} from "../credentials.ts";
import { addUrlOption } from "../service-url.ts";
import type { CommandContext } from "../terminal.ts";
import { createRequestLog } from "./request-log.ts";

/** Values of the flags that {@link addAccountOptions} and {@link addVerbosityOptions} add. */
export interface AccountFlags extends KeyOptions, ConnectionFlags {
  /** Selected API. Undefined for a command that has only one. */
  api?: ApiName;
  url?: string;
  jobUrl?: string;
  quiet?: boolean;
  verbose?: boolean;
}

/** Values of the flags that all commands of a client have. */
export interface ClientFlags extends AccountFlags {
  json?: boolean;
  jsonl?: boolean;
}

/** Adds the flags that all commands of a client have: output, account and connection. */
export function addClientOptions(command: Command, ...names: ApiName[]): Command {
  command.optionsGroup("Output:");
  addJsonOptions(command, "print one line of JSON per object, each as soon as it is known");
  addVerbosityOptions(command, "print nothing but results and errors");
  return addAccountOptions(command, ...names);
}

/** Adds `--json`, and `--jsonl` as described. */
export function addJsonOptions(command: Command, lines: string): Command {
  return command
    .addOption(new Option("--json", "print one JSON document").conflicts("jsonl"))
    .option("--jsonl", lines);
}

/** Adds `--quiet`, as described, and `--verbose`. */
export function addVerbosityOptions(command: Command, quiet: string): Command {
  return command
    .addOption(new Option("--quiet", quiet).conflicts("verbose"))
    .option("--verbose", "log each request on standard error, without keys and signatures");
}

/**
 * Adds the flags for an account and for connections, each in a group of its own. They are the last of a command.
 *
 * @param names - APIs of which the account is one. With several, `--api` selects one.
 */
export function addAccountOptions(command: Command, ...names: ApiName[]): Command {
  const isAny = (others: readonly ApiName[]) => names.some((name) => others.includes(name));
  command.optionsGroup("Account:");
  if (names.length > 1) command.addOption(apiOption(names));
  addKeyOptions(command, ...names);
  if (isAny(apisWith("factoryId"))) addFactoryOption(command);
  if (isAny(apisWith("hub"))) addHubOption(command);
  command.optionsGroup("Connection:");
  addUrlOption(command, ...names);
  if (isAny(["pili"])) {
    command.option("--job-url <url>", "URL of the job service (default: that of --url)");
  }
  return addConnectionOptions(command);
}

/**
 * Rejects flags that the API which `--api` selects does not support: those of an account, and others.
 *
 * @param among - APIs that the flag selects. The first is the default.
 * @throws {UsageError} When one is set. The message names the APIs that support it.
 */
export function rejectFlagsOfOtherApi(
  flags: AccountFlags,
  among: readonly [ApiName, ...ApiName[]],
  others: FlagSupport = {},
): void {
  const { api = among[0], jobUrl } = flags;
  const account = { ...accountFlags(flags), "--job-url": [jobUrl, ["pili"]] } as const;
  rejectOtherFlags({ by: "--api", api, among }, { ...account, ...others });
}

/** Returns the options of the library for connections, proxies and logs. */
export async function readClientSettings(
  flags: AccountFlags,
  context: CommandContext,
): Promise<Pick<FlipOptions, "agent" | "ca" | "onResponse" | "onRetry">> {
  const log = flags.verbose ? createRequestLog(context.terminal.stderr) : {};
  return { ...(await readConnection(flags, context)), ...log };
}
