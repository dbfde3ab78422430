import { once } from "node:events";
import { isIP, type Server } from "node:net";
import { requireText, requireThat } from "../../http/argument-checks.ts";

/** Address on which servers listen by default. */
export const loopback = "127.0.0.1";

/** Options of every server: where it listens, and which hosts it serves. */
export interface ListenOptions {
  /**
   * Address of this machine on which the server listens. Containers need `0.0.0.0`: then other machines
   * can reach the server, too.
   *
   * @default "127.0.0.1"
   */
  bind?: string | undefined;
  /**
   * Further host names that requests may be sent to, and that pages which send requests may be from:
   * `mock.test`, or `.test` for all its subdomains. Requests to other hosts and from other pages are
   * rejected with 403, so that no page of the internet can use the server. Always allowed are this
   * machine, the address in `bind` (with `0.0.0.0`, every address), the host names of the services, and as
   * the host of a request names without a dot, such as those of containers.
   *
   * @default []
   */
  allowHosts?: readonly string[] | undefined;
}

/**
 * Checks the option `bind`.
 *
 * @throws {InvalidArgumentError} When it is not an IP address.
 */
export function requireBind(bind: string = loopback): string {
  const isAddress = isIP(requireText("bind", bind)) !== 0;
  requireThat(isAddress, "bind", "must be an IP address of this machine, such as 0.0.0.0");
  return bind;
}

/** Returns whether a server listens on every address of the machine. */
export function bindsAll(bind: string): boolean {
  return ["0.0.0.0", "[::]"].includes(toUrlHost(bind));
}

/** Returns the host by which this machine reaches a server, as in a URL. */
export function reachableHost(bind: string): string {
  if (!bindsAll(bind)) return toUrlHost(bind);
  return isIP(bind) === 6 ? "[::1]" : loopback;
}

/** Returns an address as in a URL. */
export function toUrlHost(address: string): string {
  return new URL(`http://${isIP(address) === 6 ? `[${address}]` : address}`).hostname;
}

/** Starts listening. With port 0 the system chooses a free one. */
export async function listen(server: Server, port: number, bind: string): Promise<void> {
  server.listen(port, bind);
  await once(server, "listening");
}
