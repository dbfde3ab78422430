import type * as events from "../telestream/notification/notification-event.ts";
import {
  createHandler,
  type HandlerOptions,
  type NotificationHandler,
} from "../telestream/notification/notification-handler.ts";
import type { Factory } from "./factory.ts";
import type { Encoding, Video } from "./resources.ts";
import type { TelestreamCloud } from "./telestream-cloud.ts";

/** The source of a video was stored, or this failed. */
export interface VideoCreatedEvent extends events.VideoCreatedEvent<Video> {}

/** All encodings of a video have finished, each with `success` or `fail`. */
export interface VideoEncodedEvent extends events.VideoEncodedEvent<Video, Encoding> {}

/** An encoding is in progress. */
export interface EncodingProgressEvent extends events.EncodingProgressEvent<Encoding> {}

/** An encoding has succeeded or failed. */
export interface EncodingCompleteEvent extends events.EncodingCompleteEvent<Encoding> {}

/**
 * Notification, with the objects that it is about as the API returned them after it had arrived. Narrow it by `type`.
 */
export type NotificationEvent =
  | VideoCreatedEvent
  | VideoEncodedEvent
  | EncodingProgressEvent
  | EncodingCompleteEvent;

/** Options of {@link createNotificationHandler}. */
export interface NotificationHandlerOptions
  extends HandlerOptions<Factory | TelestreamCloud, NotificationEvent> {}

/**
 * Creates a receiver of notifications.
 *
 * It responds with 200 before it handles a notification, because the service repeats those with any other response for
 * 24 hours. Notifications are not signed, so it retrieves their objects from the API, and passes them to `onEvent`. A
 * notification that arrives again is dropped if its objects have not changed.
 *
 * A body that is not a notification also gets 200: it would be the same again. Other responses are 404 for another path,
 * 405 for other methods than POST, 413 for bodies over 1 MiB, 500 if another function has read the body,
 * and 503 after `close()` or for too many notifications at once.
 *
 * @throws {InvalidArgumentError} When an option is not valid.
 * @example
 * const handler = createNotificationHandler({
 *   factory,
 *   secretPath: "/flip/3f6c0e5b9d",
 *   onEvent: (event) => console.log(event.type),
 * });
 * createServer(handler).listen(3000);
 */
export function createNotificationHandler(
  options: NotificationHandlerOptions,
): NotificationHandler {
  return createHandler(options);
}
