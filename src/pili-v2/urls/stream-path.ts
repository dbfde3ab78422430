import { requireText, requireThat } from "../../http/argument-checks.ts";
import { requireHubName, requirePathText, requireUrlHost } from "../../qiniu/url-text.ts";
import { requireStreamKey } from "../encoded-key.ts";

/**
 * Returns the path of a stream in every URL: `/hub/key`. The key is not encoded as base64.
 *
 * @param profile - Profile that the stream is converted to: `/hub/key@profile`.
 * @throws {InvalidArgumentError} When a text cannot be part of a path.
 */
export function streamPath(hub: string, key: string, profile?: string): string {
  const path = `/${requireHubName(hub, "hub")}/${requireKeyText(key)}`;
  if (profile === undefined) return path;
  requireThat(!requirePathText("profile", profile).includes("/"), "profile", "must not contain /");
  return `${path}@${profile}`;
}

function requireKeyText(key: unknown): string {
  const text = requirePathText("key", requireStreamKey("key", key));
  const hasEmptySegment = /^\/|\/\/|\/$/.test(text);
  requireThat(!hasEmptySegment, "key", "must not start or end with a slash, or have two in a row");
  return text;
}

/** Characters that no name has, but that the path of a URL may have. */
const noNameCharacters = /[!$%&()*+,;=~]/;

/**
 * Returns a domain that goes into a URL as it is.
 *
 * @throws {InvalidArgumentError} When it is not a host with an optional port.
 */
export function requireDomain(domain: unknown): string {
  const host = requireUrlHost("domain", requireText("domain", domain));
  const [, port = "1"] = /:(\d+)$/.exec(host) ?? [];
  requireThat(
    !noNameCharacters.test(host),
    "domain",
    "must be a host without ! $ % & ( ) * + , ; = ~",
  );
  const isPort = Number(port) >= 1 && Number(port) <= 65_535;
  requireThat(isPort, "domain", "must have a port from 1 to 65535");
  return host;
}
