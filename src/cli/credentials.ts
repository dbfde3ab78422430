import type { Command } from "commander";
import { UsageError } from "./errors.ts";
import type { ServiceName } from "./services.ts";
import type { CommandContext, Environment } from "./terminal.ts";

/** The keys of an account. */
export interface Keys {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** Values of the flags that {@link addKeyOptions}, {@link addFactoryOption} and {@link addHubOption} add. */
export interface KeyOptions {
  accessKey?: string;
  secretKey?: string;
  factoryId?: string | undefined;
  hub?: string;
}

/** The environment variables that replace flags, by service. */
const variables = {
  flip: {
    accessKey: "TELESTREAM_ACCESS_KEY",
    secretKey: "TELESTREAM_SECRET_KEY",
    factoryId: "TELESTREAM_FACTORY_ID",
  },
  pili: { accessKey: "QINIU_ACCESS_KEY", secretKey: "QINIU_SECRET_KEY", hub: "PILI_HUB" },
} as const;

/** Adds `--access-key` and `--secret-key` for the given services. */
export function addKeyOptions(command: Command, ...services: ServiceName[]): Command {
  const namesOf = (field: "accessKey" | "secretKey") =>
    services.map((service) => variables[service][field]).join(" or ");
  return command
    .option("--access-key <key>", `access key (default: ${namesOf("accessKey")})`)
    .option(
      "--secret-key <key>",
      `secret key (default: ${namesOf("secretKey")}, safer because other users can see flags)`,
    );
}

/** Adds `--factory-id`, for Flip. */
export function addFactoryOption(command: Command): Command {
  return command.option("--factory-id <id>", `factory (default: ${variables.flip.factoryId})`);
}

/** Adds `--hub`, for Pili. */
export function addHubOption(command: Command): Command {
  return command.option("--hub <name>", `hub (default: ${variables.pili.hub})`);
}

/**
 * Returns the keys of a service from flags or the environment.
 *
 * @throws {UsageError} When a key is missing. The message names its flag and its variable.
 */
export function requireKeys(
  service: ServiceName,
  options: KeyOptions,
  context: Pick<CommandContext, "env">,
): Keys {
  const keys = findKeys(service, options, context);
  if (keys === undefined) throw missing("--access-key", variables[service].accessKey);
  return keys;
}

/**
 * Returns the keys of a service from flags or the environment, or `undefined` when both are missing.
 *
 * @throws {UsageError} When only one of the two keys is set.
 */
export function findKeys(
  service: ServiceName,
  options: KeyOptions,
  { env }: Pick<CommandContext, "env">,
): Keys | undefined {
  const names = variables[service];
  const accessKey = options.accessKey ?? readVariable(env, names.accessKey);
  const secretKey = options.secretKey ?? readVariable(env, names.secretKey);
  if (accessKey === undefined && secretKey === undefined) return undefined;
  if (accessKey === undefined) throw missing("--access-key", names.accessKey);
  if (secretKey === undefined) throw missing("--secret-key", names.secretKey);
  return { accessKey, secretKey };
}

/** Returns the factory from its flag or the environment. */
export function findFactoryId(
  { factoryId }: KeyOptions,
  { env }: Pick<CommandContext, "env">,
): string | undefined {
  return factoryId ?? readVariable(env, variables.flip.factoryId);
}

/** Returns the hub from its flag or the environment. */
export function findHub(
  { hub }: KeyOptions,
  { env }: Pick<CommandContext, "env">,
): string | undefined {
  return hub ?? readVariable(env, variables.pili.hub);
}

/** Reads an environment variable. An empty one counts as missing. */
function readVariable(env: Environment, name: string): string | undefined {
  return env[name] || undefined;
}

/** Creates the error for a missing value that can be set by a flag or a variable. */
export function missing(flag: string, variable: string): UsageError {
  return new UsageError(`${flag} is missing: pass it, or set ${variable}`);
}
