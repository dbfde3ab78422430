// Generated from specs/pili/openapi.yaml by scripts/generate.ts. Do not edit.
import type { Client } from "openapi-fetch";
import type { operations, paths } from "./schema.ts";

/** Headers beside those that the API describes. */
export type ExtraHeaders = Record<string, HeaderValue>;

/** What a header may be given as; a list is joined by commas, `undefined` sends no header. */
export type HeaderValue =
  | string
  | number
  | boolean
  | (string | number | boolean)[]
  | null
  | undefined;

/** What every endpoint takes. */
export interface CallOptions {
  headers?: ExtraHeaders | undefined;
  /** Ends the call. */
  signal?: AbortSignal | undefined;
}

/** What every endpoint gives: `data` of a success or `error` of a failure, and the response. */
export type Result<Data, Failure> =
  | { data: Data; error?: never; response: Response }
  | { data?: never; error: Failure; response: Response };

interface WireOptions extends CallOptions {
  path?: unknown;
  query?: unknown;
  body?: unknown;
  baseUrl?: string | undefined;
}

interface FixedOptions {
  contentType?: string;
  parseAs?: "text" | "blob";
  baseUrl?: string;
}

interface UntypedClient {
  request(method: string, path: string, init: object): Promise<never>;
}

function call(
  client: unknown,
  method: string,
  template: string,
  { path, query, body, headers, signal, baseUrl }: WireOptions,
  fixed: FixedOptions = {},
): Promise<never> {
  const contentType = body === undefined ? undefined : fixed.contentType;
  return (client as UntypedClient).request(method, template, {
    params: { path, query },
    headers: { "Content-Type": contentType, ...headers },
    body,
    signal,
    parseAs: fixed.parseAs,
    baseUrl: baseUrl ?? fixed.baseUrl,
  });
}

export type ListStreamsQuery = operations["listStreams"]["parameters"]["query"];
export type ListStreamsData =
  operations["listStreams"]["responses"][200]["content"]["application/json"];
export type ListStreamsError =
  | operations["listStreams"]["responses"][400]["content"]["application/json"]
  | operations["listStreams"]["responses"][401]["content"]["application/json"]
  | operations["listStreams"]["responses"][403]["content"]["application/json"]
  | operations["listStreams"]["responses"][500]["content"]["application/json"]
  | operations["listStreams"]["responses"]["default"]["content"]["application/json"];

export interface ListStreamsOptions extends CallOptions {
  query: ListStreamsQuery;
}

/**
 * Lists the hub's streams
 *
 * Newest first, as was seen once. Go on with `marker` until `end` is true. Servers from before
 * December 2015 have no `end`: go on until `items` is null or empty.
 *
 * `title`, `status` and `idonly` are not known to the oldest servers.
 *
 * `GET /streams`
 */
export function listStreams(
  client: Client<paths>,
  options: ListStreamsOptions,
): Promise<Result<ListStreamsData, ListStreamsError>> {
  return call(client, "get", "/streams", options);
}

export type CreateStreamBody =
  operations["createStream"]["requestBody"]["content"]["application/json"];
export type CreateStreamData =
  operations["createStream"]["responses"][200]["content"]["application/json"];
export type CreateStreamError =
  | operations["createStream"]["responses"][400]["content"]["application/json"]
  | operations["createStream"]["responses"][401]["content"]["application/json"]
  | operations["createStream"]["responses"][403]["content"]["application/json"]
  | operations["createStream"]["responses"][500]["content"]["application/json"]
  | operations["createStream"]["responses"]["default"]["content"]["application/json"];

export interface CreateStreamOptions extends CallOptions {
  body: CreateStreamBody;
}

/**
 * Creates a stream
 *
 * Makes a stream in a hub that exists already. What is left out is chosen by the service; the
 * default of `publishSecurity` depends on the server, so send it when it matters. The title
 * becomes part of the id and of all URLs and cannot be changed later.
 *
 * `POST /streams`
 */
export function createStream(
  client: Client<paths>,
  options: CreateStreamOptions,
): Promise<Result<CreateStreamData, CreateStreamError>> {
  return call(client, "post", "/streams", options);
}

export type GetStreamPath = operations["getStream"]["parameters"]["path"];
export type GetStreamData =
  operations["getStream"]["responses"][200]["content"]["application/json"];
export type GetStreamError =
  | operations["getStream"]["responses"][400]["content"]["application/json"]
  | operations["getStream"]["responses"][401]["content"]["application/json"]
  | operations["getStream"]["responses"][403]["content"]["application/json"]
  | operations["getStream"]["responses"][404]["content"]["application/json"]
  | operations["getStream"]["responses"][500]["content"]["application/json"]
  | operations["getStream"]["responses"]["default"]["content"]["application/json"];

export interface GetStreamOptions extends CallOptions {
  path: GetStreamPath;
}

/**
 * Gets a stream
 *
 * The answer holds the hosts that the URLs of the stream are built from.
 *
 * `GET /streams/{id}`
 */
export function getStream(
  client: Client<paths>,
  options: GetStreamOptions,
): Promise<Result<GetStreamData, GetStreamError>> {
  return call(client, "get", "/streams/{id}", options);
}

export type UpdateStreamPath = operations["updateStream"]["parameters"]["path"];
export type UpdateStreamBody =
  operations["updateStream"]["requestBody"]["content"]["application/json"];
export type UpdateStreamData =
  operations["updateStream"]["responses"][200]["content"]["application/json"];
export type UpdateStreamError =
  | operations["updateStream"]["responses"][400]["content"]["application/json"]
  | operations["updateStream"]["responses"][401]["content"]["application/json"]
  | operations["updateStream"]["responses"][403]["content"]["application/json"]
  | operations["updateStream"]["responses"][404]["content"]["application/json"]
  | operations["updateStream"]["responses"][500]["content"]["application/json"]
  | operations["updateStream"]["responses"]["default"]["content"]["application/json"];

export interface UpdateStreamOptions extends CallOptions {
  path: UpdateStreamPath;
  body: UpdateStreamBody;
}

/**
 * Updates a stream
 *
 * Send only what changes. Title and hub cannot be changed.
 *
 * `disabled: true` refuses publishing. A push that is going on is dropped and its status turns
 * `disconnected` after a waiting time that the hub sets; this is not confirmed. `disabled: false`
 * allows publishing again.
 *
 * `POST /streams/{id}`
 */
export function updateStream(
  client: Client<paths>,
  options: UpdateStreamOptions,
): Promise<Result<UpdateStreamData, UpdateStreamError>> {
  return call(client, "post", "/streams/{id}", options);
}

export type DeleteStreamPath = operations["deleteStream"]["parameters"]["path"];
export type DeleteStreamData = undefined;
export type DeleteStreamError =
  | operations["deleteStream"]["responses"][400]["content"]["application/json"]
  | operations["deleteStream"]["responses"][401]["content"]["application/json"]
  | operations["deleteStream"]["responses"][403]["content"]["application/json"]
  | operations["deleteStream"]["responses"][404]["content"]["application/json"]
  | operations["deleteStream"]["responses"][500]["content"]["application/json"]
  | operations["deleteStream"]["responses"]["default"]["content"]["application/json"];

export interface DeleteStreamOptions extends CallOptions {
  path: DeleteStreamPath;
}

/**
 * Deletes a stream
 *
 * The answer for an unknown stream is expected to be 404, as for `getStream`; not confirmed.
 *
 * `DELETE /streams/{id}`
 */
export function deleteStream(
  client: Client<paths>,
  options: DeleteStreamOptions,
): Promise<Result<DeleteStreamData, DeleteStreamError>> {
  return call(client, "delete", "/streams/{id}", options);
}

export type GetStreamStatusPath = operations["getStreamStatus"]["parameters"]["path"];
export type GetStreamStatusData =
  operations["getStreamStatus"]["responses"][200]["content"]["application/json"];
export type GetStreamStatusError =
  | operations["getStreamStatus"]["responses"][400]["content"]["application/json"]
  | operations["getStreamStatus"]["responses"][401]["content"]["application/json"]
  | operations["getStreamStatus"]["responses"][403]["content"]["application/json"]
  | operations["getStreamStatus"]["responses"][404]["content"]["application/json"]
  | operations["getStreamStatus"]["responses"][500]["content"]["application/json"]
  | operations["getStreamStatus"]["responses"]["default"]["content"]["application/json"];

export interface GetStreamStatusOptions extends CallOptions {
  path: GetStreamStatusPath;
}

/**
 * Gets the status of a stream
 *
 * Tells whether the stream is being pushed, from where, and how much arrives. What is answered for
 * a stream that was never pushed is not known.
 *
 * `GET /streams/{id}/status`
 */
export function getStreamStatus(
  client: Client<paths>,
  options: GetStreamStatusOptions,
): Promise<Result<GetStreamStatusData, GetStreamStatusError>> {
  return call(client, "get", "/streams/{id}/status", options);
}

export type GetStreamSegmentsPath = operations["getStreamSegments"]["parameters"]["path"];
export type GetStreamSegmentsQuery = NonNullable<
  operations["getStreamSegments"]["parameters"]["query"]
>;
export type GetStreamSegmentsData =
  operations["getStreamSegments"]["responses"][200]["content"]["application/json"];
export type GetStreamSegmentsError =
  | operations["getStreamSegments"]["responses"][400]["content"]["application/json"]
  | operations["getStreamSegments"]["responses"][401]["content"]["application/json"]
  | operations["getStreamSegments"]["responses"][403]["content"]["application/json"]
  | operations["getStreamSegments"]["responses"][404]["content"]["application/json"]
  | operations["getStreamSegments"]["responses"][500]["content"]["application/json"]
  | operations["getStreamSegments"]["responses"]["default"]["content"]["application/json"];

export interface GetStreamSegmentsOptions extends CallOptions {
  path: GetStreamSegmentsPath;
  query?: GetStreamSegmentsQuery | undefined;
}

/**
 * Gets the recorded segments of a stream
 *
 * Tells when the stream was recorded. Without `start` and `end` the whole recording counts; one
 * without the other is not allowed.
 *
 * `GET /streams/{id}/segments`
 */
export function getStreamSegments(
  client: Client<paths>,
  options: GetStreamSegmentsOptions,
): Promise<Result<GetStreamSegmentsData, GetStreamSegmentsError>> {
  return call(client, "get", "/streams/{id}/segments", options);
}

export type SaveStreamAsPath = operations["saveStreamAs"]["parameters"]["path"];
export type SaveStreamAsBody =
  operations["saveStreamAs"]["requestBody"]["content"]["application/json"];
export type SaveStreamAsData =
  operations["saveStreamAs"]["responses"][200]["content"]["application/json"];
export type SaveStreamAsError =
  | operations["saveStreamAs"]["responses"][400]["content"]["application/json"]
  | operations["saveStreamAs"]["responses"][401]["content"]["application/json"]
  | operations["saveStreamAs"]["responses"][403]["content"]["application/json"]
  | operations["saveStreamAs"]["responses"][404]["content"]["application/json"]
  | operations["saveStreamAs"]["responses"][500]["content"]["application/json"]
  | operations["saveStreamAs"]["responses"]["default"]["content"]["application/json"];

export interface SaveStreamAsOptions extends CallOptions {
  path: SaveStreamAsPath;
  body: SaveStreamAsBody;
}

/**
 * Saves a recording as a file
 *
 * Stores a playlist of an interval, which can be played at once. With `format` a job converts the
 * recording as well; ask for its state with `getJob`, or give `notifyUrl`.
 *
 * An interval without a recording is answered with 619; servers of 2015 gave 404 or 400.
 *
 * `POST /streams/{id}/saveas`
 */
export function saveStreamAs(
  client: Client<paths>,
  options: SaveStreamAsOptions,
): Promise<Result<SaveStreamAsData, SaveStreamAsError>> {
  return call(client, "post", "/streams/{id}/saveas", options);
}

export type SnapshotStreamPath = operations["snapshotStream"]["parameters"]["path"];
export type SnapshotStreamBody =
  operations["snapshotStream"]["requestBody"]["content"]["application/json"];
export type SnapshotStreamData =
  operations["snapshotStream"]["responses"][200]["content"]["application/json"];
export type SnapshotStreamError =
  | operations["snapshotStream"]["responses"][400]["content"]["application/json"]
  | operations["snapshotStream"]["responses"][401]["content"]["application/json"]
  | operations["snapshotStream"]["responses"][403]["content"]["application/json"]
  | operations["snapshotStream"]["responses"][404]["content"]["application/json"]
  | operations["snapshotStream"]["responses"][500]["content"]["application/json"]
  | operations["snapshotStream"]["responses"]["default"]["content"]["application/json"];

export interface SnapshotStreamOptions extends CallOptions {
  path: SnapshotStreamPath;
  body: SnapshotStreamBody;
}

/**
 * Takes a picture of a stream
 *
 * Starts a job that stores a picture of the stream at a moment. Ask for its state with `getJob`,
 * or give `notifyUrl`.
 *
 * A moment without data is answered with 619; servers of 2015 gave 404 or 400.
 *
 * `POST /streams/{id}/snapshot`
 */
export function snapshotStream(
  client: Client<paths>,
  options: SnapshotStreamOptions,
): Promise<Result<SnapshotStreamData, SnapshotStreamError>> {
  return call(client, "post", "/streams/{id}/snapshot", options);
}

export type SetStreamAvailabilityPath = operations["setStreamAvailability"]["parameters"]["path"];
export type SetStreamAvailabilityBody =
  operations["setStreamAvailability"]["requestBody"]["content"]["application/json"];
export type SetStreamAvailabilityData = undefined;
export type SetStreamAvailabilityError =
  | operations["setStreamAvailability"]["responses"][400]["content"]["application/json"]
  | operations["setStreamAvailability"]["responses"][401]["content"]["application/json"]
  | operations["setStreamAvailability"]["responses"][403]["content"]["application/json"]
  | operations["setStreamAvailability"]["responses"][404]["content"]["application/json"]
  | operations["setStreamAvailability"]["responses"][500]["content"]["application/json"]
  | operations["setStreamAvailability"]["responses"]["default"]["content"]["application/json"];

export interface SetStreamAvailabilityOptions extends CallOptions {
  path: SetStreamAvailabilityPath;
  body: SetStreamAvailabilityBody;
}

/**
 * Disables a stream for a time or enables it
 *
 * Does what `updateStream` does with `disabled`, and can end by itself. Known since December 2015,
 * to two clients only.
 *
 * `POST /streams/{id}/available`
 */
export function setStreamAvailability(
  client: Client<paths>,
  options: SetStreamAvailabilityOptions,
): Promise<Result<SetStreamAvailabilityData, SetStreamAvailabilityError>> {
  return call(client, "post", "/streams/{id}/available", options);
}

export type ListStreamStatusesBody =
  operations["listStreamStatuses"]["requestBody"]["content"]["application/json"];
export type ListStreamStatusesData =
  operations["listStreamStatuses"]["responses"][200]["content"]["application/json"];
export type ListStreamStatusesError =
  | operations["listStreamStatuses"]["responses"][400]["content"]["application/json"]
  | operations["listStreamStatuses"]["responses"][401]["content"]["application/json"]
  | operations["listStreamStatuses"]["responses"][403]["content"]["application/json"]
  | operations["listStreamStatuses"]["responses"][500]["content"]["application/json"]
  | operations["listStreamStatuses"]["responses"]["default"]["content"]["application/json"];

export interface ListStreamStatusesOptions extends CallOptions {
  body: ListStreamStatusesBody;
}

/**
 * Lists the statuses of several streams
 *
 * The same as `getStreamStatus` for many streams at once. Seen in one client of 2016. What is
 * answered for unknown ids, and how many ids may be given, is not known.
 *
 * `POST /statuses`
 */
export function listStreamStatuses(
  client: Client<paths>,
  options: ListStreamStatusesOptions,
): Promise<Result<ListStreamStatusesData, ListStreamStatusesError>> {
  return call(client, "post", "/statuses", options);
}

export type GetJobQuery = operations["getJob"]["parameters"]["query"];
export type GetJobData = operations["getJob"]["responses"][200]["content"]["application/json"];
export type GetJobError =
  | operations["getJob"]["responses"][400]["content"]["application/json"]
  | operations["getJob"]["responses"][599]["content"]["application/json"]
  | operations["getJob"]["responses"]["default"]["content"]["application/json"];

export interface GetJobOptions extends CallOptions {
  query: GetJobQuery;
  /** @default "http://api.qiniu.com" */
  baseUrl?: string | undefined;
}

/**
 * Gets the state of a job
 *
 * Needs no signature; a signed call seems to be accepted as well (not confirmed). Jobs are kept
 * for about 10 days (not confirmed).
 *
 * `GET /status/get/prefop`
 */
export function getJob(
  client: Client<paths>,
  options: GetJobOptions,
): Promise<Result<GetJobData, GetJobError>> {
  return call(client, "get", "/status/get/prefop", options, { baseUrl: "http://api.qiniu.com" });
}
