import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Video as DefaultVideo, InvalidArgumentError } from "../../flip/index.ts";
import {
  isPlainObject,
  requireFunction,
  requireInteger,
  requireObject,
  requireSignal,
  requireText,
} from "../../http/argument-checks.ts";
import type { FileSendingOptions, VideoOptions } from "../upload-file.ts";
import type { FilesProgress } from "./files-progress.ts";
import type { FileReport } from "./files-report.ts";

/** A file to upload: a path or `file:` URL, or one with options of its video. */
export type FileSource = string | URL | ({ readonly path: string | URL } & VideoOptions);

/**
 * Options of {@link uploadFiles}: its own, those of every video, and those for sending.
 *
 * @typeParam Video - That of the API of the factory.
 */
export interface UploadFilesOptions<Video = DefaultVideo> extends VideoOptions, FileSendingOptions {
  /**
   * Maximum number of files in flight.
   *
   * @default 8
   */
  filesAtOnce?: number | undefined;
  /**
   * Maximum number of parts in flight of all files together. One file never uses more than the server allows for
   * it. Memory depends on this number and the size of the parts, not on the number of files.
   *
   * @default 8
   */
  concurrency?: number | undefined;
  /**
   * Folder for the states of the uploads, which is created if necessary. With it, another run continues where
   * this one has stopped, and skips what is done. Who can read it can send to the uploads in it.
   */
  stateFolder?: string | undefined;
  /** Interrupts all uploads. They can be continued if there is a state folder. */
  signal?: AbortSignal | undefined;
  /** Called with the progress, at most ten times a second. Exceptions are ignored. */
  onProgress?: ((progress: FilesProgress) => void) | undefined;
  /** Called with the report of each file when it ends. Exceptions are ignored. */
  onFile?: ((report: FileReport<Video>) => void) | undefined;
}

/** Checked options. */
export interface FilesSettings<Video = DefaultVideo> {
  readonly filesAtOnce: number;
  readonly concurrency: number;
  readonly stateFolder: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: UploadFilesOptions["onProgress"];
  readonly onFile: UploadFilesOptions<Video>["onFile"];
  /** Options of every video and for sending, which each session checks. */
  readonly session: VideoOptions & FileSendingOptions;
}

/** @throws {InvalidArgumentError} When an option is invalid. The error names it. */
export function readFilesOptions<Video>(options: UploadFilesOptions<Video>): FilesSettings<Video> {
  const { filesAtOnce, concurrency, stateFolder, signal, onProgress, onFile, ...session } =
    requireObject("options", options);
  requireSignal("signal", signal);
  if (stateFolder !== undefined) requireText("stateFolder", stateFolder);
  if (onProgress !== undefined) requireFunction("onProgress", onProgress);
  if (onFile !== undefined) requireFunction("onFile", onFile);
  if ("fileName" in session && session.fileName !== undefined) {
    throw new InvalidArgumentError("fileName", "is only for one file: set it in the source");
  }
  return {
    filesAtOnce: requireInteger("filesAtOnce", filesAtOnce ?? 8, 1, 256),
    concurrency: requireInteger("concurrency", concurrency ?? 8, 1, 256),
    stateFolder,
    signal,
    onProgress,
    onFile,
    session,
  };
}

/** A source with an absolute path. */
export interface ReadSource {
  readonly path: string;
  readonly video: VideoOptions;
}

/** @throws {InvalidArgumentError} When a source is not a file. */
export function readSource(source: FileSource): ReadSource {
  const { path, ...video } = isPlainObject(source) ? source : { path: source };
  if (path instanceof URL && path.protocol === "file:") {
    return { path: fileURLToPath(path), video };
  }
  if (path instanceof URL) throw new InvalidArgumentError("source", "must be a file: URL");
  return { path: resolve(requireText("source", path)), video };
}
