import { requireText } from "../../http/argument-checks.ts";
import { requirePathText, requireUrlHost } from "../../qiniu/url-text.ts";

/** Returns the path of a stream in every URL: `/hub/key`. The key is not encoded as base64. */
export function streamPath(hub: string, key: string): string {
  return `/${requirePathText("hub", hub)}/${requirePathText("key", key)}`;
}

/**
 * Returns a domain that goes into a URL as it is.
 *
 * @throws {InvalidArgumentError} When it is not a host with an optional port.
 */
export function requireDomain(domain: unknown): string {
  return requireUrlHost("domain", requireText("domain", domain));
}
