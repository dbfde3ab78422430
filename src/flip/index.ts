/**
 * Telestream Cloud Flip: video encoding.
 *
 * @module
 */
export * from "../../generated/flip/endpoints.ts";
export type { components, operations, paths } from "../../generated/flip/schema.ts";
export {
  FlipPiliError,
  HttpError,
  InvalidArgumentError,
  NetworkError,
  type RequestLine,
  TimeoutError,
} from "../http/errors.ts";
export type { KeySource } from "../http/keys.ts";
export type { Listing } from "../http/listing.ts";
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
export { describeFile, matchesDescription } from "../upload/describe-file.ts";
export { ConnectionBudget } from "../upload/session/connection-budget.ts";
export type { UploadProgress } from "../upload/session/progress.ts";
export { type UploadStatus, UploadStatusError } from "../upload/session/session-status.ts";
export type { SendingOptions } from "../upload/session/upload-options.ts";
export type { UploadState } from "../upload/session/upload-state.ts";
export type { FileDescription, FileInput } from "../upload/source/file-input.ts";
export type { Fingerprint } from "../upload/source/fingerprint.ts";
export type { StreamInput } from "../upload/source/stream-input.ts";
export { UploadError, type UploadErrorReason } from "../upload/upload-error.ts";
export {
  type AppliedProfileStep,
  ApplyProfilesError,
  type ApplyProfilesOptions,
  applyProfiles,
} from "./apply-profiles.ts";
export type { Collection, DeletedResult } from "./collection.ts";
export { createFlipClient, type FlipClient } from "./create-flip-client.ts";
export { EncodingFailedError, EncodingTimeoutError } from "./encoding-errors.ts";
export type { CreateVideoEncodingParams, EncodingData } from "./encoding-routes.ts";
export type { Factory, FactoryData, NotificationSettings } from "./factory.ts";
export { parseDate } from "./find-uploaded-video.ts";
export type { Factories, Flip } from "./flip.ts";
export {
  type EncodingComplete,
  type EncodingProgress,
  type FlipNotification,
  type NotificationBody,
  parseNotification,
  type VideoCreated,
  type VideoEncoded,
} from "./notification.ts";
export type {
  EncodingCompleteEvent,
  EncodingProgressEvent,
  NotificationEvent,
  VideoCreatedEvent,
  VideoEncodedEvent,
} from "./notification-event.ts";
export {
  createNotificationHandler,
  type NotificationHandler,
  type NotificationHandlerOptions,
  type WaitUntilContext,
} from "./notification-handler.ts";
export {
  createNotificationRelay,
  type NotificationListener,
  type NotificationRelay,
  type NotificationSource,
  type NotificationSubject,
} from "./notification-relay.ts";
export type { NodeRequest, NodeResponse } from "./notification-request.ts";
export type { FlipOptions } from "./options.ts";
export {
  encodingScreenshotUrls,
  encodingUrl,
  encodingUrls,
  type OutputUrlOptions,
  type StorageLocation,
  videoPreviewUrl,
  videoUrl,
} from "./output-urls.ts";
export { type PlanProfilesOptions, planProfiles, type WantedProfile } from "./plan-profiles.ts";
export type { Profile, ProfileData, Profiles } from "./profile.ts";
export {
  type CreateProfileStep,
  type DeleteProfileStep,
  type ProfileOwner,
  type ProfilePlan,
  ProfilePlanError,
  type ProfilePlanErrorReason,
  type ProfileStep,
  type UpdateProfileStep,
} from "./profile-plan.ts";
export type { ProfileChange, ProfileValue, ProfileValues } from "./profile-values.ts";
export type { FlipMethod, FlipPath, RawParams, RawResponse } from "./raw-verbs.ts";
export { type RestoreOptions, restoreUploadSession } from "./restore-upload-session.ts";
export type { FlipCredentials } from "./signing/credentials.ts";
export { type SignRequestsOptions, signRequests } from "./signing/sign-requests.ts";
export {
  canonicalPath,
  canonicalQuery,
  type FlipParams,
  type SignedRequest,
  signature,
  stringToSign,
} from "./signing/signature.ts";
export type { SignatureParams, SignedParams } from "./signing/signed-params.ts";
export { type SignedParamsOptions, TelestreamCloud } from "./telestream-cloud.ts";
export type { UploadOptions, UploadSource } from "./upload-options.ts";
export type { UploadSession } from "./upload-session.ts";
export type {
  CanceledResult,
  Encoding,
  Encodings,
  EncodingWaitOptions,
  RetriedResult,
  Video,
  VideoEncodings,
  VideoMetadata,
  Videos,
  VideoWaitOptions,
} from "./video-and-encoding.ts";
export type {
  CreateVideoOptions,
  CreateVideoParams,
  SendProgress,
  VideoData,
} from "./video-routes.ts";
export type { WaitOptions, WaitProgress } from "./wait-options.ts";
