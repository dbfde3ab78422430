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
import type { ProxyFinding } from "./findings.ts";

/** Options of {@link startProxy}. */
export interface ProxyOptions {
  /** Where the traffic goes: an http or https URL without path. Certificates are checked. */
  upstream: string | URL;
  /**
   * Port on 127.0.0.1. With 0 it is a free one.
   *
   * @default 0
   */
  port?: number | undefined;
  /**
   * Which `Host` the upstream sees: `keep` is the client's, to the byte; `upstream` is the upstream's
   * own. Both services sign the host: the signature holds where the upstream sees the host that the
   * client has signed.
   *
   * @default "keep"
   */
  hostHeader?: HostHeader | undefined;
  /** Certificates in PEM that are trusted in place of the usual ones, for an upstream of your own. */
  ca?: string | undefined;
  /** Takes the lines of the log: a line for each exchange, and below it what was found. */
  log?: ((line: string) => void) | undefined;
  /** Is called each time that something is found, with how often by now. */
  onFinding?: ((finding: ProxyFinding) => void) | undefined;
}

/** Options of which all are there. */
interface ReadProxyOptions {
  readonly upstream: Upstream;
  readonly port: number;
  readonly hostHeader: HostHeader;
  readonly log: (line: string) => void;
  readonly onFinding: (finding: ProxyFinding) => void;
}

/** @throws {InvalidArgumentError} When one cannot be used. */
export function readProxyOptions(options: ProxyOptions): ReadProxyOptions {
  requireObject("options", options);
  const { port = 0, hostHeader = "keep", log = () => {}, onFinding = () => {} } = options;
  if (hostHeader !== "keep" && hostHeader !== "upstream") {
    const problem = `must be keep or upstream, not ${describe(hostHeader)}`;
    throw new InvalidArgumentError("hostHeader", problem);
  }
  return {
    upstream: readUpstream(options.upstream, options.ca),
    port: requireInteger("port", port, 0, 65_535),
    hostHeader,
    log: requireFunction("log", log),
    onFinding: requireFunction("onFinding", onFinding),
  };
}

/** Where a proxy passes its traffic to. */
export interface Upstream {
  /** `https://api.example.com`. */
  readonly origin: string;
  /** As in the header `Host`: with the port where it is not the scheme's own. */
  readonly authority: string;
  readonly isSecure: boolean;
  readonly hostname: string;
  readonly port: number;
  /** Certificates that are trusted in place of the usual ones, in PEM. */
  readonly ca: string | undefined;
}

/**
 * Reads the URL of an upstream.
 *
 * @throws {InvalidArgumentError} When it is more than an http or https origin: targets are passed on as
 *   they are written, so that a path in front of them has no place.
 */
function readUpstream(url: string | URL, ca: string | undefined): Upstream {
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

/** Name of the event that says that {@link connectTo} has succeeded. */
export function readyEvent({ isSecure }: Upstream): string {
  return isSecure ? "secureConnect" : "connect";
}

/** Opens a connection, with TLS and its certificate checked where the URL says https. */
export function connectTo({ isSecure, hostname, port, ca }: Upstream): Socket {
  if (!isSecure) return connectPlain({ host: hostname, port, allowHalfOpen: true, noDelay: true });
  const name = isIP(hostname) === 0 ? { servername: hostname } : {};
  const socket = connectSecurely({
    ...{ host: hostname, port, ALPNProtocols: ["http/1.1"] },
    ...name,
    ...(ca === undefined ? {} : { ca }),
  });
  socket.setNoDelay(true);
  return socket;
}

/**
 * Which `Host` an upstream sees: the one that the client sent, or the upstream's own. Signatures are
 * made over it.
 */
export type HostHeader = "keep" | "upstream";

/** Puts another name into the `Host` of a head, and leaves every other byte as it is. */
export function replaceHost(head: Buffer, authority: string): Buffer {
  const text = head.toString("latin1");
  return Buffer.from(text.replace(/^(host[ \t]*:[ \t]*)[^\r\n]*/im, `$1${authority}`), "latin1");
}
