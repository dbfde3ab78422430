import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { type ConformCommandOptions, runConform } from "../conform/run-conform.ts";
import { addFactoryOption, addHubOption, addKeyOptions } from "../credentials-from.ts";
import { formatExamples } from "../help-texts.ts";
import { collect, positiveNumber } from "../parse-options.ts";
import { type ServiceName, serviceArgument } from "../services.ts";

/** Gives `flip-pili conform` its arguments, options, help and action. */
export function defineConform(command: Command, context: CommandContext): void {
  command
    .description(
      "Tries every operation of a service and compares each answer with the spec: status, media " +
        "type, schema, what was created, changed and deleted, paging, and what must be refused. What " +
        "it needs it creates, under names that begin with flip-pili-conform-, and deletes in the " +
        "end, also after Ctrl-C. What it did not create is only read.",
    )
    .addArgument(serviceArgument())
    .requiredOption("--url <url>", "where the service is: http or https")
    .option("--read-only", "send only GET, and read what is there")
    .option("--only <ids>", "report these operations alone, with commas", collectIds)
    .option(
      "--timeout <seconds>",
      "most time for an answer, and for a change of state",
      positiveNumber,
      60,
    )
    .option("--junit <file>", "write the report in the form of JUnit")
    .option("--json <file>", "write the report as JSON")
    .option("--quiet", "show no progress")
    .option("--source-url <url>", "flip: a video to download (default: a short film is sent)")
    .option("--allow-factories", "flip: create, change and delete a factory")
    .option("--job-url <url>", "pili: where jobs are asked for (default: the origin of --url)")
    .option("--recorded-stream <id>", "pili: a stream with a recording, to make files of");
  addKeyOptions(addHubOption(addFactoryOption(command)), "flip", "pili")
    .addHelpText(
      "after",
      `
A URL without a path is followed by that of the spec, /v3.0 or /v1; a path of its own takes the
place of that. It ends with 0 when nothing failed, and with 1 otherwise.
${formatExamples([
  "flip-pili conform flip --url http://127.0.0.1:8080 --junit report.xml",
  "flip-pili conform flip --url https://api-gce.pandastream.com --read-only",
  "flip-pili conform pili --url http://pili.qiniuapi.com --job-url http://api.qiniu.com",
])}`,
    )
    .action((service: ServiceName, options: ConformCommandOptions) =>
      runConform(service, options, context),
    );
}

function collectIds(text: string, before: readonly string[] = []): string[] {
  return text.split(",").reduce((ids, id) => collect(id.trim(), ids), [...before]);
}
