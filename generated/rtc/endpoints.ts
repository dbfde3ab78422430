// Generated from specs/rtc/openapi.yaml by scripts/generate.ts. Do not edit.
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

export type ListAppsData = components["schemas"]["AppList"];
export type ListAppsError = components["schemas"]["ApiError"];
export type ListAppsResult = Result<ListAppsData, ListAppsError, 200>;
export type ListAppsOptions = CallOptions;

/**
 * Lists the apps of the account
 *
 * Seen in one client. The shape of the response is not known.
 *
 * `GET /v3/apps`
 */
export function listApps(
  client: Client<paths>,
  options: ListAppsOptions = {},
): Promise<ListAppsResult> {
  return callOperation(client, "get", "/v3/apps", options);
}

export type CreateAppBody = operations["createApp"]["requestBody"]["content"]["application/json"];
export type CreateAppData = components["schemas"]["App"];
export type CreateAppError = components["schemas"]["ApiError"];
export type CreateAppResult = Result<CreateAppData, CreateAppError, 200>;

export interface CreateAppOptions extends CallOptions {
  body: CreateAppBody;
}

/**
 * Creates an app
 *
 * The service chooses the id, and a value for each omitted field.
 *
 * `POST /v3/apps`
 */
export function createApp(
  client: Client<paths>,
  options: CreateAppOptions,
): Promise<CreateAppResult> {
  return callOperation(client, "post", "/v3/apps", options);
}

export type GetAppPath = operations["getApp"]["parameters"]["path"];
export type GetAppData = components["schemas"]["App"];
export type GetAppError = components["schemas"]["ApiError"];
export type GetAppResult = Success<200, GetAppData> | Failure<"default" | 612, GetAppError>;

export interface GetAppOptions extends CallOptions {
  path: GetAppPath;
}

/**
 * Gets an app
 *
 * `GET /v3/apps/{appId}`
 */
export function getApp(client: Client<paths>, options: GetAppOptions): Promise<GetAppResult> {
  return callOperation(client, "get", "/v3/apps/{appId}", options);
}

export type UpdateAppPath = operations["updateApp"]["parameters"]["path"];
export type UpdateAppBody = operations["updateApp"]["requestBody"]["content"]["application/json"];
export type UpdateAppData = components["schemas"]["App"];
export type UpdateAppError = components["schemas"]["ApiError"];
export type UpdateAppResult =
  | Success<200, UpdateAppData>
  | Failure<"default" | 612, UpdateAppError>;

export interface UpdateAppOptions extends CallOptions {
  path: UpdateAppPath;
  body: UpdateAppBody;
}

/**
 * Updates an app
 *
 * Send only the fields to change. An empty text and `false` are values too.
 *
 * One client also sets event callbacks with this call. The response to that has not been seen.
 *
 * `POST /v3/apps/{appId}`
 */
export function updateApp(
  client: Client<paths>,
  options: UpdateAppOptions,
): Promise<UpdateAppResult> {
  return callOperation(client, "post", "/v3/apps/{appId}", options);
}

export type DeleteAppPath = operations["deleteApp"]["parameters"]["path"];
export type DeleteAppData = undefined;
export type DeleteAppError = components["schemas"]["ApiError"];
export type DeleteAppResult =
  | Success<200, DeleteAppData>
  | Failure<"default" | 612, DeleteAppError>;

export interface DeleteAppOptions extends CallOptions {
  path: DeleteAppPath;
}

/**
 * Deletes an app
 *
 * What happens to its rooms is not known.
 *
 * `DELETE /v3/apps/{appId}`
 */
export function deleteApp(
  client: Client<paths>,
  options: DeleteAppOptions,
): Promise<DeleteAppResult> {
  return callOperation(client, "delete", "/v3/apps/{appId}", options);
}

export type CreateRoomPath = operations["createRoom"]["parameters"]["path"];
export type CreateRoomBody = operations["createRoom"]["requestBody"]["content"]["application/json"];
export type CreateRoomData = components["schemas"]["CreatedRoom"];
export type CreateRoomError = components["schemas"]["ApiError"];
export type CreateRoomResult =
  | Success<200, CreateRoomData>
  | Failure<"default" | 611 | 612 | 614, CreateRoomError>;

export interface CreateRoomOptions extends CallOptions {
  path: CreateRoomPath;
  body: CreateRoomBody;
}

/**
 * Creates a room
 *
 * A room need not be created before users join it: a token is enough (inferred). Seen in one client.
 *
 * `POST /v3/apps/{appId}/createroom`
 */
export function createRoom(
  client: Client<paths>,
  options: CreateRoomOptions,
): Promise<CreateRoomResult> {
  return callOperation(client, "post", "/v3/apps/{appId}/createroom", options);
}

export type ListRoomsPath = operations["listRooms"]["parameters"]["path"];
export type ListRoomsQuery = NonNullable<operations["listRooms"]["parameters"]["query"]>;
export type ListRoomsData = components["schemas"]["RoomList"];
export type ListRoomsError = components["schemas"]["ApiError"];
export type ListRoomsResult =
  | Success<200, ListRoomsData>
  | Failure<"default" | 612, ListRoomsError>;

export interface ListRoomsOptions extends CallOptions {
  path: ListRoomsPath;
  query?: ListRoomsQuery | undefined;
}

/**
 * Lists the rooms of an app
 *
 * Continue with `offset` until `end` is true or `rooms` is empty. Whether rooms without users are
 * listed is not known.
 *
 * `GET /v3/apps/{appId}/rooms`
 */
export function listRooms(
  client: Client<paths>,
  options: ListRoomsOptions,
): Promise<ListRoomsResult> {
  return callOperation(client, "get", "/v3/apps/{appId}/rooms", options);
}

export type DeleteRoomPath = operations["deleteRoom"]["parameters"]["path"];
export type DeleteRoomData = undefined;
export type DeleteRoomError = components["schemas"]["ApiError"];
export type DeleteRoomResult =
  | Success<200, DeleteRoomData>
  | Failure<"default" | 612 | 613, DeleteRoomError>;

export interface DeleteRoomOptions extends CallOptions {
  path: DeleteRoomPath;
}

/**
 * Deletes a room
 *
 * Seen in one client. What happens to users in the room is not known.
 *
 * `DELETE /v3/apps/{appId}/rooms/{roomName}`
 */
export function deleteRoom(
  client: Client<paths>,
  options: DeleteRoomOptions,
): Promise<DeleteRoomResult> {
  return callOperation(client, "delete", "/v3/apps/{appId}/rooms/{roomName}", options);
}

export type ListUsersPath = operations["listUsers"]["parameters"]["path"];
export type ListUsersData = components["schemas"]["UserList"];
export type ListUsersError = components["schemas"]["ApiError"];
export type ListUsersResult =
  | Success<200, ListUsersData>
  | Failure<"default" | 612 | 615, ListUsersError>;

export interface ListUsersOptions extends CallOptions {
  path: ListUsersPath;
}

/**
 * Lists the users in a room
 *
 * `GET /v3/apps/{appId}/rooms/{roomName}/users`
 */
export function listUsers(
  client: Client<paths>,
  options: ListUsersOptions,
): Promise<ListUsersResult> {
  return callOperation(client, "get", "/v3/apps/{appId}/rooms/{roomName}/users", options);
}

export type KickUserPath = operations["kickUser"]["parameters"]["path"];
export type KickUserData = undefined;
export type KickUserError = components["schemas"]["ApiError"];
export type KickUserResult =
  | Success<200, KickUserData>
  | Failure<"default" | 612 | 615, KickUserError>;

export interface KickUserOptions extends CallOptions {
  path: KickUserPath;
}

/**
 * Removes a user from a room
 *
 * The user can join again while the room token is valid (inferred).
 *
 * `DELETE /v3/apps/{appId}/rooms/{roomName}/users/{userId}`
 */
export function kickUser(client: Client<paths>, options: KickUserOptions): Promise<KickUserResult> {
  return callOperation(
    client,
    "delete",
    "/v3/apps/{appId}/rooms/{roomName}/users/{userId}",
    options,
  );
}

export type StopMergePath = operations["stopMerge"]["parameters"]["path"];
export type StopMergeData = undefined;
export type StopMergeError = components["schemas"]["ApiError"];
export type StopMergeResult =
  | Success<200, StopMergeData>
  | Failure<"default" | 612 | 615, StopMergeError>;

export interface StopMergeOptions extends CallOptions {
  path: StopMergePath;
}

/**
 * Stops merging the streams of a room
 *
 * Ends the merging that the field `mergePublishRtmp` of the app sets up (inferred). Seen in one
 * client.
 *
 * `DELETE /v3/apps/{appId}/rooms/{roomName}/merge`
 */
export function stopMerge(
  client: Client<paths>,
  options: StopMergeOptions,
): Promise<StopMergeResult> {
  return callOperation(client, "delete", "/v3/apps/{appId}/rooms/{roomName}/merge", options);
}

export type CreateForwardJobPath = operations["createForwardJob"]["parameters"]["path"];
export type CreateForwardJobBody =
  operations["createForwardJob"]["requestBody"]["content"]["application/json"];
export type CreateForwardJobData = components["schemas"]["JobResult"];
export type CreateForwardJobError = components["schemas"]["ApiError"];
export type CreateForwardJobResult =
  | Success<200, CreateForwardJobData>
  | Failure<"default" | 612 | 614 | 615, CreateForwardJobError>;

export interface CreateForwardJobOptions extends CallOptions {
  path: CreateForwardJobPath;
  body: CreateForwardJobBody;
}

/**
 * Starts a job that forwards streams
 *
 * Publishes the streams of one user as they are. Seen in one client.
 *
 * `POST /v3/apps/{appId}/rooms/{roomName}/forward_job`
 */
export function createForwardJob(
  client: Client<paths>,
  options: CreateForwardJobOptions,
): Promise<CreateForwardJobResult> {
  return callOperation(client, "post", "/v3/apps/{appId}/rooms/{roomName}/forward_job", options);
}

export type DeleteForwardJobPath = operations["deleteForwardJob"]["parameters"]["path"];
export type DeleteForwardJobBody =
  operations["deleteForwardJob"]["requestBody"]["content"]["application/json"];
export type DeleteForwardJobData = components["schemas"]["JobResult"];
export type DeleteForwardJobError = components["schemas"]["ApiError"];
export type DeleteForwardJobResult =
  | Success<200, DeleteForwardJobData>
  | Failure<"default" | 612 | 614 | 615, DeleteForwardJobError>;

export interface DeleteForwardJobOptions extends CallOptions {
  path: DeleteForwardJobPath;
  body: DeleteForwardJobBody;
}

/**
 * Stops a job that forwards streams
 *
 * Seen in one client.
 *
 * `POST /v3/apps/{appId}/rooms/{roomName}/forward_job/delete`
 */
export function deleteForwardJob(
  client: Client<paths>,
  options: DeleteForwardJobOptions,
): Promise<DeleteForwardJobResult> {
  return callOperation(
    client,
    "post",
    "/v3/apps/{appId}/rooms/{roomName}/forward_job/delete",
    options,
  );
}

export type CreateMergeJobPath = operations["createMergeJob"]["parameters"]["path"];
export type CreateMergeJobBody =
  operations["createMergeJob"]["requestBody"]["content"]["application/json"];
export type CreateMergeJobData = components["schemas"]["JobResult"];
export type CreateMergeJobError = components["schemas"]["ApiError"];
export type CreateMergeJobResult =
  | Success<200, CreateMergeJobData>
  | Failure<"default" | 612 | 614 | 615, CreateMergeJobError>;

export interface CreateMergeJobOptions extends CallOptions {
  path: CreateMergeJobPath;
  body: CreateMergeJobBody;
}

/**
 * Starts a merge job of version 3
 *
 * Use `createJob` of version 4 instead. Seen in one client, where it is deprecated.
 *
 * `POST /v3/apps/{appId}/rooms/{roomName}/merge_job`
 *
 * @deprecated
 */
export function createMergeJob(
  client: Client<paths>,
  options: CreateMergeJobOptions,
): Promise<CreateMergeJobResult> {
  return callOperation(client, "post", "/v3/apps/{appId}/rooms/{roomName}/merge_job", options);
}

export type DeleteMergeJobPath = operations["deleteMergeJob"]["parameters"]["path"];
export type DeleteMergeJobData = components["schemas"]["JobResult"];
export type DeleteMergeJobError = components["schemas"]["ApiError"];
export type DeleteMergeJobResult =
  | Success<200, DeleteMergeJobData>
  | Failure<"default" | 612 | 614 | 615, DeleteMergeJobError>;

export interface DeleteMergeJobOptions extends CallOptions {
  path: DeleteMergeJobPath;
}

/**
 * Stops a merge job of version 3
 *
 * Seen in one client.
 *
 * `DELETE /v3/apps/{appId}/rooms/{roomName}/merge_job/{jobId}`
 *
 * @deprecated
 */
export function deleteMergeJob(
  client: Client<paths>,
  options: DeleteMergeJobOptions,
): Promise<DeleteMergeJobResult> {
  return callOperation(
    client,
    "delete",
    "/v3/apps/{appId}/rooms/{roomName}/merge_job/{jobId}",
    options,
  );
}

export type UpdateMergeTracksPath = operations["updateMergeTracks"]["parameters"]["path"];
export type UpdateMergeTracksBody =
  operations["updateMergeTracks"]["requestBody"]["content"]["application/json"];
export type UpdateMergeTracksData = components["schemas"]["JobResult"];
export type UpdateMergeTracksError = components["schemas"]["ApiError"];
export type UpdateMergeTracksResult =
  | Success<200, UpdateMergeTracksData>
  | Failure<"default" | 612 | 614 | 615, UpdateMergeTracksError>;

export interface UpdateMergeTracksOptions extends CallOptions {
  path: UpdateMergeTracksPath;
  body: UpdateMergeTracksBody;
}

/**
 * Changes the tracks of a merge job of version 3
 *
 * Seen in one client.
 *
 * `POST /v3/apps/{appId}/rooms/{roomName}/merge_job/{jobId}/tracks`
 *
 * @deprecated
 */
export function updateMergeTracks(
  client: Client<paths>,
  options: UpdateMergeTracksOptions,
): Promise<UpdateMergeTracksResult> {
  return callOperation(
    client,
    "post",
    "/v3/apps/{appId}/rooms/{roomName}/merge_job/{jobId}/tracks",
    options,
  );
}

export type UpdateMergeWatermarksPath = operations["updateMergeWatermarks"]["parameters"]["path"];
export type UpdateMergeWatermarksBody =
  operations["updateMergeWatermarks"]["requestBody"]["content"]["application/json"];
export type UpdateMergeWatermarksData = components["schemas"]["JobResult"];
export type UpdateMergeWatermarksError = components["schemas"]["ApiError"];
export type UpdateMergeWatermarksResult =
  | Success<200, UpdateMergeWatermarksData>
  | Failure<"default" | 612 | 614 | 615, UpdateMergeWatermarksError>;

export interface UpdateMergeWatermarksOptions extends CallOptions {
  path: UpdateMergeWatermarksPath;
  body: UpdateMergeWatermarksBody;
}

/**
 * Sets the watermarks of a merge job of version 3
 *
 * Seen in one client.
 *
 * `POST /v3/apps/{appId}/rooms/{roomName}/merge_job/{jobId}/watermarks`
 *
 * @deprecated
 */
export function updateMergeWatermarks(
  client: Client<paths>,
  options: UpdateMergeWatermarksOptions,
): Promise<UpdateMergeWatermarksResult> {
  return callOperation(
    client,
    "post",
    "/v3/apps/{appId}/rooms/{roomName}/merge_job/{jobId}/watermarks",
    options,
  );
}

export type CreateJobPath = operations["createJob"]["parameters"]["path"];
export type CreateJobBody = operations["createJob"]["requestBody"]["content"]["application/json"];
export type CreateJobData = components["schemas"]["JobResult"];
export type CreateJobError = components["schemas"]["ApiError"];
export type CreateJobResult =
  | Success<200, CreateJobData>
  | Failure<"default" | 612 | 614 | 615, CreateJobError>;

export interface CreateJobOptions extends CallOptions {
  path: CreateJobPath;
  body: CreateJobBody;
}

/**
 * Starts a merge job
 *
 * Merges streams of users and pictures, and publishes the result. Seen in one client.
 *
 * `POST /v4/apps/{appId}/rooms/{roomName}/jobs`
 */
export function createJob(
  client: Client<paths>,
  options: CreateJobOptions,
): Promise<CreateJobResult> {
  return callOperation(client, "post", "/v4/apps/{appId}/rooms/{roomName}/jobs", options);
}

export type UpdateJobPath = operations["updateJob"]["parameters"]["path"];
export type UpdateJobBody = operations["updateJob"]["requestBody"]["content"]["application/json"];
export type UpdateJobData = components["schemas"]["JobResult"];
export type UpdateJobError = components["schemas"]["ApiError"];
export type UpdateJobResult =
  | Success<200, UpdateJobData>
  | Failure<"default" | 612 | 614 | 615, UpdateJobError>;

export interface UpdateJobOptions extends CallOptions {
  path: UpdateJobPath;
  body: UpdateJobBody;
}

/**
 * Updates a merge job
 *
 * Seen in one client.
 *
 * `POST /v4/apps/{appId}/rooms/{roomName}/jobs/update`
 */
export function updateJob(
  client: Client<paths>,
  options: UpdateJobOptions,
): Promise<UpdateJobResult> {
  return callOperation(client, "post", "/v4/apps/{appId}/rooms/{roomName}/jobs/update", options);
}

export type StopJobPath = operations["stopJob"]["parameters"]["path"];
export type StopJobBody = operations["stopJob"]["requestBody"]["content"]["application/json"];
export type StopJobData = components["schemas"]["JobResult"];
export type StopJobError = components["schemas"]["ApiError"];
export type StopJobResult =
  | Success<200, StopJobData>
  | Failure<"default" | 612 | 614 | 615, StopJobError>;

export interface StopJobOptions extends CallOptions {
  path: StopJobPath;
  body: StopJobBody;
}

/**
 * Stops a merge job
 *
 * Seen in one client.
 *
 * `POST /v4/apps/{appId}/rooms/{roomName}/jobs/stop`
 */
export function stopJob(client: Client<paths>, options: StopJobOptions): Promise<StopJobResult> {
  return callOperation(client, "post", "/v4/apps/{appId}/rooms/{roomName}/jobs/stop", options);
}

export type CreateRoomV2Body =
  operations["createRoomV2"]["requestBody"]["content"]["application/json"];
export type CreateRoomV2Data = components["schemas"]["CreatedRoomV2"];
export type CreateRoomV2Error = components["schemas"]["ApiError"];
export type CreateRoomV2Result =
  | Success<200, CreateRoomV2Data>
  | Failure<"default" | 611, CreateRoomV2Error>;

export interface CreateRoomV2Options extends CallOptions {
  body: CreateRoomV2Body;
}

/**
 * Creates a room of version 2
 *
 * `POST /v2/rooms`
 */
export function createRoomV2(
  client: Client<paths>,
  options: CreateRoomV2Options,
): Promise<CreateRoomV2Result> {
  return callOperation(client, "post", "/v2/rooms", options);
}

export type GetRoomV2Path = operations["getRoomV2"]["parameters"]["path"];
export type GetRoomV2Data = components["schemas"]["RoomV2"];
export type GetRoomV2Error = components["schemas"]["ApiError"];
export type GetRoomV2Result =
  | Success<200, GetRoomV2Data>
  | Failure<"default" | 612, GetRoomV2Error>;

export interface GetRoomV2Options extends CallOptions {
  path: GetRoomV2Path;
}

/**
 * Gets a room of version 2
 *
 * `GET /v2/rooms/{roomName}`
 */
export function getRoomV2(
  client: Client<paths>,
  options: GetRoomV2Options,
): Promise<GetRoomV2Result> {
  return callOperation(client, "get", "/v2/rooms/{roomName}", options);
}

export type DeleteRoomV2Path = operations["deleteRoomV2"]["parameters"]["path"];
export type DeleteRoomV2Data = undefined;
export type DeleteRoomV2Error = components["schemas"]["ApiError"];
export type DeleteRoomV2Result =
  | Success<200, DeleteRoomV2Data>
  | Failure<"default" | 612 | 613, DeleteRoomV2Error>;

export interface DeleteRoomV2Options extends CallOptions {
  path: DeleteRoomV2Path;
}

/**
 * Deletes a room of version 2
 *
 * `DELETE /v2/rooms/{roomName}`
 */
export function deleteRoomV2(
  client: Client<paths>,
  options: DeleteRoomV2Options,
): Promise<DeleteRoomV2Result> {
  return callOperation(client, "delete", "/v2/rooms/{roomName}", options);
}

export type ListUsersV2Path = operations["listUsersV2"]["parameters"]["path"];
export type ListUsersV2Data = components["schemas"]["UserListV2"];
export type ListUsersV2Error = components["schemas"]["ApiError"];
export type ListUsersV2Result =
  | Success<200, ListUsersV2Data>
  | Failure<"default" | 612, ListUsersV2Error>;

export interface ListUsersV2Options extends CallOptions {
  path: ListUsersV2Path;
}

/**
 * Lists the users in a room of version 2
 *
 * One client describes this operation as not open yet; two others have it.
 *
 * `GET /v2/rooms/{roomName}/users`
 */
export function listUsersV2(
  client: Client<paths>,
  options: ListUsersV2Options,
): Promise<ListUsersV2Result> {
  return callOperation(client, "get", "/v2/rooms/{roomName}/users", options);
}

export type KickUserV2Path = operations["kickUserV2"]["parameters"]["path"];
export type KickUserV2Data = undefined;
export type KickUserV2Error = components["schemas"]["ApiError"];
export type KickUserV2Result =
  | Success<200, KickUserV2Data>
  | Failure<"default" | 612 | 615, KickUserV2Error>;

export interface KickUserV2Options extends CallOptions {
  path: KickUserV2Path;
}

/**
 * Removes a user from a room of version 2
 *
 * `DELETE /v2/rooms/{roomName}/users/{userId}`
 */
export function kickUserV2(
  client: Client<paths>,
  options: KickUserV2Options,
): Promise<KickUserV2Result> {
  return callOperation(client, "delete", "/v2/rooms/{roomName}/users/{userId}", options);
}
