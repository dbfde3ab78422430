import { type AddressInfo, createServer, type Server } from "node:net";
import { listen, reachableHost } from "../exchange/listen.ts";
import { type ApiName, requireApi } from "../mock/apis.ts";
import { createRouter } from "../spec/find-operation.ts";
import { loadSpec } from "../spec/load-spec.ts";
import { createCheckExchange } from "./check-exchange.ts";
import type { ProxyFinding } from "./findings.ts";
import { ProxyConnection } from "./proxy-connection.ts";
import { type ProxyOptions, resolveProxyOptions } from "./proxy-options.ts";
import type { ProxyReport } from "./proxy-report.ts";
import { TrafficLog } from "./traffic-log.ts";
import { TrafficRecorder } from "./traffic-recorder.ts";

/**
 * Starts a proxy that passes traffic on to a service, byte for byte, and compares every request and
 * every response with the spec of the API. The comparison neither delays nor changes the traffic.
 * Clients connect over plain HTTP.
 *
 * @throws {MissingPackageError} When a required package is not installed.
 * @throws {InvalidArgumentError} When an option is invalid.
 * @example
 * const proxy = await startProxy("flip", { upstream: mock.url });
 * const tc = new TelestreamCloud({ ...keys, apiHost: proxy.host, apiPort: proxy.port });
 * await tc.get("/videos.json");
 * const { findings } = await proxy.report();
 */
export async function startProxy(name: ApiName, options: ProxyOptions): Promise<ValidatingProxy> {
  const { upstream, port, bind, checkAccess, hostHeader, ...callbacks } =
    resolveProxyOptions(options);
  const [log, onFinding] = [ignoreErrors(callbacks.log), ignoreErrors(callbacks.onFinding)];
  const api = requireApi(name);
  const { operations, validator } = await loadSpec(api.spec);
  const find = createRouter(operations, api.rejectPath, api.toSpecPath);
  const trafficLog = new TrafficLog({
    api: name,
    upstream: upstream.origin,
    operations,
    onFinding,
  });
  const recorder = new TrafficRecorder({
    trafficLog,
    log,
    check: createCheckExchange({ api, find, validator }),
    nameOf(method, path) {
      const found = find(method, path);
      return "operation" in found ? found.operation.id : undefined;
    },
  });
  const toBody = ({ status, reason }: { status: number; reason: string }) =>
    api.toErrorBody({ error: "ProxyError", message: reason }, status);
  const connections = new Set<ProxyConnection>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const onClosed = () => connections.delete(connection);
    const options = { upstream, hostHeader, checkAccess, listener: recorder, toBody, onClosed };
    const connection: ProxyConnection = new ProxyConnection(client, options);
    connections.add(connection);
  });
  await listen(server, port, bind);
  return new ValidatingProxy({
    server,
    host: reachableHost(bind),
    connections,
    trafficLog,
    recorder,
  });
}

/** A running proxy. With `await using` it closes automatically. */
export class ValidatingProxy implements AsyncDisposable {
  /** `apiHost` of a client on this machine: the address in `bind`, or the loopback address. */
  readonly host: string;
  /** `apiPort` of a client. */
  readonly port: number;
  /** `http://127.0.0.1:49152`. */
  readonly url: string;
  readonly #parts: ProxyParts;

  /** @internal */
  constructor(parts: ProxyParts) {
    const { port } = parts.server.address() as AddressInfo;
    this.port = port;
    this.host = parts.host;
    this.url = `http://${this.host}:${port}`;
    this.#parts = parts;
  }

  /**
   * Findings so far, equal ones once. A client may receive a response before it has been compared:
   * `report()` waits for the comparison.
   */
  get findings(): readonly ProxyFinding[] {
    return this.#parts.trafficLog.findings;
  }

  /** Returns the report, after all traffic so far has been compared with the spec. */
  async report(): Promise<ProxyReport> {
    await this.#parts.recorder.settled();
    return this.#parts.trafficLog.report();
  }

  /** Stops immediately and ends open connections. May be called again. */
  async close(): Promise<void> {
    const { server, connections, recorder } = this.#parts;
    const closing = new Promise<void>((resolve) => server.close(() => resolve()));
    await Promise.all([closing, ...[...connections].map((connection) => connection.destroy())]);
    await recorder.settled();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Parts of a proxy. */
interface ProxyParts {
  readonly server: Server;
  /** Host by which this machine reaches the server. */
  readonly host: string;
  readonly connections: ReadonlySet<ProxyConnection>;
  readonly trafficLog: TrafficLog;
  readonly recorder: TrafficRecorder;
}

/** Wraps a callback of the user: its errors must not stop the traffic. */
function ignoreErrors<Value>(callback: (value: Value) => void): (value: Value) => void {
  return (value) => {
    try {
      callback(value);
    } catch {
      // There is nowhere to report it.
    }
  };
}
