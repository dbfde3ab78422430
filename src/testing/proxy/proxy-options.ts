import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectSecurely } from "node:tls";
import {
  describe,
  requireFunction,
  requireInteger,
  requireObject,
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
  /** Certificates in PEM that are trusted instead of the default ones, for an upstream of your own. */
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

/**
 * Checks the options of a proxy and fills in the defaults.
 *
 * @throws {InvalidArgumentError} When an option is invalid.
 */
export function resolveProxyOptions(options: ProxyOptions): ResolvedProxyOptions {
  requireObject("options", options);
  const { port = 0, hostHeader = "keep", log = () => {}, onFinding = () => {} } = options;
  if (hostHeader !== "keep" && hostHeader !== "upstream") {
    const problem = `must be keep or upstream, not ${describe(hostHeader)}`;
    throw new InvalidArgumentError("hostHeader", problem);
  }
  const upstream = parseUpstream(options.upstream, options.ca);
  const bind = requireBind(options.bind);
  const allowHosts = [...requireAllowHosts(options.allowHosts), toUrlHost(upstream.hostname)];
  return {
    upstream,
    bind,
    checkAccess: createAccessCheck({ bind, allowHosts }),
    port: requireInteger("port", port, 0, 65_535),
    hostHeader,
    log: requireFunction("log", log),
    onFinding: requireFunction("onFinding", onFinding),
  };
}

/** The service to which a proxy passes its traffic on. */
export interface Upstream {
  /** `https://api.example.com`. */
  readonly origin: string;
  /** As in the header `Host`: with the port, unless it is the default port. */
  readonly authority: string;
  readonly isSecure: boolean;
  readonly hostname: string;
  readonly port: number;
  /** Certificates that are trusted instead of the default ones, in PEM. */
  readonly ca: string | undefined;
}

/**
 * Parses the URL of an upstream.
 *
 * @throws {InvalidArgumentError} When it is more than an http or https origin: request targets are passed
 *   on unchanged, so that a path cannot be put in front of them.
 */
function parseUpstream(url: string | URL, ca: string | undefined): Upstream {
  const text = requireText("upstream", url instanceof URL ? url.href : url);
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) {
    throw new InvalidArgumentError("upstream", "must be an http or https URL");
  }
  if (parsed.href !== `${parsed.origin}/`) {
    const problem = "must have no path, query or credentials: paths are passed on as they are";
    throw new InvalidArgumentError("upstream", problem);
  }
  const isSecure = parsed.protocol === "https:";
  return {
    origin: parsed.origin,
    authority: parsed.host,
    isSecure,
    hostname: parsed.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(parsed.port || (isSecure ? 443 : 80)),
    ca,
  };
}

/** Returns the name of the event after which {@link connectTo} has succeeded. */
export function readyEvent({ isSecure }: Upstream): string {
  return isSecure ? "secureConnect" : "connect";
}

/** Opens a connection. For https it uses TLS and verifies the certificate. */
export function connectTo({ isSecure, hostname, port, ca }: Upstream): Socket {
  if (!isSecure) return connectPlain({ host: hostname, port, allowHalfOpen: true, noDelay: true });
  const socket = connectSecurely({
    host: hostname,
    port,
    ALPNProtocols: ["http/1.1"],
    ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
    ...(ca === undefined ? {} : { ca }),
  });
  socket.setNoDelay(true);
  return socket;
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
