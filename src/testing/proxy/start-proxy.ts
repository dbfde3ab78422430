import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { type ApiName, loadOperations, requireApi } from "../mock/apis.ts";
import { createRouter } from "../spec/find-operation.ts";
import { loadPrism } from "../spec/prism.ts";
import { createValidator } from "../spec/validator.ts";
import { createCheckExchange } from "./check-exchange.ts";
import type { ProxyFinding } from "./findings.ts";
import { Journal } from "./journal.ts";
import { ProxyObserver } from "./observer.ts";
import { type ProxyOptions, readProxyOptions } from "./proxy-options.ts";
import type { ProxyReport } from "./proxy-report.ts";
import { Tunnel } from "./tunnel.ts";

/**
 * Starts a proxy that passes traffic on to a service, byte for byte, and compares it with the API's
 * spec: every request, and every answer. Nothing waits for the comparison, and nothing is changed by
 * it. Requests arrive over plain HTTP.
 *
 * @throws {MissingPackageError} When a package that it needs is not installed.
 * @throws {InvalidArgumentError} When an option cannot be used.
 * @example
 * const proxy = await startProxy("flip", { upstream: mock.url });
 * const tc = new TelestreamCloud({ ...keys, apiHost: proxy.host, apiPort: proxy.port });
 * await tc.get("/videos.json");
 * const { findings } = await proxy.report();
 */
export async function startProxy(name: ApiName, options: ProxyOptions): Promise<ValidatingProxy> {
  const { upstream, port, hostHeader, ...callbacks } = readProxyOptions(options);
  const [log, onFinding] = [harmless(callbacks.log), harmless(callbacks.onFinding)];
  const api = requireApi(name);
  const prism = await loadPrism();
  const operations = await loadOperations(prism, api);
  const find = createRouter(operations, api.refusePath);
  const journal = new Journal({ api: name, upstream: upstream.origin, operations, onFinding });
  const observer = new ProxyObserver({
    ...{ journal, log },
    check: createCheckExchange({ api, find, validator: createValidator(prism) }),
    nameOf(method, path) {
      const found = find(method, path);
      return "operation" in found ? found.operation.id : undefined;
    },
  });
  const toBody = ({ status, reason }: { status: number; reason: string }) =>
    api.toErrorBody({ error: "ProxyError", message: reason }, status);
  const tunnels = new Set<Tunnel>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const onClosed = () => tunnels.delete(tunnel);
    const options = { upstream, hostHeader, observer, toBody, onClosed };
    const tunnel: Tunnel = new Tunnel(client, options);
    tunnels.add(tunnel);
  });
  server.listen(port, loopback);
  await once(server, "listening");
  return new ValidatingProxy({ server, tunnels, journal, observer });
}

/** A fault in what only listens must not stop the traffic. */
function harmless<Value>(callback: (value: Value) => void): (value: Value) => void {
  return (value) => {
    try {
      callback(value);
    } catch {
      // Nobody is left to be told.
    }
  };
}

/** Where proxies listen. */
const loopback = "127.0.0.1";

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
