import { type Command, Option } from "commander";
import { Credentials, rtmpPublishUrl } from "../../pili/index.ts";
import type { CommandContext } from "../command-context.ts";
import { addKeyOptions, type KeyOptions, requireKeys } from "../credentials-from.ts";
import { formatExamples } from "../help-texts.ts";
import { unixSeconds, wholeNumber } from "../parse-options.ts";
import { addStreamOptions } from "./add-stream-options.ts";
import { readStream, type StreamOptions } from "./read-stream.ts";

interface PublishOptions extends StreamOptions, KeyOptions {
  nonce?: bigint;
  expiresAt?: number;
}

const securities = ["none", "static", "dynamic", "expiry", "expiry_sk"];

/** Gives `flip-pili url publish` its options, help and action. */
export function definePublish(command: Command, context: CommandContext): void {
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
