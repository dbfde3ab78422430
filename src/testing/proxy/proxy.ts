import type { AddressInfo, Server } from "node:net";
import type { ProxyFinding } from "./finding.ts";
import type { Journal } from "./journal.ts";
import type { ProxyObserver } from "./observer.ts";
import type { ProxyReport } from "./proxy-report.ts";
import type { Tunnel } from "./tunnel.ts";

/** Where proxies listen. */
export const loopback = "127.0.0.1";

/** A running proxy. With `await using` it closes by itself. */
export class ValidatingProxy implements AsyncDisposable {
  /** Address of the loopback interface: `apiHost` of a client. */
  readonly host: string = loopback;
  /** `apiPort` of a client. */
  readonly port: number;
  /** `http://127.0.0.1:49152`. */
  readonly url: string;
  readonly #parts: ProxyParts;

  /** @internal */
  constructor(parts: ProxyParts) {
    const { port } = parts.server.address() as AddressInfo;
    this.port = port;
    this.url = `http://${loopback}:${port}`;
    this.#parts = parts;
  }

  /** What has been found by now, equal things once. An answer arrives before it has been looked at. */
  get findings(): readonly ProxyFinding[] {
    return this.#parts.journal.findings;
  }

  /** What has been seen and found, after all that has passed by now has been looked at. */
  async report(): Promise<ProxyReport> {
    await this.#parts.observer.settled();
    return this.#parts.journal.report();
  }

  /** Stops at once, whatever connections are open. May be called again. */
  async close(): Promise<void> {
    const { server, tunnels, observer } = this.#parts;
    const closing = new Promise<void>((resolve) => server.close(() => resolve()));
    await Promise.all([closing, ...[...tunnels].map((tunnel) => tunnel.destroy())]);
    await observer.settled();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** What a proxy is made of. */
interface ProxyParts {
  readonly server: Server;
  readonly tunnels: ReadonlySet<Tunnel>;
  readonly journal: Journal;
  readonly observer: ProxyObserver;
}
