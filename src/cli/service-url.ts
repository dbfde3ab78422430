import { type Command, Option } from "commander";
import { type ApiName, apis } from "./apis.ts";
import { findUrl, type KeyOptions } from "./credentials.ts";
import { UsageError } from "./errors.ts";
import { integer } from "./parse-options.ts";
import type { CommandContext } from "./terminal.ts";

/** Adds `--url`, for commands that send requests to one of some APIs or sign them. */
export function addUrlOption(command: Command, ...names: ApiName[]): Command {
  const defaults = names.map((name) => `${apis[name].variables.url}, or ${apis[name].url}`);
  const [first, ...others] = [...new Set(defaults)];
  const rest = others.map((text) => `; ${names.at(-1)}: ${text}`).join("");
  return command.option(
    "--url <url>",
    `http or https URL of the service (default: ${first}${rest})`,
  );
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
 * Parses the URL of a service, whose path can be that of the API: `/v3.0`.
 *
 * @throws {UsageError} When the URL is not one, or has another path.
 */
export function parseServiceUrl(api: ApiName, text: string, flag: string = "--url"): ServiceUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const { path, pathExample } = apis[api];
  const version = path.exec(url?.pathname.replace(/\/$/, "") ?? "");
  const hasPath = version !== null || url?.pathname === "/";
  if (!url || !hasPath || !/^https?:$/.test(url.protocol) || /[?#@]/.test(text)) {
    const exception = pathExample === undefined ? "" : ` but ${pathExample}`;
    throw new UsageError(`${flag} must be an http or https URL, without a path${exception}`);
  }
  const https = url.protocol === "https:";
  return {
    https,
    host: url.hostname,
    port: Number(url.port || (https ? 443 : 80)),
    version: version?.[1],
  };
}

/** Returns host and port, without the default port of the scheme. */
export function authorityOf({ https, host, port }: ServiceUrl): string {
  return port === (https ? 443 : 80) ? host : `${host}:${port}`;
}

/** Values of the flags that say where a service is, old and new. */
export interface ServerFlags extends KeyOptions {
  api?: ApiName | undefined;
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
  const { api = "flip" } = flags;
  const text = hasParts ? undefined : findUrl(api, flags, context);
  if (text === undefined) return flags;
  const server = parseServiceUrl(api, text);
  if (api === "flip" && server.version !== undefined && server.version !== "3.0") {
    throw new UsageError("--url must have no path but /v3.0");
  }
  return { ...flags, host: server.host, port: server.port, http: !server.https };
}
