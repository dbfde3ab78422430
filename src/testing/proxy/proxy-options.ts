import {
  requireFunction,
  requireInteger,
  requireKnownOptions,
  requireObject,
  requireOneOf,
  requireText,
} from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import {
  type CheckAccess,
  createAccessCheck,
  requireAllowHosts,
} from "../exchange/check-access.ts";
import { type ListenOptions, requireBind, toUrlHost } from "../exchange/listen.ts";
import type { ProxyFinding } from "./findings.ts";
import type { Endpoint, Upstream, UpstreamProxy } from "./upstream-connection.ts";

/** Options of {@link startProxy}. */
export interface ProxyOptions extends ListenOptions {
  /** URL of the service: http or https, without a path. Certificates are verified. */
  upstream: string | URL;
  /**
   * Port to listen on. With 0 the system chooses a free one.
   *
   * @default 0
   */
  port?: number | undefined;
  /**
   * `Host` that is sent to the upstream: `keep` passes on that of the client unchanged, `upstream` uses
   * the host of the upstream URL. Both services sign the host: a signature is valid when the upstream
   * receives the host that the client has signed.
   *
   * @default "keep"
   */
  hostHeader?: HostHeader | undefined;
  /**
   * URL of an HTTP proxy, http or https, through which the upstream is reached. Connections are tunnels
   * (CONNECT), for an http upstream too, and carry the same bytes as without it. A user name and a
   * password in the URL are sent to the HTTP proxy only. A path is ignored.
   */
  upstreamProxy?: string | URL | undefined;
  /**
   * Trusted certificate authorities in PEM format, instead of those of Node, for the upstream and the HTTP
   * proxy.
   */
  ca?: string | undefined;
  /** Called with each line of the log: a line per exchange, followed by its findings. */
  log?: ((line: string) => void) | undefined;
  /** Called for each occurrence of a finding, with the number of occurrences so far. */
  onFinding?: ((finding: ProxyFinding) => void) | undefined;
}

/** Checked options, with defaults. */
interface ResolvedProxyOptions {
  readonly upstream: Upstream;
  readonly port: number;
  /** Address to listen on. */
  readonly bind: string;
  readonly checkAccess: CheckAccess;
  readonly hostHeader: HostHeader;
  readonly log: (line: string) => void;
  readonly onFinding: (finding: ProxyFinding) => void;
}

/** Every option. The type requires each of them to be listed. */
const knownOptions = {
  upstream: true,
  port: true,
  bind: true,
  allowHosts: true,
  hostHeader: true,
  upstreamProxy: true,
  ca: true,
  log: true,
  onFinding: true,
} satisfies Record<keyof ProxyOptions, true>;

/**
 * Checks the options of a proxy and fills in the defaults.
 *
 * @throws {InvalidArgumentError} When an option is invalid.
 */
export function resolveProxyOptions(options: ProxyOptions): ResolvedProxyOptions {
  requireKnownOptions(requireObject("options", options), knownOptions);
  const { port = 0, hostHeader = "keep", log = () => {}, onFinding = () => {} } = options;
  const upstream = parseUpstream(options);
  const bind = requireBind(options.bind);
  const allowHosts = [...requireAllowHosts(options.allowHosts), toUrlHost(upstream.hostname)];
  return {
    upstream,
    bind,
    checkAccess: createAccessCheck({ bind, allowHosts }),
    port: requireInteger("port", port, 0, 65_535),
    hostHeader: requireOneOf("hostHeader", hostHeader, ["keep", "upstream"]),
    log: requireFunction("log", log),
    onFinding: requireFunction("onFinding", onFinding),
  };
}

/**
 * Parses the URLs of an upstream and of the HTTP proxy in front of it.
 *
 * @throws {InvalidArgumentError} When the upstream is more than an http or https origin: request targets
 *   are passed on unchanged, so that a path cannot be put in front of them.
 */
function parseUpstream({ upstream, upstreamProxy, ca }: ProxyOptions): Upstream {
  const parsed = parseHttpUrl("upstream", upstream);
  if (parsed.href !== `${parsed.origin}/`) {
    const problem = "must have no path, query or credentials: paths are passed on as they are";
    throw new InvalidArgumentError("upstream", problem);
  }
  const proxy = upstreamProxy === undefined ? undefined : parseProxy(upstreamProxy, ca);
  return { ...toEndpoint(parsed, ca), authority: parsed.host, proxy };
}

/** The URL is not shown in errors: it may contain a password. */
function parseProxy(url: string | URL, ca: string | undefined): UpstreamProxy {
  const parsed = parseHttpUrl("upstreamProxy", url);
  return { ...toEndpoint(parsed, ca), authorization: toAuthorization(parsed) };
}

function parseHttpUrl(argument: string, url: string | URL): URL {
  const text = requireText(argument, url instanceof URL ? url.href : url);
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  if (parsed !== undefined && /^https?:$/.test(parsed.protocol)) return parsed;
  throw new InvalidArgumentError(argument, "must be an http or https URL");
}

function toEndpoint({ protocol, origin, hostname, port }: URL, ca: string | undefined): Endpoint {
  const isSecure = protocol === "https:";
  return {
    origin,
    isSecure,
    hostname: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(port || (isSecure ? 443 : 80)),
    ca,
  };
}

/** Returns the value of `Proxy-Authorization` for the user name and password of a URL, if it has any. */
function toAuthorization({ username, password }: URL): string | undefined {
  if (username === "" && password === "") return undefined;
  try {
    const pair = [username, password].map(decodeURIComponent).join(":");
    return `Basic ${Buffer.from(pair).toString("base64")}`;
  } catch {
    const problem = "must have a user name and a password with valid percent-encoding";
    throw new InvalidArgumentError("upstreamProxy", problem);
  }
}

/**
 * `Host` that is sent to the upstream: that of the client, or that of the upstream URL. Signatures cover
 * it.
 */
export type HostHeader = "keep" | "upstream";

/** Replaces the `Host` of a head and leaves every other byte unchanged. */
export function replaceHost(head: Buffer, authority: string): Buffer {
  const text = head.toString("latin1");
  return Buffer.from(text.replace(/^(host[ \t]*:[ \t]*)[^\r\n]*/im, `$1${authority}`), "latin1");
}
