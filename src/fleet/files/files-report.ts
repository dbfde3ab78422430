import type { Video as DefaultVideo } from "../../flip/index.ts";

/**
 * What became of a file.
 *
 * @typeParam Video - That of the API of the factory.
 */
export interface FileReport<Video = DefaultVideo> {
  /** Absolute path. */
  readonly path: string;
  /**
   * - `uploaded`: there is a video
   * - `failed`: see `error`
   * - `interrupted`: the signal was aborted before or during the upload
   */
  readonly status: "uploaded" | "failed" | "interrupted";
  readonly videoId: string | undefined;
  /** The video as the service returned it; `undefined` when an earlier run has uploaded the file. */
  readonly video: Video | undefined;
  /** Size of the file in bytes; 0 when it could not be read. */
  readonly size: number;
  /** Bytes that the server already had. All of them when an earlier run has uploaded the file. */
  readonly resumedBytes: number;
  readonly durationMs: number;
  readonly error: unknown;
}

/**
 * What became of all files.
 *
 * @typeParam Video - That of the API of the factory.
 */
export interface FilesReport<Video = DefaultVideo> {
  /** In the order in which they ended. */
  readonly files: readonly FileReport<Video>[];
  readonly uploaded: number;
  readonly failed: number;
  readonly interrupted: number;
}

/** Adds up the reports of all files. */
export function toFilesReport<Video>(files: readonly FileReport<Video>[]): FilesReport<Video> {
  const count = (status: FileReport["status"]) =>
    files.filter((file) => file.status === status).length;
  return {
    files,
    uploaded: count("uploaded"),
    failed: count("failed"),
    interrupted: count("interrupted"),
  };
}
