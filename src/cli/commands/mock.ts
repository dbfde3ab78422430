import { type Command, Option } from "commander";
import { type MockServer, startMockServer } from "../../testing/index.ts";
import { addConnectionOptions, type ConnectionFlags, readConnection } from "../connection.ts";
import {
  addFactoryOption,
  addHubOption,
  addKeyOptions,
  findFactoryId,
  findHub,
  findKeys,
  type KeyOptions,
  type Keys,
} from "../credentials.ts";
import { formatExamples } from "../format.ts";
import { integer, positiveNumber } from "../parse-options.ts";
import {
  rejectOtherServiceFlags,
  type ServiceName,
  serviceArgument,
  startOnPort,
  titles,
} from "../services.ts";
import { type CommandContext, waitForInterruption } from "../terminal.ts";

/** Adds arguments, options, help and action to `flip-pili mock`. */
export function defineMock(command: Command, context: CommandContext): void {
  command
    .description(
      "Starts a mock server on this machine, prints its URL and runs until Ctrl-C. The server stores " +
        "what is created, changed and deleted. Initially it contains the examples of the spec. It " +
        "rejects requests that violate the spec, and logs each request on standard error.",
    )
    .addArgument(serviceArgument())
    .option("--port <number>", "port on 127.0.0.1; 0 means any free port", integer(0, 65_535), 0)
    .addOption(
      new Option("--stateless", "return the spec's examples, and store nothing").conflicts("speed"),
    )
    .option(
      "--speed <factor>",
      "speed of encodings and jobs, as a multiple of real time (default: 1)",
      positiveNumber,
    )
    .option("--quiet", "log nothing");
  addKeyOptions(addHubOption(addFactoryOption(command)), "flip", "pili");
  addConnectionOptions(command, "Webhooks and callbacks")
    .addHelpText(
      "after",
      `
Without keys, every signature is accepted. With keys, the server verifies each signature like the
service, and logs the string to sign of those that it rejects.
${formatExamples([
  "flip-pili mock flip --port 8080 --access-key test --secret-key test",
  "flip-pili mock pili --port 8081 --hub test-hub --speed 60",
])}`,
    )
    .action((service: ServiceName, options: MockCommandOptions) =>
      runMock(service, options, context),
    );
}

/** Values of the flags of `flip-pili mock`. */
interface MockCommandOptions extends KeyOptions, ConnectionFlags {
  port: number;
  stateless?: boolean;
  speed?: number;
  quiet?: boolean;
}

/** Runs a mock server until the program is interrupted. */
async function runMock(
  service: ServiceName,
  options: MockCommandOptions,
  context: CommandContext,
): Promise<void> {
  rejectOtherServiceFlags("mock", service, {
    flip: { "--factory-id": options.factoryId },
    pili: { "--hub": options.hub },
  });
  const { stdout, stderr } = context.terminal;
  const signal = context.terminal.interruption();
  const credentials = findKeys(service, options, context);
  const mock = await start(service, options, credentials, context);
  stdout.write(`${mock.url}\n`);
  if (!options.quiet) stderr.write(`${describeMock(service, credentials)}\n`);
  await waitForInterruption(signal);
  await mock.close();
}

async function start(
  service: ServiceName,
  { port, stateless, speed, quiet, ...options }: MockCommandOptions,
  credentials: Keys | undefined,
  context: CommandContext,
): Promise<MockServer> {
  const log = quiet ? undefined : (line: string) => context.terminal.stderr.write(`${line}\n`);
  const account =
    service === "flip"
      ? { factoryId: findFactoryId(options, context) }
      : { hub: findHub(options, context) };
  const connection = await readConnection(options, context);
  const settings = { ...account, ...connection, port, credentials, stateless, speed, log };
  return startOnPort(port, () => startMockServer(service, settings));
}

function describeMock(service: ServiceName, keys: Keys | undefined): string {
  const signatures =
    keys === undefined
      ? "Any signature is accepted: pass --access-key and --secret-key to verify signatures."
      : `Signatures are verified for the access key ${keys.accessKey}.`;
  return `Mock server for ${titles[service]}. ${signatures} Press Ctrl-C to stop it.`;
}
