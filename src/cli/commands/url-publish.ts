import { type Command, Option } from "commander";
import { Credentials, rtmpPublishUrl } from "../../pili/index.ts";
import { apiOption, families } from "../apis.ts";
import { addKeyOptions, requireKeys } from "../credentials.ts";
import { formatExamples } from "../format.ts";
import { unixSeconds, wholeNumber } from "../parse-options.ts";
import type { CommandContext } from "../terminal.ts";
import { addStreamOptions, escapeUrl, readStream, type StreamOptions } from "./url-stream.ts";
import {
  addStreamV2Options,
  type PublishV2Options,
  publishUrlV2,
  rejectFlagsOfOtherVersion,
  urlParamOption,
} from "./url-v2.ts";

/** Values of the flags of `flip-pili url publish`. */
interface PublishOptions extends StreamOptions, PublishV2Options {
  publishKey?: string;
  publishSecurity?: string;
}

const securities = ["none", "static", "dynamic", "expiry", "expiry_sk"];

/** Adds options, help and action to `flip-pili url publish`. */
export function defineUrlPublish(command: Command, context: CommandContext): void {
  addStreamOptions(command, "hosts.publish.rtmp")
    .addOption(apiOption(families.pili))
    .summary("RTMP URL that a broadcaster publishes to")
    .description(
      "Prints the RTMP URL that a broadcaster publishes to. Everybody who has the URL can publish: " +
        "keep it secret. With dynamic security it can be used only once.",
    );
  addPublishOptions(addStreamV2Options(command))
    .addHelpText(
      "after",
      formatExamples([
        "flip-pili url publish --stream stream.json",
        "flip-pili url publish --stream stream.json --publish-security expiry --expires-at 2026-12-31T12:00:00Z",
        "flip-pili url publish --api pili-v2 --domain publish.example.com --hub test-hub --key camera-1",
      ]),
    )
    .action(async (options: PublishOptions) => {
      rejectFlagsOfOtherVersion(options);
      if (options.api === "pili") await printPublishUrl(options, context);
      else context.terminal.stdout.write(`${escapeUrl(publishUrlV2("rtmp", options, context))}\n`);
    });
}

/** Adds options, help and action to `flip-pili url srt`. */
export function defineUrlSrt(command: Command, context: CommandContext): void {
  command
    .addOption(apiOption(["pili-v2"]))
    .summary("SRT URL that a broadcaster publishes to")
    .description(
      "Prints the SRT URL that a broadcaster publishes to, which only Pili v2 has. Everybody who has the URL " +
        "can publish: keep it secret.",
    )
    .option("--hub <name>", "hub (default: PILI_HUB)");
  addPublishOptions(addStreamV2Options(command))
    .addHelpText(
      "after",
      formatExamples([
        "flip-pili url srt --domain publish.example.com --hub test-hub --key camera-1",
      ]),
    )
    .action((options: PublishV2Options) => {
      context.terminal.stdout.write(`${escapeUrl(publishUrlV2("srt", options, context))}\n`);
    });
}

/** Adds the flags that authorize a broadcaster. */
function addPublishOptions(command: Command): Command {
  command
    .addOption(
      new Option(
        "--publish-security <kind>",
        "kind of signature in the URL (default: that of the stream; pili-v2: expiry_sk)",
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
      "with expiry or expiry_sk security: Unix seconds or ISO 8601 (default: in 30 seconds; pili-v2: in 10 minutes)",
      unixSeconds,
    )
    .addOption(urlParamOption());
  return addKeyOptions(command, ...families.pili);
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
