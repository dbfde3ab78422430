import { type Command, Option } from "commander";
import { type ErrorsAs, type MockServer, startMockServer } from "../../testing/index.ts";
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
import { collect, integer, positiveNumber } from "../parse-options.ts";
import { urlVariable } from "../service-url.ts";
import {
  addListenOptions,
  type ListenFlags,
  rejectOtherServiceFlags,
  type ServiceName,
  serviceArgument,
  startListening,
  titles,
} from "../services.ts";
import { type CommandContext, waitForInterruption } from "../terminal.ts";

/** Adds arguments, options, help and action to `flip-pili mock`. */
export function defineMock(command: Command, context: CommandContext): void {
  addServerOptions(command)
    .description(
      "Starts a mock server on this machine, prints its URL and runs until Ctrl-C. The server stores " +
        "what is created, changed and deleted. Initially it contains the examples of the spec. It " +
        "logs each request on standard error, with everything in it that violates the spec.",
    )
    .addArgument(serviceArgument())
    .addOption(
      new Option("--stateless", "return the spec's examples, and store nothing").conflicts("speed"),
    )
    .option("--strict", "reject what violates the spec, even if the service accepts it")
    .addOption(
      new Option(
        "--errors-as <form>",
        "Pili: type of the field error in errors (default: text)",
      ).choices(["text", "number"]),
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

/** Adds the flags of the server's connections. */
function addServerOptions(command: Command): Command {
  return addListenOptions(command)
    .option(
      "--upload-port <number>",
      "Flip: port for the bytes of uploads (default: any free port)",
      integer(0, 65_535),
    )
    .option(
      "--cors <origin>",
      "origin of pages that may call the server, such as http://localhost:3000, or * for all; repeatable",
      collect,
    );
}

/** Values of the flags of `flip-pili mock`. */
interface MockCommandOptions extends KeyOptions, ListenFlags, ConnectionFlags {
  uploadPort?: number;
  cors?: string[];
  stateless?: boolean;
  strict?: boolean;
  errorsAs?: ErrorsAs;
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
    flip: { "--factory-id": options.factoryId, "--upload-port": options.uploadPort },
    pili: { "--hub": options.hub, "--errors-as": options.errorsAs },
  });
  const { stdout, stderr } = context.terminal;
  const signal = context.terminal.interruption();
  // A mock of the default profile would verify signatures with the keys of a real account.
  const account = { ...context, ignoresDefaultProfile: true };
  const credentials = findKeys(service, options, account);
  const mock = await start(service, options, credentials, context);
  stdout.write(`${mock.url}\n`);
  if (!options.quiet) stderr.write(`${describeMock(service, mock, credentials)}\n`);
  await waitForInterruption(signal);
  await mock.close();
}

async function start(
  service: ServiceName,
  { uploadPort, cors, stateless, strict, errorsAs, speed, quiet, ...options }: MockCommandOptions,
  credentials: Keys | undefined,
  context: CommandContext,
): Promise<MockServer> {
  const log = quiet ? undefined : (line: string) => context.terminal.stderr.write(`${line}\n`);
  const accountContext = { ...context, ignoresDefaultProfile: true };
  const account =
    service === "flip"
      ? { factoryId: findFactoryId(options, accountContext) }
      : { hub: findHub(options, accountContext) };
  const pages = cors?.includes("*") ? true : cors;
  const settings = {
    ...account,
    ...(await readConnection(options, context)),
    uploads: { port: uploadPort },
    cors: pages,
    credentials,
    stateless,
    strict,
    errorsAs,
    speed,
    log,
  };
  return startListening(options, (listening) =>
    startMockServer(service, { ...settings, ...listening }),
  );
}

function describeMock(
  service: ServiceName,
  { url, host, port }: MockServer,
  keys: Keys | undefined,
): string {
  const signatures =
    keys === undefined
      ? "Any signature is accepted: pass --access-key and --secret-key to verify signatures."
      : `Signatures are verified for the access key ${keys.accessKey}.`;
  const address =
    service === "flip"
      ? `new TelestreamCloud({ …, apiHost: "${host}", apiPort: ${port} })`
      : `new Hub(credentials, hubName, { apiHost: "${host}:${port}", jobHost: "${host}:${port}" })`;
  const resource = service === "flip" ? "videos" : "streams";
  return [
    `Mock server for ${titles[service]}. ${signatures} Press Ctrl-C to stop it.`,
    `Clients:  ${address}`,
    `Commands: flip-pili ${service} ${resource} list --url ${url}, or export ${urlVariable(service)}=${url}`,
  ].join("\n");
}
