import { type Command, Option } from "commander";
import { findUrl, type KeyOptions } from "./credentials.ts";
import { UsageError } from "./errors.ts";
import { integer } from "./parse-options.ts";
import type { ServiceName } from "./services.ts";
import type { CommandContext } from "./terminal.ts";

/** Default URLs of the services. */
export const defaultUrls: Readonly<Record<ServiceName, string>> = {
  flip: "https://api-gce.pandastream.com",
  pili: "https://pili.qiniuapi.com",
};

/** Environment variables with the URL of a service. */
const urlVariables: Readonly<Record<ServiceName, string>> = {
  flip: "TELESTREAM_URL",
  pili: "PILI_URL",
};

/** Returns the name of the environment variable with the URL of a service. */
export function urlVariable(service: ServiceName): string {
  return urlVariables[service];
}

/** Adds `--url`, for commands that send requests to a service or sign them. */
export function addUrlOption(command: Command, service: ServiceName): Command {
  const defaults = `${urlVariables[service]}, or ${defaultUrls[service]}`;
  return command.option("--url <url>", `http or https URL of the service (default: ${defaults})`);
}

/** Adds the flags that `--url` has replaced. The help does not list them. */
export function addFormerServerOptions(command: Command): Command {
  return command
    .addOption(new Option("--host <name>", "former part of --url").hideHelp())
    .addOption(
      new Option("--port <number>", "former part of --url")
        .argParser(integer(1, 65_535))
        .hideHelp(),
    )
    .addOption(new Option("--http", "former part of --url").hideHelp());
}

/** The parts of the URL of a service. */
export interface ServiceUrl {
  readonly https: boolean;
  readonly host: string;
  readonly port: number;
  /** Version in the path of the URL, if it has one: `3.0`. */
  readonly version: string | undefined;
}

/**
 * Parses the URL of a service, whose path can be a version: `/v3.0`.
 *
 * @throws {UsageError} When the URL is not one.
 */
export function parseServiceUrl(text: string, flag: string = "--url"): ServiceUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const version = /^\/(?:v(\d[\w.-]*)\/?)?$/.exec(url?.pathname ?? "");
  const isOrigin = url && /^https?:$/.test(url.protocol) && version && !/[?#@]/.test(text);
  if (!isOrigin) {
    throw new UsageError(`${flag} must be an http or https URL, without a path but the version`);
  }
  const https = url.protocol === "https:";
  return {
    https,
    host: url.hostname,
    port: Number(url.port || (https ? 443 : 80)),
    version: version[1],
  };
}

/** Values of the flags that say where a service is, old and new. */
export interface ServerFlags extends KeyOptions {
  url?: string;
  host?: string | undefined;
  port?: number | undefined;
  http?: boolean | undefined;
}

/**
 * Returns the flags with host, port and scheme of the service's URL, from `--url`, the environment or a profile. The
 * flags `--host`, `--port` and `--http` override those of the environment and of a profile.
 *
 * @throws {UsageError} When the URL is not one, or `--url` is combined with the other flags.
 */
export function withServer<Flags extends ServerFlags>(
  flags: Flags,
  context: Pick<CommandContext, "env" | "terminal">,
): Flags {
  const { host, port, http, url } = flags;
  const hasParts = [host, port, http].some((value) => value !== undefined);
  if (hasParts && url !== undefined) {
    throw new UsageError("--url cannot be used with --host, --port or --http");
  }
  const text = hasParts ? undefined : findUrl("flip", flags, context);
  if (text === undefined) return flags;
  const server = parseServiceUrl(text);
  if (server.version !== undefined && server.version !== "3.0") {
    throw new UsageError("--url must have no path but /v3.0");
  }
  return { ...flags, host: server.host, port: server.port, http: !server.https };
}
