import type { Command } from "commander";
import {
  type AccountField,
  type ApiName,
  apis,
  apisWith,
  type FlagSupport,
  families,
} from "./apis.ts";
import {
  defaultProfile,
  readProfile,
  requireProfileName,
  type StoredAccount,
} from "./config/config-file.ts";
import { UsageError } from "./errors.ts";
import type { CommandContext } from "./terminal.ts";

/** The keys of an account whose requests are signed. */
export interface Keys {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** The key of an account whose requests contain it. */
export interface ApiKey {
  readonly apiKey: string;
}

/** What an account authorizes requests with. */
export type AccountKeys = Keys | ApiKey;

/** Values of the flags that {@link addKeyOptions}, {@link addFactoryOption} and {@link addHubOption} add. */
export interface KeyOptions {
  accessKey?: string;
  secretKey?: string;
  apiKey?: string;
  factoryId?: string | undefined;
  hub?: string;
  profile?: string;
}

/** What a command reads of its process to find an account. */
interface AccountContext extends Pick<CommandContext, "env" | "terminal"> {
  /** Whether the only profile that is used is the one that a flag names. */
  readonly ignoresDefaultProfile?: boolean;
}

/** The fields of a profile in the configuration file. */
const storedNames = {
  accessKey: "access_key",
  secretKey: "secret_key",
  apiKey: "api_key",
  factoryId: "factory_id",
  hub: "hub",
  url: "url",
} as const satisfies Record<AccountField, keyof StoredAccount>;

/** Environment variable with the name of the profile. */
const profileVariable = "FLIP_PILI_PROFILE";

/** Returns the environment variables with a value of accounts, for help. */
function variablesOf(field: AccountField, names: readonly ApiName[]): string {
  const found = names.map((name) => apis[name].variables[field]).filter(Boolean);
  return [...new Set(found)].join(" or ");
}

/** Adds the flags for the keys of the given APIs, and `--profile`. */
export function addKeyOptions(command: Command, ...names: ApiName[]): Command {
  const safety = "safer because other users can see flags";
  addKeyOption(command, "accessKey", names, "access key");
  addKeyOption(command, "secretKey", names, "secret key", safety);
  addKeyOption(command, "apiKey", names, "API key", safety);
  return command.option(
    "--profile <name>",
    `profile of flip-pili login (default: ${profileVariable}, or ${defaultProfile} without keys)`,
  );
}

/** Adds the flag for a key, if some of the APIs have it. The help says which, unless all have it. */
function addKeyOption(
  command: Command,
  field: AccountField,
  names: readonly ApiName[],
  description: string,
  note?: string,
): void {
  const some = names.filter((name) => apis[name].variables[field] !== undefined);
  if (some.length === 0) return;
  const prefix = some.length < names.length ? `${some.join(", ")}: ` : "";
  const defaults = [variablesOf(field, some), note].filter(Boolean).join(", ");
  const flag = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  command.option(`--${flag} <key>`, `${prefix}${description} (default: ${defaults})`);
}

/** Adds `--factory-id`, for Flip. */
export function addFactoryOption(command: Command): Command {
  const variable = variablesOf("factoryId", apisWith("factoryId"));
  return command.option("--factory-id <id>", `factory (default: ${variable})`);
}

/** Adds `--hub`, for Pili. */
export function addHubOption(command: Command): Command {
  return command.option("--hub <name>", `hub (default: ${variablesOf("hub", apisWith("hub"))})`);
}

/** Returns which APIs support the flags for an account. */
export function accountFlags(options: KeyOptions): FlagSupport {
  const { accessKey, secretKey, apiKey, factoryId, hub } = options;
  return {
    "--access-key": [accessKey, apisWith("accessKey")],
    "--secret-key": [secretKey, apisWith("secretKey")],
    "--api-key": [apiKey, apisWith("apiKey")],
    "--factory-id": [factoryId, apisWith("factoryId")],
    "--hub": [hub, apisWith("hub")],
  };
}

/**
 * Returns the keys of a signed API from flags, the environment or a profile.
 *
 * @throws {UsageError} When a key is missing. The message names its flag and its variable.
 */
export function requireKeys(api: ApiName, options: KeyOptions, context: AccountContext): Keys {
  const keys = findKeys(api, options, context);
  if (keys === undefined) throw missingKey("--access-key", "accessKey", api, context);
  return keys;
}

/**
 * Returns the keys of a signed API from flags, the environment or a profile, or `undefined` when both are missing.
 *
 * @throws {UsageError} When only one of the two keys is set, or the profile does not exist.
 */
function findKeys(api: ApiName, options: KeyOptions, context: AccountContext): Keys | undefined {
  const { variables } = apis[api];
  const accessKey = findValue("accessKey", api, options, context);
  const secretKey = findValue("secretKey", api, options, context);
  if (accessKey === undefined && secretKey === undefined) return undefined;
  if (accessKey === undefined) throw missing("--access-key", variables.accessKey);
  if (secretKey === undefined) throw missing("--secret-key", variables.secretKey);
  return { accessKey, secretKey };
}

/**
 * Returns the key of an API without signatures from its flag, the environment or a profile.
 *
 * @throws {UsageError} When it is missing. The message names its flag and its variable.
 */
export function requireApiKey(api: ApiName, options: KeyOptions, context: AccountContext): ApiKey {
  const key = findApiKey(api, options, context);
  if (key === undefined) throw missingKey("--api-key", "apiKey", api, context);
  return key;
}

/** Returns the key of an API without signatures, or `undefined` when it is missing. */
function findApiKey(
  api: ApiName,
  options: KeyOptions,
  context: AccountContext,
): ApiKey | undefined {
  const apiKey = findValue("apiKey", api, options, context);
  return apiKey === undefined ? undefined : { apiKey };
}

/**
 * Returns what an account of an API authorizes requests with.
 *
 * @throws {UsageError} When a key is missing. The message names its flag and its variable.
 */
export function requireAccountKeys(
  api: ApiName,
  options: KeyOptions,
  context: AccountContext,
): AccountKeys {
  const require = apis[api].variables.apiKey === undefined ? requireKeys : requireApiKey;
  return require(api, options, context);
}

/**
 * Returns what an account of an API authorizes requests with, or `undefined` when it has no keys.
 *
 * @throws {UsageError} When only one of two keys is set, or the profile does not exist.
 */
export function findAccountKeys(
  api: ApiName,
  options: KeyOptions,
  context: AccountContext,
): AccountKeys | undefined {
  const find = apis[api].variables.apiKey === undefined ? findKeys : findApiKey;
  return find(api, options, context);
}

/** Returns the factory from its flag, the environment or a profile. */
export function findFactoryId(
  api: ApiName,
  options: KeyOptions,
  context: AccountContext,
): string | undefined {
  return findValue("factoryId", api, options, context);
}

/** Returns the hub from its flag, the environment or a profile. */
export function findHub(
  api: ApiName,
  options: KeyOptions,
  context: AccountContext,
): string | undefined {
  return findValue("hub", api, options, context);
}

/** Returns the URL of the service from its flag, the environment or a profile. */
export function findUrl(
  api: ApiName,
  options: KeyOptions & { url?: string },
  context: AccountContext,
): string | undefined {
  return findValue("url", api, options, context);
}

/**
 * Finds a value. A flag overrides everything. A profile that was named overrides the environment. The default
 * profile is used only if neither flags nor the environment contain a key: it is that of another account otherwise.
 */
function findValue(
  field: AccountField,
  api: ApiName,
  options: KeyOptions & { url?: string },
  context: AccountContext,
): string | undefined {
  const given = options[field] ?? undefined;
  if (given !== undefined) return given;
  const fromEnvironment = readVariable(field, api, context);
  const { profile } = options;
  if (profile !== undefined) {
    return requireProfile(profile, api, context)[storedNames[field]] ?? fromEnvironment;
  }
  if (fromEnvironment !== undefined) return fromEnvironment;
  if (context.ignoresDefaultProfile || hasKey(api, options, context)) return undefined;
  return findDefaultProfile(api, context)?.[storedNames[field]];
}

function hasKey(api: ApiName, options: KeyOptions, context: AccountContext): boolean {
  return (["accessKey", "secretKey", "apiKey"] as const).some(
    (field) => options[field] !== undefined || readVariable(field, api, context) !== undefined,
  );
}

function findDefaultProfile(api: ApiName, context: AccountContext): StoredAccount | undefined {
  const named = context.env[profileVariable];
  if (named) return requireProfile(named, api, context);
  return readProfile(defaultProfile, api, context);
}

/** @throws {UsageError} When the configuration file has no such profile. */
function requireProfile(name: string, api: ApiName, context: AccountContext): StoredAccount {
  const found = readProfile(requireProfileName(name), api, context);
  if (found !== undefined) return found;
  throw new UsageError(
    `--profile ${name} does not exist for ${api}: create it with flip-pili login ${api} --profile ${name}`,
  );
}

/** Reads an environment variable. An empty one counts as missing. */
function readVariable(
  field: AccountField,
  api: ApiName,
  { env }: AccountContext,
): string | undefined {
  const name = apis[api].variables[field];
  return (name && env[name]) || undefined;
}

/** Creates the error for missing keys. It says if there are keys for another version of the API. */
function missingKey(
  flag: string,
  field: AccountField,
  api: ApiName,
  context: AccountContext,
): UsageError {
  const { message } = missing(flag, apis[api].variables[field]);
  const family = Object.values(families).find((names) => names.some((name) => name === api)) ?? [];
  const hints = family.flatMap((other) =>
    (["accessKey", "apiKey"] as const).flatMap((key) => {
      const isSet = other !== api && readVariable(key, other, context) !== undefined;
      return isSet && readVariable(key, api, context) === undefined
        ? [`; ${apis[other].variables[key]} is set, which is for ${other}`]
        : [];
    }),
  );
  return new UsageError(message + hints.join(""));
}

/** Creates the error for a missing value that can be set by a flag or a variable. */
export function missing(flag: string, variable: string | undefined): UsageError {
  return new UsageError(`${flag} is missing: pass it, or set ${variable}`);
}
