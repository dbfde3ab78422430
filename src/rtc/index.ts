/**
 * Qiniu RTC: real-time audio and video in rooms.
 *
 * @module
 */
export * from "../../generated/rtc/endpoints.ts";
export type { components, operations, paths } from "../../generated/rtc/schema.ts";
export {
  FlipPiliError,
  HttpError,
  InvalidArgumentError,
  NetworkError,
  type RequestLine,
  TimeoutError,
} from "../http/errors.ts";
export type { KeySource } from "../http/keys.ts";
export type { HeaderValues, ListOptions, RequestOptions } from "../http/options.ts";
export type { Hooks, RequestEvent, ResponseEvent, RetryEvent } from "../http/send/hooks.ts";
export type { ApiResponse, ResponseHeaders } from "../http/transport/response.ts";
export type {
  AgentOption,
  AgentsByScheme,
  CertificateOption,
  HttpAgent,
} from "../http/transport/transport.ts";
export { type UnwrapOptions, unwrap } from "../http/unwrap.ts";
export {
  Credentials,
  type CredentialsOptions,
} from "../qiniu/credentials.ts";
export { signRequests } from "../qiniu/sign-requests.ts";
export { signWithData } from "../qiniu/sign-with-data.ts";
export { type RequestHeaders, type RequestToSign, stringToSign } from "../qiniu/string-to-sign.ts";
export type { ReceivedCallback, VerifyCallbackOptions } from "../qiniu/verify-callback.ts";
export type { App, AppData, AppReference, ListRoomsParams } from "./app.ts";
export { createRtcClient, type RtcClient } from "./create-rtc-client.ts";
export type { CreateJobParams, CreateMergeJobV3Params, UpdateJobParams } from "./job-params.ts";
export type { ForwardJob, JobData, MergeJob, MergeJobV3, RoomJob } from "./jobs.ts";
export type { RtcOptions } from "./options.ts";
export type { Room, User } from "./room.ts";
export type { RoomListing, RoomPage } from "./room-listing.ts";
export {
  type AppRoomTokenOptions,
  type RoomPermission,
  type RoomTokenParams,
  type RoomV2TokenOptions,
  roomToken,
} from "./room-token.ts";
export type { RoomV2, RoomV2Data, UserV2 } from "./room-v2.ts";
export { Rtc } from "./rtc.ts";
