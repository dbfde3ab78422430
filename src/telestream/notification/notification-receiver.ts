import { callSafely } from "../../http/call-safely.ts";
import { isEqualConstantTime } from "../../http/constant-time.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { BodyTooLargeError } from "../../http/received-body.ts";
import type { FlipNotification } from "./notification.ts";
import {
  type EventSource,
  fetchEvent,
  type NotificationEvent,
  type NotifiedObject,
  type NotifiedVideo,
  RepetitionFilter,
} from "./notification-event.ts";
import { createNotificationRelay, type NotificationRelay } from "./notification-relay.ts";
import { type EmptyResponse, parseBody, type ReceivedRequest } from "./notification-request.ts";

/** Options of a receiver, validated and with defaults. */
export interface ReceiverSettings<Video, Encoding> {
  readonly getFactory: () => Promise<EventSource<Video, Encoding>>;
  readonly onEvent: (event: NotificationEvent<Video, Encoding>) => unknown;
  readonly onError: (error: unknown, notification: FlipNotification | undefined) => unknown;
  /** Escaped like the path of a URL. */
  readonly secretPath: string | undefined;
  readonly maxPending: number;
  readonly maxRemembered: number;
}

/** Handles notifications, however they arrive. */
export class Receiver<Video extends NotifiedVideo<Encoding>, Encoding extends NotifiedObject> {
  readonly relay: NotificationRelay = createNotificationRelay();
  readonly #settings: ReceiverSettings<Video, Encoding>;
  readonly #filter: RepetitionFilter;
  readonly #running = new Set<Promise<void>>();
  #isClosed = false;

  constructor(settings: ReceiverSettings<Video, Encoding>) {
    this.#settings = settings;
    this.#filter = new RepetitionFilter(settings.maxRemembered);
  }

  /**
   * Returns the response to a request, and starts to handle its notification.
   *
   * @param keepAlive - Receives the promise of what is done after the response.
   */
  async respond(
    request: ReceivedRequest,
    keepAlive?: (work: Promise<void>) => void,
  ): Promise<EmptyResponse> {
    const { secretPath } = this.#settings;
    const isFound = secretPath === undefined || isEqualConstantTime(request.path, secretPath);
    if (!isFound) return respondWith(404);
    if (request.method !== "POST") return respondWith(405, { Allow: "POST" });
    if (request.isTooLarge) return respondWith(413);
    try {
      const notification = await this.#parse(await request.readBody(), request);
      return notification ? this.#accept(notification, keepAlive) : respondWith(200);
    } catch (error) {
      if (error instanceof BodyTooLargeError) return respondWith(413);
      this.report(error);
      // A body that another function has read already. The service repeats the notification.
      return respondWith(error instanceof InvalidArgumentError ? 500 : 400);
    }
  }

  /** Rejects further notifications, and waits for the others. */
  async close(): Promise<void> {
    this.#isClosed = true;
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async #parse(
    body: unknown,
    { contentType }: ReceivedRequest,
  ): Promise<FlipNotification | undefined> {
    try {
      return await parseBody(body, contentType);
    } catch (error) {
      this.report(error);
      return undefined;
    }
  }

  #accept(
    notification: FlipNotification,
    keepAlive: ((work: Promise<void>) => void) | undefined,
  ): EmptyResponse {
    if (this.#isClosed || this.#running.size >= this.#settings.maxPending) {
      return respondWith(503, { "Retry-After": "10" });
    }
    this.relay.publish(notification);
    const work = this.#handle(notification).finally(() => this.#running.delete(work));
    this.#running.add(work);
    try {
      keepAlive?.(work);
    } catch (error) {
      this.report(error, notification);
    }
    return respondWith(200);
  }

  /** Never rejects. */
  async #handle(notification: FlipNotification): Promise<void> {
    const { getFactory, onEvent } = this.#settings;
    try {
      const event = await fetchEvent(await getFactory(), notification);
      if (!this.#filter.add(event)) return;
      try {
        await onEvent(event);
      } catch (error) {
        this.#filter.remove(event);
        throw error;
      }
    } catch (error) {
      this.report(error, notification);
    }
  }

  /** Passes an error to the caller. */
  report(error: unknown, notification?: FlipNotification): void {
    callSafely((reason) => this.#settings.onError(reason, notification), error);
  }
}

function respondWith(status: number, headers: Record<string, string> = {}): EmptyResponse {
  return { status, headers };
}
