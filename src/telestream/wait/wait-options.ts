import type { RequestOptions } from "../../http/options.ts";
import type { NotificationSource } from "../notification/notification-relay.ts";

/** State of a wait, as of the last response. */
export interface WaitProgress<Item> {
  /**
   * Mean `encoding_progress` of the encodings in percent. An encoding that has succeeded counts as 100, one without
   * progress as 0.
   */
  readonly progress: number;
  /** The encodings that are known. Empty until there are any. */
  readonly encodings: readonly Item[];
}

/** Options of a wait. The limit of one attempt is that of the client. */
export interface WaitOptions<Item> extends Omit<RequestOptions, "timeoutMs"> {
  /**
   * Milliseconds between the first two requests for the state. The delay then grows by half each time, up to ten
   * times this value. With `notifications` it has that maximum from the start.
   *
   * @default 2000
   */
  pollMs?: number | undefined;
  /**
   * Milliseconds after which waiting ends with an `EncodingTimeoutError`. The service continues to encode. The last
   * request may take up to `pollMs` longer.
   *
   * @default 3600000
   */
  timeoutMs?: number | undefined;
  /** Called after each successful request for the state. Errors that it throws are ignored. */
  onProgress?: ((progress: WaitProgress<Item>) => void) | undefined;
  /**
   * Source of notifications, such as a `NotificationRelay`. A notification about the video or an encoding leads to a
   * request for the state, at most one per second. Notifications may be lost, so there are also rare requests
   * without one.
   */
  notifications?: NotificationSource | undefined;
}

/** Options of `video.waitForEncodings()`. */
export interface VideoWaitOptions<Item> extends WaitOptions<Item> {
  /**
   * Milliseconds that encodings may take to appear once the video is imported. After that, the video has none, as
   * with `profiles: "none"`.
   *
   * @default 10000
   */
  graceMs?: number | undefined;
}
