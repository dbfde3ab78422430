import { InvalidArgumentError } from "../../http/errors.ts";
import { isPrivateHost } from "./private-host.ts";

/**
 * Checks the URL to which the bytes of an upload are sent.
 *
 * @param allowsPrivate - Whether it may be on a private network.
 * @throws {InvalidArgumentError} When it is not an http(s) URL, contains a user name, or is on a private
 *   network although it may not be.
 */
export function checkLocation(location: unknown, allowsPrivate: boolean): URL {
  if (typeof location !== "string" || !URL.canParse(location)) reject("must be an absolute URL");
  const url = new URL(location);
  if (!/^https?:$/.test(url.protocol)) reject("must be an http or https URL");
  if (url.username !== "" || url.password !== "") reject("must not contain a user name");
  if (!allowsPrivate && isPrivateHost(url.hostname)) reject("must not be on a private network");
  return url;
}

/**
 * Resolves the `Location` header of a response, which moves the upload, to another host too.
 *
 * @returns `undefined` when {@link checkLocation} rejects it, or it leads from a public host to one on a
 *   private network.
 */
export function resolveLocation(moved: string, location: string): string | undefined {
  if (!URL.canParse(moved, location)) return undefined;
  const isFromPrivate = isPrivateHost(new URL(location).hostname);
  try {
    return checkLocation(new URL(moved, location).href, isFromPrivate).href;
  } catch {
    return undefined;
  }
}

function reject(expectation: string): never {
  throw new InvalidArgumentError("location", expectation);
}
