// Generated from specs/pili-v2/openapi.yaml by scripts/generate.ts. Do not edit.
import type { Client } from "openapi-fetch";
import type { components, operations, paths } from "./schema.ts";

/** Headers that the API does not describe. */
export type AdditionalHeaders = Record<string, HeaderValue>;

/** The value of a header. A list is joined by commas, `undefined` sends no header. */
export type HeaderValue =
  | string
  | number
  | boolean
  | bigint
  | (string | number | boolean | bigint)[]
  | null
  | undefined;

/** Options that every endpoint accepts. */
export interface CallOptions {
  /** Headers in addition to those of the client. They replace headers with the same name. */
  headers?: AdditionalHeaders | undefined;
  /** Aborts the call, its retries and its delays. */
  signal?: AbortSignal | undefined;
  /** Attempts after the first one. Replaces the setting of the client. */
  retries?: number | undefined;
  /** Limit of one attempt in milliseconds. Replaces the setting of the client. */
  timeoutMs?: number | undefined;
}

/** A response, with the most useful members of the platform's `Response`. */
export interface EndpointResponse
  extends Pick<
    Response,
    "status" | "ok" | "statusText" | "url" | "json" | "text" | "arrayBuffer" | "blob"
  > {
  readonly headers: Pick<Headers, "get" | "has" | "forEach"> & Iterable<[string, string]>;
}

/**
 * The result of every endpoint: `data` of a success or `error` of a failure, the status and the response.
 *
 * Narrows by `data`, by `error` and by `status`.
 */
export type Result<Data, Problem, Key = "2XX"> = Success<Key, Data> | Failure<"default", Problem>;

/** The result of a success with the statuses of `Key`, except those of `Others`. */
export interface Success<Key, Data, Others = never> {
  data: Data;
  error?: never;
  status: Exclude<StatusOf<Key>, StatusOf<Others>>;
  response: EndpointResponse;
}

/** The result of a failure with the statuses of `Key`, except those of `Others`. */
export interface Failure<Key, Problem, Others = never> {
  data?: never;
  error: Problem;
  status: Exclude<StatusOf<Key>, StatusOf<Others>>;
  response: EndpointResponse;
}

/** The statuses that a key of a spec stands for: `404` for itself, `4XX` for its class, `default` for all failures. */
type StatusOf<Key> = Key extends "default"
  ? StatusOf<"3XX" | "4XX" | "5XX">
  : Key extends `${infer Class}XX`
    ? ToNumber<`${Class}${Digit}${Digit}`>
    : Key;

type ToNumber<Text> = Text extends `${infer Value extends number}` ? Value : never;

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

interface UntypedInit extends Omit<CallOptions, "headers"> {
  path?: unknown;
  query?: unknown;
  headers?: object | undefined;
  body?: unknown;
  querySerializer?: unknown;
  pathSerializer?: unknown;
  bodySerializer?: unknown;
  duplex?: "half";
  baseUrl?: string | undefined;
  parseAs?: "stream";
}

interface UntypedClient {
  request(method: string, path: string, init: object): Promise<UntypedResult>;
}

interface UntypedResult {
  status?: number | undefined;
  response?: EndpointResponse;
}

/**
 * Calls an operation through an untyped client, and adds the status to the result.
 *
 * The signature of the endpoint has already checked the options. Inferring their types again through
 * the client would slow type checks down.
 */
async function callOperation(
  client: unknown,
  method: string,
  template: string,
  { path, query, ...options }: UntypedInit,
): Promise<never> {
  const init = { ...options, params: { path, query } };
  const result = await (client as UntypedClient).request(method, template, init);
  result.status = result.response?.status;
  return result as never; // The signature of the endpoint has the types.
}

interface OperationDefaults {
  /** Media type of the body, if it is not JSON. */
  contentType?: string | null;
  baseUrl?: string;
}

/** Adds what is the same for all calls of an operation. The options of the caller take precedence. */
function withDefaults(
  options: UntypedInit,
  { contentType, baseUrl }: OperationDefaults,
): UntypedInit {
  const type = options.body === undefined ? undefined : contentType;
  const headers = { "Content-Type": type, ...options.headers };
  return { ...options, headers, baseUrl: options.baseUrl ?? baseUrl };
}

/** Returns a value as JSON. A bigint becomes a number with all its digits. */
function toJson(value: unknown): string {
  let mark = "";
  const text = JSON.stringify(value, (_, item: unknown) => {
    if (typeof item !== "bigint") return item;
    mark ||= crypto.randomUUID();
    return `${mark}${item}`;
  });
  return mark === "" ? text : text.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1");
}

/** Creates the serializer of a query. Parameters without a style have the default one. */
function serializeQuery(styles: Readonly<Record<string, FieldStyle>>) {
  return (query: Readonly<Record<string, unknown>>): string =>
    Object.entries(query)
      .flatMap(([name, value]) => toTextPairs(`query.${name}`, name, value, ownValue(styles, name)))
      .map(([name, text]) => `${name}=${text}`)
      .join("&");
}

/** How the value of a query parameter or form field is written. The default is `form` and `explode`. */
interface FieldStyle {
  readonly style?: "form" | "spaceDelimited" | "pipeDelimited" | "deepObject";
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  /** Whether an empty list or object is sent as an empty text. */
  readonly allowEmptyValue?: boolean;
  /** Whether the value is written as JSON. */
  readonly json?: boolean;
}

/** Serializes a query parameter or form field. */
function toTextPairs(
  argument: string,
  name: string,
  value: unknown,
  style: FieldStyle = {},
  escapes: Escapes = percentEscapes(style),
): TextPair[] {
  if (!isSet(value)) return [];
  const key = escapes.name(name, argument);
  if (style.json) return [[key, escapes.value(toJson(value), argument)]];
  if (style.style === "deepObject") return nestedPairs({ argument, key, value }, escapes);
  const members = membersOf(argument, value);
  if (members.length === 0) return style.allowEmptyValue ? [[key, ""]] : [];
  if (isJoined(value, style)) return [[key, joinMembers(members, joiningOf(style, escapes))]];
  return members.map((part) => [
    part.key === undefined ? key : escapes.name(part.key, part.argument),
    escapes.value(toText(part.argument, part.value), part.argument),
  ]);
}

/** How names and values are escaped. */
interface Escapes {
  readonly name: Escape;
  readonly value: Escape;
}

/** Escapes a text, for example for a URL. */
type Escape = (text: string, argument: string) => string;

function percentEscapes({ allowReserved }: FieldStyle): Escapes {
  return { name: escapeText, value: allowReserved ? escapeUnreserved : escapeText };
}

/** Percent-encodes everything but letters, digits, `-`, `.`, `_` and `~`. */
function escapeText(text: string, argument: string): string {
  try {
    return encodeURIComponent(text).replace(
      /[!'()*]/g,
      (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  } catch {
    throw invalidArgument(argument, "must be well-formed Unicode");
  }
}

/**
 * Creates the error for a value that cannot be sent.
 *
 * A client that has its own class of error recognizes this one by its members.
 */
function invalidArgument(argument: string, expectation: string): TypeError {
  return Object.assign(new TypeError(`${argument} ${expectation}`), { argument, expectation });
}

/** Percent-encodes like {@link escapeText}, except the reserved characters that a query can hold. */
function escapeUnreserved(text: string, argument: string): string {
  const reserved = /%(3A|2F|3F|5B|5D|40|21|24|28|29|2A|2C|3B|3D)/g;
  return escapeText(text, argument).replace(reserved, decodeURIComponent);
}

/** A name and a text, both escaped. */
type TextPair = readonly [name: string, text: string];

/** Returns whether a value is sent: `undefined` and `null` are omitted. */
function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Writes nested objects and lists as `name[key]` and `name[0]`. */
function nestedPairs({ argument, key = "", value }: Member, escapes: Escapes): TextPair[] {
  if (!Array.isArray(value) && !isRecord(value)) {
    return [[key, escapes.value(toText(argument, value), argument)]];
  }
  return membersOf(argument, value).flatMap((member, index) => {
    const inner = member.key === undefined ? index : escapes.name(member.key, member.argument);
    return nestedPairs({ ...member, key: `${key}[${inner}]` }, escapes);
  });
}

/** A scalar of a list or of an object. */
interface Member {
  /** Location for errors: `query.ids[1]`. */
  readonly argument: string;
  /** Key in the object. */
  readonly key?: string;
  readonly value: unknown;
}

/** Returns whether a value is an object with fields, not an array, a Date, a Blob or bytes. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === "[object Object]";
}

/** Returns the text of a scalar. Dates become ISO 8601. */
function toText(argument: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  const isText = Number.isFinite(value) || typeof value === "boolean" || typeof value === "bigint";
  if (isText) return String(value);
  const kind = Array.isArray(value) ? "an array" : isRecord(value) ? "an object" : String(value);
  throw invalidArgument(
    argument,
    `must be a string, a finite number, a boolean or a valid Date, not ${kind}`,
  );
}

/** Lists the items of a list, the fields of an object, or the value itself. */
function membersOf(argument: string, value: unknown): Member[] {
  let members: Member[] = [{ argument, value }];
  if (Array.isArray(value)) {
    members = value.map((item, index) => ({ argument: `${argument}[${index}]`, value: item }));
  } else if (isRecord(value)) {
    const keys = Object.keys(value);
    members = keys.map((key) => ({ argument: `${argument}.${key}`, key, value: value[key] }));
  }
  return members.filter((member) => isSet(member.value));
}

/** Returns whether a value is a list or an object that is written as one text. */
function isJoined(value: unknown, { style = "form", explode = style === "form" }: FieldStyle) {
  return !explode && (Array.isArray(value) || isRecord(value));
}

/**
 * Joins members: `a,b`, `key,value`, or `key=value` with `explode`.
 *
 * Throws if a text contains the separator after it has been escaped: the receiver would split it.
 */
function joinMembers(members: readonly Member[], joining: Joining): string {
  return members.map((member) => joinMember(member, joining)).join(joining.separator);
}

/** How {@link joinMembers} joins. */
interface Joining {
  readonly separator: string;
  /** Whether a key and its value are joined by `=`. */
  readonly explode?: boolean;
  readonly escapeWith: Escape;
}

function joinMember({ argument, key, value }: Member, joining: Joining): string {
  const { separator, explode = false, escapeWith } = joining;
  const marks = explode && key !== undefined ? [separator, "="] : [separator];
  const texts = [...(key === undefined ? [] : [key]), toText(argument, value)].map(
    (text, index) => {
      const escaped = escapeWith(text, argument);
      // Only the first "=" separates.
      const mark = marks.slice(0, index === 0 ? 2 : 1).find((other) => escaped.includes(other));
      if (mark === undefined) return escaped;
      throw invalidArgument(argument, `must not contain "${mark}", which separates values`);
    },
  );
  return texts.join(explode ? "=" : separator);
}

function joiningOf({ style = "form" }: FieldStyle, { name: escapeWith }: Escapes) {
  const separators = { form: ",", spaceDelimited: escapeWith(" ", ""), pipeDelimited: "|" };
  return { separator: style === "deepObject" ? "," : separators[style], escapeWith };
}

/** Returns the own property of an object. */
function ownValue<Value>(values: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}

export type ListStreamsPath = operations["listStreams"]["parameters"]["path"];
export type ListStreamsQuery = NonNullable<operations["listStreams"]["parameters"]["query"]>;
export type ListStreamsData = components["schemas"]["StreamList"];
export type ListStreamsError = components["schemas"]["ApiError"];
export type ListStreamsResult =
  | Success<200, ListStreamsData>
  | Failure<"default" | 612, ListStreamsError>;

export interface ListStreamsOptions extends CallOptions {
  path: ListStreamsPath;
  query?: ListStreamsQuery | undefined;
}

/**
 * Lists the streams of a hub
 *
 * Continue with `marker` until it is empty. A page whose marker is not empty can be the last one with
 * streams. Published clients leave parameters out when they are false, 0 or empty; older ones send all
 * four.
 *
 * `GET /v2/hubs/{hub}/streams`
 */
export function listStreams(
  client: Client<paths>,
  options: ListStreamsOptions,
): Promise<ListStreamsResult> {
  return callOperation(client, "get", "/v2/hubs/{hub}/streams", options);
}

export type CreateStreamPath = operations["createStream"]["parameters"]["path"];
export type CreateStreamBody =
  operations["createStream"]["requestBody"]["content"]["application/json"];
export type CreateStreamData = undefined;
export type CreateStreamError = components["schemas"]["ApiError"];
export type CreateStreamResult =
  | Success<200, CreateStreamData>
  | Failure<"default" | 614, CreateStreamError>;

export interface CreateStreamOptions extends CallOptions {
  path: CreateStreamPath;
  body: CreateStreamBody;
}

/**
 * Creates a stream
 *
 * Publishing to a valid URL creates a stream as well, so this call is rarely needed.
 *
 * `POST /v2/hubs/{hub}/streams`
 */
export function createStream(
  client: Client<paths>,
  options: CreateStreamOptions,
): Promise<CreateStreamResult> {
  return callOperation(client, "post", "/v2/hubs/{hub}/streams", options);
}

export type GetStreamPath = operations["getStream"]["parameters"]["path"];
export type GetStreamData = components["schemas"]["Stream"];
export type GetStreamError = components["schemas"]["ApiError"];
export type GetStreamResult =
  | Success<200, GetStreamData>
  | Failure<"default" | 612, GetStreamError>;

export interface GetStreamOptions extends CallOptions {
  path: GetStreamPath;
}

/**
 * Gets a stream
 *
 * `GET /v2/hubs/{hub}/streams/{encodedKey}`
 */
export function getStream(
  client: Client<paths>,
  options: GetStreamOptions,
): Promise<GetStreamResult> {
  return callOperation(client, "get", "/v2/hubs/{hub}/streams/{encodedKey}", options);
}

export type ListLiveStatusesPath = operations["listLiveStatuses"]["parameters"]["path"];
export type ListLiveStatusesBody =
  operations["listLiveStatuses"]["requestBody"]["content"]["application/json"];
export type ListLiveStatusesData = components["schemas"]["LiveStatusList"];
export type ListLiveStatusesError = components["schemas"]["ApiError"];
export type ListLiveStatusesResult =
  | Success<200, ListLiveStatusesData>
  | Failure<"default" | 612, ListLiveStatusesError>;

export interface ListLiveStatusesOptions extends CallOptions {
  path: ListLiveStatusesPath;
  body: ListLiveStatusesBody;
}

/**
 * Lists the pushes in progress of several streams
 *
 * Streams that are not live or do not exist are missing in the response.
 *
 * `POST /v2/hubs/{hub}/livestreams`
 */
export function listLiveStatuses(
  client: Client<paths>,
  options: ListLiveStatusesOptions,
): Promise<ListLiveStatusesResult> {
  return callOperation(client, "post", "/v2/hubs/{hub}/livestreams", options);
}

export type SetStreamDisabledPath = operations["setStreamDisabled"]["parameters"]["path"];
export type SetStreamDisabledBody =
  operations["setStreamDisabled"]["requestBody"]["content"]["application/json"];
export type SetStreamDisabledData = undefined;
export type SetStreamDisabledError = components["schemas"]["ApiError"];
export type SetStreamDisabledResult =
  | Success<200, SetStreamDisabledData>
  | Failure<"default" | 612, SetStreamDisabledError>;

export interface SetStreamDisabledOptions extends CallOptions {
  path: SetStreamDisabledPath;
  body: SetStreamDisabledBody;
}

/**
 * Disables a stream, optionally until a time, or enables it
 *
 * `POST /v2/hubs/{hub}/streams/{encodedKey}/disabled`
 */
export function setStreamDisabled(
  client: Client<paths>,
  options: SetStreamDisabledOptions,
): Promise<SetStreamDisabledResult> {
  return callOperation(client, "post", "/v2/hubs/{hub}/streams/{encodedKey}/disabled", options);
}

export type SetStreamConvertsPath = operations["setStreamConverts"]["parameters"]["path"];
export type SetStreamConvertsBody =
  operations["setStreamConverts"]["requestBody"]["content"]["application/json"];
export type SetStreamConvertsData = undefined;
export type SetStreamConvertsError = components["schemas"]["ApiError"];
export type SetStreamConvertsResult =
  | Success<200, SetStreamConvertsData>
  | Failure<"default" | 612, SetStreamConvertsError>;

export interface SetStreamConvertsOptions extends CallOptions {
  path: SetStreamConvertsPath;
  body: SetStreamConvertsBody;
}

/**
 * Sets the profiles that a stream is converted to
 *
 * They take effect at the next push. Each profile is played with the key `<key>@<profile>`.
 *
 * `POST /v2/hubs/{hub}/streams/{encodedKey}/converts`
 */
export function setStreamConverts(
  client: Client<paths>,
  options: SetStreamConvertsOptions,
): Promise<SetStreamConvertsResult> {
  return callOperation(client, "post", "/v2/hubs/{hub}/streams/{encodedKey}/converts", options);
}

export type GetLiveStatusPath = operations["getLiveStatus"]["parameters"]["path"];
export type GetLiveStatusData = components["schemas"]["LiveStatus"];
export type GetLiveStatusError = components["schemas"]["ApiError"];
export type GetLiveStatusResult =
  | Success<200, GetLiveStatusData>
  | Failure<"default" | 612 | 619, GetLiveStatusError>;

export interface GetLiveStatusOptions extends CallOptions {
  path: GetLiveStatusPath;
}

/**
 * Gets the push in progress of a stream
 *
 * A stream that is not live is reported in three forms, depending on the server: with status 619 and
 * `no live`, with status 404 and `not found`, or with status 200 and zeros.
 *
 * `GET /v2/hubs/{hub}/streams/{encodedKey}/live`
 */
export function getLiveStatus(
  client: Client<paths>,
  options: GetLiveStatusOptions,
): Promise<GetLiveStatusResult> {
  return callOperation(client, "get", "/v2/hubs/{hub}/streams/{encodedKey}/live", options);
}

export type ListHistoryActivityPath = operations["listHistoryActivity"]["parameters"]["path"];
export type ListHistoryActivityQuery = NonNullable<
  operations["listHistoryActivity"]["parameters"]["query"]
>;
export type ListHistoryActivityData = components["schemas"]["ActivityList"];
export type ListHistoryActivityError = components["schemas"]["ApiError"];
export type ListHistoryActivityResult =
  | Success<200, ListHistoryActivityData>
  | Failure<"default" | 612, ListHistoryActivityError>;

export interface ListHistoryActivityOptions extends CallOptions {
  path: ListHistoryActivityPath;
  query?: ListHistoryActivityQuery | undefined;
}

/**
 * Lists the past pushes of a stream
 *
 * The same under the name `historyrecord`, which some clients use.
 *
 * `GET /v2/hubs/{hub}/streams/{encodedKey}/historyactivity`
 */
export function listHistoryActivity(
  client: Client<paths>,
  options: ListHistoryActivityOptions,
): Promise<ListHistoryActivityResult> {
  return callOperation(
    client,
    "get",
    "/v2/hubs/{hub}/streams/{encodedKey}/historyactivity",
    options,
  );
}

export type SaveStreamAsPath = operations["saveStreamAs"]["parameters"]["path"];
export type SaveStreamAsBody =
  operations["saveStreamAs"]["requestBody"]["content"]["application/json"];
export type SaveStreamAsData = components["schemas"]["SaveAsResult"];
export type SaveStreamAsError = components["schemas"]["ApiError"];
export type SaveStreamAsResult =
  | Success<200, SaveStreamAsData>
  | Failure<"default" | 612 | 619, SaveStreamAsError>;

export interface SaveStreamAsOptions extends CallOptions {
  path: SaveStreamAsPath;
  body: SaveStreamAsBody;
}

/**
 * Saves a recording as a file
 *
 * Without `format`, or with `m3u8`, the file is a playlist and available immediately. With `flv` or
 * `mp4`, a job creates it.
 *
 * If there is no recording of the interval, the service responds with 619.
 *
 * `POST /v2/hubs/{hub}/streams/{encodedKey}/saveas`
 */
export function saveStreamAs(
  client: Client<paths>,
  options: SaveStreamAsOptions,
): Promise<SaveStreamAsResult> {
  return callOperation(client, "post", "/v2/hubs/{hub}/streams/{encodedKey}/saveas", options);
}

export type SnapshotStreamPath = operations["snapshotStream"]["parameters"]["path"];
export type SnapshotStreamBody =
  operations["snapshotStream"]["requestBody"]["content"]["application/json"];
export type SnapshotStreamData = components["schemas"]["SnapshotResult"];
export type SnapshotStreamError = components["schemas"]["ApiError"];
export type SnapshotStreamResult =
  | Success<200, SnapshotStreamData>
  | Failure<"default" | 612 | 619, SnapshotStreamError>;

export interface SnapshotStreamOptions extends CallOptions {
  path: SnapshotStreamPath;
  body: SnapshotStreamBody;
}

/**
 * Takes a picture of a stream
 *
 * The picture is available immediately. With `notify`, a job creates it.
 *
 * If there is no data at that time, the service responds with 619.
 *
 * `POST /v2/hubs/{hub}/streams/{encodedKey}/snapshot`
 */
export function snapshotStream(
  client: Client<paths>,
  options: SnapshotStreamOptions,
): Promise<SnapshotStreamResult> {
  return callOperation(client, "post", "/v2/hubs/{hub}/streams/{encodedKey}/snapshot", options);
}

export type GetStreamStatsPath = operations["getStreamStats"]["parameters"]["path"];
export type GetStreamStatsQuery = NonNullable<operations["getStreamStats"]["parameters"]["query"]>;
export type GetStreamStatsData = components["schemas"]["StreamStatsList"];
export type GetStreamStatsError = components["schemas"]["ApiError"];
export type GetStreamStatsResult =
  | Success<200, GetStreamStatsData>
  | Failure<"default" | 612, GetStreamStatsError>;

export interface GetStreamStatsOptions extends CallOptions {
  path: GetStreamStatsPath;
  query?: GetStreamStatsQuery | undefined;
}

/**
 * Gets measurements of a stream
 *
 * Described in a document of the service. No published client calls it, so this is not confirmed.
 *
 * `GET /v2/hubs/{hub}/streams/{encodedKey}/stats`
 */
export function getStreamStats(
  client: Client<paths>,
  options: GetStreamStatsOptions,
): Promise<GetStreamStatsResult> {
  return callOperation(client, "get", "/v2/hubs/{hub}/streams/{encodedKey}/stats", options);
}

export type GetPlayStatsPath = operations["getPlayStats"]["parameters"]["path"];
export type GetPlayStatsData = components["schemas"]["PlayStats"];
export type GetPlayStatsError = components["schemas"]["ApiError"];
export type GetPlayStatsResult =
  | Success<200, GetPlayStatsData>
  | Failure<"default" | 612, GetPlayStatsError>;

export interface GetPlayStatsOptions extends CallOptions {
  path: GetPlayStatsPath;
}

/**
 * Gets the current viewers of a hub
 *
 * `GET /v2/hubs/{hub}/stat/play`
 */
export function getPlayStats(
  client: Client<paths>,
  options: GetPlayStatsOptions,
): Promise<GetPlayStatsResult> {
  return callOperation(client, "get", "/v2/hubs/{hub}/stat/play", options);
}

export type GetDomainPlayStatsPath = operations["getDomainPlayStats"]["parameters"]["path"];
export type GetDomainPlayStatsQuery = operations["getDomainPlayStats"]["parameters"]["query"];
export type GetDomainPlayStatsData = components["schemas"]["DomainPlayStats"];
export type GetDomainPlayStatsError = components["schemas"]["ApiError"];
export type GetDomainPlayStatsResult =
  | Success<200, GetDomainPlayStatsData>
  | Failure<"default" | 612, GetDomainPlayStatsError>;

export interface GetDomainPlayStatsOptions extends CallOptions {
  path: GetDomainPlayStatsPath;
  query: GetDomainPlayStatsQuery;
}

/**
 * Gets the current viewers of a stream by domain
 *
 * Described in a document of the service. No published client calls it, so this is not confirmed.
 *
 * `GET /v2/hubs/{hub}/stat/play/more`
 */
export function getDomainPlayStats(
  client: Client<paths>,
  options: GetDomainPlayStatsOptions,
): Promise<GetDomainPlayStatsResult> {
  return callOperation(client, "get", "/v2/hubs/{hub}/stat/play/more", options);
}

export type ListPlayHistoryPath = operations["listPlayHistory"]["parameters"]["path"];
export type ListPlayHistoryQuery = operations["listPlayHistory"]["parameters"]["query"];
export type ListPlayHistoryData = components["schemas"]["PlayHistory"];
export type ListPlayHistoryError = components["schemas"]["ApiError"];
export type ListPlayHistoryResult =
  | Success<200, ListPlayHistoryData>
  | Failure<"default" | 612, ListPlayHistoryError>;

export interface ListPlayHistoryOptions extends CallOptions {
  path: ListPlayHistoryPath;
  query: ListPlayHistoryQuery;
}

/**
 * Lists the viewers of a hub over time
 *
 * Intervals of five minutes. The form of the items is not known.
 *
 * `GET /v2/hubs/{hub}/stat/play/history`
 */
export function listPlayHistory(
  client: Client<paths>,
  options: ListPlayHistoryOptions,
): Promise<ListPlayHistoryResult> {
  return callOperation(client, "get", "/v2/hubs/{hub}/stat/play/history", options);
}

export type GetPlayHistoryDetailPath = operations["getPlayHistoryDetail"]["parameters"]["path"];
export type GetPlayHistoryDetailQuery = operations["getPlayHistoryDetail"]["parameters"]["query"];
export type GetPlayHistoryDetailData = components["schemas"]["PlayHistoryDetail"];
export type GetPlayHistoryDetailError = components["schemas"]["ApiError"];
export type GetPlayHistoryDetailResult =
  | Success<200, GetPlayHistoryDetailData>
  | Failure<"default" | 612, GetPlayHistoryDetailError>;

export interface GetPlayHistoryDetailOptions extends CallOptions {
  path: GetPlayHistoryDetailPath;
  query: GetPlayHistoryDetailQuery;
}

/**
 * Gets the viewers of a hub at a past time
 *
 * The form of the response is not known.
 *
 * `GET /v2/hubs/{hub}/stat/play/history/detail`
 */
export function getPlayHistoryDetail(
  client: Client<paths>,
  options: GetPlayHistoryDetailOptions,
): Promise<GetPlayHistoryDetailResult> {
  return callOperation(client, "get", "/v2/hubs/{hub}/stat/play/history/detail", options);
}

export type ListDomainPlayHistoryPath = operations["listDomainPlayHistory"]["parameters"]["path"];
export type ListDomainPlayHistoryQuery = operations["listDomainPlayHistory"]["parameters"]["query"];
export type ListDomainPlayHistoryData = components["schemas"]["DomainPlayStats"];
export type ListDomainPlayHistoryError = components["schemas"]["ApiError"];
export type ListDomainPlayHistoryResult =
  | Success<200, ListDomainPlayHistoryData>
  | Failure<"default" | 612, ListDomainPlayHistoryError>;

export interface ListDomainPlayHistoryOptions extends CallOptions {
  path: ListDomainPlayHistoryPath;
  query: ListDomainPlayHistoryQuery;
}

/**
 * Lists the viewers of a hub over time by domain
 *
 * Described in a document of the service. No published client calls it, so this is not confirmed; the
 * parameters are inferred from `listPlayHistory`.
 *
 * `GET /v2/hubs/{hub}/stat/play/history/more`
 */
export function listDomainPlayHistory(
  client: Client<paths>,
  options: ListDomainPlayHistoryOptions,
): Promise<ListDomainPlayHistoryResult> {
  return callOperation(client, "get", "/v2/hubs/{hub}/stat/play/history/more", options);
}

export type ListHubsData = components["schemas"]["HubList"];
export type ListHubsError = components["schemas"]["ApiError"];
export type ListHubsResult = Success<200, ListHubsData> | Failure<"default" | 612, ListHubsError>;
export type ListHubsOptions = CallOptions;

/**
 * Lists the hubs of the account
 *
 * `GET /v2/hubs`
 */
export function listHubs(
  client: Client<paths>,
  options: ListHubsOptions = {},
): Promise<ListHubsResult> {
  return callOperation(client, "get", "/v2/hubs", options);
}

export type GetHubPath = operations["getHub"]["parameters"]["path"];
export type GetHubData = components["schemas"]["Hub"];
export type GetHubError = components["schemas"]["ApiError"];
export type GetHubResult = Success<200, GetHubData> | Failure<"default" | 612, GetHubError>;

export interface GetHubOptions extends CallOptions {
  path: GetHubPath;
}

/**
 * Gets a hub and its settings
 *
 * `GET /v2/hubs/{hub}`
 */
export function getHub(client: Client<paths>, options: GetHubOptions): Promise<GetHubResult> {
  return callOperation(client, "get", "/v2/hubs/{hub}", options);
}

export type SetHubSecurityPath = operations["setHubSecurity"]["parameters"]["path"];
export type SetHubSecurityBody =
  operations["setHubSecurity"]["requestBody"]["content"]["application/json"];
export type SetHubSecurityData = undefined;
export type SetHubSecurityError = components["schemas"]["ApiError"];
export type SetHubSecurityResult =
  | Success<200, SetHubSecurityData>
  | Failure<"default" | 612, SetHubSecurityError>;

export interface SetHubSecurityOptions extends CallOptions {
  path: SetHubSecurityPath;
  body: SetHubSecurityBody;
}

/**
 * Sets how publishing to a hub is authorized
 *
 * `POST /v2/hubs/{hub}/security`
 */
export function setHubSecurity(
  client: Client<paths>,
  options: SetHubSecurityOptions,
): Promise<SetHubSecurityResult> {
  return callOperation(client, "post", "/v2/hubs/{hub}/security", options);
}

export type SetHubHlsPlusPath = operations["setHubHlsPlus"]["parameters"]["path"];
export type SetHubHlsPlusBody =
  operations["setHubHlsPlus"]["requestBody"]["content"]["application/json"];
export type SetHubHlsPlusData = undefined;
export type SetHubHlsPlusError = components["schemas"]["ApiError"];
export type SetHubHlsPlusResult =
  | Success<200, SetHubHlsPlusData>
  | Failure<"default" | 612, SetHubHlsPlusError>;

export interface SetHubHlsPlusOptions extends CallOptions {
  path: SetHubHlsPlusPath;
  body: SetHubHlsPlusBody;
}

/**
 * Enables or disables HLS of low latency for a hub
 *
 * `POST /v2/hubs/{hub}/hlsplus`
 */
export function setHubHlsPlus(
  client: Client<paths>,
  options: SetHubHlsPlusOptions,
): Promise<SetHubHlsPlusResult> {
  return callOperation(client, "post", "/v2/hubs/{hub}/hlsplus", options);
}

export type SetHubPersistencePath = operations["setHubPersistence"]["parameters"]["path"];
export type SetHubPersistenceBody =
  operations["setHubPersistence"]["requestBody"]["content"]["application/json"];
export type SetHubPersistenceData = undefined;
export type SetHubPersistenceError = components["schemas"]["ApiError"];
export type SetHubPersistenceResult =
  | Success<200, SetHubPersistenceData>
  | Failure<"default" | 612, SetHubPersistenceError>;

export interface SetHubPersistenceOptions extends CallOptions {
  path: SetHubPersistencePath;
  body: SetHubPersistenceBody;
}

/**
 * Sets where and for how long the recordings of a hub are stored
 *
 * `POST /v2/hubs/{hub}/persistence`
 */
export function setHubPersistence(
  client: Client<paths>,
  options: SetHubPersistenceOptions,
): Promise<SetHubPersistenceResult> {
  return callOperation(client, "post", "/v2/hubs/{hub}/persistence", {
    ...options,
    bodySerializer: toJson,
  });
}

export type SetHubSnapshotIntervalPath = operations["setHubSnapshotInterval"]["parameters"]["path"];
export type SetHubSnapshotIntervalBody =
  operations["setHubSnapshotInterval"]["requestBody"]["content"]["application/json"];
export type SetHubSnapshotIntervalData = undefined;
export type SetHubSnapshotIntervalError = components["schemas"]["ApiError"];
export type SetHubSnapshotIntervalResult =
  | Success<200, SetHubSnapshotIntervalData>
  | Failure<"default" | 612, SetHubSnapshotIntervalError>;

export interface SetHubSnapshotIntervalOptions extends CallOptions {
  path: SetHubSnapshotIntervalPath;
  body: SetHubSnapshotIntervalBody;
}

/**
 * Sets how often a picture of each live stream of a hub is stored
 *
 * `POST /v2/hubs/{hub}/snapshot`
 */
export function setHubSnapshotInterval(
  client: Client<paths>,
  options: SetHubSnapshotIntervalOptions,
): Promise<SetHubSnapshotIntervalResult> {
  return callOperation(client, "post", "/v2/hubs/{hub}/snapshot", {
    ...options,
    bodySerializer: toJson,
  });
}

export type ListDomainsPath = operations["listDomains"]["parameters"]["path"];
export type ListDomainsData = components["schemas"]["DomainList"];
export type ListDomainsError = components["schemas"]["ApiError"];
export type ListDomainsResult =
  | Success<200, ListDomainsData>
  | Failure<"default" | 612, ListDomainsError>;

export interface ListDomainsOptions extends CallOptions {
  path: ListDomainsPath;
}

/**
 * Lists the domains of a hub
 *
 * `GET /v2/hubs/{hub}/domains`
 */
export function listDomains(
  client: Client<paths>,
  options: ListDomainsOptions,
): Promise<ListDomainsResult> {
  return callOperation(client, "get", "/v2/hubs/{hub}/domains", options);
}

export type CreateDomainPath = operations["createDomain"]["parameters"]["path"];
export type CreateDomainBody =
  operations["createDomain"]["requestBody"]["content"]["application/json"];
export type CreateDomainData = undefined;
export type CreateDomainError = components["schemas"]["ApiError"];
export type CreateDomainResult =
  | Success<200, CreateDomainData>
  | Failure<"default" | 612, CreateDomainError>;

export interface CreateDomainOptions extends CallOptions {
  path: CreateDomainPath;
  body: CreateDomainBody;
}

/**
 * Adds a domain to a hub
 *
 * `POST /v2/hubs/{hub}/newdomains`
 */
export function createDomain(
  client: Client<paths>,
  options: CreateDomainOptions,
): Promise<CreateDomainResult> {
  return callOperation(client, "post", "/v2/hubs/{hub}/newdomains", options);
}

export type SetVodDomainPath = operations["setVodDomain"]["parameters"]["path"];
export type SetVodDomainBody =
  operations["setVodDomain"]["requestBody"]["content"]["application/json"];
export type SetVodDomainData = undefined;
export type SetVodDomainError = components["schemas"]["ApiError"];
export type SetVodDomainResult =
  | Success<200, SetVodDomainData>
  | Failure<"default" | 612, SetVodDomainError>;

export interface SetVodDomainOptions extends CallOptions {
  path: SetVodDomainPath;
  body: SetVodDomainBody;
}

/**
 * Sets the domain for viewing the recordings of a hub
 *
 * `POST /v2/hubs/{hub}/voddomain`
 */
export function setVodDomain(
  client: Client<paths>,
  options: SetVodDomainOptions,
): Promise<SetVodDomainResult> {
  return callOperation(client, "post", "/v2/hubs/{hub}/voddomain", options);
}

export type GetDomainPath = operations["getDomain"]["parameters"]["path"];
export type GetDomainData = components["schemas"]["Domain"];
export type GetDomainError = components["schemas"]["ApiError"];
export type GetDomainResult =
  | Success<200, GetDomainData>
  | Failure<"default" | 612, GetDomainError>;

export interface GetDomainOptions extends CallOptions {
  path: GetDomainPath;
}

/**
 * Gets a domain and its settings
 *
 * `GET /v2/hubs/{hub}/domains/{domain}`
 */
export function getDomain(
  client: Client<paths>,
  options: GetDomainOptions,
): Promise<GetDomainResult> {
  return callOperation(client, "get", "/v2/hubs/{hub}/domains/{domain}", options);
}

export type DeleteDomainPath = operations["deleteDomain"]["parameters"]["path"];
export type DeleteDomainData = undefined;
export type DeleteDomainError = components["schemas"]["ApiError"];
export type DeleteDomainResult =
  | Success<200, DeleteDomainData>
  | Failure<"default" | 612, DeleteDomainError>;

export interface DeleteDomainOptions extends CallOptions {
  path: DeleteDomainPath;
}

/**
 * Removes a domain from a hub
 *
 * One client sends the body `{}`. Whether the service needs it is not known.
 *
 * `DELETE /v2/hubs/{hub}/domains/{domain}`
 */
export function deleteDomain(
  client: Client<paths>,
  options: DeleteDomainOptions,
): Promise<DeleteDomainResult> {
  return callOperation(client, "delete", "/v2/hubs/{hub}/domains/{domain}", options);
}

export type SetDomainCertificatePath = operations["setDomainCertificate"]["parameters"]["path"];
export type SetDomainCertificateBody =
  operations["setDomainCertificate"]["requestBody"]["content"]["application/json"];
export type SetDomainCertificateData = undefined;
export type SetDomainCertificateError = components["schemas"]["ApiError"];
export type SetDomainCertificateResult =
  | Success<200, SetDomainCertificateData>
  | Failure<"default" | 612, SetDomainCertificateError>;

export interface SetDomainCertificateOptions extends CallOptions {
  path: SetDomainCertificatePath;
  body: SetDomainCertificateBody;
}

/**
 * Sets the certificate of a domain
 *
 * `POST /v2/hubs/{hub}/domains/{domain}/cert`
 */
export function setDomainCertificate(
  client: Client<paths>,
  options: SetDomainCertificateOptions,
): Promise<SetDomainCertificateResult> {
  return callOperation(client, "post", "/v2/hubs/{hub}/domains/{domain}/cert", options);
}

export type SetDomainUrlRewritePath = operations["setDomainUrlRewrite"]["parameters"]["path"];
export type SetDomainUrlRewriteBody =
  operations["setDomainUrlRewrite"]["requestBody"]["content"]["application/json"];
export type SetDomainUrlRewriteData = undefined;
export type SetDomainUrlRewriteError = components["schemas"]["ApiError"];
export type SetDomainUrlRewriteResult =
  | Success<200, SetDomainUrlRewriteData>
  | Failure<"default" | 612, SetDomainUrlRewriteError>;

export interface SetDomainUrlRewriteOptions extends CallOptions {
  path: SetDomainUrlRewritePath;
  body: SetDomainUrlRewriteBody;
}

/**
 * Sets how URLs of a domain are rewritten
 *
 * `POST /v2/hubs/{hub}/domains/{domain}/urlrewrite`
 */
export function setDomainUrlRewrite(
  client: Client<paths>,
  options: SetDomainUrlRewriteOptions,
): Promise<SetDomainUrlRewriteResult> {
  return callOperation(client, "post", "/v2/hubs/{hub}/domains/{domain}/urlrewrite", options);
}

export type GetUpflowUsageQuery = operations["getUpflowUsage"]["parameters"]["query"];
export type GetUpflowUsageData = components["schemas"]["UsageList"];
export type GetUpflowUsageError = components["schemas"]["ApiError"];
export type GetUpflowUsageResult =
  | Success<200, GetUpflowUsageData>
  | Failure<"default" | 612, GetUpflowUsageError>;

export interface GetUpflowUsageOptions extends CallOptions {
  query: GetUpflowUsageQuery;
}

/**
 * Gets the traffic of publishers
 *
 * `GET /statd/upflow`
 */
export function getUpflowUsage(
  client: Client<paths>,
  options: GetUpflowUsageOptions,
): Promise<GetUpflowUsageResult> {
  return callOperation(client, "get", "/statd/upflow", {
    ...options,
    querySerializer: serializeQuery({}),
  });
}

export type GetDownflowUsageQuery = operations["getDownflowUsage"]["parameters"]["query"];
export type GetDownflowUsageData = components["schemas"]["UsageList"];
export type GetDownflowUsageError = components["schemas"]["ApiError"];
export type GetDownflowUsageResult =
  | Success<200, GetDownflowUsageData>
  | Failure<"default" | 612, GetDownflowUsageError>;

export interface GetDownflowUsageOptions extends CallOptions {
  query: GetDownflowUsageQuery;
}

/**
 * Gets the traffic of viewers
 *
 * `GET /statd/downflow`
 */
export function getDownflowUsage(
  client: Client<paths>,
  options: GetDownflowUsageOptions,
): Promise<GetDownflowUsageResult> {
  return callOperation(client, "get", "/statd/downflow", {
    ...options,
    querySerializer: serializeQuery({}),
  });
}

export type GetCodecUsageQuery = operations["getCodecUsage"]["parameters"]["query"];
export type GetCodecUsageData = components["schemas"]["UsageList"];
export type GetCodecUsageError = components["schemas"]["ApiError"];
export type GetCodecUsageResult =
  | Success<200, GetCodecUsageData>
  | Failure<"default" | 612, GetCodecUsageError>;

export interface GetCodecUsageOptions extends CallOptions {
  query: GetCodecUsageQuery;
}

/**
 * Gets the duration of conversions
 *
 * `GET /statd/codec`
 */
export function getCodecUsage(
  client: Client<paths>,
  options: GetCodecUsageOptions,
): Promise<GetCodecUsageResult> {
  return callOperation(client, "get", "/statd/codec", {
    ...options,
    querySerializer: serializeQuery({}),
  });
}

export type GetNropUsageQuery = operations["getNropUsage"]["parameters"]["query"];
export type GetNropUsageData = components["schemas"]["UsageList"];
export type GetNropUsageError = components["schemas"]["ApiError"];
export type GetNropUsageResult =
  | Success<200, GetNropUsageData>
  | Failure<"default" | 612, GetNropUsageError>;

export interface GetNropUsageOptions extends CallOptions {
  query: GetNropUsageQuery;
}

/**
 * Gets the number of checked pictures
 *
 * `GET /statd/nrop`
 */
export function getNropUsage(
  client: Client<paths>,
  options: GetNropUsageOptions,
): Promise<GetNropUsageResult> {
  return callOperation(client, "get", "/statd/nrop", {
    ...options,
    querySerializer: serializeQuery({}),
  });
}

export type GetCasterUsageQuery = operations["getCasterUsage"]["parameters"]["query"];
export type GetCasterUsageData = components["schemas"]["UsageList"];
export type GetCasterUsageError = components["schemas"]["ApiError"];
export type GetCasterUsageResult =
  | Success<200, GetCasterUsageData>
  | Failure<"default" | 612, GetCasterUsageError>;

export interface GetCasterUsageOptions extends CallOptions {
  query: GetCasterUsageQuery;
}

/**
 * Gets the usage of the live switcher
 *
 * `GET /statd/caster`
 */
export function getCasterUsage(
  client: Client<paths>,
  options: GetCasterUsageOptions,
): Promise<GetCasterUsageResult> {
  return callOperation(client, "get", "/statd/caster", {
    ...options,
    querySerializer: serializeQuery({}),
  });
}

export type GetPubUsageQuery = operations["getPubUsage"]["parameters"]["query"];
export type GetPubUsageData = components["schemas"]["UsageList"];
export type GetPubUsageError = components["schemas"]["ApiError"];
export type GetPubUsageResult =
  | Success<200, GetPubUsageData>
  | Failure<"default" | 612, GetPubUsageError>;

export interface GetPubUsageOptions extends CallOptions {
  query: GetPubUsageQuery;
}

/**
 * Gets the usage of the publish relay
 *
 * `GET /statd/pub`
 */
export function getPubUsage(
  client: Client<paths>,
  options: GetPubUsageOptions,
): Promise<GetPubUsageResult> {
  return callOperation(client, "get", "/statd/pub", {
    ...options,
    querySerializer: serializeQuery({}),
  });
}

export type GetJobQuery = operations["getJob"]["parameters"]["query"];
export type GetJobData = components["schemas"]["Job"];
export type GetJobError = components["schemas"]["ApiError2"];
export type GetJobResult = Success<200, GetJobData> | Failure<"default" | 612, GetJobError>;

export interface GetJobOptions extends CallOptions {
  query: GetJobQuery;
  /** @default "https://api.qiniu.com" */
  baseUrl?: string | undefined;
}

/**
 * Gets the state of a job
 *
 * Needs no signature. A signed call seems to be accepted as well (not confirmed). Jobs are stored
 * for about 10 days (not confirmed).
 *
 * `GET /status/get/prefop`
 */
export function getJob(client: Client<paths>, options: GetJobOptions): Promise<GetJobResult> {
  return callOperation(
    client,
    "get",
    "/status/get/prefop",
    withDefaults(options, { baseUrl: "https://api.qiniu.com" }),
  );
}
