import { callSafely } from "../../http/call-safely.ts";

/** The part of a notification that a wait reads: the objects that it is about. */
export interface NotificationSubject {
  readonly video_id?: string | undefined;
  readonly encoding_id?: string | undefined;
  readonly encoding_ids?: readonly string[] | undefined;
}

/** Receiver of notifications. A call without a notification may be about anything. */
export type NotificationListener = (notification?: NotificationSubject) => void;

/** Source of notifications for any number of waits, such as a {@link NotificationRelay}. */
export interface NotificationSource {
  /**
   * Registers a listener for all further notifications.
   *
   * @returns A function that removes it.
   */
  subscribe(listener: NotificationListener): () => void;
}

/** Passes notifications from the receiver of your service on to waits in the same process. */
export interface NotificationRelay extends NotificationSource {
  /** Passes a notification on to all listeners. It may be detached from the relay: `onEvent: relay.publish`. */
  readonly publish: NotificationListener;
}

/**
 * Creates a relay for notifications: `publish()` the results of `parseNotification()`, and pass the relay to
 * `video.waitForEncodings()` or `encoding.done()`.
 *
 * @example
 * const notifications = createNotificationRelay();
 * // In the handler of the notification URL:
 * notifications.publish(await parseNotification(request));
 * // Elsewhere in the same process:
 * const encodings = await video.waitForEncodings({ notifications });
 */
export function createNotificationRelay(): NotificationRelay {
  const listeners = new Set<NotificationListener>();
  return {
    publish(notification) {
      for (const listener of [...listeners]) callSafely(listener, notification);
    },
    subscribe(listener) {
      // Wrapped, so that a listener that is registered twice can be removed once.
      const registered: NotificationListener = (notification) => listener(notification);
      listeners.add(registered);
      return () => void listeners.delete(registered);
    },
  };
}
