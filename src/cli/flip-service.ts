import type { Command } from "commander";
import { type Factory, TelestreamCloud } from "../flip/index.ts";
import { addConnectionOptions, type ConnectionFlags, readConnection } from "./connection.ts";
import {
  addFactoryOption,
  addKeyOptions,
  findFactoryId,
  type KeyOptions,
  missing,
  requireKeys,
} from "./credentials.ts";
import { UsageError } from "./errors.ts";
import type { CommandContext } from "./terminal.ts";

/** Values of the flags that {@link addFactoryOptions} adds. */
export interface FactoryFlags extends KeyOptions, ConnectionFlags {
  url?: string;
}

/** Adds the flags for a factory: its service, its id, keys, and connections. */
export function addFactoryOptions(command: Command): Command {
  command.option(
    "--url <url>",
    "URL of the service, such as that of a mock (default: https://api-gce.pandastream.com)",
  );
  return addConnectionOptions(addKeyOptions(addFactoryOption(command), "flip"));
}

/**
 * Retrieves the factory that flags and environment name.
 *
 * @throws {UsageError} When a key or the factory is missing, or a value is invalid.
 */
export async function openFactory(
  options: FactoryFlags,
  context: CommandContext,
  signal: AbortSignal,
): Promise<Factory> {
  const keys = requireKeys("flip", options, context);
  const factoryId = findFactoryId(options, context);
  if (factoryId === undefined) throw missing("--factory-id", "TELESTREAM_FACTORY_ID");
  const connection = await readConnection(options, context);
  const cloud = new TelestreamCloud({ ...keys, ...readServiceUrl(options.url), ...connection });
  return cloud.getResource("flip").factories.find(factoryId, { signal });
}

function readServiceUrl(url: string | undefined) {
  if (url === undefined) return {};
  const { protocol, hostname, port, pathname } = URL.canParse(url) ? new URL(url) : new URL("a:b");
  const https = protocol === "https:";
  if ((!https && protocol !== "http:") || pathname !== "/") {
    throw new UsageError("--url must be an http or https URL without a path");
  }
  return { apiHost: hostname, apiPort: Number(port) || (https ? 443 : 80), https };
}
