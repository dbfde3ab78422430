import { InvalidArgumentError } from "../../http/errors.ts";

/** Rules for a location. */
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

/** Returns whether a host is on a private network, or this machine. */
export function isPrivateHost(host: string): boolean {
  if (localName.test(host)) return true;
  if (host.includes(":")) return privateIpv6.test(host);
  return /^[\d.]+$/.test(host) && privateIpv4.test(host);
}

/**
 * Checks the URL to which the bytes of an upload are sent.
 *
 * @throws {InvalidArgumentError} When it is not an http(s) URL, contains a user name, is plain http
 *   although the API is https, or is on a private network although the API is public.
 */
export function checkLocation(location: unknown, { isPrivate, isSecure }: LocationPolicy): URL {
  if (typeof location !== "string" || !URL.canParse(location)) reject("must be an absolute URL");
  const url = new URL(location);
  if (!/^https?:$/.test(url.protocol)) reject("must be an http or https URL");
  if (isSecure && url.protocol !== "https:") reject("must be https, like the API");
  if (url.username !== "" || url.password !== "") reject("must not contain a user name");
  if (!isPrivate && isPrivateHost(url.hostname)) reject("must not be on a private network");
  return url;
}

/**
 * Resolves the `Location` header of a response.
 *
 * @returns `undefined` when it is on another origin, or contains a user name.
 */
export function resolveLocation(moved: string, location: string): string | undefined {
  if (!URL.canParse(moved, location)) return undefined;
  const { origin, username, password, href } = new URL(moved, location);
  const isTrusted = origin === new URL(location).origin && username === "" && password === "";
  return isTrusted ? href : undefined;
}

function reject(expectation: string): never {
  throw new InvalidArgumentError("location", expectation);
}
