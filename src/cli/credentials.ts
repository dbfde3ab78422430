import type { Command } from "commander";
import {
  defaultProfile,
  readProfile,
  requireProfileName,
  type StoredAccount,
} from "./config/config-file.ts";
import { UsageError } from "./errors.ts";
import type { ServiceName } from "./services.ts";
import type { CommandContext } from "./terminal.ts";

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
  profile?: string;
}

/** What a command reads of its process to find an account. */
interface AccountContext extends Pick<CommandContext, "env" | "terminal"> {
  /** Whether the only profile that is used is the one that a flag names. */
  readonly ignoresDefaultProfile?: boolean;
}

/** A value of an account. */
type AccountField = "accessKey" | "secretKey" | "factoryId" | "hub" | "url";

/** The environment variables that replace flags, by service. */
const variables: Readonly<Record<ServiceName, Readonly<Partial<Record<AccountField, string>>>>> = {
  flip: {
    accessKey: "TELESTREAM_ACCESS_KEY",
    secretKey: "TELESTREAM_SECRET_KEY",
    factoryId: "TELESTREAM_FACTORY_ID",
    url: "TELESTREAM_URL",
  },
  pili: {
    accessKey: "QINIU_ACCESS_KEY",
    secretKey: "QINIU_SECRET_KEY",
    hub: "PILI_HUB",
    url: "PILI_URL",
  },
};

/** The fields of a profile in the configuration file. */
const storedNames = {
  accessKey: "access_key",
  secretKey: "secret_key",
  factoryId: "factory_id",
  hub: "hub",
  url: "url",
} as const satisfies Record<AccountField, keyof StoredAccount>;

/** Environment variable with the name of the profile. */
const profileVariable = "FLIP_PILI_PROFILE";

/** Adds `--access-key`, `--secret-key` and `--profile` for the given services. */
export function addKeyOptions(command: Command, ...services: ServiceName[]): Command {
  const namesOf = (field: AccountField) =>
    services.map((service) => variables[service][field]).join(" or ");
  return command
    .option("--access-key <key>", `access key (default: ${namesOf("accessKey")})`)
    .option(
      "--secret-key <key>",
      `secret key (default: ${namesOf("secretKey")}, safer because other users can see flags)`,
    )
    .option(
      "--profile <name>",
      `profile of flip-pili login (default: ${profileVariable}, or ${defaultProfile} without keys)`,
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
 * Returns the keys of a service from flags, the environment or a profile.
 *
 * @throws {UsageError} When a key is missing. The message names its flag and its variable.
 */
export function requireKeys(
  service: ServiceName,
  options: KeyOptions,
  context: AccountContext,
): Keys {
  const keys = findKeys(service, options, context);
  if (keys === undefined) throw missing("--access-key", variables[service].accessKey);
  return keys;
}

/**
 * Returns the keys of a service from flags, the environment or a profile, or `undefined` when both are missing.
 *
 * @throws {UsageError} When only one of the two keys is set, or the profile does not exist.
 */
export function findKeys(
  service: ServiceName,
  options: KeyOptions,
  context: AccountContext,
): Keys | undefined {
  const accessKey = findValue("accessKey", service, options, context);
  const secretKey = findValue("secretKey", service, options, context);
  if (accessKey === undefined && secretKey === undefined) return undefined;
  if (accessKey === undefined) throw missing("--access-key", variables[service].accessKey);
  if (secretKey === undefined) throw missing("--secret-key", variables[service].secretKey);
  return { accessKey, secretKey };
}

/** Returns the factory from its flag, the environment or a profile. */
export function findFactoryId(options: KeyOptions, context: AccountContext): string | undefined {
  return findValue("factoryId", "flip", options, context);
}

/** Returns the hub from its flag, the environment or a profile. */
export function findHub(options: KeyOptions, context: AccountContext): string | undefined {
  return findValue("hub", "pili", options, context);
}

/** Returns the URL of the service from its flag, the environment or a profile. */
export function findUrl(
  service: ServiceName,
  options: KeyOptions & { url?: string },
  context: AccountContext,
): string | undefined {
  return findValue("url", service, options, context);
}

/**
 * Finds a value. A flag overrides everything. A profile that was named overrides the environment. The default
 * profile is used only if neither flags nor the environment contain a key: it is that of another account otherwise.
 */
function findValue(
  field: AccountField,
  service: ServiceName,
  options: KeyOptions & { url?: string },
  context: AccountContext,
): string | undefined {
  const given = options[field] ?? undefined;
  if (given !== undefined) return given;
  const fromEnvironment = readVariable(field, service, context);
  const { profile } = options;
  if (profile !== undefined) {
    return requireProfile(profile, service, context)[storedNames[field]] ?? fromEnvironment;
  }
  if (fromEnvironment !== undefined) return fromEnvironment;
  if (context.ignoresDefaultProfile || hasKey(service, options, context)) return undefined;
  return findDefaultProfile(service, context)?.[storedNames[field]];
}

function hasKey(service: ServiceName, options: KeyOptions, context: AccountContext): boolean {
  return (["accessKey", "secretKey"] as const).some(
    (field) => options[field] !== undefined || readVariable(field, service, context) !== undefined,
  );
}

function findDefaultProfile(
  service: ServiceName,
  context: AccountContext,
): StoredAccount | undefined {
  const named = context.env[profileVariable];
  if (named) return requireProfile(named, service, context);
  return readProfile(defaultProfile, service, context);
}

/** @throws {UsageError} When the configuration file has no such profile. */
function requireProfile(
  name: string,
  service: ServiceName,
  context: AccountContext,
): StoredAccount {
  const found = readProfile(requireProfileName(name), service, context);
  if (found !== undefined) return found;
  throw new UsageError(
    `--profile ${name} does not exist for ${service}: create it with flip-pili login ${service} --profile ${name}`,
  );
}

/** Reads an environment variable. An empty one counts as missing. */
function readVariable(
  field: AccountField,
  service: ServiceName,
  { env }: AccountContext,
): string | undefined {
  const name = variables[service][field];
  return (name && env[name]) || undefined;
}

/** Creates the error for a missing value that can be set by a flag or a variable. */
export function missing(flag: string, variable: string | undefined): UsageError {
  return new UsageError(`${flag} is missing: pass it, or set ${variable}`);
}
