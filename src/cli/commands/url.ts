import { type Command, Option } from "commander";
import { toPrintable } from "../../http/printable.ts";
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
import { addKeyOptions, type KeyOptions, requireKeys } from "../credentials.ts";
import { UsageError } from "../errors.ts";
import { formatExamples } from "../format.ts";
import { unixSeconds, wholeNumber } from "../parse-options.ts";
import type { CommandContext } from "../terminal.ts";
import { type HostPath, readStream, type StreamOptions, type UrlStream } from "./url-stream.ts";

/** Adds the subcommands of `flip-pili url`. */
export function defineUrl(command: Command, context: CommandContext): void {
  command.description("Prints the URLs of a Pili stream. No request is sent.");
  definePublish(command.command("publish"), context);
  defineLive(command, context);
  definePlayback(command.command("playback"), context);
  defineSnapshot(command.command("snapshot"), context);
}

/** Adds the commands that print live playback URLs. */
function defineLive(command: Command, context: CommandContext): void {
  const kinds = [
    { name: "rtmp", summary: "RTMP URLs to play a stream", key: "rtmp", build: rtmpLiveUrls },
    { name: "hls", summary: "HLS URLs to play a stream", key: "hls", build: hlsLiveUrls },
    { name: "flv", summary: "HTTP-FLV URLs to play a stream", key: "hdl", build: httpFlvLiveUrls },
  ];
  for (const { name, summary, key, build } of kinds) {
    const example = `flip-pili url ${name} --stream stream.json`;
    definePlay(command.command(name), { summary, host: ["live", key], example, build }, context);
  }
}

/** Adds `flip-pili url playback`. */
function definePlayback(command: Command, context: CommandContext): void {
  command
    .requiredOption("--start <time>", "Unix seconds or ISO 8601", unixSeconds)
    .requiredOption("--end <time>", "Unix seconds or ISO 8601", unixSeconds);
  definePlay<PlaybackOptions>(
    command,
    {
      summary: "HLS URLs of a recorded interval",
      host: ["playback", "hls"],
      example: "flip-pili url playback --stream stream.json --start 1440225930 --end 1440226380",
      build: (stream, { start, end }) => hlsPlaybackUrls(stream, start, end),
    },
    context,
  );
}

interface PlaybackOptions extends PlayOptions {
  start: number;
  end: number;
}

/** Values of the flags of all commands that print playback URLs. */
interface PlayOptions extends StreamOptions {
  profile?: string;
  json?: boolean;
}

/** A kind of playback URL. */
interface PlayKind<Options extends PlayOptions = PlayOptions> {
  readonly summary: string;
  readonly host: HostPath;
  readonly example: string;
  readonly build: (stream: UrlStream, options: Options) => UrlsByProfile;
}

/** Adds options, help and action to a command that prints one kind of playback URL. */
function definePlay<Options extends PlayOptions>(
  command: Command,
  { summary, host, example, build }: PlayKind<Options>,
  context: CommandContext,
): void {
  addStreamOptions(command, `hosts.${host.join(".")}`)
    .summary(summary)
    .description(
      `Prints the ${summary}: one line per profile, with its name, a tab and the URL. The profile ` +
        "ORIGIN is the stream as published.",
    )
    .option("--profile <name>", "print only the URL of this profile")
    .option("--json", "print a JSON object of URLs by profile")
    .addHelpText("after", formatExamples([example, `${example} --profile ORIGIN`]))
    .action(async (options: Options) => {
      const stream = await readStream(options, host, context);
      const urls = build(withProfile(stream, options), options);
      context.terminal.stdout.write(`${formatUrls(urls, options)}\n`);
    });
}

/** Adds the requested profile to a stream that is described by flags only. */
function withProfile(stream: UrlStream, { profile, stream: file }: PlayOptions): UrlStream {
  if (profile === undefined || profile === "ORIGIN" || file !== undefined) return stream;
  return { ...stream, profiles: [profile] };
}

function formatUrls(urls: UrlsByProfile, { profile, json }: PlayOptions): string {
  const chosen = profile === undefined ? urls : { [profile]: urlOf(urls, profile) };
  if (json) return JSON.stringify(chosen, undefined, 2);
  if (profile !== undefined) return escapeUrl(urlOf(urls, profile));
  return Object.entries(urls)
    .map(([name, url]) => `${escapeUrl(name)}\t${escapeUrl(url)}`)
    .join("\n");
}

/** Escapes control characters, which the data of a stream may contain. */
function escapeUrl(url: string): string {
  return toPrintable(url, Number.POSITIVE_INFINITY);
}

function urlOf(urls: UrlsByProfile, profile: string): string {
  const url = Object.hasOwn(urls, profile) ? urls[profile] : undefined;
  if (url !== undefined) return url;
  throw new UsageError(`--profile must be one of ${Object.keys(urls).join(", ")}`);
}

/** Values of the flags of `flip-pili url publish`. */
interface PublishOptions extends StreamOptions, KeyOptions {
  nonce?: bigint;
  expiresAt?: number;
}

const securities = ["none", "static", "dynamic", "expiry", "expiry_sk"];

/** Adds options, help and action to `flip-pili url publish`. */
function definePublish(command: Command, context: CommandContext): void {
  addStreamOptions(command, "hosts.publish.rtmp")
    .summary("RTMP URL that a broadcaster publishes to")
    .description(
      "Prints the RTMP URL that a broadcaster publishes to. Everybody who has the URL can publish: " +
        "keep it secret. With dynamic security it can be used only once.",
    )
    .addOption(
      new Option(
        "--publish-security <kind>",
        "kind of signature in the URL (default: that of the stream)",
      ).choices(securities),
    )
    .option(
      "--publish-key <key>",
      "publish key (default: that of the stream, safer because other users can see flags)",
    )
    .option(
      "--nonce <number>",
      "with dynamic security: greater than every earlier nonce (default: Unix seconds)",
      wholeNumber,
    )
    .option(
      "--expires-at <time>",
      "with expiry or expiry_sk security: Unix seconds or ISO 8601 (default: in 30 seconds)",
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
  // Only expiry_sk signs with the keys of the account.
  const keys =
    stream.publishSecurity === "expiry_sk" ? requireKeys("pili", options, context) : undefined;
  const credentials = keys && new Credentials(keys.accessKey, keys.secretKey);
  const url = rtmpPublishUrl(stream, { nonce, expiresAt, credentials });
  context.terminal.stdout.write(`${escapeUrl(url)}\n`);
}

/** Adds options, help and action to `flip-pili url snapshot`. */
function defineSnapshot(command: Command, context: CommandContext): void {
  addStreamOptions(command, "hosts.live.snapshot")
    .summary("URL of a snapshot of the live stream")
    .description("Prints the URL of a snapshot of the live stream.")
    .addHelpText("after", formatExamples(["flip-pili url snapshot --stream stream.json"]))
    .action(async (options: StreamOptions) => {
      const stream = await readStream(options, ["live", "snapshot"], context);
      context.terminal.stdout.write(`${escapeUrl(snapshotUrl(stream))}\n`);
    });
}

/**
 * Adds the flags that describe a stream.
 *
 * @param host - The field of the stream that is the default of `--host`.
 */
function addStreamOptions(command: Command, host: string): Command {
  return command
    .option("--stream <file>", "JSON of the stream, as the service returns it; - is standard input")
    .option("--hub <name>", "hub (default: that of the stream, or PILI_HUB)")
    .option("--title <title>", "title (default: that of the stream)")
    .option("--host <name>", `host (default: ${host} of the stream)`);
}
