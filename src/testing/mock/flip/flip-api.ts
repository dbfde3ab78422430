import type { FlipCredentials } from "../../../flip/index.ts";
import { type Reply, reject } from "../../exchange/reply.ts";
import type { ReceivedCall } from "../../spec/operation.ts";
import type { UploadServer } from "../../upload-server/upload-server.ts";
import type { Delivery } from "../deliveries.ts";
import type { MockApi, Service, ServiceOptions } from "../mock-api.ts";
import { encodingHandlers } from "./encodings.ts";
import { factoryHandlers, notificationHandlers } from "./factories.ts";
import { createFlipContext, type FlipContext } from "./flip-context.ts";
import { type FlipHandler, FlipRequest } from "./flip-request.ts";
import { profileHandlers } from "./profiles.ts";
import { RejectedError } from "./read-fields.ts";
import { createUploadHandlers, Uploads } from "./uploads.ts";
import { createFlipVerifier, flipAuthParams } from "./verify-signature.ts";
import { videoHandlers } from "./videos.ts";

/** Telestream Cloud Flip 3.0. */
export const flipApi: MockApi<FlipCredentials> = {
  spec: "flip",
  authParams: flipAuthParams,
  clampedParams: new Set(["per_page"]),
  rejectPath: (path) =>
    path.endsWith(".json")
      ? undefined
      : reject(400, "BadRequest", "Currently only .json is supported as a format"),
  toErrorBody: (error) => error,
  toErrorForm: (body) => body,
  createVerifier: createFlipVerifier,
  createService: (options) => new FlipService(options),
};

/** Flip in memory: stores records, encodes videos, receives uploads and sends webhooks. */
class FlipService implements Service {
  readonly #options: ServiceOptions;
  readonly #uploads: Uploads;
  readonly #handlers: ReadonlyMap<string, FlipHandler>;
  #context: FlipContext;

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.#context = createFlipContext(options);
    this.#uploads = new Uploads(options.uploads, () => this.#context);
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
    return this.#context.webhooks.deliveries.sent;
  }

  async respond(call: ReceivedCall): Promise<Reply | undefined> {
    const handle = this.#handlers.get(call.operation.id);
    try {
      return await handle?.(new FlipRequest(call, this.#context));
    } catch (fault) {
      if (fault instanceof RejectedError) return fault.rejection;
      throw fault;
    }
  }

  reset(): void {
    this.#context.webhooks.deliveries.close();
    this.#context = createFlipContext(this.#options);
    this.#uploads.reset();
  }

  async close(): Promise<void> {
    this.#context.webhooks.deliveries.close();
    await this.#uploads.server.close();
  }
}
