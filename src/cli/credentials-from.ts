import type { Command } from "commander";
import { UsageError } from "./errors.ts";
import type { ServiceName } from "./services.ts";
import type { CommandContext, Environment } from "./terminal.ts";

/** The keys of an account. */
export interface Keys {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** What {@link addKeyOptions} and its like add to a command's options. */
export interface KeyOptions {
  accessKey?: string;
  secretKey?: string;
  factoryId?: string;
  hub?: string;
}

/** The environment variables that stand for flags, by service. */
const variables = {
  flip: {
    accessKey: "TELESTREAM_ACCESS_KEY",
    secretKey: "TELESTREAM_SECRET_KEY",
    factoryId: "TELESTREAM_FACTORY_ID",
  },
  pili: { accessKey: "QINIU_ACCESS_KEY", secretKey: "QINIU_SECRET_KEY", hub: "PILI_HUB" },
} as const;

/** Adds `--access-key` and `--secret-key`. */
export function addKeyOptions(command: Command, ...services: ServiceName[]): Command {
  const or = (field: "accessKey" | "secretKey") =>
    services.map((service) => variables[service][field]).join(" or ");
  return command
    .option("--access-key <key>", `access key (default: ${or("accessKey")})`)
    .option(
      "--secret-key <key>",
      `secret key (default: ${or("secretKey")}, which others cannot see)`,
    );
}

/** Adds `--factory-id`, of Flip. */
export function addFactoryOption(command: Command): Command {
  return command.option("--factory-id <id>", `factory (default: ${variables.flip.factoryId})`);
}

/** Adds `--hub`, of Pili. */
export function addHubOption(command: Command): Command {
  return command.option("--hub <name>", `hub (default: ${variables.pili.hub})`);
}

/**
 * The keys of a service, by flags or environment, where there are any.
 *
 * @throws {UsageError} When there is only one of the two.
 */
export function findKeys(
  service: ServiceName,
  options: KeyOptions,
  { env }: Pick<CommandContext, "env">,
): Keys | undefined {
  const names = variables[service];
  const accessKey = options.accessKey ?? read(env, names.accessKey);
  const secretKey = options.secretKey ?? read(env, names.secretKey);
  if (accessKey === undefined && secretKey === undefined) return undefined;
  if (accessKey === undefined) throw missing("--access-key", names.accessKey);
  if (secretKey === undefined) throw missing("--secret-key", names.secretKey);
  return { accessKey, secretKey };
}

/**
 * The keys of a service, by flags or environment.
 *
 * @throws {UsageError} When one is missing, naming its flag and its variable.
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

/** The factory, by flag or environment, where there is one. */
export function findFactoryId(
  { factoryId }: KeyOptions,
  { env }: Pick<CommandContext, "env">,
): string | undefined {
  return factoryId ?? read(env, variables.flip.factoryId);
}

/** The hub, by flag or environment, where there is one. */
export function findHub(
  { hub }: KeyOptions,
  { env }: Pick<CommandContext, "env">,
): string | undefined {
  return hub ?? read(env, variables.pili.hub);
}

/** A variable that is empty is none. */
function read(env: Environment, name: string): string | undefined {
  return env[name] || undefined;
}

/** Names what is missing, and both ways to give it. */
export function missing(flag: string, variable: string): UsageError {
  return new UsageError(`${flag} is missing: give it, or set ${variable}`);
}
