import { existsSync, readFileSync, statSync } from "node:fs";
import { mkdir, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { replaceFile } from "../../http/files/replace-file.node.ts";
import type { ApiName } from "../apis.ts";
import { UsageError } from "../errors.ts";
import type { CommandContext, Environment } from "../terminal.ts";
import { findTable, formatHeader, parseToml, setTable } from "./toml.ts";

/** Fields of a profile for one API, under their names in the file. */
export interface StoredAccount {
  readonly access_key?: string | undefined;
  readonly secret_key?: string | undefined;
  readonly api_key?: string | undefined;
  readonly factory_id?: string | undefined;
  readonly hub?: string | undefined;
  readonly url?: string | undefined;
}

const fields: readonly (keyof StoredAccount)[] = [
  "access_key",
  "secret_key",
  "api_key",
  "factory_id",
  "hub",
  "url",
];

/** Name of the profile that is used when no other is named. */
export const defaultProfile = "default";

/** Returns the path of the configuration file, or `undefined` when the environment names no home directory. */
export function configPath(env: Environment): string | undefined {
  const home = env["HOME"] || env["USERPROFILE"];
  const folder = env["XDG_CONFIG_HOME"] || (home && join(home, ".config"));
  return folder ? join(folder, "flip-pili", "config.toml") : undefined;
}

/**
 * Returns what a profile contains for an API, or `undefined` when the file has no such profile.
 *
 * @throws {UsageError} When the file is not valid.
 */
export function readProfile(
  name: string,
  api: ApiName,
  context: Pick<CommandContext, "env" | "terminal">,
): StoredAccount | undefined {
  const path = configPath(context.env);
  if (path === undefined || !existsSync(path)) return undefined;
  const table = findTable(parseToml(readText(path), path), [name, api]);
  if (table === undefined) return undefined;
  warnIfReadable(path, context);
  const read = (field: keyof StoredAccount): string | undefined => {
    const value = Object.hasOwn(table, field) ? table[field] : undefined;
    if (value === undefined || typeof value === "string") return value || undefined;
    throw new UsageError(
      `${path} cannot be read: ${field} of [${formatHeader([name, api])}] must be text in quotes`,
    );
  };
  return Object.fromEntries(fields.map((field) => [field, read(field)]));
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path} cannot be read (${code})`);
  }
}

/** Terminals that have been warned: once per run. */
const warned = new WeakSet<object>();

function warnIfReadable(path: string, { terminal }: Pick<CommandContext, "terminal">): void {
  const isOpen = process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0;
  if (!isOpen || warned.has(terminal)) return;
  warned.add(terminal);
  terminal.stderr.write(`Other users can access ${path}, which contains keys: use chmod 600\n`);
}

/**
 * Stores what a profile contains for an API, and changes nothing else in the file. Only the owner can read the file, which always is a whole one.
 *
 * @returns The path of the file.
 * @throws {UsageError} When the file cannot be written, or the environment names no home directory.
 */
export async function writeProfile(
  name: string,
  api: ApiName,
  account: StoredAccount,
  env: Environment,
): Promise<string> {
  const path = configPath(env);
  if (path === undefined) throw new UsageError("login needs HOME or XDG_CONFIG_HOME");
  const before = existsSync(path) ? readText(path) : "";
  parseToml(before, path);
  const values = Object.fromEntries(fields.map((field) => [field, account[field]]));
  const text = setTable(before, [name, api], values);
  if (text === undefined) {
    const advice = `write it as a table with the header [${formatHeader([name, api])}], or delete it`;
    throw new UsageError(`${path} has a profile ${name} that login cannot change: ${advice}`);
  }
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await replaceFile(existsSync(path) ? await realpath(path) : path, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path} cannot be written (${code})`);
  }
  return path;
}

/** @throws {UsageError} When the name is not one that a header of the file can contain unchanged. */
export function requireProfileName(name: string): string {
  if (/^[A-Za-z0-9_-]+$/.test(name)) return name;
  throw new UsageError("--profile must consist of letters, digits, hyphens and underscores");
}
