import { type Command, Option } from "commander";
import type { CommandContext } from "../command-context.ts";
import {
  addFactoryOption,
  addKeyOptions,
  findFactoryId,
  type KeyOptions,
  requireKeys,
} from "../credentials-from.ts";
import { formatExamples } from "../help-texts.ts";
import { collect, integer } from "../parse-options.ts";
import { joinParams, type Params, parseJsonParams, parseParams } from "../parse-params.ts";
import { UsageError } from "../usage-error.ts";
import { signFlipRequest } from "./flip-request.ts";
import {
  explainFlipRequest,
  type FlipFormat,
  flipFormats,
  formatFlipRequest,
} from "./format-flip-request.ts";

interface SignFlipOptions extends KeyOptions {
  param?: string[];
  paramJson?: string;
  host?: string;
  port?: number;
  timestamp?: string;
  format: FlipFormat;
  explain?: boolean;
}

/** Gives `flip-pili sign flip` its arguments, options, help and action. */
export function defineSignFlip(command: Command, context: CommandContext): void {
  command
    .summary("parameters of a request to Flip")
    .description(
      "Signs a request to Flip: prints its parameters with access_key, timestamp and signature. " +
        "The service takes them for some minutes, and for POST only once.",
    )
    .argument("<method>", "GET, POST, PUT or DELETE")
    .argument("<path>", "path without version: /videos.json")
    .option("-p, --param <key=value>", "parameter; key[field]=value for a field", collect)
    .option("--param-json <object>", "parameters as a JSON object")
    .option("--timestamp <time>", "ISO 8601 (default: now)")
    .option("--host <name>", "host of the region (default: api-gce.pandastream.com)")
    .option("--port <number>", "with 443 the scheme is https (default: 443)", integer(1, 65_535))
    .addOption(new Option("--format <name>").choices(flipFormats).default("json"))
    .option("--explain", "show the stages of the signature, on standard error");
  addKeyOptions(addFactoryOption(command), "flip")
    .addHelpText(
      "after",
      formatExamples([
        "flip-pili sign flip GET /videos.json -p status=success --format url",
        "flip-pili sign flip POST /videos.json -p source_url=http://files.com/my_video.mp4 --format curl",
        "flip-pili sign flip PUT /notifications.json -p 'events[video_created]=true' --explain",
      ]),
    )
    .action((method, path, options) => signFlip(method, path, options, context));
}

function signFlip(
  method: string,
  path: string,
  options: SignFlipOptions,
  context: CommandContext,
): void {
  const params = readParams(options);
  const file = readFileName(method, params);
  const { host, port, timestamp } = options;
  const keys = requireKeys("flip", options, context);
  const factoryId = findFactoryId(options, context);
  const request = { method, path, params, keys, factoryId, host, port, timestamp };
  const signed = signFlipRequest(request);
  const { stdout, stderr } = context.terminal;
  if (options.explain) stderr.write(explainFlipRequest(signed));
  stdout.write(`${formatFlipRequest(signed, options.format, file)}\n`);
}

function readParams({ param = [], paramJson }: SignFlipOptions): Params {
  const params = parseParams(param);
  return paramJson === undefined ? params : joinParams(params, parseJsonParams(paramJson));
}

/** A file is sent with the request, but not signed. */
function readFileName(method: string, { file }: { file?: unknown }): string | undefined {
  if (file === undefined) return undefined;
  if (typeof file === "string" && method.toUpperCase() === "POST") return file;
  throw new UsageError("--param file must be a path, and can be sent by POST only");
}
