/**
 * Uploads of many files: from one process, or from a fleet of workers.
 *
 * @module
 */

export { MissingPackageError } from "../http/missing-package-error.ts";
export type { FileSource, UploadFilesOptions } from "./files/files-options.ts";
export type { FileProgress, FilesProgress } from "./files/files-progress.ts";
export type { FileReport, FilesReport } from "./files/files-report.ts";
export { StateFolderError } from "./files/folder-lock.ts";
export { uploadFiles } from "./files/upload-files.ts";
export {
  type BullmqQueue,
  type BullmqWorker,
  type QueueLocation,
  type RedisConnection,
  RedisError,
  type UploadJob,
} from "./queue/bullmq.ts";
export { JobLostError, type UploadJobError } from "./queue/job-record.ts";
export type {
  UploadJobData,
  UploadJobProgress,
  UploadJobResult,
  UrlVideoOptions,
} from "./queue/upload-job.ts";
export {
  type AddOptions,
  createUploadQueue,
  type UploadJobSettings,
  type UploadJobState,
  type UploadJobSummary,
  UploadQueue,
  type UploadQueueOptions,
} from "./queue/upload-queue.ts";
export {
  startUploadWorker,
  UploadWorker,
  type UploadWorkerOptions,
} from "./queue/upload-worker.ts";
export type { FileSendingOptions, VideoOptions } from "./upload-file.ts";
