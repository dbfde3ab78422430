import { InvalidArgumentError } from "../../http/errors.ts";

/** What a location may be. */
export interface LocationPolicy {
  /** Whether it may be on a private network. */
  isPrivate: boolean;
  /** Whether it must be https. */
  isSecure: boolean;
}

const privateHost =
  /^(localhost|.*\.localhost|127\..*|10\..*|192\.168\..*|169\.254\..*|172\.(1[6-9]|2\d|3[01])\..*|0\.0\.0\.0|\[::1?\]|\[(f[cd]|fe[89ab]).*\]|\[::ffff:.*\])$/i;

/** Whether a host is one of a private network, or this machine. */
export function isPrivateHost(host: string): boolean {
  return privateHost.test(host);
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

function refuse(expectation: string): never {
  throw new InvalidArgumentError("location", expectation);
}
