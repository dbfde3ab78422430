import type { StreamData } from "../../pili/index.ts";
import { findHub } from "../credentials-from.ts";
import { UsageError } from "../errors.ts";
import { readInput } from "../files.ts";
import type { CommandContext } from "../terminal.ts";

/** What flags say of a stream. */
export interface StreamOptions {
  /** A file with the JSON of the stream. */
  stream?: string;
  hub?: string;
  title?: string;
  host?: string;
  publishKey?: string;
  publishSecurity?: string;
}

/** What URLs are made of. The URL makers say what is missing. */
export type UrlStream = Partial<StreamData> & { hub: string; title: string };

/** Where a kind of URL has its host, in the stream's `hosts`. */
export type HostPlace = readonly [group: "publish" | "live" | "playback", key: string];

/**
 * Reads a stream from its file and the flags, which go before it.
 *
 * @throws {UsageError} When the file holds no stream, or nothing says which stream it is.
 */
export async function readStream(
  options: StreamOptions,
  [group, key]: HostPlace,
  context: CommandContext,
): Promise<UrlStream> {
  const data = await readData(options, context);
  const { publishKey, publishSecurity, host } = options;
  return {
    ...data,
    hub: options.hub ?? data.hub ?? requireGiven("--hub", findHub({}, context)),
    title: options.title ?? data.title ?? requireGiven("--title", undefined),
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

/** The URL makers check the rest. */
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

function requireGiven(flag: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new UsageError(`${flag} is missing: give it, or the whole stream with --stream`);
}
