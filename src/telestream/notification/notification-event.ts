import type { RequestOptions } from "../../http/options.ts";
import type {
  EncodingComplete,
  EncodingProgress,
  FlipNotification,
  VideoCreated,
  VideoEncoded,
} from "./notification.ts";

/** A video or an encoding, as far as it is compared with an earlier one. */
export interface NotifiedObject {
  readonly details: { readonly id: string };
}

/** A video, as far as its encodings are retrieved. */
export interface NotifiedVideo<Encoding> extends NotifiedObject {
  readonly encodings: {
    all(query: object, options: RequestOptions): PromiseLike<readonly Encoding[]>;
  };
}

/** The source of a video was stored, or this failed. */
export interface VideoCreatedEvent<Video> {
  readonly type: "video-created";
  readonly notification: VideoCreated;
  readonly video: Video;
}

/** All encodings of a video have finished, each with `success` or `fail`. */
export interface VideoEncodedEvent<Video, Encoding> {
  readonly type: "video-encoded";
  readonly notification: VideoEncoded;
  readonly video: Video;
  /** All encodings of the video. */
  readonly encodings: readonly Encoding[];
}

/** An encoding is in progress. */
export interface EncodingProgressEvent<Encoding> {
  readonly type: "encoding-progress";
  readonly notification: EncodingProgress;
  readonly encoding: Encoding;
}

/** An encoding has succeeded or failed. */
export interface EncodingCompleteEvent<Encoding> {
  readonly type: "encoding-complete";
  readonly notification: EncodingComplete;
  readonly encoding: Encoding;
}

/**
 * Notification, with the objects that it is about as the API returned them after it had arrived. Narrow it by `type`.
 */
export type NotificationEvent<Video, Encoding> =
  | VideoCreatedEvent<Video>
  | VideoEncodedEvent<Video, Encoding>
  | EncodingProgressEvent<Encoding>
  | EncodingCompleteEvent<Encoding>;

interface Finder<Model> {
  find(id: string, options?: RequestOptions): Promise<Model>;
}

/** Collections from which the objects are retrieved. */
export interface EventSource<Video, Encoding> {
  readonly videos: Finder<Video>;
  readonly encodings: Finder<Encoding>;
}

/** A client, as far as its factory is found. */
export interface EventClient<Factory> {
  readonly factoryId: string | undefined;
  getResource(name: "flip"): { readonly factories: Finder<Factory> };
}

/** Retrieves the objects of a notification. */
export async function fetchEvent<Video extends NotifiedVideo<Encoding>, Encoding>(
  { videos, encodings }: EventSource<Video, Encoding>,
  notification: FlipNotification,
  options: RequestOptions = {},
): Promise<NotificationEvent<Video, Encoding>> {
  if (notification.event === "video-created") {
    const video = await videos.find(notification.video_id, options);
    return { type: notification.event, notification, video };
  }
  if (notification.event === "video-encoded") {
    const video = await videos.find(notification.video_id, options);
    const all = await video.encodings.all({}, options);
    return { type: notification.event, notification, video, encodings: all };
  }
  const encoding = await encodings.find(notification.encoding_id, options);
  return notification.event === "encoding-progress"
    ? { type: notification.event, notification, encoding }
    : { type: notification.event, notification, encoding };
}

/** Creates a function that returns the factory. That of a client is retrieved with the first call. */
export function factoryGetter<Factory extends object>(
  source: Factory | EventClient<Factory>,
): () => Promise<Factory> {
  if (!("getResource" in source)) return async () => source;
  const { factoryId = "" } = source;
  let pending: Promise<Factory> | undefined;
  return () => {
    pending ??= source.getResource("flip").factories.find(factoryId);
    pending.catch(() => {
      pending = undefined;
    });
    return pending;
  };
}

type AnyEvent = NotificationEvent<NotifiedObject, NotifiedObject>;

/** Recognizes notifications that arrive again, although their objects have not changed. */
export class RepetitionFilter {
  readonly #states = new Map<string, string>();
  readonly #maxSize: number;

  /** @param maxSize - Maximum number of notifications that are remembered. */
  constructor(maxSize: number) {
    this.#maxSize = maxSize;
  }

  /** Remembers an event. Returns whether it is another one than the last about these objects. */
  add(event: AnyEvent): boolean {
    const key = keyOf(event);
    const state = stateOf(event);
    const isNew = this.#states.get(key) !== state;
    this.#states.delete(key); // Moves the key to the end: the first one is that which was not seen for longest.
    this.#states.set(key, state);
    if (this.#states.size > this.#maxSize) {
      const [oldest = ""] = this.#states.keys();
      this.#states.delete(oldest);
    }
    return isNew;
  }

  /** Forgets an event that could not be handled. */
  remove(event: AnyEvent): void {
    this.#states.delete(keyOf(event));
  }
}

function keyOf(event: AnyEvent): string {
  const { details } = "video" in event ? event.video : event.encoding;
  return `${event.type} ${details.id}`;
}

/** Returns the fields that differ from one event about the same objects to the next. */
function stateOf(event: AnyEvent): string {
  const { notification } = event;
  const objects = "video" in event ? [event.video] : [event.encoding];
  const encodings = event.type === "video-encoded" ? event.encodings : [];
  const states = [...objects, ...encodings].map(({ details }) => describeState(details));
  return JSON.stringify([...("progress" in notification ? [notification.progress] : []), states]);
}

function describeState(details: object): unknown[] {
  const fields = details as Readonly<Record<string, unknown>>;
  return stateFields.map((name) => fields[name]);
}

const stateFields = [
  "id",
  "status",
  "updated_at",
  "started_encoding_at",
  "encoding_progress",
] as const;
