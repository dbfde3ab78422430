import { InvalidArgumentError } from "../../http/errors.ts";

/** What a location may be. */
export interface LocationPolicy {
  /** Whether it may be on a private network. */
  isPrivate: boolean;
  /** Whether it must be https. */
  isSecure: boolean;
}

const localName = /^(.*\.)?localhost\.?$/i;
const privateIpv4 =
  /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const privateIpv6 = /^\[?(::1?\]?$|f[cd]|fe[89ab]|::ffff:)/i;

/** Whether a host is one of a private network, or this machine. */
export function isPrivateHost(host: string): boolean {
  if (localName.test(host)) return true;
  if (host.includes(":")) return privateIpv6.test(host);
  return /^[\d.]+$/.test(host) && privateIpv4.test(host);
}

/**
 * Checks where a server wants the bytes to go. It is not trusted: the bytes go there only.
 *
 * @throws {InvalidArgumentError} When it is no http(s) URL, holds a user name, is plain http where
 *   the API is https, or leads to a private network from a public API.
 */
export function checkLocation(location: unknown, { isPrivate, isSecure }: LocationPolicy): URL {
  if (typeof location !== "string" || !URL.canParse(location)) refuse("must be an absolute URL");
  const url = new URL(location);
  if (!/^https?:$/.test(url.protocol)) refuse("must be an http or https URL");
  if (isSecure && url.protocol !== "https:") refuse("must be https, as the API is");
  if (url.username !== "" || url.password !== "") refuse("must not hold a user name");
  if (!isPrivate && isPrivateHost(url.hostname)) refuse("must not be on a private network");
  return url;
}

/**
 * Reads where an answer wants further requests to go.
 *
 * @returns `undefined` when that is another origin, or the URL holds a user name.
 */
export function resolveLocation(moved: string, location: string): string | undefined {
  if (!URL.canParse(moved, location)) return undefined;
  const { origin, username, password, href } = new URL(moved, location);
  const isTrusted = origin === new URL(location).origin && username === "" && password === "";
  return isTrusted ? href : undefined;
}

function refuse(expectation: string): never {
  throw new InvalidArgumentError("location", expectation);
}
