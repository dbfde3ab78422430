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
export type VideoCreatedEvent = events.VideoCreatedEvent<Video>;

/** All encodings of a video have finished, each with `success` or `fail`. */
export type VideoEncodedEvent = events.VideoEncodedEvent<Video, Encoding>;

/** An encoding is in progress. */
export type EncodingProgressEvent = events.EncodingProgressEvent<Encoding>;

/** An encoding has succeeded or failed. */
export type EncodingCompleteEvent = events.EncodingCompleteEvent<Encoding>;

/**
 * Notification, with the objects that it is about as the API returned them after it had arrived. Narrow it by `type`.
 */
export type NotificationEvent = events.NotificationEvent<Video, Encoding>;

/** Options of {@link createNotificationHandler}. */
export interface NotificationHandlerOptions
  extends HandlerOptions<Factory | TelestreamCloud, NotificationEvent> {}

/**
 * Creates a receiver of notifications: a function for servers that pass a `Request`, and a listener for those of
 * `node:http`.
 *
 * It responds before it handles a notification, retrieves the objects from the API, since notifications are not signed,
 * and drops one that arrives again if its objects have not changed. That the service sends the notifications of API 3.0
 * is inferred.
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
