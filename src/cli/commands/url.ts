import type { Command } from "commander";
import {
  hlsLiveUrls,
  hlsPlaybackUrls,
  httpFlvLiveUrls,
  rtmpLiveUrls,
  snapshotUrl,
  type UrlsByProfile,
} from "../../pili/index.ts";
import { apiOption, families } from "../apis.ts";
import { UsageError } from "../errors.ts";
import { formatExamples } from "../format.ts";
import { unixSeconds } from "../parse-options.ts";
import type { CommandContext } from "../terminal.ts";
import { defineUrlPublish, defineUrlSrt } from "./url-publish.ts";
import {
  addStreamOptions,
  escapeUrl,
  type HostPath,
  readStream,
  type StreamOptions,
  type UrlStream,
} from "./url-stream.ts";
import {
  addPlaySignOptions,
  addStreamV2Options,
  type PlayV2Options,
  playUrlV2,
  rejectFlagsOfOtherVersion,
} from "./url-v2.ts";

/** Adds the subcommands of `flip-pili url`. */
export function defineUrl(command: Command, context: CommandContext): void {
  command.description("Prints the URLs of a Pili stream. No request is sent.");
  defineUrlPublish(command.command("publish"), context);
  defineUrlSrt(command.command("srt"), context);
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
  ] as const;
  for (const { name, summary, key, build } of kinds) {
    const example = `flip-pili url ${name} --stream stream.json`;
    const kind: PlayKind = { summary, host: ["live", key], example, build, v2: name };
    definePlay(command.command(name), kind, context);
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
interface PlayOptions extends StreamOptions, PlayV2Options {
  profile?: string;
  json?: boolean;
}

/** A kind of playback URL. */
interface PlayKind<Options extends PlayOptions = PlayOptions> {
  readonly summary: string;
  readonly host: HostPath;
  readonly example: string;
  readonly build: (stream: UrlStream, options: Options) => UrlsByProfile;
  /** Its kind in version 2, if that has it. */
  readonly v2?: "rtmp" | "hls" | "flv";
}

/** Adds options, help and action to a command that prints one kind of playback URL. */
function definePlay<Options extends PlayOptions>(
  command: Command,
  { summary, host, example, build, v2 }: PlayKind<Options>,
  context: CommandContext,
): void {
  addStreamOptions(command, `hosts.${host.join(".")}`)
    .addOption(apiOption(v2 === undefined ? ["pili"] : families.pili))
    .summary(summary)
    .description(
      `Prints the ${summary}: one line per profile, with its name, a tab and the URL. The profile ` +
        "ORIGIN is the stream as published. With Pili v2, it prints the URL of one profile.",
    )
    .option("--profile <name>", "print only the URL of this profile")
    .option("--json", "print a JSON object of URLs by profile");
  const examples = [example, `${example} --profile ORIGIN`];
  if (v2 !== undefined) {
    addPlayV2Options(command, v2);
    const words = "--api pili-v2 --domain play.example.com --hub test-hub --key camera-1";
    examples.push(`flip-pili url ${v2} ${words}`);
  }
  command.addHelpText("after", formatExamples(examples)).action(async (options: Options) => {
    rejectFlagsOfOtherVersion(options);
    const text =
      options.api === "pili-v2" && v2 !== undefined
        ? formatUrl(playUrlV2(v2, options, context), options)
        : formatUrls(build(await readPlayed(options, host, context), options), options);
    context.terminal.stdout.write(`${text}\n`);
  });
}

/** Adds the flags of play URLs that only version 2 has. */
function addPlayV2Options(command: Command, kind: "rtmp" | "hls" | "flv" | "snapshot"): void {
  addStreamV2Options(command);
  if (kind !== "rtmp") command.option("--https", "pili-v2: URL for https");
  addPlaySignOptions(command);
}

/** Reads a stream. A requested profile is added to one that is described by flags only. */
async function readPlayed(
  options: PlayOptions,
  host: HostPath,
  context: CommandContext,
): Promise<UrlStream> {
  const { profile, stream: file } = options;
  const stream = await readStream(options, host, context);
  if (profile === undefined || profile === "ORIGIN" || file !== undefined) return stream;
  return { ...stream, profiles: [profile] };
}

/** Formats the only URL that version 2 has. */
function formatUrl(url: string, { profile = "ORIGIN", json }: PlayOptions): string {
  return json ? JSON.stringify({ [profile]: url }, undefined, 2) : escapeUrl(url);
}

function formatUrls(urls: UrlsByProfile, { profile, json }: PlayOptions): string {
  const chosen = profile === undefined ? urls : { [profile]: urlOf(urls, profile) };
  if (json) return JSON.stringify(chosen, undefined, 2);
  if (profile !== undefined) return escapeUrl(urlOf(urls, profile));
  return Object.entries(urls)
    .map(([name, url]) => `${escapeUrl(name)}\t${escapeUrl(url)}`)
    .join("\n");
}

function urlOf(urls: UrlsByProfile, profile: string): string {
  const url = Object.hasOwn(urls, profile) ? urls[profile] : undefined;
  if (url !== undefined) return url;
  throw new UsageError(`--profile must be one of ${Object.keys(urls).join(", ")}`);
}

/** Adds options, help and action to `flip-pili url snapshot`. */
function defineSnapshot(command: Command, context: CommandContext): void {
  addStreamOptions(command, "hosts.live.snapshot")
    .addOption(apiOption(families.pili))
    .summary("URL of a snapshot of the live stream")
    .description("Prints the URL of a snapshot of the live stream.");
  addPlayV2Options(command, "snapshot");
  command
    .addHelpText(
      "after",
      formatExamples([
        "flip-pili url snapshot --stream stream.json",
        "flip-pili url snapshot --api pili-v2 --domain play.example.com --hub test-hub --key camera-1",
      ]),
    )
    .action(async (options: StreamOptions & PlayV2Options) => {
      rejectFlagsOfOtherVersion(options);
      const url =
        options.api === "pili-v2"
          ? playUrlV2("snapshot", options, context)
          : snapshotUrl(await readStream(options, ["live", "snapshot"], context));
      context.terminal.stdout.write(`${escapeUrl(url)}\n`);
    });
}
