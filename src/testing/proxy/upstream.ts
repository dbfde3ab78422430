import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectSecurely } from "node:tls";
import { requireText } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";

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
export function readUpstream(url: string | URL, ca: string | undefined): Upstream {
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
