import { X509Certificate } from "node:crypto";
import type { Command } from "commander";
import type { FlipOptions } from "../flip/index.ts";
import { UsageError } from "./errors.ts";
import { readInput } from "./files.ts";
import { createProxyAgents } from "./proxies.ts";
import type { CommandContext, Terminal } from "./terminal.ts";

/** Values of the flags that {@link addConnectionOptions} adds. */
export interface ConnectionFlags {
  ca?: string;
}

/**
 * Adds `--ca`, and help on the variables that name a proxy.
 *
 * @param subject - Name of what goes through the proxy.
 */
export function addConnectionOptions(command: Command, subject: string = "Requests"): Command {
  return command
    .option("--ca <file>", "PEM file of certificates to trust instead of the default ones")
    .addHelpText(
      "after",
      `
${subject} go through the proxy in HTTPS_PROXY or HTTP_PROXY,
except those to the hosts in NO_PROXY.`,
    );
}

/**
 * Returns the options of the library for connections: proxies of the environment, and `--ca`.
 *
 * @throws {UsageError} When the file has no certificate, or a variable is not the URL of a proxy.
 */
export async function readConnection(
  { ca: file }: ConnectionFlags,
  { env, terminal }: CommandContext,
): Promise<Pick<FlipOptions, "agent" | "ca">> {
  const ca = file === undefined ? undefined : await readCertificates(file, terminal);
  return { ca, agent: await createProxyAgents(env, ca) };
}

/**
 * Reads the file of `--ca`.
 *
 * @throws {UsageError} When the file cannot be read, or has no certificate.
 */
export async function readCertificates(file: string, terminal: Terminal): Promise<string> {
  const text = Buffer.from(await readInput("--ca", file, terminal)).toString();
  try {
    new X509Certificate(text);
  } catch {
    throw new UsageError(`--ca must be a PEM file with a certificate: ${file}`);
  }
  return text;
}
