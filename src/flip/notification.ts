import { describe, isPlainObject } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";

interface NotificationBase {
  /** All fields as received, including those that this package does not know. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * The source of a video was downloaded, checked and stored, or one of these steps failed: check the
 * status of the video.
 */
export interface VideoCreated extends NotificationBase {
  readonly event: "video-created";
  readonly video_id: string;
  readonly encoding_ids: readonly string[];
}

/** All encodings of a video have finished. Sent again when an encoding is added later. */
export interface VideoEncoded extends NotificationBase {
  readonly event: "video-encoded";
  readonly video_id: string;
  readonly encoding_ids: readonly string[];
}

/** An encoding is in progress. Sent about every ten seconds. */
export interface EncodingProgress extends NotificationBase {
  readonly event: "encoding-progress";
  readonly encoding_id: string;
  /** Progress in percent, from 0 to 100. */
  readonly progress: number;
  /** Not documented, but present in some notifications. */
  readonly video_id?: string;
}

/** An encoding has succeeded or failed: check the status of the encoding. */
export interface EncodingComplete extends NotificationBase {
  readonly event: "encoding-complete";
  readonly encoding_id: string;
  /** Not documented, but present in some notifications. */
  readonly video_id?: string;
}

/** Notification that the service posts to a factory's notification URL. Narrow it by `event`. */
export type FlipNotification = VideoCreated | VideoEncoded | EncodingProgress | EncodingComplete;

/** Body of a notification: the text of the form, or the result of parsing it. */
export type NotificationBody =
  | string
  | URLSearchParams
  | FormData
  | Readonly<Record<string, unknown>>;

/**
 * Parses a notification of the service.
 *
 * Notifications are not signed: treat one as a hint, and retrieve the object from the API by its id.
 *
 * @param source - The form body as text, `URLSearchParams`, `FormData` or a parsed object; or the
 *   `Request` itself, in which case a promise is returned.
 * @throws {InvalidArgumentError} When the source is not a notification. Names the invalid field.
 * @example
 * const notification = await parseNotification(request);
 * if (notification.event === "video-encoded") console.log(notification.video_id);
 */
export function parseNotification(source: Request): Promise<FlipNotification>;
export function parseNotification(source: NotificationBody): FlipNotification;
export function parseNotification(
  source: Request | NotificationBody,
): FlipNotification | Promise<FlipNotification> {
  return source instanceof Request ? readRequest(source) : readBody(source);
}

async function readRequest(request: Request): Promise<FlipNotification> {
  if (!request.bodyUsed) return readBody(await request.text());
  const expectation = "must be a Request whose body has not been read";
  throw new InvalidArgumentError("notification", expectation);
}

function readBody(body: NotificationBody): FlipNotification {
  const fields = readFields(body);
  const event = requireField(fields, "event");
  const read = readers.get(event);
  if (read === undefined) {
    const known = [...readers.keys()].join(", ");
    throw new InvalidArgumentError("notification.event", `must be one of ${known}`);
  }
  return read(fields);
}

type Fields = Readonly<Record<string, string>>;

const readers = new Map<string, (fields: Fields) => FlipNotification>([
  ["video-created", (fields) => ({ event: "video-created", ...readVideo(fields), fields })],
  ["video-encoded", (fields) => ({ event: "video-encoded", ...readVideo(fields), fields })],
  [
    "encoding-progress",
    (fields) => ({
      event: "encoding-progress",
      ...readEncoding(fields),
      progress: readProgress(fields),
      fields,
    }),
  ],
  ["encoding-complete", readComplete],
  // The name of the setting. One of the service's own examples expects it as an event.
  ["encoding-completed", readComplete],
]);

function readComplete(fields: Fields): EncodingComplete {
  return { event: "encoding-complete", ...readEncoding(fields), fields };
}

function readVideo(fields: Fields): { video_id: string; encoding_ids: string[] } {
  const encodingIds = Object.entries(fields)
    .map(([name, value]) => ({ index: /^encoding_ids\[(\d*)\]$/.exec(name)?.[1], value }))
    .filter(({ index }) => index !== undefined)
    .sort((a, b) => Number(a.index) - Number(b.index))
    .map(({ value }) => value);
  return { video_id: requireField(fields, "video_id"), encoding_ids: encodingIds };
}

function readEncoding(fields: Fields): { encoding_id: string; video_id?: string } {
  const { video_id } = fields;
  const encoding_id = requireField(fields, "encoding_id");
  return video_id === undefined ? { encoding_id } : { encoding_id, video_id };
}

function readProgress(fields: Fields): number {
  const text = requireField(fields, "progress");
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError("notification.progress", "must be a percentage");
}

function requireField(fields: Fields, name: string): string {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value !== undefined && value !== "") return value;
  throw new InvalidArgumentError(`notification.${name}`, "must be present");
}

/** Flattens a body of any kind to the field names of a form, such as `encoding_ids[0]`. */
function readFields(body: NotificationBody): Fields {
  const entries = [...entriesOf(body)].flatMap(([name, value]) => flatten(name, value));
  return Object.fromEntries(entries);
}

function entriesOf(body: NotificationBody): Iterable<[string, unknown]> {
  if (typeof body === "string") return numberItems(new URLSearchParams(body));
  if (body instanceof URLSearchParams || body instanceof FormData) return numberItems(body);
  if (isPlainObject(body)) return Object.entries(body);
  const allowed = "a form body as text, URLSearchParams, FormData, an object or a Request";
  throw new InvalidArgumentError("notification", `must be ${allowed}, not ${describe(body)}`);
}

/** Replaces the empty brackets of `encoding_ids[]`, which may be repeated, with unique indexes. */
function numberItems(form: Iterable<[string, unknown]>): [string, unknown][] {
  return [...form].map(([name, value], index) => [name.replace(/\[\]$/, `[${index}]`), value]);
}

/** Maximum nesting depth. A notification contains at most a list of objects. Hostile input may contain more. */
const maxDepth = 3;

function flatten(name: string, value: unknown, depth: number = 0): [string, string][] {
  if (typeof value === "string") return [[name, value]];
  if (typeof value === "number" || typeof value === "boolean") return [[name, String(value)]];
  if (depth >= maxDepth || (!Array.isArray(value) && !isPlainObject(value))) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    flatten(`${name}[${key}]`, item, depth + 1),
  );
}
