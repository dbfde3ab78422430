import type { Command } from "commander";
import { hlsLiveUrls, hlsPlaybackUrls, httpFlvLiveUrls, rtmpLiveUrls } from "../../pili/index.ts";
import type { CommandContext } from "../command-context.ts";
import { unixSeconds } from "../parse-options.ts";
import { definePlay, type PlayOptions } from "../url/define-play.ts";
import { definePublish } from "../url/define-publish.ts";
import { defineSnapshot } from "../url/define-snapshot.ts";

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
