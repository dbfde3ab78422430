import { createTransport as createWebTransport } from "./fetch.ts";
import type {
  ConnectionOptions,
  Exchange,
  Transport,
  TransportRequest,
  TransportResponse,
} from "./transport.ts";

export * from "./node-failures.ts";
export { readConnectionOptions } from "./node-options.ts";

/** Creates a transport over `node:http` and `node:https`, or over the caller's `fetch`. */
export function createTransport(options: ConnectionOptions = {}): Transport {
  const isDefault = Object.values(options).every((option) => option === undefined);
  return isDefault && lacksPermission() ? createWebTransport() : new LazyTransport(options);
}

/** The part of Deno that tells whether a permission was granted. */
interface DenoPermissions {
  permissions?: {
    querySync?: (permission: { name: string; kind: string }) => { state: string };
  };
}

/** Returns whether this is Deno without the permission to read certificates, as `node:https` does there. */
function lacksPermission(): boolean {
  const { permissions } = (globalThis as { Deno?: DenoPermissions }).Deno ?? {};
  try {
    const status = permissions?.querySync?.({ name: "sys", kind: "ca" });
    return status !== undefined && status.state !== "granted";
  } catch {
    return false; // An older Deno does not know this permission.
  }
}

/** Loads its code with the first request: otherwise, it would take a tenth of the load time of this package. */
class LazyTransport implements Transport {
  readonly progress: Transport["progress"];
  readonly #options: ConnectionOptions;
  #loaded: Transport | undefined;

  constructor(options: ConnectionOptions) {
    this.progress = options.fetch === undefined ? "connections" : "bodies";
    this.#options = options;
  }

  send(request: TransportRequest): Exchange {
    return this.#loaded?.send(request) ?? new LazyExchange(this.#load(), request);
  }

  close(): void {
    this.#loaded?.close();
  }

  async #load(): Promise<Transport> {
    const { createNodeTransport } = await import("./node-transport.ts");
    this.#loaded ??= createNodeTransport(this.#options);
    return this.#loaded;
  }
}

/** A request that is sent when the transport has been loaded. */
class LazyExchange implements Exchange {
  readonly response: Promise<TransportResponse>;
  #sent: Exchange | undefined;
  #reject: (reason: unknown) => void = () => {};
  #isCanceled = false;

  constructor(loading: Promise<Transport>, request: TransportRequest) {
    this.response = new Promise((resolve, reject) => {
      this.#reject = reject;
      loading
        .then((transport) => {
          if (this.#isCanceled) return;
          this.#sent = transport.send(request);
          this.#sent.response.then(resolve, reject);
        })
        // A transport throws when the body cannot be sent.
        .catch(reject);
    });
  }

  get pendingBytes(): number | undefined {
    return this.#sent?.pendingBytes;
  }

  cancel(reason: unknown): void {
    this.#isCanceled = true;
    if (this.#sent === undefined) this.#reject(reason);
    else this.#sent.cancel(reason);
  }
}
