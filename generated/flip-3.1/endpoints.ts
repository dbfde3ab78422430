// Generated from specs/flip-3.1/openapi.yaml by scripts/generate.ts. Do not edit.
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

/**
 * Creates the serializer of a `multipart/form-data` body.
 *
 * Lists are repeated parts, objects are JSON, and bytes are files.
 *
 * @param fields - Media types of fields, or what serializes them.
 */
function serializeMultipart(fields: Readonly<Record<string, string | ToParts>> = {}) {
  return (body: unknown): unknown => {
    if (!isRecord(body)) return body;
    const form = new FormData();
    for (const [name, value] of Object.entries(body)) {
      for (const [key, content] of partsOf(name, value, ownValue(fields, name))) {
        form.append(key, content);
      }
    }
    return form;
  };
}

/** Serializes a field whose style the document describes. */
type ToParts = (argument: string, name: string, value: unknown) => Parts;

/** Names of parts with their contents. */
type Parts = readonly (readonly [name: string, content: string | Blob])[];

/** Returns whether a value is an object with fields, not an array, a Date, a Blob or bytes. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === "[object Object]";
}

function partsOf(name: string, value: unknown, field: string | ToParts | undefined): Parts {
  const argument = `body.${name}`;
  const items = [value].flat().filter(isSet);
  const isStyled = typeof field === "function";
  // A style does not apply to files.
  if (isStyled && !items.some((item) => item instanceof Blob)) return field(argument, name, value);
  const type = isStyled ? undefined : field;
  return items.map((item) => [name, toPart(argument, item, type)]);
}

/** Returns whether a value is sent: `undefined` and `null` are omitted. */
function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function toPart(argument: string, value: unknown, type: string | undefined): string | Blob {
  if (value instanceof Blob) return withType(value, type);
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    return new Blob([value as BlobPart], { type: type ?? "application/octet-stream" });
  }
  if (isRecord(value) || Array.isArray(value)) return toJsonPart(argument, value, type);
  if (value instanceof ReadableStream) throw invalidArgument(argument, "must not be a stream");
  const text = toText(argument, value);
  return type === undefined ? text : new Blob([text], { type });
}

/** Adds a media type to a Blob without one. */
function withType(blob: Blob, type: string | undefined): Blob {
  if (type === undefined || blob.type !== "") return blob;
  return blob instanceof File ? new File([blob], blob.name, { type }) : new Blob([blob], { type });
}

function toJsonPart(argument: string, value: object, type = "application/json"): Blob {
  if (/[/+]json\b/i.test(type)) return new Blob([toJson(value)], { type });
  throw invalidArgument(argument, `must be text or a Blob: its type is ${type}`);
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

/**
 * Creates the error for a value that cannot be sent.
 *
 * A client that has its own class of error recognizes this one by its members.
 */
function invalidArgument(argument: string, expectation: string): TypeError {
  return Object.assign(new TypeError(`${argument} ${expectation}`), { argument, expectation });
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

/** Returns the own property of an object. */
function ownValue<Value>(values: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}

/** Passes on a body that is text, bytes, a Blob or a stream. */
function passBody(body: unknown, headers: Headers): unknown {
  if (isSentAsJson(headers)) return JSON.stringify(body);
  if (isRecord(body) || Array.isArray(body)) {
    throw invalidArgument("body", "must be text, bytes, a Blob or a stream");
  }
  return typeof body === "object" && !(body instanceof Date) ? body : toText("body", body);
}

/** Returns whether the caller has chosen JSON instead of the media type of the operation. */
function isSentAsJson(headers: Headers): boolean {
  return /[/+]json\b/i.test(headers.get("Content-Type") ?? "");
}

export type ListFactoriesQuery = NonNullable<operations["listFactories"]["parameters"]["query"]>;
export type ListFactoriesData = components["schemas"]["PaginatedFactoryCollection"];
export type ListFactoriesError = components["schemas"]["ApiError"];
export type ListFactoriesResult = Result<ListFactoriesData, ListFactoriesError, 200>;

export interface ListFactoriesOptions extends CallOptions {
  query?: ListFactoriesQuery | undefined;
}

/**
 * Lists the factories of the account
 *
 * The list needs no `factory_id`.
 *
 * `GET /factories.json`
 */
export function listFactories(
  client: Client<paths>,
  options: ListFactoriesOptions = {},
): Promise<ListFactoriesResult> {
  return callOperation(client, "get", "/factories.json", options);
}

export type CreateFactoryQuery = NonNullable<operations["createFactory"]["parameters"]["query"]>;
export type CreateFactoryBody =
  operations["createFactory"]["requestBody"]["content"]["application/json"];
export type CreateFactoryData = components["schemas"]["Factory"];
export type CreateFactoryError = components["schemas"]["ApiError"];
export type CreateFactoryResult = Result<CreateFactoryData, CreateFactoryError, 201>;

export interface CreateFactoryOptions extends CallOptions {
  query?: CreateFactoryQuery | undefined;
  body: CreateFactoryBody;
}

/**
 * Creates a factory
 *
 * Which settings are needed besides `name` depends on the kind of storage, and is not documented.
 * The call needs no `factory_id`.
 *
 * `POST /factories.json`
 */
export function createFactory(
  client: Client<paths>,
  options: CreateFactoryOptions,
): Promise<CreateFactoryResult> {
  return callOperation(client, "post", "/factories.json", options);
}

export type GetFactoryPath = operations["getFactory"]["parameters"]["path"];
export type GetFactoryQuery = NonNullable<operations["getFactory"]["parameters"]["query"]>;
export type GetFactoryData = components["schemas"]["Factory"];
export type GetFactoryError = components["schemas"]["ApiError"];
export type GetFactoryResult = Result<GetFactoryData, GetFactoryError, 200>;

export interface GetFactoryOptions extends CallOptions {
  path: GetFactoryPath;
  query?: GetFactoryQuery | undefined;
}

/**
 * Gets a factory
 *
 * The call needs no `factory_id`.
 *
 * `GET /factories/{id}.json`
 */
export function getFactory(
  client: Client<paths>,
  options: GetFactoryOptions,
): Promise<GetFactoryResult> {
  return callOperation(client, "get", "/factories/{id}.json", options);
}

export type UpdateFactoryPath = operations["updateFactory"]["parameters"]["path"];
export type UpdateFactoryQuery = NonNullable<operations["updateFactory"]["parameters"]["query"]>;
export type UpdateFactoryBody =
  operations["updateFactory"]["requestBody"]["content"]["application/json"];
export type UpdateFactoryData = components["schemas"]["Factory"];
export type UpdateFactoryError = components["schemas"]["ApiError"];
export type UpdateFactoryResult = Result<UpdateFactoryData, UpdateFactoryError, 200>;

export interface UpdateFactoryOptions extends CallOptions {
  path: UpdateFactoryPath;
  query?: UpdateFactoryQuery | undefined;
  body: UpdateFactoryBody;
}

/**
 * Updates a factory
 *
 * Changes the given settings and leaves the others unchanged. The clients declare `name` as
 * required, for updates too; whether the service requires it is not confirmed. The call needs no
 * `factory_id`.
 *
 * `PATCH /factories/{id}.json`
 */
export function updateFactory(
  client: Client<paths>,
  options: UpdateFactoryOptions,
): Promise<UpdateFactoryResult> {
  return callOperation(client, "patch", "/factories/{id}.json", options);
}

export type SyncFactoryPath = operations["syncFactory"]["parameters"]["path"];
export type SyncFactoryBody =
  operations["syncFactory"]["requestBody"]["content"]["application/json"];
export type SyncFactoryData = components["schemas"]["FactorySync"];
export type SyncFactoryError = components["schemas"]["ApiError"];
export type SyncFactoryResult = Result<SyncFactoryData, SyncFactoryError, 200>;

export interface SyncFactoryOptions extends CallOptions {
  path: SyncFactoryPath;
  body: SyncFactoryBody;
}

/**
 * Synchronizes a factory with its input bucket
 *
 * Starts or stops creating videos from the files of the input bucket. The clients declare no
 * errors of this operation; they are inferred. The call needs no `factory_id`.
 *
 * `POST /factories/{id}/sync.json`
 */
export function syncFactory(
  client: Client<paths>,
  options: SyncFactoryOptions,
): Promise<SyncFactoryResult> {
  return callOperation(client, "post", "/factories/{id}/sync.json", options);
}

export type ListVideosQuery = NonNullable<operations["listVideos"]["parameters"]["query"]>;
export type ListVideosData = components["schemas"]["PaginatedVideoCollection"];
export type ListVideosError = components["schemas"]["ApiError"];
export type ListVideosResult = Result<ListVideosData, ListVideosError, 200>;

export interface ListVideosOptions extends CallOptions {
  query?: ListVideosQuery | undefined;
}

/**
 * Lists the videos of the factory
 *
 * Newest first (inferred).
 *
 * `GET /videos.json`
 */
export function listVideos(
  client: Client<paths>,
  options: ListVideosOptions = {},
): Promise<ListVideosResult> {
  return callOperation(client, "get", "/videos.json", options);
}

export type CreateVideoBody =
  operations["createVideo"]["requestBody"]["content"]["application/json"];
export type CreateVideoData = components["schemas"]["Video"];
export type CreateVideoError = components["schemas"]["ApiError"];
export type CreateVideoResult = Result<CreateVideoData, CreateVideoError, 201>;

export interface CreateVideoOptions extends CallOptions {
  body: CreateVideoBody;
}

/**
 * Creates a video from a URL
 *
 * The response is sent immediately, with status `processing`; the video is imported afterwards.
 * Its encodings are queued at the same time.
 *
 * Files cannot be sent with this operation: use `createUploadSession`.
 *
 * `POST /videos.json`
 */
export function createVideo(
  client: Client<paths>,
  options: CreateVideoOptions,
): Promise<CreateVideoResult> {
  return callOperation(client, "post", "/videos.json", options);
}

export type CreateUploadSessionBody =
  operations["createUploadSession"]["requestBody"]["content"]["application/json"];
export type CreateUploadSessionData = components["schemas"]["UploadSession"];
export type CreateUploadSessionError = components["schemas"]["ApiError"];
export type CreateUploadSessionResult = Result<
  CreateUploadSessionData,
  CreateUploadSessionError,
  201
>;

export interface CreateUploadSessionOptions extends CallOptions {
  body: CreateUploadSessionBody;
}

/**
 * Creates an upload session
 *
 * Returns a `location` that accepts the bytes of one file and of the declared extra files. With
 * `multi_chunk` the files are uploaded in numbered parts, several at a time; without it, the file
 * is uploaded in consecutive ranges. Both kinds of uploads can be resumed after an interruption.
 *
 * No profile is used unless `profiles` or `use_all_profiles` is given. The errors are inferred.
 *
 * `POST /videos/upload.json`
 */
export function createUploadSession(
  client: Client<paths>,
  options: CreateUploadSessionOptions,
): Promise<CreateUploadSessionResult> {
  return callOperation(client, "post", "/videos/upload.json", options);
}

export type ListQueuedVideosQuery = NonNullable<
  operations["listQueuedVideos"]["parameters"]["query"]
>;
export type ListQueuedVideosData = components["schemas"]["PaginatedVideoCollection"];
export type ListQueuedVideosError = components["schemas"]["ApiError"];
export type ListQueuedVideosResult = Result<ListQueuedVideosData, ListQueuedVideosError, 200>;

export interface ListQueuedVideosOptions extends CallOptions {
  query?: ListQueuedVideosQuery | undefined;
}

/**
 * Lists the videos that are waiting for encoding
 *
 * The order is not documented.
 *
 * `GET /videos/queued.json`
 */
export function listQueuedVideos(
  client: Client<paths>,
  options: ListQueuedVideosOptions = {},
): Promise<ListQueuedVideosResult> {
  return callOperation(client, "get", "/videos/queued.json", options);
}

export type ResubmitVideoBody =
  operations["resubmitVideo"]["requestBody"]["content"]["application/json"];
export type ResubmitVideoData = undefined;
export type ResubmitVideoError = components["schemas"]["ApiError"];
export type ResubmitVideoResult = Result<ResubmitVideoData, ResubmitVideoError, 200>;

export interface ResubmitVideoOptions extends CallOptions {
  body: ResubmitVideoBody;
}

/**
 * Encodes a video again
 *
 * Only for videos with status `success`. Which encodings are created or restarted is not
 * documented.
 *
 * `POST /videos/resubmit.json`
 */
export function resubmitVideo(
  client: Client<paths>,
  options: ResubmitVideoOptions,
): Promise<ResubmitVideoResult> {
  return callOperation(client, "post", "/videos/resubmit.json", options);
}

export type GetVideoPath = operations["getVideo"]["parameters"]["path"];
export type GetVideoData = components["schemas"]["Video"];
export type GetVideoError = components["schemas"]["ApiError"];
export type GetVideoResult = Result<GetVideoData, GetVideoError, 200>;

export interface GetVideoOptions extends CallOptions {
  path: GetVideoPath;
}

/**
 * Gets a video
 *
 * The response contains the media fields once the file has been analyzed.
 *
 * `GET /videos/{id}.json`
 */
export function getVideo(client: Client<paths>, options: GetVideoOptions): Promise<GetVideoResult> {
  return callOperation(client, "get", "/videos/{id}.json", options);
}

export type DeleteVideoPath = operations["deleteVideo"]["parameters"]["path"];
export type DeleteVideoData = components["schemas"]["DeletedResult"];
export type DeleteVideoError = components["schemas"]["ApiError"];
export type DeleteVideoResult = Result<DeleteVideoData, DeleteVideoError, 200>;

export interface DeleteVideoOptions extends CallOptions {
  path: DeleteVideoPath;
}

/**
 * Deletes a video
 *
 * Deletes the video, its encodings, and all stored files of both.
 *
 * `DELETE /videos/{id}.json`
 */
export function deleteVideo(
  client: Client<paths>,
  options: DeleteVideoOptions,
): Promise<DeleteVideoResult> {
  return callOperation(client, "delete", "/videos/{id}.json", options);
}

export type DeleteVideoSourcePath = operations["deleteVideoSource"]["parameters"]["path"];
export type DeleteVideoSourceData = components["schemas"]["DeletedResult"];
export type DeleteVideoSourceError = components["schemas"]["ApiError"];
export type DeleteVideoSourceResult = Result<DeleteVideoSourceData, DeleteVideoSourceError, 200>;

export interface DeleteVideoSourceOptions extends CallOptions {
  path: DeleteVideoSourcePath;
}

/**
 * Deletes the source file of a video
 *
 * Deletes only the stored source file. The video and its encodings are not deleted.
 *
 * `DELETE /videos/{id}/source.json`
 */
export function deleteVideoSource(
  client: Client<paths>,
  options: DeleteVideoSourceOptions,
): Promise<DeleteVideoSourceResult> {
  return callOperation(client, "delete", "/videos/{id}/source.json", options);
}

export type CancelVideoPath = operations["cancelVideo"]["parameters"]["path"];
export type CancelVideoData = components["schemas"]["CanceledResult"];
export type CancelVideoError = components["schemas"]["ApiError"] | undefined;
export type CancelVideoResult =
  | Success<200, CancelVideoData>
  | Failure<411, undefined>
  | Failure<"default", components["schemas"]["ApiError"], 411>;

export interface CancelVideoOptions extends CallOptions {
  path: CancelVideoPath;
}

/**
 * Cancels a video
 *
 * Cancels the import of the video, and all of its encodings.
 *
 * `POST /videos/{id}/cancel.json`
 */
export function cancelVideo(
  client: Client<paths>,
  options: CancelVideoOptions,
): Promise<CancelVideoResult> {
  return callOperation(client, "post", "/videos/{id}/cancel.json", options);
}

export type ListVideoEncodingsPath = operations["listVideoEncodings"]["parameters"]["path"];
export type ListVideoEncodingsQuery = NonNullable<
  operations["listVideoEncodings"]["parameters"]["query"]
>;
export type ListVideoEncodingsData = components["schemas"]["PaginatedEncodingsCollection"];
export type ListVideoEncodingsError = components["schemas"]["ApiError"];
export type ListVideoEncodingsResult = Result<ListVideoEncodingsData, ListVideoEncodingsError, 200>;

export interface ListVideoEncodingsOptions extends CallOptions {
  path: ListVideoEncodingsPath;
  query?: ListVideoEncodingsQuery | undefined;
}

/**
 * Lists the encodings of a video
 *
 * Returns one encoding for each profile that the video was encoded with.
 *
 * `GET /videos/{id}/encodings.json`
 */
export function listVideoEncodings(
  client: Client<paths>,
  options: ListVideoEncodingsOptions,
): Promise<ListVideoEncodingsResult> {
  return callOperation(client, "get", "/videos/{id}/encodings.json", options);
}

export type GetVideoMetadataPath = operations["getVideoMetadata"]["parameters"]["path"];
export type GetVideoMetadataData = components["schemas"]["VideoMetadata"];
export type GetVideoMetadataError = components["schemas"]["ApiError"];
export type GetVideoMetadataResult = Result<GetVideoMetadataData, GetVideoMetadataError, 200>;

export interface GetVideoMetadataOptions extends CallOptions {
  path: GetVideoMetadataPath;
}

/**
 * Gets the metadata of a video
 *
 * Returns what the service read from the source file right after the upload. The keys depend on
 * the file.
 *
 * `GET /videos/{id}/metadata.json`
 */
export function getVideoMetadata(
  client: Client<paths>,
  options: GetVideoMetadataOptions,
): Promise<GetVideoMetadataResult> {
  return callOperation(client, "get", "/videos/{id}/metadata.json", options);
}

export type GetSignedVideoUrlPath = operations["getSignedVideoUrl"]["parameters"]["path"];
export type GetSignedVideoUrlData = components["schemas"]["SignedUrl"];
export type GetSignedVideoUrlError = components["schemas"]["ApiError"];
export type GetSignedVideoUrlResult = Result<GetSignedVideoUrlData, GetSignedVideoUrlError, 200>;

export interface GetSignedVideoUrlOptions extends CallOptions {
  path: GetSignedVideoUrlPath;
}

/**
 * Gets a signed URL of a video
 *
 * Returns a URL with an access token, which anyone can use to download the source file (inferred).
 * How long it is valid is not documented.
 *
 * `GET /videos/{id}/signed-url.json`
 */
export function getSignedVideoUrl(
  client: Client<paths>,
  options: GetSignedVideoUrlOptions,
): Promise<GetSignedVideoUrlResult> {
  return callOperation(client, "get", "/videos/{id}/signed-url.json", options);
}

export type ListEncodingsQuery = NonNullable<operations["listEncodings"]["parameters"]["query"]>;
export type ListEncodingsData = components["schemas"]["PaginatedEncodingsCollection"];
export type ListEncodingsError = components["schemas"]["ApiError"];
export type ListEncodingsResult = Result<ListEncodingsData, ListEncodingsError, 200>;

export interface ListEncodingsOptions extends CallOptions {
  query?: ListEncodingsQuery | undefined;
}

/**
 * Lists the encodings of the factory
 *
 * Newest first (inferred).
 *
 * `GET /encodings.json`
 */
export function listEncodings(
  client: Client<paths>,
  options: ListEncodingsOptions = {},
): Promise<ListEncodingsResult> {
  return callOperation(client, "get", "/encodings.json", options);
}

export type CreateEncodingQuery = NonNullable<operations["createEncoding"]["parameters"]["query"]>;
export type CreateEncodingBody =
  operations["createEncoding"]["requestBody"]["content"]["application/json"];
export type CreateEncodingData = components["schemas"]["Encoding"];
export type CreateEncodingError = components["schemas"]["ApiError"];
export type CreateEncodingResult = Result<CreateEncodingData, CreateEncodingError, 200>;

export interface CreateEncodingOptions extends CallOptions {
  query?: CreateEncodingQuery | undefined;
  body: CreateEncodingBody;
}

/**
 * Encodes a video with another profile
 *
 * Pass exactly one of `profile_id` and `profile_name`. The service rejects videos that failed or
 * are older than 30 days.
 *
 * `POST /encodings.json`
 */
export function createEncoding(
  client: Client<paths>,
  options: CreateEncodingOptions,
): Promise<CreateEncodingResult> {
  return callOperation(client, "post", "/encodings.json", options);
}

export type CountEncodingsData = components["schemas"]["CountResult"];
export type CountEncodingsError = components["schemas"]["ApiError"];
export type CountEncodingsResult = Result<CountEncodingsData, CountEncodingsError, 200>;
export type CountEncodingsOptions = CallOptions;

/**
 * Counts the encodings of the factory
 *
 * Returns the number of all encodings.
 *
 * `GET /encodings/count.json`
 */
export function countEncodings(
  client: Client<paths>,
  options: CountEncodingsOptions = {},
): Promise<CountEncodingsResult> {
  return callOperation(client, "get", "/encodings/count.json", options);
}

export type GetEncodingPath = operations["getEncoding"]["parameters"]["path"];
export type GetEncodingQuery = NonNullable<operations["getEncoding"]["parameters"]["query"]>;
export type GetEncodingData = components["schemas"]["Encoding"];
export type GetEncodingError = components["schemas"]["ApiError"];
export type GetEncodingResult = Result<GetEncodingData, GetEncodingError, 200>;

export interface GetEncodingOptions extends CallOptions {
  path: GetEncodingPath;
  query?: GetEncodingQuery | undefined;
}

/**
 * Gets an encoding
 *
 * `screenshots` adds the keys of the screenshots.
 *
 * `GET /encodings/{id}.json`
 */
export function getEncoding(
  client: Client<paths>,
  options: GetEncodingOptions,
): Promise<GetEncodingResult> {
  return callOperation(client, "get", "/encodings/{id}.json", options);
}

export type UpdateEncodingPath = operations["updateEncoding"]["parameters"]["path"];
export type UpdateEncodingQuery = NonNullable<operations["updateEncoding"]["parameters"]["query"]>;
export type UpdateEncodingBody =
  operations["updateEncoding"]["requestBody"]["content"]["application/json"];
export type UpdateEncodingData = components["schemas"]["Encoding"];
export type UpdateEncodingError = components["schemas"]["ApiError"];
export type UpdateEncodingResult = Result<UpdateEncodingData, UpdateEncodingError, 200>;

export interface UpdateEncodingOptions extends CallOptions {
  path: UpdateEncodingPath;
  query?: UpdateEncodingQuery | undefined;
  body: UpdateEncodingBody;
}

/**
 * Updates an encoding
 *
 * Gives the encoding another profile. What happens to its files is not documented. Pass one of
 * `profile_id` and `profile_name`. The service rejects encodings older than 30 days.
 *
 * `PUT /encodings/{id}.json`
 */
export function updateEncoding(
  client: Client<paths>,
  options: UpdateEncodingOptions,
): Promise<UpdateEncodingResult> {
  return callOperation(client, "put", "/encodings/{id}.json", options);
}

export type DeleteEncodingPath = operations["deleteEncoding"]["parameters"]["path"];
export type DeleteEncodingData = components["schemas"]["DeletedResult"];
export type DeleteEncodingError = components["schemas"]["ApiError"];
export type DeleteEncodingResult = Result<DeleteEncodingData, DeleteEncodingError, 200>;

export interface DeleteEncodingOptions extends CallOptions {
  path: DeleteEncodingPath;
}

/**
 * Deletes an encoding
 *
 * Deletes the encoding and its stored files. The service rejects encodings older than 30 days.
 *
 * `DELETE /encodings/{id}.json`
 */
export function deleteEncoding(
  client: Client<paths>,
  options: DeleteEncodingOptions,
): Promise<DeleteEncodingResult> {
  return callOperation(client, "delete", "/encodings/{id}.json", options);
}

export type CancelEncodingPath = operations["cancelEncoding"]["parameters"]["path"];
export type CancelEncodingData = components["schemas"]["CanceledResult"];
export type CancelEncodingError = components["schemas"]["ApiError"] | undefined;
export type CancelEncodingResult =
  | Success<200, CancelEncodingData>
  | Failure<411, undefined>
  | Failure<"default", components["schemas"]["ApiError"], 411>;

export interface CancelEncodingOptions extends CallOptions {
  path: CancelEncodingPath;
}

/**
 * Cancels an encoding
 *
 * Stops an encoding that is queued or in progress. The service rejects encodings older than 30
 * days.
 *
 * `POST /encodings/{id}/cancel.json`
 */
export function cancelEncoding(
  client: Client<paths>,
  options: CancelEncodingOptions,
): Promise<CancelEncodingResult> {
  return callOperation(client, "post", "/encodings/{id}/cancel.json", options);
}

export type RetryEncodingPath = operations["retryEncoding"]["parameters"]["path"];
export type RetryEncodingData = components["schemas"]["RetriedResult"];
export type RetryEncodingError = components["schemas"]["ApiError"] | undefined;
export type RetryEncodingResult =
  | Success<200, RetryEncodingData>
  | Failure<411, undefined>
  | Failure<"default", components["schemas"]["ApiError"], 411>;

export interface RetryEncodingOptions extends CallOptions {
  path: RetryEncodingPath;
}

/**
 * Retries a failed encoding
 *
 * Restarts an encoding that has status `fail`.
 *
 * `POST /encodings/{id}/retry.json`
 */
export function retryEncoding(
  client: Client<paths>,
  options: RetryEncodingOptions,
): Promise<RetryEncodingResult> {
  return callOperation(client, "post", "/encodings/{id}/retry.json", options);
}

export type GetSignedEncodingUrlPath = operations["getSignedEncodingUrl"]["parameters"]["path"];
export type GetSignedEncodingUrlQuery = NonNullable<
  operations["getSignedEncodingUrl"]["parameters"]["query"]
>;
export type GetSignedEncodingUrlData = components["schemas"]["SignedUrl"];
export type GetSignedEncodingUrlError = components["schemas"]["ApiError"];
export type GetSignedEncodingUrlResult = Result<
  GetSignedEncodingUrlData,
  GetSignedEncodingUrlError,
  200
>;

export interface GetSignedEncodingUrlOptions extends CallOptions {
  path: GetSignedEncodingUrlPath;
  query?: GetSignedEncodingUrlQuery | undefined;
}

/**
 * Gets a signed URL of an encoding
 *
 * Returns a URL with an access token, which anyone can use to download the output file.
 *
 * `GET /encodings/{id}/signed-url.json`
 */
export function getSignedEncodingUrl(
  client: Client<paths>,
  options: GetSignedEncodingUrlOptions,
): Promise<GetSignedEncodingUrlResult> {
  return callOperation(client, "get", "/encodings/{id}/signed-url.json", options);
}

export type GetSignedEncodingUrlsPath = operations["getSignedEncodingUrls"]["parameters"]["path"];
export type GetSignedEncodingUrlsData = components["schemas"]["SignedUrls"];
export type GetSignedEncodingUrlsError = components["schemas"]["ApiError"];
export type GetSignedEncodingUrlsResult = Result<
  GetSignedEncodingUrlsData,
  GetSignedEncodingUrlsError,
  200
>;

export interface GetSignedEncodingUrlsOptions extends CallOptions {
  path: GetSignedEncodingUrlsPath;
}

/**
 * Gets signed URLs of all files of an encoding
 *
 * Returns one URL per output file, which anyone can use to download it. How long the URLs are
 * valid is not documented.
 *
 * `GET /encodings/{id}/signed-urls.json`
 */
export function getSignedEncodingUrls(
  client: Client<paths>,
  options: GetSignedEncodingUrlsOptions,
): Promise<GetSignedEncodingUrlsResult> {
  return callOperation(client, "get", "/encodings/{id}/signed-urls.json", options);
}

export type ListProfilesQuery = NonNullable<operations["listProfiles"]["parameters"]["query"]>;
export type ListProfilesData = components["schemas"]["PaginatedProfilesCollection"];
export type ListProfilesError = components["schemas"]["ApiError"];
export type ListProfilesResult = Result<ListProfilesData, ListProfilesError, 200>;

export interface ListProfilesOptions extends CallOptions {
  query?: ListProfilesQuery | undefined;
}

/**
 * Lists the profiles of the factory
 *
 * Fields that have their default value are omitted unless `expand=true`.
 *
 * `GET /profiles.json`
 */
export function listProfiles(
  client: Client<paths>,
  options: ListProfilesOptions = {},
): Promise<ListProfilesResult> {
  return callOperation(client, "get", "/profiles.json", options);
}

export type CreateProfileQuery = NonNullable<operations["createProfile"]["parameters"]["query"]>;
export type CreateProfileBody =
  operations["createProfile"]["requestBody"]["content"]["application/json"];
export type CreateProfileData = components["schemas"]["Profile"];
export type CreateProfileError = components["schemas"]["ApiError"];
export type CreateProfileResult = Result<CreateProfileData, CreateProfileError, 200>;

export interface CreateProfileOptions extends CallOptions {
  query?: CreateProfileQuery | undefined;
  body: CreateProfileBody;
}

/**
 * Creates a profile
 *
 * A profile is based on a preset. All other fields are optional and replace the values of the
 * preset. A custom `command`, as in API 3.0, is not documented.
 *
 * `POST /profiles.json`
 */
export function createProfile(
  client: Client<paths>,
  options: CreateProfileOptions,
): Promise<CreateProfileResult> {
  return callOperation(client, "post", "/profiles.json", options);
}

export type GetProfilePath = operations["getProfile"]["parameters"]["path"];
export type GetProfileQuery = NonNullable<operations["getProfile"]["parameters"]["query"]>;
export type GetProfileData = components["schemas"]["Profile"];
export type GetProfileError = components["schemas"]["ApiError"];
export type GetProfileResult = Result<GetProfileData, GetProfileError, 200>;

export interface GetProfileOptions extends CallOptions {
  path: GetProfilePath;
  query?: GetProfileQuery | undefined;
}

/**
 * Gets a profile
 *
 * Fields that have their default value are omitted unless `expand=true`.
 *
 * `GET /profiles/{id}.json`
 */
export function getProfile(
  client: Client<paths>,
  options: GetProfileOptions,
): Promise<GetProfileResult> {
  return callOperation(client, "get", "/profiles/{id}.json", options);
}

export type UpdateProfilePath = operations["updateProfile"]["parameters"]["path"];
export type UpdateProfileQuery = NonNullable<operations["updateProfile"]["parameters"]["query"]>;
export type UpdateProfileBody =
  operations["updateProfile"]["requestBody"]["content"]["application/json"];
export type UpdateProfileData = components["schemas"]["Profile"];
export type UpdateProfileError = components["schemas"]["ApiError"];
export type UpdateProfileResult = Result<UpdateProfileData, UpdateProfileError, 200>;

export interface UpdateProfileOptions extends CallOptions {
  path: UpdateProfilePath;
  query?: UpdateProfileQuery | undefined;
  body: UpdateProfileBody;
}

/**
 * Updates a profile
 *
 * Changes the given fields and leaves the others unchanged. Only the id, not the name, is
 * documented here. Most clients declare `preset_name` as required, as in a new profile; whether
 * the service needs it is not confirmed.
 *
 * `PUT /profiles/{id}.json`
 */
export function updateProfile(
  client: Client<paths>,
  options: UpdateProfileOptions,
): Promise<UpdateProfileResult> {
  return callOperation(client, "put", "/profiles/{id}.json", options);
}

export type DeleteProfilePath = operations["deleteProfile"]["parameters"]["path"];
export type DeleteProfileData = components["schemas"]["DeletedResult"];
export type DeleteProfileError = components["schemas"]["ApiError"];
export type DeleteProfileResult = Result<DeleteProfileData, DeleteProfileError, 200>;

export interface DeleteProfileOptions extends CallOptions {
  path: DeleteProfilePath;
}

/**
 * Deletes a profile
 *
 * Deletes the profile. Only the id, not the name, is documented here.
 *
 * `DELETE /profiles/{id}.json`
 */
export function deleteProfile(
  client: Client<paths>,
  options: DeleteProfileOptions,
): Promise<DeleteProfileResult> {
  return callOperation(client, "delete", "/profiles/{id}.json", options);
}

export type CopyProfilePath = operations["copyProfile"]["parameters"]["path"];
export type CopyProfileQuery = NonNullable<operations["copyProfile"]["parameters"]["query"]>;
export type CopyProfileBody =
  operations["copyProfile"]["requestBody"]["content"]["application/json"];
export type CopyProfileData = components["schemas"]["Profile"];
export type CopyProfileError = components["schemas"]["ApiError"];
export type CopyProfileResult = Result<CopyProfileData, CopyProfileError, 200>;

export interface CopyProfileOptions extends CallOptions {
  path: CopyProfilePath;
  query?: CopyProfileQuery | undefined;
  body: CopyProfileBody;
}

/**
 * Copies a profile to a factory
 *
 * Creates a profile with the same settings in a factory of the account. The original stays
 * unchanged.
 *
 * `POST /profiles/{id}/copy.json`
 */
export function copyProfile(
  client: Client<paths>,
  options: CopyProfileOptions,
): Promise<CopyProfileResult> {
  return callOperation(client, "post", "/profiles/{id}/copy.json", options);
}

export type ListProfileEncodingsPath = operations["listProfileEncodings"]["parameters"]["path"];
export type ListProfileEncodingsQuery = NonNullable<
  operations["listProfileEncodings"]["parameters"]["query"]
>;
export type ListProfileEncodingsData = components["schemas"]["PaginatedEncodingsCollection"];
export type ListProfileEncodingsError = components["schemas"]["ApiError"];
export type ListProfileEncodingsResult = Result<
  ListProfileEncodingsData,
  ListProfileEncodingsError,
  200
>;

export interface ListProfileEncodingsOptions extends CallOptions {
  path: ListProfileEncodingsPath;
  query?: ListProfileEncodingsQuery | undefined;
}

/**
 * Lists the encodings made with a profile
 *
 * The parameters are inferred from the other lists of encodings.
 *
 * `GET /profiles/{id}/encodings.json`
 */
export function listProfileEncodings(
  client: Client<paths>,
  options: ListProfileEncodingsOptions,
): Promise<ListProfileEncodingsResult> {
  return callOperation(client, "get", "/profiles/{id}/encodings.json", options);
}

export type ListWorkflowsQuery = NonNullable<operations["listWorkflows"]["parameters"]["query"]>;
export type ListWorkflowsData = components["schemas"]["PaginatedWorkflowsCollection"];
export type ListWorkflowsError = components["schemas"]["ApiError"];
export type ListWorkflowsResult = Result<ListWorkflowsData, ListWorkflowsError, 200>;

export interface ListWorkflowsOptions extends CallOptions {
  query?: ListWorkflowsQuery | undefined;
}

/**
 * Lists the workflows of the factory
 *
 * A workflow is a profile that a work order starts. The entries have the form of profiles.
 *
 * `GET /workflows.json`
 */
export function listWorkflows(
  client: Client<paths>,
  options: ListWorkflowsOptions = {},
): Promise<ListWorkflowsResult> {
  return callOperation(client, "get", "/workflows.json", options);
}

export type CreateWorkOrderBody =
  operations["createWorkOrder"]["requestBody"]["content"]["multipart/form-data"];
export type CreateWorkOrderData = undefined;
export type CreateWorkOrderError = components["schemas"]["ApiError"];
export type CreateWorkOrderResult = Result<CreateWorkOrderData, CreateWorkOrderError, 200 | 201>;

export interface CreateWorkOrderOptions extends CallOptions {
  body: CreateWorkOrderBody;
}

/**
 * Creates a work order
 *
 * Processes a file with a workflow. Pass either `source_url` or `file`; the service documents all
 * parts as optional. The clients of the service are known to work only with a `file`. With a
 * `source_url` alone, they send a body that is not valid, so its form here is inferred.
 *
 * `POST /workorders.json`
 */
export function createWorkOrder(
  client: Client<paths>,
  options: CreateWorkOrderOptions,
): Promise<CreateWorkOrderResult> {
  return callOperation(client, "post", "/workorders.json", {
    ...options,
    bodySerializer: serializeMultipart({}),
  });
}

export type GetNotificationsData = components["schemas"]["NotificationSettings"];
export type GetNotificationsError = components["schemas"]["ApiError"];
export type GetNotificationsResult = Result<GetNotificationsData, GetNotificationsError, 200>;
export type GetNotificationsOptions = CallOptions;

/**
 * Gets the notification settings
 *
 * Returns the settings of the factory given by `factory_id`. Some of the later clients (2018 and
 * 2020) lack this operation: a separate service for notifications appeared at that time. The
 * errors are inferred.
 *
 * `GET /notifications.json`
 */
export function getNotifications(
  client: Client<paths>,
  options: GetNotificationsOptions = {},
): Promise<GetNotificationsResult> {
  return callOperation(client, "get", "/notifications.json", options);
}

export type UpdateNotificationsBody =
  operations["updateNotifications"]["requestBody"]["content"]["application/json"];
export type UpdateNotificationsData = components["schemas"]["NotificationSettings"];
export type UpdateNotificationsError = components["schemas"]["ApiError"];
export type UpdateNotificationsResult = Result<
  UpdateNotificationsData,
  UpdateNotificationsError,
  200
>;

export interface UpdateNotificationsOptions extends CallOptions {
  body: UpdateNotificationsBody;
}

/**
 * Updates the notification settings
 *
 * Changes the given settings and leaves the others unchanged (inferred from 3.0; some clients
 * always send all of them). Some of the later clients (2018 and 2020) lack this operation. The
 * errors are inferred.
 *
 * `PUT /notifications.json`
 */
export function updateNotifications(
  client: Client<paths>,
  options: UpdateNotificationsOptions,
): Promise<UpdateNotificationsResult> {
  return callOperation(client, "put", "/notifications.json", options);
}

export type UploadPartQuery = NonNullable<operations["uploadPart"]["parameters"]["query"]>;
export type UploadPartHeaders = NonNullable<operations["uploadPart"]["parameters"]["header"]>;
export type UploadPartBody = NonNullable<
  operations["uploadPart"]["requestBody"]
>["content"]["application/octet-stream"];
export type UploadPartData = components["schemas"]["Video"] | undefined;
export type UploadPartError = components["schemas"]["ApiError"] | undefined;
export type UploadPartResult =
  | Success<200, components["schemas"]["Video"]>
  | Success<204, undefined>
  | Failure<411, undefined>
  | Failure<"default", components["schemas"]["ApiError"], 411>;

export interface UploadPartOptions extends CallOptions {
  query?: UploadPartQuery | undefined;
  headers?: (UploadPartHeaders & AdditionalHeaders) | undefined;
  body?: UploadPartBody | undefined;
  /** @default "http://vm-37gup6.upload.pandastream.com" */
  baseUrl?: string | undefined;
}

/**
 * Uploads a part of a file
 *
 * Sends bytes to the `location` of an upload session. The location is opaque and must be used as
 * it was returned. No credentials are needed, and the API key must not be sent.
 *
 * **Multi-chunk:** send `X-Part` and no `Content-Range`. Part `i` starts at byte `i * part_size`.
 * Parts may be sent in any order, in parallel, and repeatedly. The response to the part that
 * completes the upload is the video. The parts of an extra file have the header `X-Extra-File-Tag`
 * and their own numbers and size. All clients send the main file first. Whether the video is the
 * response to the last part of the main file or of the last extra file is not documented.
 *
 * **Streaming:** send `Content-Range: bytes 0-4/9` for the first five of nine bytes. The response
 * to every range but the last is 204 with a `Range` header. An empty body with
 * `Content-Range: bytes *\/9` queries how much has arrived. Without `Content-Range`, the body is
 * the whole file.
 *
 * After a 5xx, a 408, or a broken connection, query what is missing and continue from there.
 *
 * `PUT /upload/session`
 */
export function uploadPart(
  client: Client<paths>,
  options: UploadPartOptions = {},
): Promise<UploadPartResult> {
  return callOperation(client, "put", "/upload/session", {
    ...withDefaults(options, {
      contentType: "application/octet-stream",
      baseUrl: "http://vm-37gup6.upload.pandastream.com",
    }),
    bodySerializer: passBody,
    duplex: "half",
  });
}

export type UploadPartByPostQuery = NonNullable<
  operations["uploadPartByPost"]["parameters"]["query"]
>;
export type UploadPartByPostHeaders = NonNullable<
  operations["uploadPartByPost"]["parameters"]["header"]
>;
export type UploadPartByPostBody = NonNullable<
  operations["uploadPartByPost"]["requestBody"]
>["content"]["multipart/form-data"];
export type UploadPartByPostData = components["schemas"]["Video"] | undefined;
export type UploadPartByPostError = components["schemas"]["ApiError"] | undefined;
export type UploadPartByPostResult =
  | Success<200, components["schemas"]["Video"]>
  | Success<204, undefined>
  | Failure<411, undefined>
  | Failure<"default", components["schemas"]["ApiError"], 411>;

export interface UploadPartByPostOptions extends CallOptions {
  query?: UploadPartByPostQuery | undefined;
  headers?: (UploadPartByPostHeaders & AdditionalHeaders) | undefined;
  body?: UploadPartByPostBody | undefined;
  /** @default "http://vm-37gup6.upload.pandastream.com" */
  baseUrl?: string | undefined;
}

/**
 * Uploads a part of a file by POST
 *
 * Same as `uploadPart`, for clients that cannot send PUT requests. With `multipart/form-data`, the
 * part `file` contains the whole file, as in a browser form.
 *
 * `POST /upload/session`
 *
 * Sends `multipart/form-data`; the server also accepts `application/octet-stream`.
 */
export function uploadPartByPost(
  client: Client<paths>,
  options: UploadPartByPostOptions = {},
): Promise<UploadPartByPostResult> {
  return callOperation(client, "post", "/upload/session", {
    ...withDefaults(options, { baseUrl: "http://vm-37gup6.upload.pandastream.com" }),
    bodySerializer: serializeMultipart({}),
  });
}

export type GetMissingPartsQuery = NonNullable<
  operations["getMissingParts"]["parameters"]["query"]
>;
export type GetMissingPartsHeaders = NonNullable<
  operations["getMissingParts"]["parameters"]["header"]
>;
export type GetMissingPartsData = components["schemas"]["MissingParts"];
export type GetMissingPartsError = components["schemas"]["ApiError"];
export type GetMissingPartsResult = Result<GetMissingPartsData, GetMissingPartsError, 200>;

export interface GetMissingPartsOptions extends CallOptions {
  query?: GetMissingPartsQuery | undefined;
  headers?: (GetMissingPartsHeaders & AdditionalHeaders) | undefined;
  /** @default "http://vm-37gup6.upload.pandastream.com" */
  baseUrl?: string | undefined;
}

/**
 * Gets the missing parts of an upload
 *
 * Multi-chunk only. Returns the parts that have not arrived. Before the first part is sent, the
 * list contains all of them. After completion the list is empty, `media_id` is the id of the
 * video, `status` is the state of the video, or the body is empty: all of them have been seen. No
 * credentials are needed. The location must be used as it was returned. Each extra file has its
 * own list, which `X-Extra-File-Tag` selects.
 *
 * `GET /upload/session`
 */
export function getMissingParts(
  client: Client<paths>,
  options: GetMissingPartsOptions = {},
): Promise<GetMissingPartsResult> {
  return callOperation(
    client,
    "get",
    "/upload/session",
    withDefaults(options, { baseUrl: "http://vm-37gup6.upload.pandastream.com" }),
  );
}

export type AbortUploadQuery = NonNullable<operations["abortUpload"]["parameters"]["query"]>;
export type AbortUploadData = undefined;
export type AbortUploadError = components["schemas"]["ApiError"];
export type AbortUploadResult = Result<AbortUploadData, AbortUploadError, 200>;

export interface AbortUploadOptions extends CallOptions {
  query?: AbortUploadQuery | undefined;
  /** @default "http://vm-37gup6.upload.pandastream.com" */
  baseUrl?: string | undefined;
}

/**
 * Aborts an upload
 *
 * Ends the session permanently. It cannot be resumed. No credentials are needed. The location must
 * be used as it was returned.
 *
 * `DELETE /upload/session`
 */
export function abortUpload(
  client: Client<paths>,
  options: AbortUploadOptions = {},
): Promise<AbortUploadResult> {
  return callOperation(
    client,
    "delete",
    "/upload/session",
    withDefaults(options, { baseUrl: "http://vm-37gup6.upload.pandastream.com" }),
  );
}
