import type { IncomingHttpHeaders } from "node:http";
import { requireItems } from "../../http/argument-checks.ts";
import { bindsAll, toUrlHost } from "./listen.ts";

/** Domains of the services. A hosts file or a proxy can direct their host names to a server of this package. */
const serviceDomains = [
  ".pandastream.com",
  ".pandastream.net",
  ".telestream.net",
  ".qiniuapi.com",
  ".qiniu.com",
];

/** Which hosts and pages may use a server. */
export interface AccessPolicy {
  /** Address on which it listens. */
  readonly bind: string;
  /** Host names, or domains that start with a dot. */
  readonly allowHosts: readonly string[];
  /** Returns whether pages of an origin may use the server because of its CORS settings. */
  readonly allowsOrigin?: ((origin: string) => boolean) | undefined;
}

/**
 * Checks the option `allowHosts`.
 *
 * @throws {InvalidArgumentError} When it is not an array of host names.
 */
export function requireAllowHosts(names: readonly string[] = []): readonly string[] {
  const checked = requireItems("allowHosts", names, isHostName, {
    array: "an array of host names",
    item: "must be a host name without scheme and port, such as mock.test, or .test for all its subdomains",
  });
  return checked.map((name) => name.toLowerCase());
}

function isHostName(name: unknown): boolean {
  if (typeof name !== "string") return false;
  return /^(\.?[\w-]+(\.[\w-]+)*|\[[\da-f:]+\])$/i.test(name);
}

/**
 * Returns the reason why a request is rejected, if there is one: it was sent to a host name that is not
 * one of the server (DNS rebinding), or by a page that may not use it (request forgery).
 *
 * @param method - Method of the request, in upper case.
 */
export type CheckAccess = (method: string, headers: IncomingHttpHeaders) => string | undefined;

const byCors = "it to cors (--cors)";
const byHost = "its host name to allowHosts (--allow-host)";

/** Creates the check of a server. */
export function createAccessCheck(policy: AccessPolicy): CheckAccess {
  return (method, headers) => {
    const { host, origin } = headers;
    const target = hostnameOf(`http://${host}`);
    // Only programs leave out the Host.
    if (host !== undefined && !isTarget(target, policy)) return reject(`Host ${host}`, [byHost]);
    if (origin === undefined) return checkFetchSite(method, headers);
    const additions = findAdditions(origin, isPreflight(method, headers), target, policy);
    return additions && reject(`Origin ${origin}`, additions);
  };
}

/** @param additions - What can be added to the options that would allow the request. */
function reject(subject: string, additions: readonly string[]): string {
  const advice = additions.length === 0 ? "" : `: add ${additions.join(", or ")}`;
  return `The ${subject} is not allowed${advice}`;
}

/** Returns what can be added to the options to allow a page, or `undefined` if it is allowed. */
function findAdditions(
  origin: string,
  isPreflight: boolean,
  target: string | undefined,
  policy: AccessPolicy,
): string[] | undefined {
  const { allowsOrigin } = policy;
  if (allowsOrigin?.(origin)) return undefined;
  // Without CORS, even a page of this machine can send only what needs no preflight.
  if (isPreflight && allowsOrigin) return [byCors];
  if (isPage(origin, target, policy)) return undefined;
  const isHost = hostnameOf(origin) !== undefined;
  return [...(allowsOrigin ? [byCors] : []), ...(isHost ? [byHost] : [])];
}

function isPreflight(method: string, headers: IncomingHttpHeaders): boolean {
  return method === "OPTIONS" && headers["access-control-request-method"] !== undefined;
}

/** Browsers send an Origin with each request of a page, except those that only read. */
function checkFetchSite(method: string, headers: IncomingHttpHeaders): string | undefined {
  const isForged = headers["sec-fetch-site"] === "cross-site" && !/^(GET|HEAD)$/.test(method);
  return isForged ? "A page of another site is not allowed without an Origin" : undefined;
}

function isPage(origin: string, target: string | undefined, policy: AccessPolicy): boolean {
  const page = hostnameOf(origin);
  return page !== undefined && (page === target || isOwnHost(page, policy));
}

function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, "") : undefined;
}

/**
 * A page can direct only a public name to another server: no address, and no name without a dot, such as
 * that of a container.
 */
function isTarget(host: string | undefined, policy: AccessPolicy): boolean {
  if (host === undefined) return false;
  if (isAddress(host)) return bindsAll(policy.bind) || isOwnHost(host, policy);
  return !host.includes(".") || isOwnHost(host, policy);
}

function isAddress(host: string): boolean {
  return host.startsWith("[") || /^[\d.]+$/.test(host);
}

function isOwnHost(host: string, { bind, allowHosts }: AccessPolicy): boolean {
  const isLoopback = /^(127\.[\d.]+|\[::1\]|(.+\.)?localhost)$/.test(host);
  if (isLoopback || host === toUrlHost(bind)) return true;
  return [...serviceDomains, ...allowHosts].some((name) =>
    name.startsWith(".") ? host.endsWith(name) : host === name,
  );
}
