import { loadUploadEngine } from "#upload-engine";
import {
  type CreateVideoBody,
  type CreateVideoQuery,
  createVideo,
  deleteVideo,
  getVideo,
  type ListVideosQuery,
  listVideos,
} from "../../generated/flip/endpoints.ts";
import type { components } from "../../generated/flip/schema.ts";
import { isSet, requireItems } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { MultipartBody } from "../http/files/multipart-body.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap, unwrapDeletion, unwrapList } from "../http/unwrap.ts";
import { hasId } from "../http/wire-object.ts";
import type { FileInput } from "../upload/source/file-input.ts";
import { requireFileName } from "../upload/source/file-name.ts";
import type { Routes } from "./collection.ts";
import type { FlipClient } from "./create-flip-client.ts";
import { jobStatuses } from "./encoding-routes.ts";

/** Fields of a video, as returned by the service. */
export type VideoData = components["schemas"]["Video"];

/** Parameters of a new video: those of the API, or a file instead of `source_url`. */
export interface CreateVideoParams extends CreateVideoQuery {
  /**
   * Video file, sent in the same request: a path or `file:` URL (Node), a `Blob` or `File`, or bytes.
   * It is streamed, whatever its size.
   */
  file?: FileInput | undefined;
  /**
   * Name of the file, without a folder, that the service stores as `original_filename`. Only with `file`.
   *
   * @default the base name of the file; `file` for bytes
   */
  fileName?: string | undefined;
}

/** Progress of sending a file. */
export interface SendProgress {
  /** Bytes sent so far. */
  readonly sent: number;
  /** Total number of bytes, which is slightly more than the size of the file. */
  readonly total: number;
}

/** Options of `videos.create()`. */
export interface CreateVideoOptions extends RequestOptions {
  /**
   * Called as the file is sent: after each chunk in Node, and once at the end in browsers, which do
   * not report progress. Errors that it throws are ignored.
   */
  onProgress?: ((progress: SendProgress) => void) | undefined;
}

/** Returns the endpoints of a factory's videos. */
export function videoRoutes(
  client: FlipClient,
): Routes<VideoData, ListVideosQuery, CreateVideoParams, CreateVideoOptions> {
  return {
    statuses: jobStatuses,
    list: (query, options) => unwrapList(listVideos(client, { query, ...options })),
    find: (id, options) => unwrap(getVideo(client, { path: { id }, ...options }), hasId),
    create: (params, options) => create(client, params, options),
    delete: (id, options) => unwrapDeletion(deleteVideo(client, { path: { id }, ...options })),
  };
}

async function create(
  client: FlipClient,
  { file, fileName, ...query }: CreateVideoParams,
  { onProgress, ...options }: CreateVideoOptions,
): Promise<VideoData> {
  if ((file === undefined) !== isSet(query.source_url)) {
    throw new InvalidArgumentError("params", "must contain either source_url or file");
  }
  requireProfiles(query.profiles);
  if (fileName !== undefined) requireFileName("fileName", fileName);
  if (file === undefined) {
    if (fileName !== undefined) throw new InvalidArgumentError("fileName", "is only for a file");
    return unwrap(createVideo(client, { query, ...options }), hasId);
  }
  return sendFile(file, { onProgress, fileName }, (body) =>
    unwrap(createVideo(client, { query, body, ...options }), hasId),
  );
}

/**
 * Checks the profiles of a new video.
 *
 * @throws {InvalidArgumentError} When the value is neither a list of names as text, nor an array of names.
 */
export function requireProfiles(profiles: unknown): void {
  if (!isSet(profiles) || typeof profiles === "string") return;
  requireItems("profiles", profiles as readonly unknown[], (name) => typeof name === "string", {
    array: "names separated by commas, or an array of names",
    item: "must be a string",
  });
}

/** Opens a file, sends it as a multipart body, and closes it again. */
export async function sendFile<Result>(
  file: FileInput,
  options: Pick<CreateVideoOptions, "onProgress"> & Pick<CreateVideoParams, "fileName">,
  send: (body: CreateVideoBody) => Promise<Result>,
): Promise<Result> {
  const { openSource } = await loadUploadEngine();
  const source = await openSource("file", file);
  try {
    if (source.size === 0) throw new InvalidArgumentError("file", "must not be empty");
    // The serializer passes a MultipartBody on unchanged, so that the file is not read into memory.
    return await send(new MultipartBody("file", source, options) as unknown as CreateVideoBody);
  } finally {
    await source.close();
  }
}
