import { InvalidArgumentError } from "../../http/errors.ts";
import { isPrivateHost } from "./private-host.ts";

/** Rules for a location. */
export interface LocationPolicy {
  /** Whether it may be on a private network. */
  isPrivate: boolean;
  /** Whether it must be https. */
  isSecure: boolean;
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
