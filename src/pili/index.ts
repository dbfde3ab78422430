/**
 * Qiniu Pili: live streaming.
 *
 * @module
 */
export * from "../../generated/pili/endpoints.ts";
export type { components, operations, paths } from "../../generated/pili/schema.ts";
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
export type { DoneOptions } from "../qiniu/job.ts";
export type { JobNotificationBody } from "../qiniu/job-notification.ts";
export type { PiliOptions } from "../qiniu/pili-options.ts";
export { signRequests } from "../qiniu/sign-requests.ts";
export type { StreamListing, StreamPage } from "../qiniu/stream-listing.ts";
export { type RequestHeaders, type RequestToSign, stringToSign } from "../qiniu/string-to-sign.ts";
export type { ReceivedCallback, VerifyCallbackOptions } from "../qiniu/verify-callback.ts";
export { createPiliClient, type PiliClient } from "./create-pili-client.ts";
export { Hub, type StreamReference } from "./hub.ts";
export { type Job, JobFailedError, type JobHandle, parseJobNotification } from "./job.ts";
export type { SaveAsResult, Segment, SnapshotResult, Stream, StreamStatus } from "./stream.ts";
export type {
  CreateStreamParams,
  ListStreamsParams,
  SaveAsParams,
  SegmentsParams,
  SnapshotParams,
} from "./stream-params.ts";
export {
  hlsLiveUrls,
  hlsPlaybackUrls,
  httpFlvLiveUrls,
  rtmpLiveUrls,
  snapshotUrl,
  type UrlsByProfile,
} from "./urls/play-urls.ts";
export { type RtmpPublishUrlOptions, rtmpPublishUrl } from "./urls/rtmp-publish-url.ts";
export type {
  PlayableStream,
  PublishableStream,
  StreamData,
  StreamHosts,
} from "./urls/stream-data.ts";
