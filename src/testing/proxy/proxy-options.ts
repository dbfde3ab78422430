import {
  describe,
  requireFunction,
  requireInteger,
  requireObject,
} from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import type { ProxyFinding } from "./finding.ts";
import type { HostHeader } from "./host-header.ts";
import { readUpstream, type Upstream } from "./upstream.ts";

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
export interface ReadProxyOptions {
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
