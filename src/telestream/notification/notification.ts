import { isPlainObject } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import {
  createBodyError,
  isFrameworkRequest,
  isRequest,
  type RawBody,
  readRequestText,
  textOf,
} from "../../http/received-body.ts";

interface NotificationBase {
  /**
   * All fields as received, including those that this package does not know. The items of a list are
   * numbered: `encoding_ids[0]`.
   */
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

/** Body of a notification: the form as text or bytes, or the result of parsing it. */
export type NotificationBody =
  | RawBody
  | URLSearchParams
  | FormData
  | Readonly<Record<string, unknown>>;

/**
 * Parses a notification of the service.
 *
 * Notifications are not signed: treat one as a hint, and retrieve the object from the API by its id.
 *
 * @param source - The form body as text, bytes, `URLSearchParams`, `FormData` or an object that a body
 *   parser created; or the `Request` itself, in which case a promise is returned. At most 1 MiB is read
 *   from a `Request`.
 * @throws {InvalidArgumentError} When the source is not a notification. Names the invalid field.
 * @throws {FlipPiliError} When the body of the `Request` cannot be read.
 * @example
 * const notification = await parseNotification(request);
 * if (notification.event === "video-encoded") console.log(notification.video_id);
 */
export function parseNotification(source: Request): Promise<FlipNotification>;
export function parseNotification(source: NotificationBody): FlipNotification;
export function parseNotification(
  source: Request | NotificationBody,
): FlipNotification | Promise<FlipNotification> {
  if (isRequest(source)) return readRequestText("notification", source).then(readBody);
  return readBody(source);
}

function readBody(body: NotificationBody): FlipNotification {
  const entries = numberItems([...entriesOf(body)].flatMap((entry) => flatten(...entry)));
  const form = { fields: Object.fromEntries(entries), entries };
  const event = requireField(form.fields, "event");
  const read = readers.get(event);
  if (read === undefined) {
    const known = [...readers.keys()].join(", ");
    throw new InvalidArgumentError("notification.event", `must be one of ${known}`);
  }
  return read(form);
}

type Fields = Readonly<Record<string, string>>;

/** Form with the fields by name, and in order: only there, a name may be repeated. */
interface Form {
  readonly fields: Fields;
  readonly entries: readonly (readonly [name: string, value: string])[];
}

const readers = new Map<string, (form: Form) => FlipNotification>([
  [
    "video-created",
    (form) => ({ event: "video-created", ...readVideo(form), fields: form.fields }),
  ],
  [
    "video-encoded",
    (form) => ({ event: "video-encoded", ...readVideo(form), fields: form.fields }),
  ],
  [
    "encoding-progress",
    ({ fields }) => ({
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

function readComplete({ fields }: Form): EncodingComplete {
  return { event: "encoding-complete", ...readEncoding(fields), fields };
}

function readVideo({ fields, entries }: Form): { video_id: string; encoding_ids: string[] } {
  const encodingIds = entries
    .map(([name, value]) => ({ index: /^encoding_ids\[(\d+)\]$/.exec(name)?.[1], value }))
    // An empty list may arrive as a list with an empty value.
    .filter(({ index, value }) => index !== undefined && value !== "")
    .sort((a, b) => Number(a.index) - Number(b.index))
    .map(({ value }) => value);
  return { video_id: requireField(fields, "video_id"), encoding_ids: encodingIds };
}

function readEncoding(fields: Fields): { encoding_id: string; video_id?: string } {
  const { video_id } = fields;
  const encoding_id = requireField(fields, "encoding_id");
  return video_id ? { encoding_id, video_id } : { encoding_id };
}

function readProgress(fields: Fields): number {
  const text = requireField(fields, "progress").trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError("notification.progress", "must be a percentage");
}

function requireField(fields: Fields, name: string): string {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value !== undefined && value !== "") return value;
  throw new InvalidArgumentError(`notification.${name}`, "must be present");
}

function entriesOf(body: NotificationBody): Iterable<[string, unknown]> {
  const text = textOf(body);
  if (text !== undefined) return new URLSearchParams(text);
  if (isForm(body)) return body;
  // A form has no headers, but an object without an event may be a request.
  const isBody = isPlainObject(body) && ("event" in body || !isFrameworkRequest(body));
  if (isBody) return Object.entries(body);
  const allowed = "a form body as text, bytes, URLSearchParams, FormData, an object or a Request";
  throw createBodyError("notification", body, allowed);
}

/** Returns whether a value is a `URLSearchParams` or `FormData`, also of another realm or a library. */
function isForm(value: unknown): value is Iterable<[string, unknown]> {
  if (typeof value !== "object" || value === null) return false;
  return typeof (value as Partial<FormData>).getAll === "function" && Symbol.iterator in value;
}

/** Maximum nesting depth. A notification contains at most a list of objects. Hostile input may contain more. */
const maxDepth = 3;

/** Flattens a value of any kind to the field names of a form, such as `encoding_ids[0]`. */
function flatten(name: string, value: unknown, depth: number = 0): [string, string][] {
  if (typeof value === "string") return [[name, value]];
  if (typeof value === "number" || typeof value === "boolean") return [[name, String(value)]];
  if (depth >= maxDepth || (!Array.isArray(value) && !isPlainObject(value))) return [];
  // Parsers that leave brackets alone collect a list under the name `encoding_ids[]`.
  const list = depth === 0 ? name.replace(/\[\]$/, "") : name;
  return Object.entries(value).flatMap(([key, item]) =>
    flatten(`${list}[${key}]`, item, depth + 1),
  );
}

/** Gives the items of a list whose name is repeated, with or without empty brackets, unique indexes. */
function numberItems(entries: readonly [string, string][]): [string, string][] {
  const next = new Map<string, number>();
  return entries.map(([name, value]) => {
    const [, list, digits] = /^(.+)\[(\d*)\]$/.exec(name) ?? [];
    const key = name === "encoding_ids" ? name : list;
    if (key === undefined) return [name, value];
    const free = next.get(key) ?? 0;
    const index = digits ? Number(digits) : free;
    next.set(key, Math.max(free, index + 1));
    return [digits ? name : `${key}[${index}]`, value];
  });
}
