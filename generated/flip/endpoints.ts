// Generated from specs/flip/openapi.yaml by scripts/generate.ts. Do not edit.
import type { Client } from "openapi-fetch";
import type { components, operations, paths } from "./schema.ts";

/** Headers that the API does not describe. */
export type ExtraHeaders = Record<string, HeaderValue>;

/** The value of a header. A list is joined by commas, `undefined` sends no header. */
export type HeaderValue =
  | string
  | number
  | boolean
  | (string | number | boolean)[]
  | null
  | undefined;

/** Options that every endpoint accepts. */
export interface CallOptions {
  /** Headers in addition to those of the client. They replace headers with the same name. */
  headers?: ExtraHeaders | undefined;
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

interface WireOptions extends Omit<CallOptions, "headers"> {
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
async function call(
  client: unknown,
  method: string,
  template: string,
  { path, query, ...options }: WireOptions,
): Promise<never> {
  const init = { ...options, params: { path, query } };
  const result = await (client as UntypedClient).request(method, template, init);
  result.status = result.response?.status;
  return result as never; // The signature of the endpoint has the types.
}

interface OperationDefaults {
  /** Media type of the body, if it is not JSON. */
  contentType?: string;
  baseUrl?: string;
}

/** Adds what is the same for all calls of an operation. The options of the caller take precedence. */
function withDefaults(
  options: WireOptions,
  { contentType, baseUrl }: OperationDefaults,
): WireOptions {
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
  if (typeof field === "function") return field(argument, name, value);
  const items = Array.isArray(value) ? value : [value];
  return items.filter(isSet).map((item) => [name, toPart(argument, item, field)]);
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
  if (/[/+]json\b/i.test(type)) return new Blob([JSON.stringify(value)], { type });
  throw invalidArgument(argument, `must be text or a Blob: its type is ${type}`);
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

export type ListFactoriesData =
  operations["listFactories"]["responses"][200]["content"]["application/json"];
export type ListFactoriesError = components["schemas"]["ApiError"];
export type ListFactoriesResult = Result<ListFactoriesData, ListFactoriesError, 200>;
export type ListFactoriesOptions = CallOptions;

/**
 * Lists the factories of the account
 *
 * Returns all factories at once. No paging is documented. `factory_id` is optional.
 *
 * `GET /factories.json`
 */
export function listFactories(
  client: Client<paths>,
  options: ListFactoriesOptions = {},
): Promise<ListFactoriesResult> {
  return call(client, "get", "/factories.json", options);
}

export type CreateFactoryQuery = NonNullable<operations["createFactory"]["parameters"]["query"]>;
export type CreateFactoryData = components["schemas"]["Factory"];
export type CreateFactoryError = components["schemas"]["ApiError"] | undefined;
export type CreateFactoryResult =
  | Success<200, CreateFactoryData>
  | Failure<411, undefined>
  | Failure<"default", components["schemas"]["ApiError"], 411>;

export interface CreateFactoryOptions extends CallOptions {
  query?: CreateFactoryQuery | undefined;
}

/**
 * Creates a factory
 *
 * Creates a factory for a storage bucket. Which parameters the service requires is not confirmed;
 * its successor requires `name`. A form body is also accepted. `factory_id` is optional.
 *
 * `POST /factories.json`
 */
export function createFactory(
  client: Client<paths>,
  options: CreateFactoryOptions = {},
): Promise<CreateFactoryResult> {
  return call(client, "post", "/factories.json", options);
}

export type GetFactoryPath = operations["getFactory"]["parameters"]["path"];
export type GetFactoryData = components["schemas"]["Factory"];
export type GetFactoryError = components["schemas"]["ApiError"];
export type GetFactoryResult = Result<GetFactoryData, GetFactoryError, 200>;

export interface GetFactoryOptions extends CallOptions {
  path: GetFactoryPath;
}

/**
 * Gets a factory
 *
 * `factory_id` is optional.
 *
 * `GET /factories/{id}.json`
 */
export function getFactory(
  client: Client<paths>,
  options: GetFactoryOptions,
): Promise<GetFactoryResult> {
  return call(client, "get", "/factories/{id}.json", options);
}

export type UpdateFactoryPath = operations["updateFactory"]["parameters"]["path"];
export type UpdateFactoryQuery = NonNullable<operations["updateFactory"]["parameters"]["query"]>;
export type UpdateFactoryData = components["schemas"]["Factory"];
export type UpdateFactoryError = components["schemas"]["ApiError"] | undefined;
export type UpdateFactoryResult =
  | Success<200, UpdateFactoryData>
  | Failure<411, undefined>
  | Failure<"default", components["schemas"]["ApiError"], 411>;

export interface UpdateFactoryOptions extends CallOptions {
  path: UpdateFactoryPath;
  query?: UpdateFactoryQuery | undefined;
}

/**
 * Updates a factory
 *
 * Changes the given settings and leaves the others unchanged. To grant access to the bucket again,
 * send `s3_videos_bucket` with both keys. A form body is also accepted. `factory_id` is optional.
 *
 * `PUT /factories/{id}.json`
 */
export function updateFactory(
  client: Client<paths>,
  options: UpdateFactoryOptions,
): Promise<UpdateFactoryResult> {
  return call(client, "put", "/factories/{id}.json", options);
}

export type DeleteFactoryPath = operations["deleteFactory"]["parameters"]["path"];
export type DeleteFactoryData = components["schemas"]["DeletedResult"];
export type DeleteFactoryError = components["schemas"]["ApiError"];
export type DeleteFactoryResult = Result<DeleteFactoryData, DeleteFactoryError, 200>;

export interface DeleteFactoryOptions extends CallOptions {
  path: DeleteFactoryPath;
}

/**
 * Deletes a factory
 *
 * Experimental: this operation is not documented. One official client added it late (2018);
 * another one states that a factory cannot be deleted. The response is inferred from the other
 * delete operations. What happens to the videos and the stored files is not known. `factory_id` is
 * optional.
 *
 * `DELETE /factories/{id}.json`
 */
export function deleteFactory(
  client: Client<paths>,
  options: DeleteFactoryOptions,
): Promise<DeleteFactoryResult> {
  return call(client, "delete", "/factories/{id}.json", options);
}

export type ListVideosQuery = NonNullable<operations["listVideos"]["parameters"]["query"]>;
export type ListVideosData =
  operations["listVideos"]["responses"][200]["content"]["application/json"];
export type ListVideosError = components["schemas"]["ApiError"];
export type ListVideosResult = Result<ListVideosData, ListVideosError, 200>;

export interface ListVideosOptions extends CallOptions {
  query?: ListVideosQuery | undefined;
}

/**
 * Lists the videos of the factory
 *
 * Newest first (inferred). A page shorter than `per_page` is the last one (inferred).
 *
 * `GET /videos.json`
 */
export function listVideos(
  client: Client<paths>,
  options: ListVideosOptions = {},
): Promise<ListVideosResult> {
  return call(client, "get", "/videos.json", options);
}

export type CreateVideoQuery = NonNullable<operations["createVideo"]["parameters"]["query"]>;
export type CreateVideoBody = NonNullable<
  operations["createVideo"]["requestBody"]
>["content"]["multipart/form-data"];
export type CreateVideoData = components["schemas"]["Video"];
export type CreateVideoError = components["schemas"]["ApiError"] | undefined;
export type CreateVideoResult =
  | Success<200, CreateVideoData>
  | Failure<411, undefined>
  | Failure<"default", components["schemas"]["ApiError"], 411>;

export interface CreateVideoOptions extends CallOptions {
  query?: CreateVideoQuery | undefined;
  body?: CreateVideoBody | undefined;
}

/**
 * Creates a video from a URL or a file
 *
 * Pass either `source_url` or the part `file` of a multipart body. The response is sent
 * immediately, with status `processing`; the video is imported afterwards. Its encodings are
 * queued at the same time.
 *
 * A form body is also accepted for the parameters. A file is sent in a single request. For large
 * files, use `createUploadSession`. The signature is valid for 30 minutes and can be used only
 * once.
 *
 * `POST /videos.json`
 */
export function createVideo(
  client: Client<paths>,
  options: CreateVideoOptions = {},
): Promise<CreateVideoResult> {
  return call(client, "post", "/videos.json", {
    ...options,
    querySerializer: {
      array: { style: "form", explode: false },
      object: { style: "deepObject", explode: true },
    },
    bodySerializer: serializeMultipart({}),
  });
}

export type CreateUploadSessionQuery = operations["createUploadSession"]["parameters"]["query"];
export type CreateUploadSessionData = components["schemas"]["UploadSession"];
export type CreateUploadSessionError = components["schemas"]["ApiError"] | undefined;
export type CreateUploadSessionResult =
  | Success<201, CreateUploadSessionData>
  | Failure<411, undefined>
  | Failure<"default", components["schemas"]["ApiError"], 411>;

export interface CreateUploadSessionOptions extends CallOptions {
  query: CreateUploadSessionQuery;
}

/**
 * Creates an upload session
 *
 * Returns a `location` that accepts the bytes of one file. With `multi_chunk` the file is uploaded
 * in numbered parts, several at a time; without it, in consecutive ranges. Both kinds of uploads
 * can be resumed after an interruption.
 *
 * No profile is used unless `profiles` or `use_all_profiles` is given. A form body is also
 * accepted. Additional files (`extra_files`) need a JSON body and a different signature, which are
 * not described here.
 *
 * `POST /videos/upload.json`
 */
export function createUploadSession(
  client: Client<paths>,
  options: CreateUploadSessionOptions,
): Promise<CreateUploadSessionResult> {
  return call(client, "post", "/videos/upload.json", {
    ...options,
    querySerializer: {
      array: { style: "form", explode: false },
      object: { style: "deepObject", explode: true },
    },
  });
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
  return call(client, "get", "/videos/{id}.json", options);
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
  return call(client, "delete", "/videos/{id}.json", options);
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
  return call(client, "delete", "/videos/{id}/source.json", options);
}

export type ListVideoEncodingsPath = operations["listVideoEncodings"]["parameters"]["path"];
export type ListVideoEncodingsQuery = NonNullable<
  operations["listVideoEncodings"]["parameters"]["query"]
>;
export type ListVideoEncodingsData =
  operations["listVideoEncodings"]["responses"][200]["content"]["application/json"];
export type ListVideoEncodingsError = components["schemas"]["ApiError"];
export type ListVideoEncodingsResult = Result<ListVideoEncodingsData, ListVideoEncodingsError, 200>;

export interface ListVideoEncodingsOptions extends CallOptions {
  path: ListVideoEncodingsPath;
  query?: ListVideoEncodingsQuery | undefined;
}

/**
 * Lists the encodings of a video
 *
 * Returns one encoding for each profile that the video was encoded with. Paging and `screenshots`
 * are inferred from one client.
 *
 * `GET /videos/{id}/encodings.json`
 */
export function listVideoEncodings(
  client: Client<paths>,
  options: ListVideoEncodingsOptions,
): Promise<ListVideoEncodingsResult> {
  return call(client, "get", "/videos/{id}/encodings.json", options);
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
  return call(client, "get", "/videos/{id}/metadata.json", options);
}

export type ListEncodingsQuery = NonNullable<operations["listEncodings"]["parameters"]["query"]>;
export type ListEncodingsData =
  operations["listEncodings"]["responses"][200]["content"]["application/json"];
export type ListEncodingsError = components["schemas"]["ApiError"];
export type ListEncodingsResult = Result<ListEncodingsData, ListEncodingsError, 200>;

export interface ListEncodingsOptions extends CallOptions {
  query?: ListEncodingsQuery | undefined;
}

/**
 * Lists the encodings of the factory
 *
 * Newest first (inferred). A page shorter than `per_page` is the last one (inferred).
 *
 * `GET /encodings.json`
 */
export function listEncodings(
  client: Client<paths>,
  options: ListEncodingsOptions = {},
): Promise<ListEncodingsResult> {
  return call(client, "get", "/encodings.json", options);
}

export type CreateEncodingQuery = operations["createEncoding"]["parameters"]["query"];
export type CreateEncodingData = components["schemas"]["Encoding"];
export type CreateEncodingError = components["schemas"]["ApiError"] | undefined;
export type CreateEncodingResult =
  | Success<200, CreateEncodingData>
  | Failure<411, undefined>
  | Failure<"default", components["schemas"]["ApiError"], 411>;

export interface CreateEncodingOptions extends CallOptions {
  query: CreateEncodingQuery;
}

/**
 * Encodes a video with another profile
 *
 * Pass exactly one of `profile_id` and `profile_name`. The successor API rejects videos that
 * failed or are older than 30 days. A form body is also accepted.
 *
 * `POST /encodings.json`
 */
export function createEncoding(
  client: Client<paths>,
  options: CreateEncodingOptions,
): Promise<CreateEncodingResult> {
  return call(client, "post", "/encodings.json", options);
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
 * `screenshots` adds the keys of the screenshots. Seen in one client.
 *
 * `GET /encodings/{id}.json`
 */
export function getEncoding(
  client: Client<paths>,
  options: GetEncodingOptions,
): Promise<GetEncodingResult> {
  return call(client, "get", "/encodings/{id}.json", options);
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
 * Deletes the encoding and its stored files. The successor API rejects encodings older than 30
 * days.
 *
 * `DELETE /encodings/{id}.json`
 */
export function deleteEncoding(
  client: Client<paths>,
  options: DeleteEncodingOptions,
): Promise<DeleteEncodingResult> {
  return call(client, "delete", "/encodings/{id}.json", options);
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
 * Stops an encoding that is queued or in progress. The successor API rejects encodings older than
 * 30 days.
 *
 * `POST /encodings/{id}/cancel.json`
 */
export function cancelEncoding(
  client: Client<paths>,
  options: CancelEncodingOptions,
): Promise<CancelEncodingResult> {
  return call(client, "post", "/encodings/{id}/cancel.json", options);
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
  return call(client, "post", "/encodings/{id}/retry.json", options);
}

export type ListProfilesQuery = NonNullable<operations["listProfiles"]["parameters"]["query"]>;
export type ListProfilesData =
  operations["listProfiles"]["responses"][200]["content"]["application/json"];
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
  return call(client, "get", "/profiles.json", options);
}

export type CreateProfileQuery = NonNullable<operations["createProfile"]["parameters"]["query"]>;
export type CreateProfileData = components["schemas"]["Profile"];
export type CreateProfileError = components["schemas"]["ApiError"] | undefined;
export type CreateProfileResult =
  | Success<200, CreateProfileData>
  | Failure<411, undefined>
  | Failure<"default", components["schemas"]["ApiError"], 411>;

export interface CreateProfileOptions extends CallOptions {
  query?: CreateProfileQuery | undefined;
}

/**
 * Creates a profile
 *
 * A profile is either based on a preset (`preset_name`) or custom (`command` and `extname`). All
 * other fields are optional. A form body is also accepted, and is safer for a long `command`.
 *
 * `POST /profiles.json`
 */
export function createProfile(
  client: Client<paths>,
  options: CreateProfileOptions = {},
): Promise<CreateProfileResult> {
  return call(client, "post", "/profiles.json", {
    ...options,
    querySerializer: { array: { style: "form", explode: false } },
  });
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
  return call(client, "get", "/profiles/{id}.json", options);
}

export type UpdateProfilePath = operations["updateProfile"]["parameters"]["path"];
export type UpdateProfileQuery = NonNullable<operations["updateProfile"]["parameters"]["query"]>;
export type UpdateProfileData = components["schemas"]["Profile"];
export type UpdateProfileError = components["schemas"]["ApiError"] | undefined;
export type UpdateProfileResult =
  | Success<200, UpdateProfileData>
  | Failure<411, undefined>
  | Failure<"default", components["schemas"]["ApiError"], 411>;

export interface UpdateProfileOptions extends CallOptions {
  path: UpdateProfilePath;
  query?: UpdateProfileQuery | undefined;
}

/**
 * Updates a profile
 *
 * Changes the given fields and leaves the others unchanged. `preset_name` cannot be changed
 * (inferred). One client was seen to pass a name instead of the id. A form body is also accepted,
 * and is safer for a long `command`.
 *
 * `PUT /profiles/{id}.json`
 */
export function updateProfile(
  client: Client<paths>,
  options: UpdateProfileOptions,
): Promise<UpdateProfileResult> {
  return call(client, "put", "/profiles/{id}.json", {
    ...options,
    querySerializer: { array: { style: "form", explode: false } },
  });
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
 * Deletes the profile. One client was seen to pass a name instead of the id.
 *
 * `DELETE /profiles/{id}.json`
 */
export function deleteProfile(
  client: Client<paths>,
  options: DeleteProfileOptions,
): Promise<DeleteProfileResult> {
  return call(client, "delete", "/profiles/{id}.json", options);
}

export type ListProfileEncodingsPath = operations["listProfileEncodings"]["parameters"]["path"];
export type ListProfileEncodingsQuery = NonNullable<
  operations["listProfileEncodings"]["parameters"]["query"]
>;
export type ListProfileEncodingsData =
  operations["listProfileEncodings"]["responses"][200]["content"]["application/json"];
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
  return call(client, "get", "/profiles/{id}/encodings.json", options);
}

export type GetNotificationsData = components["schemas"]["NotificationSettings"];
export type GetNotificationsError = components["schemas"]["ApiError"];
export type GetNotificationsResult = Result<GetNotificationsData, GetNotificationsError, 200>;
export type GetNotificationsOptions = CallOptions;

/**
 * Gets the notification settings
 *
 * Returns the settings of the factory given by `factory_id`.
 *
 * `GET /notifications.json`
 */
export function getNotifications(
  client: Client<paths>,
  options: GetNotificationsOptions = {},
): Promise<GetNotificationsResult> {
  return call(client, "get", "/notifications.json", options);
}

export type UpdateNotificationsQuery = NonNullable<
  operations["updateNotifications"]["parameters"]["query"]
>;
export type UpdateNotificationsData = components["schemas"]["NotificationSettings"];
export type UpdateNotificationsError = components["schemas"]["ApiError"] | undefined;
export type UpdateNotificationsResult =
  | Success<200, UpdateNotificationsData>
  | Failure<411, undefined>
  | Failure<"default", components["schemas"]["ApiError"], 411>;

export interface UpdateNotificationsOptions extends CallOptions {
  query?: UpdateNotificationsQuery | undefined;
}

/**
 * Updates the notification settings
 *
 * Changes the given settings and leaves the others unchanged. A form body is also accepted.
 *
 * `PUT /notifications.json`
 */
export function updateNotifications(
  client: Client<paths>,
  options: UpdateNotificationsOptions = {},
): Promise<UpdateNotificationsResult> {
  return call(client, "put", "/notifications.json", {
    ...options,
    querySerializer: { object: { style: "deepObject", explode: true } },
  });
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
  headers?: (UploadPartHeaders & ExtraHeaders) | undefined;
  body?: UploadPartBody | undefined;
  /** @default "http://vm-37gup6.upload.pandastream.com" */
  baseUrl?: string | undefined;
}

/**
 * Uploads a part of a file
 *
 * Sends bytes to the `location` of an upload session. The location is opaque and must be used as
 * it was returned. No signature and no credentials are needed.
 *
 * **Multi-chunk:** send `X-Part` and no `Content-Range`. Part `i` starts at byte `i * part_size`.
 * Parts may be sent in any order, in parallel, and repeatedly. The response to the part that
 * completes the file is the video.
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
  return call(client, "put", "/upload/session", {
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
  headers?: (UploadPartByPostHeaders & ExtraHeaders) | undefined;
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
  return call(client, "post", "/upload/session", {
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
  headers?: (GetMissingPartsHeaders & ExtraHeaders) | undefined;
  /** @default "http://vm-37gup6.upload.pandastream.com" */
  baseUrl?: string | undefined;
}

/**
 * Gets the missing parts of an upload
 *
 * Multi-chunk only. Returns the parts that have not arrived. Before the first part is sent, the
 * list contains all of them. After completion the list is empty, `media_id` is the id of the video,
 * `status` is the state of the video, or the body is empty: all of them have been seen. No
 * signature and no credentials are needed. The location must be used as it was returned.
 *
 * `GET /upload/session`
 */
export function getMissingParts(
  client: Client<paths>,
  options: GetMissingPartsOptions = {},
): Promise<GetMissingPartsResult> {
  return call(
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
 * Ends the session permanently. It cannot be resumed. No signature and no credentials are needed.
 * The location must be used as it was returned.
 *
 * `DELETE /upload/session`
 */
export function abortUpload(
  client: Client<paths>,
  options: AbortUploadOptions = {},
): Promise<AbortUploadResult> {
  return call(
    client,
    "delete",
    "/upload/session",
    withDefaults(options, { baseUrl: "http://vm-37gup6.upload.pandastream.com" }),
  );
}
