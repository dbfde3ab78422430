import { isLoopback, requireHost, requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";

/**
 * Returns the scheme and host of a service. The scheme depends on the host when it is not given.
 *
 * @throws {InvalidArgumentError} When the host is not valid.
 */
export function originOf(argument: string, value: unknown, https: boolean | undefined): string {
  const authority = requireAuthority(argument, value);
  const { hostname } = new URL(`http://${authority}`);
  const isHttpPort = authority.endsWith(":80");
  const isHttpsPort = authority.endsWith(":443");
  const isHttps = https ?? (isHttpsPort || !(isHttpPort || isLoopback(hostname)));
  return `${isHttps ? "https" : "http"}://${authority}`;
}

/** Validates a host with an optional port. */
function requireAuthority(argument: string, authority: unknown): string {
  const [, host, port = ""] = /^(.*?)(:\d{1,5})?$/s.exec(requireText(argument, authority)) ?? [];
  const checked = requireHost(argument, host) + port;
  if (URL.canParse(`http://${checked}`)) return checked;
  throw new InvalidArgumentError(argument, "must have a port from 1 to 65535");
}
