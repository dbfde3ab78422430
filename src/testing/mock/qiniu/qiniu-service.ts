import { randomBytes } from "node:crypto";
import { Deliveries, type DeliveryPolicy } from "../deliveries.ts";
import type { Service, ServiceOptions } from "../mock-api.ts";
import type { QiniuHandler } from "./handler.ts";
import { createMakeId } from "./ids.ts";

/** Parts that the contexts of all services need. */
export interface ContextParts {
  readonly deliveries: Deliveries;
  /** Creates a unique id of 24 hex digits. */
  readonly makeId: () => string;
}

/** What the operations of a service do, and what they work with. */
interface QiniuParts<Context> {
  /** Handlers by operation. Operations without one have no state. */
  readonly handlers: Readonly<Record<string, QiniuHandler<Context>>>;
  /** Creates the initial records. Each reset replaces them. */
  readonly createContext: (parts: ContextParts) => Context;
}

/** A callback is sent once: a receiver that fails can query the job. */
const callbackPolicy: DeliveryPolicy = {
  retryDelaysMs: [],
  timeoutMs: 10_000,
  isAccepted: (status) => status === 200,
};

/** Creates a service of Qiniu in memory. Its responses have a request id, as those of the real services. */
export function createQiniuService<Context>(
  { clock, log, connection }: Pick<ServiceOptions, "clock" | "log" | "connection">,
  { handlers, createContext }: QiniuParts<Context>,
): Service {
  const byOperation = new Map(Object.entries(handlers));
  const deliveries = new Deliveries(clock, callbackPolicy, { log, connection });
  const start = () => createContext({ deliveries, makeId: createMakeId(() => clock.now()) });
  let context = start();
  return {
    uploads: undefined,
    get deliveries() {
      return deliveries.sent;
    },
    respond(call) {
      const handle = byOperation.get(call.operation.id);
      if (handle === undefined) return undefined;
      const reply = handle(call, context, clock.now());
      return { ...reply, headers: { "X-Reqid": randomBytes(12).toString("base64url") } };
    },
    reset() {
      deliveries.reset();
      context = start();
    },
    async close() {
      deliveries.close();
    },
  };
}
