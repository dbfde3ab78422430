import { type Command, Option } from "commander";
import {
  Credentials,
  hlsLiveUrls,
  hlsPlaybackUrls,
  httpFlvLiveUrls,
  rtmpLiveUrls,
  rtmpPublishUrl,
  snapshotUrl,
  type UrlsByProfile,
} from "../../pili/index.ts";
import { addKeyOptions, type KeyOptions, requireKeys } from "../credentials-from.ts";
import { UsageError } from "../errors.ts";
import { formatExamples } from "../format.ts";
import { unixSeconds, wholeNumber } from "../parse-options.ts";
import type { CommandContext } from "../terminal.ts";
import { type HostPlace, readStream, type StreamOptions, type UrlStream } from "./url-stream.ts";

interface PlaybackOptions extends PlayOptions {
  start: number;
  end: number;
}

/** Gives `flip-pili url` its commands. */
export function defineUrl(command: Command, context: CommandContext): void {
  command.description("Makes the URLs of a Pili stream. Nothing is asked of the service.");
  definePublish(command.command("publish"), context);
  defineLive(command, context);
  const playback = command
    .command("playback")
    .requiredOption("--start <time>", "Unix seconds or ISO 8601", unixSeconds)
    .requiredOption("--end <time>", "Unix seconds or ISO 8601", unixSeconds);
  definePlay<PlaybackOptions>(
    playback,
    {
      summary: "HLS URLs of a recorded interval",
      host: ["playback", "hls"],
      example: "flip-pili url playback --stream stream.json --start 1440225930 --end 1440226380",
      make: (stream, { start, end }) => hlsPlaybackUrls(stream, start, end),
    },
    context,
  );
  defineSnapshot(command.command("snapshot"), context);
}

function defineLive(command: Command, context: CommandContext): void {
  const kinds = [
    { name: "rtmp", summary: "RTMP URLs to play a stream", key: "rtmp", make: rtmpLiveUrls },
    { name: "hls", summary: "HLS URLs to play a stream", key: "hls", make: hlsLiveUrls },
    { name: "flv", summary: "HTTP-FLV URLs to play a stream", key: "hdl", make: httpFlvLiveUrls },
  ];
  for (const { name, summary, key, make } of kinds) {
    const example = `flip-pili url ${name} --stream stream.json`;
    definePlay(command.command(name), { summary, host: ["live", key], example, make }, context);
  }
}

/** What all kinds of playing URLs take. */
interface PlayOptions extends StreamOptions {
  profile?: string;
  json?: boolean;
}

/** A kind of playing URL. */
interface PlayKind<Options extends PlayOptions = PlayOptions> {
  readonly summary: string;
  readonly host: HostPlace;
  readonly example: string;
  readonly make: (stream: UrlStream, options: Options) => UrlsByProfile;
}

/** Gives a command that prints a kind of playing URL its options, help and action. */
function definePlay<Options extends PlayOptions>(
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

interface PublishOptions extends StreamOptions, KeyOptions {
  nonce?: bigint;
  expiresAt?: number;
}

const securities = ["none", "static", "dynamic", "expiry", "expiry_sk"];

/** Gives `flip-pili url publish` its options, help and action. */
function definePublish(command: Command, context: CommandContext): void {
  addStreamOptions(command, "hosts.publish.rtmp")
    .summary("RTMP URL that a broadcaster publishes to")
    .description(
      "Prints the RTMP URL that a broadcaster publishes to. It proves the right to publish: keep it " +
        "as a secret. With dynamic security it can be used once.",
    )
    .addOption(
      new Option("--publish-security <kind>", "(default: that of the stream)").choices(securities),
    )
    .option("--publish-key <key>", "(default: that of the stream, which others cannot see)")
    .option(
      "--nonce <number>",
      "with dynamic: greater than any before (default: Unix seconds, so one URL a second)",
      wholeNumber,
    )
    .option(
      "--expires-at <time>",
      "with expiry and expiry_sk: Unix seconds or ISO 8601 (default: in 30 seconds)",
      unixSeconds,
    );
  addKeyOptions(command, "pili")
    .addHelpText(
      "after",
      formatExamples([
        "flip-pili url publish --stream stream.json",
        "flip-pili url publish --stream stream.json --publish-security expiry --expires-at 2026-12-31T12:00:00Z",
      ]),
    )
    .action((options: PublishOptions) => printPublishUrl(options, context));
}

async function printPublishUrl(options: PublishOptions, context: CommandContext): Promise<void> {
  const stream = await readStream(options, ["publish", "rtmp"], context);
  const { nonce, expiresAt } = options;
  // Only this security is signed by the account's keys.
  const keys =
    stream.publishSecurity === "expiry_sk" ? requireKeys("pili", options, context) : undefined;
  const credentials = keys && new Credentials(keys.accessKey, keys.secretKey);
  context.terminal.stdout.write(`${rtmpPublishUrl(stream, { nonce, expiresAt, credentials })}\n`);
}

/** Gives `flip-pili url snapshot` its options, help and action. */
function defineSnapshot(command: Command, context: CommandContext): void {
  addStreamOptions(command, "hosts.live.snapshot")
    .summary("URL of a picture of the live stream")
    .description("Prints the URL of a picture of the live stream.")
    .addHelpText("after", formatExamples(["flip-pili url snapshot --stream stream.json"]))
    .action(async (options: StreamOptions) => {
      const stream = await readStream(options, ["live", "snapshot"], context);
      context.terminal.stdout.write(`${snapshotUrl(stream)}\n`);
    });
}

/** Adds the flags that say which stream the URL is for. @param host - What its host is called. */
function addStreamOptions(command: Command, host: string): Command {
  return command
    .option("--stream <file>", "JSON of the stream, as the service gives it; - is standard input")
    .option("--hub <name>", "hub (default: that of the stream, or PILI_HUB)")
    .option("--title <title>", "title (default: that of the stream)")
    .option("--host <name>", `host (default: ${host} of the stream)`);
}
