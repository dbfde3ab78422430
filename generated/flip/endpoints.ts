// Generated from specs/flip/openapi.yaml by scripts/generate.ts. Do not edit.
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

export type ListFactoriesData =
  operations["listFactories"]["responses"][200]["content"]["application/json"];
export type ListFactoriesError =
  | operations["listFactories"]["responses"][400]["content"]["application/json"]
  | operations["listFactories"]["responses"][401]["content"]["application/json"]
  | operations["listFactories"]["responses"][500]["content"]["application/json"]
  | operations["listFactories"]["responses"]["default"]["content"]["application/json"];
export type ListFactoriesOptions = CallOptions;

/**
 * Lists the account's factories
 *
 * Answers all of them at once; no paging is documented. `factory_id` may be left out.
 *
 * `GET /factories.json`
 */
export function listFactories(
  client: Client<paths>,
  options: ListFactoriesOptions = {},
): Promise<Result<ListFactoriesData, ListFactoriesError>> {
  return call(client, "get", "/factories.json", options);
}

export type CreateFactoryQuery = NonNullable<operations["createFactory"]["parameters"]["query"]>;
export type CreateFactoryData =
  operations["createFactory"]["responses"][200]["content"]["application/json"];
export type CreateFactoryError =
  | operations["createFactory"]["responses"][400]["content"]["application/json"]
  | operations["createFactory"]["responses"][401]["content"]["application/json"]
  | operations["createFactory"]["responses"][403]["content"]["application/json"]
  | undefined
  | operations["createFactory"]["responses"][500]["content"]["application/json"]
  | operations["createFactory"]["responses"]["default"]["content"]["application/json"];

export interface CreateFactoryOptions extends CallOptions {
  query?: CreateFactoryQuery | undefined;
}

/**
 * Creates a factory
 *
 * Makes a factory on a storage bucket. Which parameters the service insists on is not confirmed;
 * its successor requires `name`. A form body is accepted equally. `factory_id` may be left out.
 *
 * `POST /factories.json`
 */
export function createFactory(
  client: Client<paths>,
  options: CreateFactoryOptions = {},
): Promise<Result<CreateFactoryData, CreateFactoryError>> {
  return call(client, "post", "/factories.json", options);
}

export type GetFactoryPath = operations["getFactory"]["parameters"]["path"];
export type GetFactoryData =
  operations["getFactory"]["responses"][200]["content"]["application/json"];
export type GetFactoryError =
  | operations["getFactory"]["responses"][400]["content"]["application/json"]
  | operations["getFactory"]["responses"][401]["content"]["application/json"]
  | operations["getFactory"]["responses"][403]["content"]["application/json"]
  | operations["getFactory"]["responses"][404]["content"]["application/json"]
  | operations["getFactory"]["responses"][500]["content"]["application/json"]
  | operations["getFactory"]["responses"]["default"]["content"]["application/json"];

export interface GetFactoryOptions extends CallOptions {
  path: GetFactoryPath;
}

/**
 * Gets a factory
 *
 * `factory_id` may be left out.
 *
 * `GET /factories/{id}.json`
 */
export function getFactory(
  client: Client<paths>,
  options: GetFactoryOptions,
): Promise<Result<GetFactoryData, GetFactoryError>> {
  return call(client, "get", "/factories/{id}.json", options);
}

export type UpdateFactoryPath = operations["updateFactory"]["parameters"]["path"];
export type UpdateFactoryQuery = NonNullable<operations["updateFactory"]["parameters"]["query"]>;
export type UpdateFactoryData =
  operations["updateFactory"]["responses"][200]["content"]["application/json"];
export type UpdateFactoryError =
  | operations["updateFactory"]["responses"][400]["content"]["application/json"]
  | operations["updateFactory"]["responses"][401]["content"]["application/json"]
  | operations["updateFactory"]["responses"][403]["content"]["application/json"]
  | operations["updateFactory"]["responses"][404]["content"]["application/json"]
  | undefined
  | operations["updateFactory"]["responses"][500]["content"]["application/json"]
  | operations["updateFactory"]["responses"]["default"]["content"]["application/json"];

export interface UpdateFactoryOptions extends CallOptions {
  path: UpdateFactoryPath;
  query?: UpdateFactoryQuery | undefined;
}

/**
 * Updates a factory
 *
 * Changes the given settings and leaves the others alone. To grant access to the bucket again,
 * send `s3_videos_bucket` with both keys. A form body is accepted equally. `factory_id` may be
 * left out.
 *
 * `PUT /factories/{id}.json`
 */
export function updateFactory(
  client: Client<paths>,
  options: UpdateFactoryOptions,
): Promise<Result<UpdateFactoryData, UpdateFactoryError>> {
  return call(client, "put", "/factories/{id}.json", options);
}

export type DeleteFactoryPath = operations["deleteFactory"]["parameters"]["path"];
export type DeleteFactoryData =
  operations["deleteFactory"]["responses"][200]["content"]["application/json"];
export type DeleteFactoryError =
  | operations["deleteFactory"]["responses"][400]["content"]["application/json"]
  | operations["deleteFactory"]["responses"][401]["content"]["application/json"]
  | operations["deleteFactory"]["responses"][403]["content"]["application/json"]
  | operations["deleteFactory"]["responses"][404]["content"]["application/json"]
  | operations["deleteFactory"]["responses"][500]["content"]["application/json"]
  | operations["deleteFactory"]["responses"]["default"]["content"]["application/json"];

export interface DeleteFactoryOptions extends CallOptions {
  path: DeleteFactoryPath;
}

/**
 * Deletes a factory
 *
 * Experimental: no document names this operation. One official client opened it late (2018),
 * another says that a factory cannot be deleted. The answer is inferred from the other deletions.
 * What becomes of the videos and of stored files is not known. `factory_id` may be left out.
 *
 * `DELETE /factories/{id}.json`
 */
export function deleteFactory(
  client: Client<paths>,
  options: DeleteFactoryOptions,
): Promise<Result<DeleteFactoryData, DeleteFactoryError>> {
  return call(client, "delete", "/factories/{id}.json", options);
}

export type ListVideosQuery = NonNullable<operations["listVideos"]["parameters"]["query"]>;
export type ListVideosData =
  operations["listVideos"]["responses"][200]["content"]["application/json"];
export type ListVideosError =
  | operations["listVideos"]["responses"][400]["content"]["application/json"]
  | operations["listVideos"]["responses"][401]["content"]["application/json"]
  | operations["listVideos"]["responses"][404]["content"]["application/json"]
  | operations["listVideos"]["responses"][500]["content"]["application/json"]
  | operations["listVideos"]["responses"]["default"]["content"]["application/json"];

export interface ListVideosOptions extends CallOptions {
  query?: ListVideosQuery | undefined;
}

/**
 * Lists the factory's videos
 *
 * Newest first (inferred). A page that is shorter than `per_page` is the last one (inferred).
 *
 * `GET /videos.json`
 */
export function listVideos(
  client: Client<paths>,
  options: ListVideosOptions = {},
): Promise<Result<ListVideosData, ListVideosError>> {
  return call(client, "get", "/videos.json", options);
}

export type CreateVideoQuery = NonNullable<operations["createVideo"]["parameters"]["query"]>;
export type CreateVideoBody = NonNullable<
  operations["createVideo"]["requestBody"]
>["content"]["multipart/form-data"];
export type CreateVideoData =
  operations["createVideo"]["responses"][200]["content"]["application/json"];
export type CreateVideoError =
  | operations["createVideo"]["responses"][400]["content"]["application/json"]
  | operations["createVideo"]["responses"][401]["content"]["application/json"]
  | operations["createVideo"]["responses"][403]["content"]["application/json"]
  | operations["createVideo"]["responses"][404]["content"]["application/json"]
  | undefined
  | operations["createVideo"]["responses"][413]["content"]["application/json"]
  | operations["createVideo"]["responses"][500]["content"]["application/json"]
  | operations["createVideo"]["responses"]["default"]["content"]["application/json"];

export interface CreateVideoOptions extends CallOptions {
  query?: CreateVideoQuery | undefined;
  body?: CreateVideoBody | undefined;
}

/**
 * Creates a video from a URL or a file
 *
 * Give either `source_url` or the part `file` of a multipart body. The video is answered at once
 * with status `processing` and imported afterwards. Its encodings are queued at the same time.
 *
 * A form body is accepted equally for the parameters. A file goes in one request; for large files
 * use `createUploadSession`. The signature is valid for 30 minutes, and once.
 *
 * `POST /videos.json`
 */
export function createVideo(
  client: Client<paths>,
  options: CreateVideoOptions = {},
): Promise<Result<CreateVideoData, CreateVideoError>> {
  return call(client, "post", "/videos.json", options, { contentType: "multipart/form-data" });
}

export type CreateUploadSessionQuery = operations["createUploadSession"]["parameters"]["query"];
export type CreateUploadSessionData =
  operations["createUploadSession"]["responses"][201]["content"]["application/json"];
export type CreateUploadSessionError =
  | operations["createUploadSession"]["responses"][400]["content"]["application/json"]
  | operations["createUploadSession"]["responses"][401]["content"]["application/json"]
  | operations["createUploadSession"]["responses"][403]["content"]["application/json"]
  | operations["createUploadSession"]["responses"][404]["content"]["application/json"]
  | undefined
  | operations["createUploadSession"]["responses"][413]["content"]["application/json"]
  | operations["createUploadSession"]["responses"][500]["content"]["application/json"]
  | operations["createUploadSession"]["responses"]["default"]["content"]["application/json"];

export interface CreateUploadSessionOptions extends CallOptions {
  query: CreateUploadSessionQuery;
}

/**
 * Creates an upload session
 *
 * Answers a `location` that takes the bytes of one file. With `multi_chunk` the file goes up in
 * numbered parts, several at a time; without it in ranges, one after the other. Either way it can
 * be resumed after an interruption.
 *
 * No profile is used unless `profiles` or `use_all_profiles` says so. A form body is accepted
 * equally. Further files (`extra_files`) need a JSON body and another kind of signature; they are
 * not described here.
 *
 * `POST /videos/upload.json`
 */
export function createUploadSession(
  client: Client<paths>,
  options: CreateUploadSessionOptions,
): Promise<Result<CreateUploadSessionData, CreateUploadSessionError>> {
  return call(client, "post", "/videos/upload.json", options);
}

export type GetVideoPath = operations["getVideo"]["parameters"]["path"];
export type GetVideoData = operations["getVideo"]["responses"][200]["content"]["application/json"];
export type GetVideoError =
  | operations["getVideo"]["responses"][400]["content"]["application/json"]
  | operations["getVideo"]["responses"][401]["content"]["application/json"]
  | operations["getVideo"]["responses"][403]["content"]["application/json"]
  | operations["getVideo"]["responses"][404]["content"]["application/json"]
  | operations["getVideo"]["responses"][500]["content"]["application/json"]
  | operations["getVideo"]["responses"]["default"]["content"]["application/json"];

export interface GetVideoOptions extends CallOptions {
  path: GetVideoPath;
}

/**
 * Gets a video
 *
 * The answer holds the media fields once the file has been examined.
 *
 * `GET /videos/{id}.json`
 */
export function getVideo(
  client: Client<paths>,
  options: GetVideoOptions,
): Promise<Result<GetVideoData, GetVideoError>> {
  return call(client, "get", "/videos/{id}.json", options);
}

export type DeleteVideoPath = operations["deleteVideo"]["parameters"]["path"];
export type DeleteVideoData =
  operations["deleteVideo"]["responses"][200]["content"]["application/json"];
export type DeleteVideoError =
  | operations["deleteVideo"]["responses"][400]["content"]["application/json"]
  | operations["deleteVideo"]["responses"][401]["content"]["application/json"]
  | operations["deleteVideo"]["responses"][403]["content"]["application/json"]
  | operations["deleteVideo"]["responses"][404]["content"]["application/json"]
  | operations["deleteVideo"]["responses"][500]["content"]["application/json"]
  | operations["deleteVideo"]["responses"]["default"]["content"]["application/json"];

export interface DeleteVideoOptions extends CallOptions {
  path: DeleteVideoPath;
}

/**
 * Deletes a video
 *
 * Deletes the video, its encodings and all stored files of both.
 *
 * `DELETE /videos/{id}.json`
 */
export function deleteVideo(
  client: Client<paths>,
  options: DeleteVideoOptions,
): Promise<Result<DeleteVideoData, DeleteVideoError>> {
  return call(client, "delete", "/videos/{id}.json", options);
}

export type DeleteVideoSourcePath = operations["deleteVideoSource"]["parameters"]["path"];
export type DeleteVideoSourceData =
  operations["deleteVideoSource"]["responses"][200]["content"]["application/json"];
export type DeleteVideoSourceError =
  | operations["deleteVideoSource"]["responses"][400]["content"]["application/json"]
  | operations["deleteVideoSource"]["responses"][401]["content"]["application/json"]
  | operations["deleteVideoSource"]["responses"][403]["content"]["application/json"]
  | operations["deleteVideoSource"]["responses"][404]["content"]["application/json"]
  | operations["deleteVideoSource"]["responses"][500]["content"]["application/json"]
  | operations["deleteVideoSource"]["responses"]["default"]["content"]["application/json"];

export interface DeleteVideoSourceOptions extends CallOptions {
  path: DeleteVideoSourcePath;
}

/**
 * Deletes the source file of a video
 *
 * Deletes only the stored source file. The video and its encodings stay.
 *
 * `DELETE /videos/{id}/source.json`
 */
export function deleteVideoSource(
  client: Client<paths>,
  options: DeleteVideoSourceOptions,
): Promise<Result<DeleteVideoSourceData, DeleteVideoSourceError>> {
  return call(client, "delete", "/videos/{id}/source.json", options);
}

export type ListVideoEncodingsPath = operations["listVideoEncodings"]["parameters"]["path"];
export type ListVideoEncodingsQuery = NonNullable<
  operations["listVideoEncodings"]["parameters"]["query"]
>;
export type ListVideoEncodingsData =
  operations["listVideoEncodings"]["responses"][200]["content"]["application/json"];
export type ListVideoEncodingsError =
  | operations["listVideoEncodings"]["responses"][400]["content"]["application/json"]
  | operations["listVideoEncodings"]["responses"][401]["content"]["application/json"]
  | operations["listVideoEncodings"]["responses"][404]["content"]["application/json"]
  | operations["listVideoEncodings"]["responses"][500]["content"]["application/json"]
  | operations["listVideoEncodings"]["responses"]["default"]["content"]["application/json"];

export interface ListVideoEncodingsOptions extends CallOptions {
  path: ListVideoEncodingsPath;
  query?: ListVideoEncodingsQuery | undefined;
}

/**
 * Lists the encodings of a video
 *
 * One encoding for each profile that the video was encoded with. Paging and `screenshots` are
 * inferred from one client.
 *
 * `GET /videos/{id}/encodings.json`
 */
export function listVideoEncodings(
  client: Client<paths>,
  options: ListVideoEncodingsOptions,
): Promise<Result<ListVideoEncodingsData, ListVideoEncodingsError>> {
  return call(client, "get", "/videos/{id}/encodings.json", options);
}

export type GetVideoMetadataPath = operations["getVideoMetadata"]["parameters"]["path"];
export type GetVideoMetadataData =
  operations["getVideoMetadata"]["responses"][200]["content"]["application/json"];
export type GetVideoMetadataError =
  | operations["getVideoMetadata"]["responses"][400]["content"]["application/json"]
  | operations["getVideoMetadata"]["responses"][401]["content"]["application/json"]
  | operations["getVideoMetadata"]["responses"][404]["content"]["application/json"]
  | operations["getVideoMetadata"]["responses"][500]["content"]["application/json"]
  | operations["getVideoMetadata"]["responses"]["default"]["content"]["application/json"];

export interface GetVideoMetadataOptions extends CallOptions {
  path: GetVideoMetadataPath;
}

/**
 * Gets the metadata of a video
 *
 * What the service read from the source file right after the upload. Keys depend on the file.
 *
 * `GET /videos/{id}/metadata.json`
 */
export function getVideoMetadata(
  client: Client<paths>,
  options: GetVideoMetadataOptions,
): Promise<Result<GetVideoMetadataData, GetVideoMetadataError>> {
  return call(client, "get", "/videos/{id}/metadata.json", options);
}

export type ListEncodingsQuery = NonNullable<operations["listEncodings"]["parameters"]["query"]>;
export type ListEncodingsData =
  operations["listEncodings"]["responses"][200]["content"]["application/json"];
export type ListEncodingsError =
  | operations["listEncodings"]["responses"][400]["content"]["application/json"]
  | operations["listEncodings"]["responses"][401]["content"]["application/json"]
  | operations["listEncodings"]["responses"][404]["content"]["application/json"]
  | operations["listEncodings"]["responses"][500]["content"]["application/json"]
  | operations["listEncodings"]["responses"]["default"]["content"]["application/json"];

export interface ListEncodingsOptions extends CallOptions {
  query?: ListEncodingsQuery | undefined;
}

/**
 * Lists the factory's encodings
 *
 * Newest first (inferred). A page that is shorter than `per_page` is the last one (inferred).
 *
 * `GET /encodings.json`
 */
export function listEncodings(
  client: Client<paths>,
  options: ListEncodingsOptions = {},
): Promise<Result<ListEncodingsData, ListEncodingsError>> {
  return call(client, "get", "/encodings.json", options);
}

export type CreateEncodingQuery = operations["createEncoding"]["parameters"]["query"];
export type CreateEncodingData =
  operations["createEncoding"]["responses"][200]["content"]["application/json"];
export type CreateEncodingError =
  | operations["createEncoding"]["responses"][400]["content"]["application/json"]
  | operations["createEncoding"]["responses"][401]["content"]["application/json"]
  | operations["createEncoding"]["responses"][403]["content"]["application/json"]
  | operations["createEncoding"]["responses"][404]["content"]["application/json"]
  | undefined
  | operations["createEncoding"]["responses"][500]["content"]["application/json"]
  | operations["createEncoding"]["responses"]["default"]["content"]["application/json"];

export interface CreateEncodingOptions extends CallOptions {
  query: CreateEncodingQuery;
}

/**
 * Encodes a video with one more profile
 *
 * Give exactly one of `profile_id` and `profile_name`. The successor API refuses videos that
 * failed or are older than 30 days. A form body is accepted equally.
 *
 * `POST /encodings.json`
 */
export function createEncoding(
  client: Client<paths>,
  options: CreateEncodingOptions,
): Promise<Result<CreateEncodingData, CreateEncodingError>> {
  return call(client, "post", "/encodings.json", options);
}

export type GetEncodingPath = operations["getEncoding"]["parameters"]["path"];
export type GetEncodingQuery = NonNullable<operations["getEncoding"]["parameters"]["query"]>;
export type GetEncodingData =
  operations["getEncoding"]["responses"][200]["content"]["application/json"];
export type GetEncodingError =
  | operations["getEncoding"]["responses"][400]["content"]["application/json"]
  | operations["getEncoding"]["responses"][401]["content"]["application/json"]
  | operations["getEncoding"]["responses"][404]["content"]["application/json"]
  | operations["getEncoding"]["responses"][500]["content"]["application/json"]
  | operations["getEncoding"]["responses"]["default"]["content"]["application/json"];

export interface GetEncodingOptions extends CallOptions {
  path: GetEncodingPath;
  query?: GetEncodingQuery | undefined;
}

/**
 * Gets an encoding
 *
 * `screenshots` adds the keys of the screenshots; seen in one client.
 *
 * `GET /encodings/{id}.json`
 */
export function getEncoding(
  client: Client<paths>,
  options: GetEncodingOptions,
): Promise<Result<GetEncodingData, GetEncodingError>> {
  return call(client, "get", "/encodings/{id}.json", options);
}

export type DeleteEncodingPath = operations["deleteEncoding"]["parameters"]["path"];
export type DeleteEncodingData =
  operations["deleteEncoding"]["responses"][200]["content"]["application/json"];
export type DeleteEncodingError =
  | operations["deleteEncoding"]["responses"][400]["content"]["application/json"]
  | operations["deleteEncoding"]["responses"][401]["content"]["application/json"]
  | operations["deleteEncoding"]["responses"][403]["content"]["application/json"]
  | operations["deleteEncoding"]["responses"][404]["content"]["application/json"]
  | operations["deleteEncoding"]["responses"][500]["content"]["application/json"]
  | operations["deleteEncoding"]["responses"]["default"]["content"]["application/json"];

export interface DeleteEncodingOptions extends CallOptions {
  path: DeleteEncodingPath;
}

/**
 * Deletes an encoding
 *
 * Deletes the encoding and its stored files. The successor API refuses encodings older than 30
 * days.
 *
 * `DELETE /encodings/{id}.json`
 */
export function deleteEncoding(
  client: Client<paths>,
  options: DeleteEncodingOptions,
): Promise<Result<DeleteEncodingData, DeleteEncodingError>> {
  return call(client, "delete", "/encodings/{id}.json", options);
}

export type CancelEncodingPath = operations["cancelEncoding"]["parameters"]["path"];
export type CancelEncodingData =
  operations["cancelEncoding"]["responses"][200]["content"]["application/json"];
export type CancelEncodingError =
  | operations["cancelEncoding"]["responses"][400]["content"]["application/json"]
  | operations["cancelEncoding"]["responses"][401]["content"]["application/json"]
  | operations["cancelEncoding"]["responses"][403]["content"]["application/json"]
  | operations["cancelEncoding"]["responses"][404]["content"]["application/json"]
  | undefined
  | operations["cancelEncoding"]["responses"][500]["content"]["application/json"]
  | operations["cancelEncoding"]["responses"]["default"]["content"]["application/json"];

export interface CancelEncodingOptions extends CallOptions {
  path: CancelEncodingPath;
}

/**
 * Cancels an encoding
 *
 * Stops an encoding that waits or is at work. The successor API refuses encodings older than 30
 * days.
 *
 * `POST /encodings/{id}/cancel.json`
 */
export function cancelEncoding(
  client: Client<paths>,
  options: CancelEncodingOptions,
): Promise<Result<CancelEncodingData, CancelEncodingError>> {
  return call(client, "post", "/encodings/{id}/cancel.json", options);
}

export type RetryEncodingPath = operations["retryEncoding"]["parameters"]["path"];
export type RetryEncodingData =
  operations["retryEncoding"]["responses"][200]["content"]["application/json"];
export type RetryEncodingError =
  | operations["retryEncoding"]["responses"][400]["content"]["application/json"]
  | operations["retryEncoding"]["responses"][401]["content"]["application/json"]
  | operations["retryEncoding"]["responses"][403]["content"]["application/json"]
  | operations["retryEncoding"]["responses"][404]["content"]["application/json"]
  | undefined
  | operations["retryEncoding"]["responses"][500]["content"]["application/json"]
  | operations["retryEncoding"]["responses"]["default"]["content"]["application/json"];

export interface RetryEncodingOptions extends CallOptions {
  path: RetryEncodingPath;
}

/**
 * Retries a failed encoding
 *
 * Starts an encoding with status `fail` again.
 *
 * `POST /encodings/{id}/retry.json`
 */
export function retryEncoding(
  client: Client<paths>,
  options: RetryEncodingOptions,
): Promise<Result<RetryEncodingData, RetryEncodingError>> {
  return call(client, "post", "/encodings/{id}/retry.json", options);
}

export type ListProfilesQuery = NonNullable<operations["listProfiles"]["parameters"]["query"]>;
export type ListProfilesData =
  operations["listProfiles"]["responses"][200]["content"]["application/json"];
export type ListProfilesError =
  | operations["listProfiles"]["responses"][400]["content"]["application/json"]
  | operations["listProfiles"]["responses"][401]["content"]["application/json"]
  | operations["listProfiles"]["responses"][404]["content"]["application/json"]
  | operations["listProfiles"]["responses"][500]["content"]["application/json"]
  | operations["listProfiles"]["responses"]["default"]["content"]["application/json"];

export interface ListProfilesOptions extends CallOptions {
  query?: ListProfilesQuery | undefined;
}

/**
 * Lists the factory's profiles
 *
 * Fields that have their default value are left out unless `expand=true`.
 *
 * `GET /profiles.json`
 */
export function listProfiles(
  client: Client<paths>,
  options: ListProfilesOptions = {},
): Promise<Result<ListProfilesData, ListProfilesError>> {
  return call(client, "get", "/profiles.json", options);
}

export type CreateProfileQuery = NonNullable<operations["createProfile"]["parameters"]["query"]>;
export type CreateProfileData =
  operations["createProfile"]["responses"][200]["content"]["application/json"];
export type CreateProfileError =
  | operations["createProfile"]["responses"][400]["content"]["application/json"]
  | operations["createProfile"]["responses"][401]["content"]["application/json"]
  | operations["createProfile"]["responses"][403]["content"]["application/json"]
  | operations["createProfile"]["responses"][404]["content"]["application/json"]
  | undefined
  | operations["createProfile"]["responses"][500]["content"]["application/json"]
  | operations["createProfile"]["responses"]["default"]["content"]["application/json"];

export interface CreateProfileOptions extends CallOptions {
  query?: CreateProfileQuery | undefined;
}

/**
 * Creates a profile
 *
 * There are two ways: built from a preset (`preset_name`), or custom (`command` and `extname`).
 * All other fields are optional. A form body is accepted equally, and safer for a long `command`.
 *
 * `POST /profiles.json`
 */
export function createProfile(
  client: Client<paths>,
  options: CreateProfileOptions = {},
): Promise<Result<CreateProfileData, CreateProfileError>> {
  return call(client, "post", "/profiles.json", options);
}

export type GetProfilePath = operations["getProfile"]["parameters"]["path"];
export type GetProfileQuery = NonNullable<operations["getProfile"]["parameters"]["query"]>;
export type GetProfileData =
  operations["getProfile"]["responses"][200]["content"]["application/json"];
export type GetProfileError =
  | operations["getProfile"]["responses"][400]["content"]["application/json"]
  | operations["getProfile"]["responses"][401]["content"]["application/json"]
  | operations["getProfile"]["responses"][404]["content"]["application/json"]
  | operations["getProfile"]["responses"][500]["content"]["application/json"]
  | operations["getProfile"]["responses"]["default"]["content"]["application/json"];

export interface GetProfileOptions extends CallOptions {
  path: GetProfilePath;
  query?: GetProfileQuery | undefined;
}

/**
 * Gets a profile
 *
 * Fields that have their default value are left out unless `expand=true`.
 *
 * `GET /profiles/{id}.json`
 */
export function getProfile(
  client: Client<paths>,
  options: GetProfileOptions,
): Promise<Result<GetProfileData, GetProfileError>> {
  return call(client, "get", "/profiles/{id}.json", options);
}

export type UpdateProfilePath = operations["updateProfile"]["parameters"]["path"];
export type UpdateProfileQuery = NonNullable<operations["updateProfile"]["parameters"]["query"]>;
export type UpdateProfileData =
  operations["updateProfile"]["responses"][200]["content"]["application/json"];
export type UpdateProfileError =
  | operations["updateProfile"]["responses"][400]["content"]["application/json"]
  | operations["updateProfile"]["responses"][401]["content"]["application/json"]
  | operations["updateProfile"]["responses"][403]["content"]["application/json"]
  | operations["updateProfile"]["responses"][404]["content"]["application/json"]
  | undefined
  | operations["updateProfile"]["responses"][500]["content"]["application/json"]
  | operations["updateProfile"]["responses"]["default"]["content"]["application/json"];

export interface UpdateProfileOptions extends CallOptions {
  path: UpdateProfilePath;
  query?: UpdateProfileQuery | undefined;
}

/**
 * Updates a profile
 *
 * Changes the given fields and leaves the others alone. `preset_name` cannot be changed
 * (inferred). A name in place of the id was seen in one client. A form body is accepted equally,
 * and safer for a long `command`.
 *
 * `PUT /profiles/{id}.json`
 */
export function updateProfile(
  client: Client<paths>,
  options: UpdateProfileOptions,
): Promise<Result<UpdateProfileData, UpdateProfileError>> {
  return call(client, "put", "/profiles/{id}.json", options);
}

export type DeleteProfilePath = operations["deleteProfile"]["parameters"]["path"];
export type DeleteProfileData =
  operations["deleteProfile"]["responses"][200]["content"]["application/json"];
export type DeleteProfileError =
  | operations["deleteProfile"]["responses"][400]["content"]["application/json"]
  | operations["deleteProfile"]["responses"][401]["content"]["application/json"]
  | operations["deleteProfile"]["responses"][403]["content"]["application/json"]
  | operations["deleteProfile"]["responses"][404]["content"]["application/json"]
  | operations["deleteProfile"]["responses"][500]["content"]["application/json"]
  | operations["deleteProfile"]["responses"]["default"]["content"]["application/json"];

export interface DeleteProfileOptions extends CallOptions {
  path: DeleteProfilePath;
}

/**
 * Deletes a profile
 *
 * Deletes the profile. A name in place of the id was seen in one client.
 *
 * `DELETE /profiles/{id}.json`
 */
export function deleteProfile(
  client: Client<paths>,
  options: DeleteProfileOptions,
): Promise<Result<DeleteProfileData, DeleteProfileError>> {
  return call(client, "delete", "/profiles/{id}.json", options);
}

export type ListProfileEncodingsPath = operations["listProfileEncodings"]["parameters"]["path"];
export type ListProfileEncodingsQuery = NonNullable<
  operations["listProfileEncodings"]["parameters"]["query"]
>;
export type ListProfileEncodingsData =
  operations["listProfileEncodings"]["responses"][200]["content"]["application/json"];
export type ListProfileEncodingsError =
  | operations["listProfileEncodings"]["responses"][400]["content"]["application/json"]
  | operations["listProfileEncodings"]["responses"][401]["content"]["application/json"]
  | operations["listProfileEncodings"]["responses"][404]["content"]["application/json"]
  | operations["listProfileEncodings"]["responses"][500]["content"]["application/json"]
  | operations["listProfileEncodings"]["responses"]["default"]["content"]["application/json"];

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
): Promise<Result<ListProfileEncodingsData, ListProfileEncodingsError>> {
  return call(client, "get", "/profiles/{id}/encodings.json", options);
}

export type GetNotificationsData =
  operations["getNotifications"]["responses"][200]["content"]["application/json"];
export type GetNotificationsError =
  | operations["getNotifications"]["responses"][400]["content"]["application/json"]
  | operations["getNotifications"]["responses"][401]["content"]["application/json"]
  | operations["getNotifications"]["responses"][404]["content"]["application/json"]
  | operations["getNotifications"]["responses"][500]["content"]["application/json"]
  | operations["getNotifications"]["responses"]["default"]["content"]["application/json"];
export type GetNotificationsOptions = CallOptions;

/**
 * Gets the notification settings
 *
 * The settings of the factory that `factory_id` names.
 *
 * `GET /notifications.json`
 */
export function getNotifications(
  client: Client<paths>,
  options: GetNotificationsOptions = {},
): Promise<Result<GetNotificationsData, GetNotificationsError>> {
  return call(client, "get", "/notifications.json", options);
}

export type UpdateNotificationsQuery = NonNullable<
  operations["updateNotifications"]["parameters"]["query"]
>;
export type UpdateNotificationsData =
  operations["updateNotifications"]["responses"][200]["content"]["application/json"];
export type UpdateNotificationsError =
  | operations["updateNotifications"]["responses"][400]["content"]["application/json"]
  | operations["updateNotifications"]["responses"][401]["content"]["application/json"]
  | operations["updateNotifications"]["responses"][404]["content"]["application/json"]
  | undefined
  | operations["updateNotifications"]["responses"][500]["content"]["application/json"]
  | operations["updateNotifications"]["responses"]["default"]["content"]["application/json"];

export interface UpdateNotificationsOptions extends CallOptions {
  query?: UpdateNotificationsQuery | undefined;
}

/**
 * Updates the notification settings
 *
 * Changes the given settings and leaves the others alone. A form body is accepted equally.
 *
 * `PUT /notifications.json`
 */
export function updateNotifications(
  client: Client<paths>,
  options: UpdateNotificationsOptions = {},
): Promise<Result<UpdateNotificationsData, UpdateNotificationsError>> {
  return call(client, "put", "/notifications.json", options);
}

export type UploadPartQuery = NonNullable<operations["uploadPart"]["parameters"]["query"]>;
export type UploadPartHeaders = NonNullable<operations["uploadPart"]["parameters"]["header"]>;
export type UploadPartBody = NonNullable<
  operations["uploadPart"]["requestBody"]
>["content"]["application/octet-stream"];
export type UploadPartData =
  | operations["uploadPart"]["responses"][200]["content"]["application/json"]
  | undefined;
export type UploadPartError =
  | operations["uploadPart"]["responses"][400]["content"]["application/json"]
  | operations["uploadPart"]["responses"][404]["content"]["application/json"]
  | undefined
  | operations["uploadPart"]["responses"][413]["content"]["application/json"]
  | operations["uploadPart"]["responses"][500]["content"]["application/json"]
  | operations["uploadPart"]["responses"]["default"]["content"]["application/json"];

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
 * Sends bytes to the `location` of an upload session, which is opaque and must be used as given.
 * No signature, no credentials.
 *
 * **Multi-chunk:** give `X-Part` and no `Content-Range`. Part `i` holds the bytes from
 * `i * part_size`. Parts may go in any order, at the same time, and again. The part that completes
 * the file is answered with the video.
 *
 * **Streaming:** give `Content-Range: bytes 0-4/9` for the first five bytes of nine. All but the
 * last range are answered with 204 and a `Range`. An empty body with `Content-Range: bytes *\/9`
 * asks what has arrived. Without `Content-Range` the body is the whole file.
 *
 * After a 5xx, 408 or a broken connection, ask what is missing and go on.
 *
 * `PUT /upload/session`
 */
export function uploadPart(
  client: Client<paths>,
  options: UploadPartOptions = {},
): Promise<Result<UploadPartData, UploadPartError>> {
  return call(client, "put", "/upload/session", options, {
    contentType: "application/octet-stream",
    baseUrl: "http://vm-37gup6.upload.pandastream.com",
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
export type UploadPartByPostData =
  | operations["uploadPartByPost"]["responses"][200]["content"]["application/json"]
  | undefined;
export type UploadPartByPostError =
  | operations["uploadPartByPost"]["responses"][400]["content"]["application/json"]
  | operations["uploadPartByPost"]["responses"][404]["content"]["application/json"]
  | undefined
  | operations["uploadPartByPost"]["responses"][413]["content"]["application/json"]
  | operations["uploadPartByPost"]["responses"][500]["content"]["application/json"]
  | operations["uploadPartByPost"]["responses"]["default"]["content"]["application/json"];

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
 * The same as `uploadPart`, for clients that cannot PUT. As `multipart/form-data` it takes the
 * whole file in the part `file`, as a browser form sends it.
 *
 * `POST /upload/session`
 *
 * Sends `multipart/form-data`; the server also accepts `application/octet-stream`.
 */
export function uploadPartByPost(
  client: Client<paths>,
  options: UploadPartByPostOptions = {},
): Promise<Result<UploadPartByPostData, UploadPartByPostError>> {
  return call(client, "post", "/upload/session", options, {
    contentType: "multipart/form-data",
    baseUrl: "http://vm-37gup6.upload.pandastream.com",
  });
}

export type GetMissingPartsQuery = NonNullable<
  operations["getMissingParts"]["parameters"]["query"]
>;
export type GetMissingPartsHeaders = NonNullable<
  operations["getMissingParts"]["parameters"]["header"]
>;
export type GetMissingPartsData =
  operations["getMissingParts"]["responses"][200]["content"]["application/json"];
export type GetMissingPartsError =
  | operations["getMissingParts"]["responses"][400]["content"]["application/json"]
  | operations["getMissingParts"]["responses"][404]["content"]["application/json"]
  | operations["getMissingParts"]["responses"][500]["content"]["application/json"]
  | operations["getMissingParts"]["responses"]["default"]["content"]["application/json"];

export interface GetMissingPartsOptions extends CallOptions {
  query?: GetMissingPartsQuery | undefined;
  headers?: (GetMissingPartsHeaders & ExtraHeaders) | undefined;
  /** @default "http://vm-37gup6.upload.pandastream.com" */
  baseUrl?: string | undefined;
}

/**
 * Gets the missing parts of an upload
 *
 * Multi-chunk only. Tells which parts have not arrived; before the first one it names them all.
 * After completion the list is empty, or `media_id` names the video, or the body is empty: all
 * three were seen. No signature, no credentials; the location must be used as given.
 *
 * `GET /upload/session`
 */
export function getMissingParts(
  client: Client<paths>,
  options: GetMissingPartsOptions = {},
): Promise<Result<GetMissingPartsData, GetMissingPartsError>> {
  return call(client, "get", "/upload/session", options, {
    baseUrl: "http://vm-37gup6.upload.pandastream.com",
  });
}

export type AbortUploadQuery = NonNullable<operations["abortUpload"]["parameters"]["query"]>;
export type AbortUploadData = undefined;
export type AbortUploadError =
  | operations["abortUpload"]["responses"][400]["content"]["application/json"]
  | operations["abortUpload"]["responses"][404]["content"]["application/json"]
  | operations["abortUpload"]["responses"][500]["content"]["application/json"]
  | operations["abortUpload"]["responses"]["default"]["content"]["application/json"];

export interface AbortUploadOptions extends CallOptions {
  query?: AbortUploadQuery | undefined;
  /** @default "http://vm-37gup6.upload.pandastream.com" */
  baseUrl?: string | undefined;
}

/**
 * Aborts an upload
 *
 * Ends the session for good; it cannot be resumed. No signature, no credentials; the location must
 * be used as given.
 *
 * `DELETE /upload/session`
 */
export function abortUpload(
  client: Client<paths>,
  options: AbortUploadOptions = {},
): Promise<Result<AbortUploadData, AbortUploadError>> {
  return call(client, "delete", "/upload/session", options, {
    baseUrl: "http://vm-37gup6.upload.pandastream.com",
  });
}
