/**
 * Qiniu Pili, version 2: live streaming.
 *
 * @module
 */
export * from "../../generated/pili-v2/endpoints.ts";
export type { components, operations, paths } from "../../generated/pili-v2/schema.ts";
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
export { Credentials, type CredentialsOptions } from "../qiniu/credentials.ts";
export type { DoneOptions } from "../qiniu/job.ts";
export type { JobNotificationBody } from "../qiniu/job-notification.ts";
export type { PiliOptions } from "../qiniu/pili-options.ts";
export { signRequests } from "../qiniu/sign-requests.ts";
export type { StreamListing, StreamPage } from "../qiniu/stream-listing.ts";
export { type RequestHeaders, type RequestToSign, stringToSign } from "../qiniu/string-to-sign.ts";
export type { ReceivedCallback, VerifyCallbackOptions } from "../qiniu/verify-callback.ts";
export { Account, type UsageItem, type UsageKind, type UsageParams } from "./account.ts";
export { createPiliClient, type PiliClient } from "./create-pili-client.ts";
export type { Domain, DomainInfo, UrlRewriteRule } from "./domain.ts";
export { encodeKey } from "./encoded-key.ts";
export { Hub, type PlayHistory, type PlayHistoryDetail, type PlayStats } from "./hub.ts";
export type { DomainType, HubInfo, ListedDomain } from "./hub-settings.ts";
export { type Job, JobFailedError, type JobHandle, parseJobNotification } from "./job.ts";
export type { ListedLiveStatus, LiveStatus } from "./live-status.ts";
export {
  type Activity,
  type DomainPlayStats,
  isStreamDisabled,
  type SaveAsResult,
  type SnapshotResult,
  type Stream,
  type StreamInfo,
  type StreamStats,
} from "./stream.ts";
export type {
  DisabledUntil,
  IntervalParams,
  ListStreamsParams,
  PlayHistoryParams,
  SaveAsParams,
  SnapshotParams,
} from "./stream-params.ts";
export {
  type HttpPlayUrlOptions,
  hlsPlayUrl,
  httpFlvPlayUrl,
  type PlayUrlOptions,
  rtmpPlayUrl,
  snapshotPlayUrl,
} from "./urls/play-urls.ts";
export {
  type PublishSecurity,
  type PublishUrlOptions,
  rtmpPublishUrl,
  type SignPublishUrlOptions,
  signPublishUrl,
  srtPublishUrl,
} from "./urls/publish-urls.ts";
export { type SignPlayUrlOptions, signPlayUrl } from "./urls/sign-play-url.ts";
