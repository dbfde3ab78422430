import { type Command, Option } from "commander";
import {
  type ErrorsAs,
  type MockServer,
  type MockServerOptions,
  type NotLiveAs,
  startMockServer,
} from "../../testing/index.ts";
import {
  type ApiName,
  apiNames,
  apis,
  apisWith,
  rejectOtherFlags,
  serviceArgument,
} from "../apis.ts";
import { addConnectionOptions, type ConnectionFlags, readConnection } from "../connection.ts";
import {
  type AccountKeys,
  accountFlags,
  addFactoryOption,
  addHubOption,
  addKeyOptions,
  findAccountKeys,
  findFactoryId,
  findHub,
  type KeyOptions,
} from "../credentials.ts";
import { formatExamples } from "../format.ts";
import { addListenOptions, type ListenFlags, startListening } from "../listening.ts";
import { collect, integer, positiveNumber } from "../parse-options.ts";
import { type CommandContext, waitForInterruption } from "../terminal.ts";

/** Adds arguments, options, help and action to `flip-pili mock`. */
export function defineMock(command: Command, context: CommandContext): void {
  addServerOptions(command)
    .description(
      "Starts a mock server on this machine, prints its URL and runs until Ctrl-C. The server stores " +
        "what is created, changed and deleted. Initially it contains the examples of the spec. It " +
        "logs each request on standard error, with everything in it that violates the spec.",
    )
    .addArgument(serviceArgument());
  addBehaviorOptions(command);
  addKeyOptions(addHubOption(addFactoryOption(command)), ...apiNames);
  addConnectionOptions(command, "Webhooks and callbacks")
    .addHelpText(
      "after",
      `
Without keys, every signature and every API key is accepted. With keys, the server verifies them like
the service, and logs the string to sign of a signature that it rejects.
${formatExamples([
  "flip-pili mock flip --port 8080 --access-key test --secret-key test",
  "flip-pili mock pili --port 8081 --hub test-hub --speed 60",
])}`,
    )
    .action((service: ApiName, options: MockCommandOptions) => runMock(service, options, context));
}

/** Adds the flags that change how the server behaves. */
function addBehaviorOptions(command: Command): void {
  command
    .addOption(
      new Option("--stateless", "return the spec's examples, and store nothing").conflicts("speed"),
    )
    .option("--strict", "reject what violates the spec, even if the service accepts it")
    .addOption(
      new Option(
        "--errors-as <form>",
        "pili: type of the field error in errors (default: text)",
      ).choices(["text", "number"]),
    )
    .addOption(
      new Option(
        "--not-live-as <form>",
        "pili-v2: response for the status of a stream that is not live (default: 619)",
      ).choices(["619", "404", "zeros"]),
    )
    .option(
      "--speed <factor>",
      "speed of encodings and jobs, as a multiple of real time (default: 1)",
      positiveNumber,
    )
    .option("--quiet", "log nothing");
}

/** Adds the flags of the server's connections. */
function addServerOptions(command: Command): Command {
  return addListenOptions(command)
    .option(
      "--upload-port <number>",
      "flip, flip-3.1: port for the bytes of uploads (default: any free port)",
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
  notLiveAs?: NotLiveAs;
  speed?: number;
  quiet?: boolean;
}

/** Runs a mock server until the program is interrupted. */
async function runMock(
  api: ApiName,
  options: MockCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { uploadPort, errorsAs, notLiveAs, quiet } = options;
  rejectOtherFlags(
    { by: "mock", api, among: apiNames },
    {
      ...accountFlags(options),
      "--upload-port": [uploadPort, apisWith("factoryId")],
      "--errors-as": [errorsAs, ["pili"]],
      "--not-live-as": [notLiveAs, ["pili-v2"]],
    },
  );
  const { stdout, stderr } = context.terminal;
  const signal = context.terminal.interruption();
  // A mock of the default profile would verify signatures with the keys of a real account.
  const account = { ...context, ignoresDefaultProfile: true };
  const keys = findAccountKeys(api, options, account);
  const mock = await start(api, options, keys, context);
  stdout.write(`${mock.url}\n`);
  if (!quiet) stderr.write(`${describeMock(api, mock, keys)}\n`);
  await waitForInterruption(signal);
  await mock.close();
}

async function start(
  api: ApiName,
  options: MockCommandOptions,
  keys: AccountKeys | undefined,
  context: CommandContext,
): Promise<MockServer> {
  const { uploadPort, cors, stateless, strict, errorsAs, notLiveAs, speed, quiet } = options;
  const account = { ...context, ignoresDefaultProfile: true };
  const settings = {
    ...(await readConnection(options, context)),
    factoryId: findFactoryId(api, options, account),
    hub: findHub(api, options, account),
    uploads: { port: uploadPort },
    cors: cors?.includes("*") ? true : cors,
    stateless,
    strict,
    errorsAs,
    notLiveAs,
    speed,
    log: quiet ? undefined : (line: string) => context.terminal.stderr.write(`${line}\n`),
  };
  // The keys are those of the API.
  const credentials = keys as MockServerOptions["credentials"];
  return startListening(options, (listening) =>
    startMockServer(api, { ...settings, ...listening, credentials }),
  );
}

function describeMock(
  api: ApiName,
  { url, host, port }: MockServer,
  keys: AccountKeys | undefined,
): string {
  const { title, variables, toCode, command } = apis[api];
  const variable = variables.url === undefined ? "" : `, or export ${variables.url}=${url}`;
  return [
    `Mock server for ${title}. ${describeKeys(api, keys)} Press Ctrl-C to stop it.`,
    `Clients:  ${toCode(host, port)}`,
    `Commands: ${command} --url ${url}${variable}`,
  ].join("\n");
}

function describeKeys(api: ApiName, keys: AccountKeys | undefined): string {
  if (keys === undefined) {
    return apis[api].variables.apiKey === undefined
      ? "Any signature is accepted: pass --access-key and --secret-key to verify signatures."
      : "Any API key is accepted: pass --api-key to verify keys.";
  }
  return "apiKey" in keys
    ? "Only the given API key is accepted."
    : `Signatures are verified for the access key ${keys.accessKey}.`;
}
