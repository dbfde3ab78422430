import { type MockServer, startMockServer } from "../../testing/index.ts";
import type { CommandContext } from "../command-context.ts";
import {
  findFactoryId,
  findHub,
  findKeys,
  type KeyOptions,
  type Keys,
} from "../credentials-from.ts";
import { type ServiceName, titles } from "../services.ts";
import { startOnPort } from "../start-on-port.ts";
import { UsageError } from "../usage-error.ts";
import { waitForInterruption } from "../wait-for-interruption.ts";

/** The flags of `flip-pili mock`. */
export interface MockCommandOptions extends KeyOptions {
  port: number;
  stateless?: boolean;
  speed?: number;
  quiet?: boolean;
}

/** Runs a mock server until the program is asked to end. */
export async function runMock(
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
