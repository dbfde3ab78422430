import type { Command } from "commander";
import type { UrlsByProfile } from "../../pili/index.ts";
import type { CommandContext } from "../command-context.ts";
import { formatExamples } from "../help-texts.ts";
import { UsageError } from "../usage-error.ts";
import { addStreamOptions } from "./add-stream-options.ts";
import { type HostPlace, readStream, type StreamOptions, type UrlStream } from "./read-stream.ts";

/** What all kinds of playing URLs take. */
export interface PlayOptions extends StreamOptions {
  profile?: string;
  json?: boolean;
}

/** A kind of playing URL. */
export interface PlayKind<Options extends PlayOptions = PlayOptions> {
  readonly summary: string;
  readonly host: HostPlace;
  readonly example: string;
  readonly make: (stream: UrlStream, options: Options) => UrlsByProfile;
}

/** Gives a command that prints a kind of playing URL its options, help and action. */
export function definePlay<Options extends PlayOptions>(
  command: Command,
  { summary, host, example, make }: PlayKind<Options>,
  context: CommandContext,
): void {
  addStreamOptions(command, `hosts.${host.join(".")}`)
    .summary(summary)
    .description(
      `Prints the ${summary}: a line for each profile, with its name, a tab and the URL. ORIGIN is ` +
        "the stream as it is published.",
    )
    .option("--profile <name>", "print the URL of one profile, alone")
    .option("--json", "print an object of URLs by profile")
    .addHelpText("after", formatExamples([example, `${example} --profile ORIGIN`]))
    .action(async (options: Options) => {
      const stream = await readStream(options, host, context);
      const urls = make(withProfile(stream, options), options);
      context.terminal.stdout.write(`${formatUrls(urls, options)}\n`);
    });
}

/** Where nothing says which profiles there are, there is the one that is asked for. */
function withProfile(stream: UrlStream, { profile, stream: file }: PlayOptions): UrlStream {
  if (profile === undefined || profile === "ORIGIN" || file !== undefined) return stream;
  return { ...stream, profiles: [profile] };
}

function formatUrls(urls: UrlsByProfile, { profile, json }: PlayOptions): string {
  const chosen = profile === undefined ? urls : { [profile]: urlOf(urls, profile) };
  if (json) return JSON.stringify(chosen, undefined, 2);
  if (profile !== undefined) return urlOf(urls, profile);
  return Object.entries(urls)
    .map(([name, url]) => `${name}\t${url}`)
    .join("\n");
}

function urlOf(urls: UrlsByProfile, profile: string): string {
  const url = Object.hasOwn(urls, profile) ? urls[profile] : undefined;
  if (url !== undefined) return url;
  throw new UsageError(`--profile must be one of ${Object.keys(urls).join(", ")}`);
}
