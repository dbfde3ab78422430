import type { Command } from "commander";
import { toPrintable } from "../../http/printable.ts";
import type { StreamData } from "../../pili/index.ts";
import { findHub } from "../credentials.ts";
import { UsageError } from "../errors.ts";
import { readInput } from "../files.ts";
import type { CommandContext } from "../terminal.ts";

/** Values of the flags that describe a stream. */
export interface StreamOptions {
  /** Path of a file with the JSON of the stream. */
  stream?: string;
  hub?: string;
  title?: string;
  host?: string;
  publishKey?: string;
  publishSecurity?: string;
}

/** The fields of a stream that URLs are built from. The URL functions report those that are missing. */
export type UrlStream = Partial<StreamData> & { hub: string; title: string };

/** The location of a host in the `hosts` field of a stream. */
export type HostPath = readonly [group: "publish" | "live" | "playback", key: string];

/**
 * Reads a stream from its file and the flags. Flags override the file.
 *
 * @throws {UsageError} When the file is not a stream, or hub or title is missing.
 */
export async function readStream(
  options: StreamOptions,
  [group, key]: HostPath,
  context: CommandContext,
): Promise<UrlStream> {
  const data = await readData(options, context);
  const { publishKey, publishSecurity, host } = options;
  return {
    ...data,
    hub: options.hub ?? data.hub ?? requireValue("--hub", findHub("pili", {}, context)),
    title: options.title ?? data.title ?? requireValue("--title", undefined),
    ...(publishKey !== undefined && { publishKey }),
    ...(publishSecurity !== undefined && { publishSecurity }),
    ...(host !== undefined && { hosts: { [group]: { [key]: host } } }),
  };
}

async function readData(
  { stream }: StreamOptions,
  { terminal }: CommandContext,
): Promise<Partial<StreamData>> {
  if (stream === undefined) return {};
  const bytes = await readInput("--stream", stream, terminal);
  const data = parseJson(new TextDecoder().decode(bytes));
  if (isStream(data)) return data;
  throw new UsageError("--stream must be the JSON of a stream, with hub and title");
}

/** Checks the fields that the URL functions do not check. */
function isStream(data: unknown): data is Partial<StreamData> {
  if (typeof data !== "object" || data === null) return false;
  const { hub, title, profiles = null } = data as Partial<StreamData>;
  const hasProfiles = profiles === null || Array.isArray(profiles);
  return typeof hub === "string" && typeof title === "string" && hasProfiles;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError("--stream must be JSON");
  }
}

function requireValue(flag: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new UsageError(`${flag} is missing: pass it, or the JSON of the stream with --stream`);
}

/**
 * Adds the flags that describe a stream.
 *
 * @param host - The field of the stream that is the default of `--host`.
 */
export function addStreamOptions(command: Command, host: string): Command {
  return command
    .option(
      "--stream <file>",
      "pili: JSON of the stream, as the service returns it; - is standard input",
    )
    .option("--hub <name>", "hub (default: that of the stream, or PILI_HUB)")
    .option("--title <title>", "pili: title (default: that of the stream)")
    .option("--host <name>", `pili: host (default: ${host} of the stream)`);
}

/** Escapes control characters, which the data of a stream may contain. */
export function escapeUrl(url: string): string {
  return toPrintable(url, Number.POSITIVE_INFINITY);
}
