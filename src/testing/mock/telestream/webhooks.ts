import type { MockClock } from "../clock.ts";
import { Deliveries, type DeliveryOptions } from "../deliveries.ts";
import type { StoredEncoding, StoredFactory, StoredVideo } from "./state.ts";

/** An event that a webhook reports. */
export type FlipEvent =
  | { readonly event: "video-created" | "video-encoded"; readonly video: StoredVideo }
  | {
      readonly event: "encoding-progress" | "encoding-complete";
      readonly encoding: StoredEncoding;
    };

/** Settings that enable events, by event. */
const settingOf = {
  "video-created": "video_created",
  "video-encoded": "video_encoded",
  "encoding-progress": "encoding_progress",
  "encoding-complete": "encoding_completed",
} as const;

const dayMs = 24 * 60 * 60 * 1000;
/** Timeout of a receiver, in milliseconds of real time. */
const timeoutMs = 5000;

/** Sends events to the notification URLs of factories. */
export class Webhooks {
  readonly deliveries: Deliveries;

  constructor(clock: MockClock, options: DeliveryOptions) {
    const isAccepted = (status: number) => status === 200;
    this.deliveries = new Deliveries(clock, { retryDelaysMs: [], timeoutMs, isAccepted }, options);
  }

  /** Sends the events that the factory has enabled, one after the other. */
  async notify(factory: StoredFactory, events: readonly FlipEvent[]): Promise<void> {
    for (const event of events) {
      const { settings, isUrlSetByRequest } = factory.notifications;
      const isEnabled = settings.events?.[settingOf[event.event]] === true;
      if (!isUrlSetByRequest || !isEnabled) continue;
      const message = {
        url: String(settings.url),
        event: event.event,
        contentType: "application/x-www-form-urlencoded",
        body: writeBody(factory, event).toString(),
      };
      await this.deliveries.send(message, retryDelays(settings.delay ?? 0));
    }
  }
}

function writeBody(factory: StoredFactory, event: FlipEvent): URLSearchParams {
  const body = new URLSearchParams({ event: event.event });
  const video = "video" in event ? event.video : event.encoding.video;
  if ("encoding" in event) {
    const { id, encoding_progress } = event.encoding.data;
    body.set("encoding_id", id);
    if (event.event === "encoding-progress") body.set("progress", String(encoding_progress));
  } else {
    body.set("video_id", video.data.id);
    const encodings = factory.encodings.filter((encoding) => encoding.video === video);
    // In the order of their creation.
    for (const [index, { data }] of encodings.reverse().entries()) {
      body.set(`encoding_ids[${index}]`, data.id);
    }
  }
  const { send_video_payload } = factory.notifications.settings;
  if (send_video_payload === true) body.set("payload", video.data.payload ?? "");
  return body;
}

/** Returns delays that double from one to the next, for at most a day in total. The first is in seconds. */
function retryDelays(delay: number): number[] {
  const delays: number[] = [];
  const first = Math.max(1, delay) * 1000;
  for (let next = first, sum = next; sum <= dayMs; next *= 2, sum += next) delays.push(next);
  return delays;
}
