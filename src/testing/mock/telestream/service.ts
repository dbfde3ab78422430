import type { Reply } from "../../exchange/reply.ts";
import type { ReceivedCall } from "../../spec/operation.ts";
import type { UploadServer } from "../../upload-server/upload-server.ts";
import type { Delivery } from "../deliveries.ts";
import type { Service, ServiceOptions } from "../mock-api.ts";
import { createContext, type TelestreamContext } from "./context.ts";
import { encodingHandlers } from "./encodings.ts";
import { RejectedError } from "./errors.ts";
import { factoryHandlers, notificationHandlers } from "./factories.ts";
import type { Generation } from "./generation.ts";
import { profileHandlers } from "./profiles.ts";
import { type Handler, type Handlers, TelestreamRequest } from "./request.ts";
import { createUploadHandlers, Uploads } from "./uploads.ts";
import { videoHandlers } from "./videos.ts";

/** Flip in memory: stores records, encodes videos, receives uploads and sends webhooks. */
export class TelestreamService implements Service {
  readonly #generation: Generation;
  readonly #options: ServiceOptions;
  readonly #uploads: Uploads;
  readonly #handlers: ReadonlyMap<string, Handler>;
  #context: TelestreamContext;

  /** @param handlers - Handlers of the operations that only this generation has. */
  constructor(generation: Generation, options: ServiceOptions, handlers: Handlers = {}) {
    this.#generation = generation;
    this.#options = options;
    this.#context = createContext(generation, options);
    this.#uploads = new Uploads(options.uploads, () => this.#context);
    this.#handlers = new Map(
      Object.entries({
        ...factoryHandlers,
        ...videoHandlers,
        ...encodingHandlers,
        ...profileHandlers,
        ...notificationHandlers,
        ...createUploadHandlers(this.#uploads),
        ...handlers,
      }),
    );
  }

  get uploads(): UploadServer {
    return this.#uploads.server;
  }

  get deliveries(): readonly Delivery[] {
    return this.#context.webhooks.deliveries.sent;
  }

  async respond(call: ReceivedCall): Promise<Reply | undefined> {
    const handle = this.#handlers.get(call.operation.id);
    try {
      return await handle?.(new TelestreamRequest(call, this.#context));
    } catch (fault) {
      if (fault instanceof RejectedError) return fault.rejection;
      throw fault;
    }
  }

  reset(): void {
    this.#context.webhooks.deliveries.close();
    this.#context = createContext(this.#generation, this.#options);
    this.#uploads.reset();
  }

  async close(): Promise<void> {
    this.#context.webhooks.deliveries.close();
    await this.#uploads.server.close();
  }
}
