/**
 * Telestream Cloud Flip, API 3.1: video encoding with an API key.
 *
 * @module
 */
export * from "../../generated/flip-3.1/endpoints.ts";
export type { components, operations, paths } from "../../generated/flip-3.1/schema.ts";
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
export type { Collection, DeletedResult } from "../telestream/collection.ts";
export { parseDate } from "../telestream/dates.ts";
export {
  type EncodingComplete,
  type EncodingProgress,
  type FlipNotification,
  type NotificationBody,
  parseNotification,
  type VideoCreated,
  type VideoEncoded,
} from "../telestream/notification/notification.ts";
export type {
  NotificationHandler,
  WaitUntilContext,
} from "../telestream/notification/notification-handler.ts";
export {
  createNotificationRelay,
  type NotificationListener,
  type NotificationRelay,
  type NotificationSource,
  type NotificationSubject,
} from "../telestream/notification/notification-relay.ts";
export type { NodeRequest, NodeResponse } from "../telestream/notification/notification-request.ts";
export {
  encodingScreenshotUrls,
  encodingUrl,
  encodingUrls,
  type OutputUrlOptions,
  type StorageLocation,
  videoPreviewUrl,
  videoUrl,
} from "../telestream/output-urls.ts";
export type { PlanProfilesOptions } from "../telestream/profiles/plan-profiles.ts";
export {
  type AppliedProfileStep,
  ApplyProfilesError,
  ProfilePlanError,
  type ProfilePlanErrorReason,
} from "../telestream/profiles/profile-errors.ts";
export type {
  CreateProfileStep,
  DeleteProfileStep,
  ProfilePlan,
  ProfileStep,
  UpdateProfileStep,
} from "../telestream/profiles/profile-plan.ts";
export type { ProfileValue, ProfileValues } from "../telestream/profiles/profile-rules.ts";
export type { ProfileChange } from "../telestream/profiles/profile-values.ts";
export type { RawParams } from "../telestream/raw-verbs.ts";
export type { SendProgress } from "../telestream/send-file.ts";
export type { ExtraFileState, ExtraFiles } from "../telestream/upload/extra-files.ts";
export type { UploadSource } from "../telestream/upload/upload-options.ts";
export type { WaitOptions, WaitProgress } from "../telestream/wait/wait-options.ts";
export { describeFile } from "../upload/describe-file.ts";
export { ConnectionBudget } from "../upload/session/connection-budget.ts";
export type { UploadProgress } from "../upload/session/progress.ts";
export { type UploadStatus, UploadStatusError } from "../upload/session/session-status.ts";
export type { SendingOptions } from "../upload/session/upload-options.ts";
export type { UploadState } from "../upload/session/upload-state.ts";
export type { FileDescription, FileInput } from "../upload/source/file-input.ts";
export type { Fingerprint } from "../upload/source/fingerprint.ts";
export type { StreamInput } from "../upload/source/stream-input.ts";
export { UploadError, type UploadErrorReason } from "../upload/upload-error.ts";
export { createFlipClient, type FlipClient } from "./create-flip-client.ts";
export type {
  CanceledResult,
  CreateProfileEncodingParams,
  CreateVideoEncodingParams,
  CreateVideoParams,
  CreateWorkOrderParams,
  EncodingData,
  FactoryData,
  NotificationSettings,
  ProfileData,
  RestoreUploadOptions,
  RetriedResult,
  SignedUrlOptions,
  SyncResult,
  UploadOptions,
  VideoData,
  VideoMetadata,
} from "./data.ts";
export { EncodingFailedError, EncodingTimeoutError } from "./encoding-errors.ts";
export type { Factory } from "./factory.ts";
export type { Factories, Flip } from "./flip.ts";
export {
  createNotificationHandler,
  type EncodingCompleteEvent,
  type EncodingProgressEvent,
  type NotificationEvent,
  type NotificationHandlerOptions,
  type VideoCreatedEvent,
  type VideoEncodedEvent,
} from "./notifications.ts";
export type { FlipOptions } from "./options.ts";
export {
  type ApplyProfilesOptions,
  applyProfiles,
  type ProfileOwner,
  planProfiles,
  type WantedProfile,
} from "./profiles.ts";
export type {
  Encoding,
  Encodings,
  EncodingWaitOptions,
  Profile,
  ProfileEncodings,
  Profiles,
  Video,
  VideoEncodings,
  Videos,
  VideoWaitOptions,
} from "./resources.ts";
export {
  type RestoreOptions,
  restoreUploadSession,
  type UploadSession,
} from "./restore-upload-session.ts";
export {
  type FlipMethod,
  type FlipPath,
  type RawResponse,
  TelestreamCloud,
} from "./telestream-cloud.ts";
export type { Workflows, WorkOrderOptions, WorkOrders } from "./workflows.ts";
