import { once } from "node:events";
import { createServer } from "node:net";
import type { ApiName } from "../api-name.ts";
import { loadOperations, requireApi } from "../apis.ts";
import { createRouter } from "../find-operation.ts";
import { loadPrism } from "../prism/load-prism.ts";
import { createValidator } from "../prism/validator.ts";
import { createCheckExchange } from "./check-exchange.ts";
import { Journal } from "./journal.ts";
import { ProxyObserver } from "./observer.ts";
import { loopback, ValidatingProxy } from "./proxy.ts";
import { type ProxyOptions, readProxyOptions } from "./proxy-options.ts";
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
