import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { CreateVideoParams } from "../../flip/index.ts";
import {
  isPlainObject,
  requireKnownOptions,
  requireObject,
  requireText,
} from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import type { VideoOptions } from "../upload-file.ts";

/** Options of a video that the service fetches from a URL. */
export type UrlVideoOptions = Omit<CreateVideoParams, "source_url" | "file" | "fileName">;

/** What a job uploads, as stored in Redis: a path that all workers can read, or a URL. */
export interface UploadJobData {
  readonly source: { readonly path: string } | { readonly url: string };
  /** Options of the video. */
  readonly video: VideoOptions & UrlVideoOptions;
}

/** What a job has led to. */
export interface UploadJobResult {
  readonly videoId: string;
}

/** Progress of a job. */
export interface UploadJobProgress {
  /** Bytes that the network has taken. */
  readonly sent: number;
  /** Bytes that the server has. */
  readonly confirmed: number;
  /** Size of the file in bytes. */
  readonly total: number;
  /** In bytes per second. */
  readonly speed: number;
  readonly secondsLeft?: number | undefined;
}

/** The options of a video. The type requires each of them to be listed. None of them is a key of an account. */
const videoOptions = {
  fileName: true,
  profiles: true,
  use_all_profiles: true,
  path_format: true,
  payload: true,
  extra_variables: true,
  pipeline: true,
  upload_redirect_url: true,
  input_path: true,
  clip_length: true,
  clip_offset: true,
  watermark_url: true,
  watermark_top: true,
  watermark_right: true,
  watermark_bottom: true,
  watermark_left: true,
  watermark_width: true,
  watermark_height: true,
} as const satisfies Record<keyof (VideoOptions & UrlVideoOptions), true>;

/**
 * Returns the data of a new job.
 *
 * @param source - A path, which becomes absolute, a `file:` URL, or a URL that the service fetches.
 * @throws {InvalidArgumentError} When an argument is invalid. The error names it.
 */
export function createJobData(
  source: string | URL,
  video: VideoOptions & UrlVideoOptions,
): UploadJobData {
  requireKnownOptions(requireObject("options", video), videoOptions);
  return { source: readSource(source), video };
}

function readSource(source: string | URL): UploadJobData["source"] {
  const text = source instanceof URL ? source.href : requireText("source", source);
  if (/^file:/i.test(text)) return { path: fileURLToPath(text) };
  return /^[a-z][a-z\d+.-]+:\/\//i.test(text) ? { url: text } : { path: resolve(text) };
}

/**
 * Checks the data of a job, which anyone who can write to Redis may have changed.
 *
 * @throws {InvalidArgumentError} When a field is invalid. The error names it.
 */
export function requireJobData(data: unknown): UploadJobData {
  const { source, video } = isPlainObject(data) ? data : {};
  const { path, url } = isPlainObject(source) ? source : {};
  const isPath = typeof path === "string" && isAbsolute(path);
  if (isPath === (typeof url === "string")) {
    throw new InvalidArgumentError("source", "must contain either an absolute path or a url");
  }
  requireKnownOptions(requireObject("video", video ?? {}) as object, videoOptions);
  // All fields have been checked above; the values of options are those of the API.
  return { source, video: video ?? {} } as unknown as UploadJobData;
}
