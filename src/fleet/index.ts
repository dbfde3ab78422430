/**
 * Uploads of many files: from one process, or from a fleet of workers.
 *
 * @module
 */

export type { FileSource, UploadFilesOptions } from "./files/files-options.ts";
export type { FileProgress, FilesProgress } from "./files/files-progress.ts";
export type { FileReport, FilesReport } from "./files/files-report.ts";
export { StateFolderError } from "./files/folder-lock.ts";
export { uploadFiles } from "./files/upload-files.ts";
export type { FileSendingOptions, VideoOptions } from "./upload-file.ts";
