import type { FlipOptions, HttpAgent } from "../flip/index.ts";
import { UsageError } from "./errors.ts";
import type { Environment } from "./terminal.ts";

/**
 * Returns the option `agent` for the proxies that `HTTPS_PROXY` and `HTTP_PROXY` name, if any. Hosts in
 * `NO_PROXY` get the default agents.
 *
 * @param ca - Trusted certificates, also for proxies with an https URL.
 * @throws {UsageError} When a variable is not the URL of a proxy.
 */
export async function createProxyAgents(
  env: Environment,
  ca: string | undefined,
): Promise<FlipOptions["agent"]> {
  const secure = readProxyUrl(env, "HTTPS_PROXY");
  const plain = readProxyUrl(env, "HTTP_PROXY");
  if (secure === undefined && plain === undefined) return undefined;
  // Imported here because most environments need no proxy.
  const { HttpsProxyAgent } = await import("https-proxy-agent");
  const { HttpProxyAgent } = await import("http-proxy-agent");
  const options = { keepAlive: true, ...(ca !== undefined && { ca }) };
  const agents: Readonly<Record<string, HttpAgent | undefined>> = {
    "https:": secure === undefined ? undefined : new HttpsProxyAgent(secure, options),
    "http:": plain === undefined ? undefined : new HttpProxyAgent(plain, options),
  };
  return (url) => (isExcluded(url, env) ? undefined : agents[url.protocol]);
}

/**
 * Returns the URL of the proxy that the variables select for a URL, if any.
 *
 * @throws {UsageError} When a variable is not the URL of a proxy.
 */
export function findProxyUrl(url: URL, env: Environment): string | undefined {
  const secure = readProxyUrl(env, "HTTPS_PROXY");
  const plain = readProxyUrl(env, "HTTP_PROXY");
  if (isExcluded(url, env)) return undefined;
  return url.protocol === "https:" ? secure : plain;
}

/** Returns the name of the variable whose proxy is used for a URL, if any. */
export function findProxyVariable(url: URL, env: Environment): string | undefined {
  if (isExcluded(url, env)) return undefined;
  return readVariable(env, url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY")?.name;
}

function readProxyUrl(env: Environment, variable: string): string | undefined {
  const found = readVariable(env, variable);
  if (found === undefined) return undefined;
  const { name, value } = found;
  const url = value.includes("://") ? value : `http://${value}`;
  if (URL.canParse(url) && isProxyUrl(new URL(url))) return url;
  // The value is not shown: it may contain a password.
  throw new UsageError(`${name} must be the http or https URL of a proxy`);
}

function isProxyUrl({ protocol, username, password }: URL): boolean {
  try {
    decodeURIComponent(`${username}:${password}`);
  } catch {
    return false;
  }
  return /^https?:$/.test(protocol);
}

/** Reads a variable, whose name may be in lower case. An empty one counts as missing. */
function readVariable(env: Environment, upper: string) {
  const name = [upper.toLowerCase(), upper].find((candidate) => env[candidate]);
  return name === undefined ? undefined : { name, value: env[name] ?? "" };
}

/**
 * Returns whether `NO_PROXY` lists the host of a URL.
 *
 * As for curl, an entry is `*`, or a host that includes its subdomains: `example.com`, `.example.com`
 * and `*.example.com` are the same. An entry can end with a port.
 */
function isExcluded({ protocol, hostname, port }: URL, env: Environment): boolean {
  const actualPort = port || (protocol === "https:" ? "443" : "80");
  const exclusions = readVariable(env, "NO_PROXY")?.value ?? "";
  const entries = exclusions.toLowerCase().split(/[\s,]+/);
  return entries.some((entry) => {
    // An IPv6 address without brackets has no port.
    const [, name = "", entryPort = actualPort] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [
      entry,
      entry,
    ];
    return entryPort === actualPort && name !== "" && includesHost(name, hostname);
  });
}

function includesHost(entry: string, hostname: string): boolean {
  if (entry === "*") return true;
  const host = hostname.replace(/^\[|\]$/g, "");
  const domain = entry.replace(/^\*?\./, "").replace(/^\[|\]$/g, "");
  return host === domain || host.endsWith(`.${domain}`);
}
