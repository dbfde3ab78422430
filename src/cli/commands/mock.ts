import { type Command, Option } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addFactoryOption, addHubOption, addKeyOptions } from "../credentials-from.ts";
import { formatExamples } from "../help-texts.ts";
import { type MockCommandOptions, runMock } from "../mock/run-mock.ts";
import { integer, positiveNumber } from "../parse-options.ts";
import { type ServiceName, serviceArgument } from "../services.ts";

/** Gives `flip-pili mock` its arguments, options, help and action. */
export function defineMock(command: Command, context: CommandContext): void {
  command
    .description(
      "Starts a mock server on this machine, prints its URL and answers until Ctrl-C. It remembers " +
        "what is created, changed and deleted; its state begins with the spec's examples. It " +
        "refuses what breaks the spec, and logs each request on standard error.",
    )
    .addArgument(serviceArgument())
    .option("--port <number>", "port on 127.0.0.1; 0 is a free one", integer(0, 65_535), 0)
    .addOption(
      new Option("--stateless", "answer with the spec's examples, and remember nothing").conflicts(
        "speed",
      ),
    )
    .option(
      "--speed <factor>",
      "how much faster than in real life videos are encoded and jobs are done (default: 1)",
      positiveNumber,
    )
    .option("--quiet", "log nothing");
  addKeyOptions(addHubOption(addFactoryOption(command)), "flip", "pili")
    .addHelpText(
      "after",
      `
Without keys every signature will do. With them each is verified as the service does, and the log
shows what one that is wrong should have been made of.
${formatExamples([
  "flip-pili mock flip --port 8080 --access-key test --secret-key test",
  "flip-pili mock pili --port 8081 --hub test-hub --speed 60",
])}`,
    )
    .action((service: ServiceName, options: MockCommandOptions) =>
      runMock(service, options, context),
    );
}
