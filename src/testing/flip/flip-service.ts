import type { ReceivedCall } from "../received-call.ts";
import type { Reply } from "../reply.ts";
import type { Delivery } from "../simulation/deliveries.ts";
import type { Service, ServiceOptions } from "../simulation/service.ts";
import type { UploadServer } from "../upload/upload-server.ts";
import { encodingHandlers } from "./service/encodings.ts";
import { factoryHandlers } from "./service/factories.ts";
import { FlipRequest } from "./service/flip-request.ts";
import type { Handler } from "./service/handler.ts";
import { notificationHandlers } from "./service/notifications.ts";
import { profileHandlers } from "./service/profiles.ts";
import { RefusedError } from "./service/refused-error.ts";
import { createUploadHandlers, Uploads } from "./service/uploads.ts";
import { videoHandlers } from "./service/videos.ts";
import { createWorld, type World } from "./service/world.ts";

/** Flip in memory. */
class FlipService implements Service {
  readonly #options: ServiceOptions;
  readonly #uploads: Uploads;
  readonly #handlers: ReadonlyMap<string, Handler>;
  #world: World;

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.#world = createWorld(options);
    this.#uploads = new Uploads(options.uploads, () => this.#world);
    this.#handlers = new Map(
      Object.entries({
        ...factoryHandlers,
        ...videoHandlers,
        ...encodingHandlers,
        ...profileHandlers,
        ...notificationHandlers,
        ...createUploadHandlers(this.#uploads),
      }),
    );
  }

  get uploads(): UploadServer {
    return this.#uploads.server;
  }

  get deliveries(): readonly Delivery[] {
    return this.#world.webhooks.deliveries.sent;
  }

  async answer(call: ReceivedCall): Promise<Reply | undefined> {
    const handle = this.#handlers.get(call.operation.id);
    try {
      return await handle?.(new FlipRequest(call, this.#world));
    } catch (fault) {
      if (fault instanceof RefusedError) return fault.refusal;
      throw fault;
    }
  }

  reset(): void {
    this.#world.webhooks.deliveries.close();
    this.#world = createWorld(this.#options);
    this.#uploads.reset();
  }

  async close(): Promise<void> {
    this.#world.webhooks.deliveries.close();
    await this.#uploads.server.close();
  }
}

/**
 * Behaves as Flip: remembers what is created, encodes it in its own time, takes uploads and tells of
 * what happens.
 */
export function createFlipService(options: ServiceOptions): Service {
  return new FlipService(options);
}
