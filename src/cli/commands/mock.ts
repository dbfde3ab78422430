import { type Command, Option } from "commander";
import { type MockServer, startMockServer } from "../../testing/index.ts";
import {
  addFactoryOption,
  addHubOption,
  addKeyOptions,
  findFactoryId,
  findHub,
  findKeys,
  type KeyOptions,
  type Keys,
} from "../credentials-from.ts";
import { UsageError } from "../errors.ts";
import { formatExamples } from "../format.ts";
import { integer, positiveNumber } from "../parse-options.ts";
import { type ServiceName, serviceArgument, startOnPort, titles } from "../services.ts";
import { type CommandContext, waitForInterruption } from "../terminal.ts";

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

/** The flags of `flip-pili mock`. */
interface MockCommandOptions extends KeyOptions {
  port: number;
  stateless?: boolean;
  speed?: number;
  quiet?: boolean;
}

/** Runs a mock server until the program is asked to end. */
async function runMock(
  service: ServiceName,
  options: MockCommandOptions,
  context: CommandContext,
): Promise<void> {
  refuseOther(service, options);
  const { stdout, stderr } = context.terminal;
  const signal = context.terminal.interruption();
  const credentials = findKeys(service, options, context);
  const mock = await start(service, options, credentials, context);
  stdout.write(`${mock.url}\n`);
  if (!options.quiet) stderr.write(`${describeMock(service, credentials)}\n`);
  await waitForInterruption(signal);
  await mock.close();
}

function start(
  service: ServiceName,
  { port, stateless, speed, quiet, ...options }: MockCommandOptions,
  credentials: Keys | undefined,
  context: CommandContext,
): Promise<MockServer> {
  const log = quiet ? undefined : (line: string) => context.terminal.stderr.write(`${line}\n`);
  const place =
    service === "flip"
      ? { factoryId: findFactoryId(options, context) }
      : { hub: findHub(options, context) };
  const settings = { ...place, port, credentials, stateless, speed, log };
  return startOnPort(port, () => startMockServer(service, settings));
}

function describeMock(service: ServiceName, keys: Keys | undefined): string {
  const signatures =
    keys === undefined
      ? "Any signature will do: with --access-key and --secret-key they are verified."
      : `Signatures are verified for the access key ${keys.accessKey}.`;
  return `A mock of ${titles[service]}. ${signatures} Ctrl-C stops it.`;
}

function refuseOther(service: ServiceName, { factoryId, hub }: MockCommandOptions): void {
  if (service === "flip" && hub !== undefined) throw new UsageError("--hub is for mock pili alone");
  if (service === "pili" && factoryId !== undefined) {
    throw new UsageError("--factory-id is for mock flip alone");
  }
}
