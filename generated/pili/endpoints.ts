// Generated from specs/pili/openapi.yaml by scripts/generate.ts. Do not edit.
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

export type ListStreamsQuery = operations["listStreams"]["parameters"]["query"];
export type ListStreamsData = components["schemas"]["StreamList"];
export type ListStreamsError = components["schemas"]["ApiError"];
export type ListStreamsResult =
  | Success<200, ListStreamsData>
  | Failure<"default" | 612 | 614 | 619, ListStreamsError>;

export interface ListStreamsOptions extends CallOptions {
  query: ListStreamsQuery;
}

/**
 * Lists the streams of the hub
 *
 * Newest first, as seen once. Continue with `marker` until `end` is true. Servers older than
 * December 2015 do not send `end`: continue until `items` is null or empty.
 *
 * The oldest servers do not support `title`, `status`, and `idonly`.
 *
 * `GET /streams`
 */
export function listStreams(
  client: Client<paths>,
  options: ListStreamsOptions,
): Promise<ListStreamsResult> {
  return callOperation(client, "get", "/streams", options);
}

export type CreateStreamBody =
  operations["createStream"]["requestBody"]["content"]["application/json"];
export type CreateStreamData = components["schemas"]["Stream"];
export type CreateStreamError = components["schemas"]["ApiError"];
export type CreateStreamResult =
  | Success<200, CreateStreamData>
  | Failure<"default" | 614, CreateStreamError>;

export interface CreateStreamOptions extends CallOptions {
  body: CreateStreamBody;
}

/**
 * Creates a stream
 *
 * Creates a stream in an existing hub. The service chooses a value for each omitted field. The
 * default of `publishSecurity` depends on the server, so send it if it matters. The title becomes
 * part of the id and of all URLs, and cannot be changed later.
 *
 * `POST /streams`
 */
export function createStream(
  client: Client<paths>,
  options: CreateStreamOptions,
): Promise<CreateStreamResult> {
  return callOperation(client, "post", "/streams", options);
}

export type GetStreamPath = operations["getStream"]["parameters"]["path"];
export type GetStreamData = components["schemas"]["Stream"];
export type GetStreamError = components["schemas"]["ApiError"];
export type GetStreamResult =
  | Success<200, GetStreamData>
  | Failure<"default" | 612 | 614 | 619, GetStreamError>;

export interface GetStreamOptions extends CallOptions {
  path: GetStreamPath;
}

/**
 * Gets a stream
 *
 * The response contains the hosts that the URLs of the stream are built from.
 *
 * `GET /streams/{id}`
 */
export function getStream(
  client: Client<paths>,
  options: GetStreamOptions,
): Promise<GetStreamResult> {
  return callOperation(client, "get", "/streams/{id}", options);
}

export type UpdateStreamPath = operations["updateStream"]["parameters"]["path"];
export type UpdateStreamBody =
  operations["updateStream"]["requestBody"]["content"]["application/json"];
export type UpdateStreamData = components["schemas"]["Stream"];
export type UpdateStreamError = components["schemas"]["ApiError"];
export type UpdateStreamResult =
  | Success<200, UpdateStreamData>
  | Failure<"default" | 612 | 614 | 619, UpdateStreamError>;

export interface UpdateStreamOptions extends CallOptions {
  path: UpdateStreamPath;
  body: UpdateStreamBody;
}

/**
 * Updates a stream
 *
 * Send only the fields to change. The title and the hub cannot be changed.
 *
 * `disabled: true` rejects publishing. A push in progress is dropped, and its status changes to
 * `disconnected` after a delay that is set for the hub; this is not confirmed. `disabled: false`
 * allows publishing again.
 *
 * `POST /streams/{id}`
 */
export function updateStream(
  client: Client<paths>,
  options: UpdateStreamOptions,
): Promise<UpdateStreamResult> {
  return callOperation(client, "post", "/streams/{id}", options);
}

export type DeleteStreamPath = operations["deleteStream"]["parameters"]["path"];
export type DeleteStreamData = undefined;
export type DeleteStreamError = components["schemas"]["ApiError"];
export type DeleteStreamResult =
  | Success<204, DeleteStreamData>
  | Failure<"default" | 612 | 614 | 619, DeleteStreamError>;

export interface DeleteStreamOptions extends CallOptions {
  path: DeleteStreamPath;
}

/**
 * Deletes a stream
 *
 * The response for an unknown stream is expected to be 404, as for `getStream`. Not confirmed.
 *
 * `DELETE /streams/{id}`
 */
export function deleteStream(
  client: Client<paths>,
  options: DeleteStreamOptions,
): Promise<DeleteStreamResult> {
  return callOperation(client, "delete", "/streams/{id}", options);
}

export type GetStreamStatusPath = operations["getStreamStatus"]["parameters"]["path"];
export type GetStreamStatusData = components["schemas"]["StreamStatus"];
export type GetStreamStatusError = components["schemas"]["ApiError"];
export type GetStreamStatusResult =
  | Success<200, GetStreamStatusData>
  | Failure<"default" | 612 | 614 | 619, GetStreamStatusError>;

export interface GetStreamStatusOptions extends CallOptions {
  path: GetStreamStatusPath;
}

/**
 * Gets the status of a stream
 *
 * Returns whether the stream is being pushed, the address of the publisher, and the rates at which
 * data arrives. The response for a stream that was never pushed is not known.
 *
 * `GET /streams/{id}/status`
 */
export function getStreamStatus(
  client: Client<paths>,
  options: GetStreamStatusOptions,
): Promise<GetStreamStatusResult> {
  return callOperation(client, "get", "/streams/{id}/status", options);
}

export type GetStreamSegmentsPath = operations["getStreamSegments"]["parameters"]["path"];
export type GetStreamSegmentsQuery = NonNullable<
  operations["getStreamSegments"]["parameters"]["query"]
>;
export type GetStreamSegmentsData = components["schemas"]["SegmentList"];
export type GetStreamSegmentsError = components["schemas"]["ApiError"];
export type GetStreamSegmentsResult =
  | Success<200, GetStreamSegmentsData>
  | Failure<"default" | 612 | 614 | 619, GetStreamSegmentsError>;

export interface GetStreamSegmentsOptions extends CallOptions {
  path: GetStreamSegmentsPath;
  query?: GetStreamSegmentsQuery | undefined;
}

/**
 * Gets the recorded segments of a stream
 *
 * Returns when the stream was recorded. Without `start` and `end`, the whole recording is
 * included. Passing only one of them is not allowed.
 *
 * `GET /streams/{id}/segments`
 */
export function getStreamSegments(
  client: Client<paths>,
  options: GetStreamSegmentsOptions,
): Promise<GetStreamSegmentsResult> {
  return callOperation(client, "get", "/streams/{id}/segments", options);
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
 * Stores a playlist of an interval, which can be played immediately. With `format`, a job also
 * converts the recording. Query its state with `getJob`, or pass `notifyUrl`.
 *
 * If the interval has no recording, the service responds with 619. Servers of 2015 responded with
 * 404 or 400.
 *
 * `POST /streams/{id}/saveas`
 */
export function saveStreamAs(
  client: Client<paths>,
  options: SaveStreamAsOptions,
): Promise<SaveStreamAsResult> {
  return callOperation(client, "post", "/streams/{id}/saveas", options);
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
 * Starts a job that stores a picture of the stream at a given time. Query its state with `getJob`,
 * or pass `notifyUrl`.
 *
 * If there is no data at that time, the service responds with 619. Servers of 2015 responded with
 * 404 or 400.
 *
 * `POST /streams/{id}/snapshot`
 */
export function snapshotStream(
  client: Client<paths>,
  options: SnapshotStreamOptions,
): Promise<SnapshotStreamResult> {
  return callOperation(client, "post", "/streams/{id}/snapshot", options);
}

export type SetStreamAvailabilityPath = operations["setStreamAvailability"]["parameters"]["path"];
export type SetStreamAvailabilityBody =
  operations["setStreamAvailability"]["requestBody"]["content"]["application/json"];
export type SetStreamAvailabilityData = undefined;
export type SetStreamAvailabilityError = components["schemas"]["ApiError"];
export type SetStreamAvailabilityResult =
  | Success<200, SetStreamAvailabilityData>
  | Failure<"default" | 612 | 614 | 619, SetStreamAvailabilityError>;

export interface SetStreamAvailabilityOptions extends CallOptions {
  path: SetStreamAvailabilityPath;
  body: SetStreamAvailabilityBody;
}

/**
 * Disables a stream, optionally for a limited time, or enables it
 *
 * Same as `updateStream` with `disabled`, but the time can be limited. Since December 2015, in two
 * clients only.
 *
 * `POST /streams/{id}/available`
 */
export function setStreamAvailability(
  client: Client<paths>,
  options: SetStreamAvailabilityOptions,
): Promise<SetStreamAvailabilityResult> {
  return callOperation(client, "post", "/streams/{id}/available", options);
}

export type ListStreamStatusesBody =
  operations["listStreamStatuses"]["requestBody"]["content"]["application/json"];
export type ListStreamStatusesData = components["schemas"]["StreamStatusList"];
export type ListStreamStatusesError = components["schemas"]["ApiError"];
export type ListStreamStatusesResult =
  | Success<200, ListStreamStatusesData>
  | Failure<"default" | 612 | 614 | 619, ListStreamStatusesError>;

export interface ListStreamStatusesOptions extends CallOptions {
  body: ListStreamStatusesBody;
}

/**
 * Lists the statuses of several streams
 *
 * Same as `getStreamStatus`, for many streams at once. Seen in one client of 2016. The response
 * for unknown ids and the maximum number of ids are not known.
 *
 * `POST /statuses`
 */
export function listStreamStatuses(
  client: Client<paths>,
  options: ListStreamStatusesOptions,
): Promise<ListStreamStatusesResult> {
  return callOperation(client, "post", "/statuses", options);
}

export type GetJobQuery = operations["getJob"]["parameters"]["query"];
export type GetJobData = components["schemas"]["Job"];
export type GetJobError = components["schemas"]["ApiError"];
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
