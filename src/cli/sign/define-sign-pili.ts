import { type Command, Option } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addKeyOptions, type KeyOptions, requireKeys } from "../credentials-from.ts";
import { formatExamples } from "../help-texts.ts";
import { collect } from "../parse-options.ts";
import { parseHeaders } from "./parse-headers.ts";
import {
  explainPiliRequest,
  formatPiliRequest,
  type PiliFormat,
  piliFormats,
  signPiliRequest,
} from "./pili-request.ts";
import { readBody } from "./read-body.ts";

interface SignPiliOptions extends KeyOptions {
  contentType?: string;
  header?: string[];
  body?: string;
  bodyFile?: string;
  format: PiliFormat;
  explain?: boolean;
}

/** Gives `flip-pili sign pili` its arguments, options, help and action. */
export function defineSignPili(command: Command, context: CommandContext): void {
  command
    .summary("Authorization header of a request to Pili")
    .description(
      "Signs a request to Pili: prints its Authorization header. Everything must be given as it is " +
        "sent, to the byte.",
    )
    .argument("<method>", "GET, POST or DELETE")
    .argument("<url>", "the whole URL")
    .option("--content-type <type>", "its header (default with a body: application/json)")
    .option("-H, --header <line>", "X-Qiniu- header, as 'Name: value'", collect)
    .option("--body <text>", "body of the request")
    .addOption(
      new Option("--body-file <path>", "file with the body; - is standard input").conflicts("body"),
    )
    .addOption(new Option("--format <name>").choices(piliFormats).default("header"))
    .option("--explain", "show the stages of the signature, on standard error");
  addKeyOptions(command, "pili")
    .addHelpText(
      "after",
      formatExamples([
        "flip-pili sign pili GET 'http://pili.qiniuapi.com/v1/streams?hub=test-hub'",
        'curl -H "$(flip-pili sign pili GET $URL)" $URL',
        `flip-pili sign pili POST http://pili.qiniuapi.com/v1/streams --body '{"hub":"test-hub"}' --format curl`,
      ]),
    )
    .action((method, url, options) => signPili(method, url, options, context));
}

async function signPili(
  method: string,
  url: string,
  options: SignPiliOptions,
  context: CommandContext,
): Promise<void> {
  const keys = requireKeys("pili", options, context);
  const headers = parseHeaders(options.header ?? []);
  const body = await readBody(options, context.terminal);
  const contentType = options.contentType ?? (body === undefined ? undefined : "application/json");
  const signed = signPiliRequest({ method, url, keys, contentType, headers, body: body?.bytes });
  const { stdout, stderr } = context.terminal;
  if (options.explain) stderr.write(explainPiliRequest(signed));
  stdout.write(`${formatPiliRequest(signed, options.format, body?.curlFlags ?? [])}\n`);
}
