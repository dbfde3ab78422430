import {
  type CreateVideoBody,
  type CreateVideoQuery,
  createVideo,
  deleteVideo,
  getVideo,
  type ListVideosQuery,
  listVideos,
} from "../../generated/flip/endpoints.ts";
import { isSet } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import type { FileInput } from "../http/files/file-input.ts";
import { MultipartBody } from "../http/files/multipart-body.ts";
import { openFile } from "../http/files/open-file.ts";
import type { RequestOptions } from "../http/request-options.ts";
import { unwrap } from "../http/unwrap.ts";
import { hasId, isListOfObjects } from "../http/wire-object.ts";
import type { Routes } from "./collection.ts";
import type { FlipClient } from "./create-flip-client.ts";
import type { VideoData } from "./video.ts";

/** Parameters of a new video: those of the API, and a file in place of `source_url`. */
export interface CreateVideoParams extends CreateVideoQuery {
  /**
   * The video itself, sent in this one request: a path or `file:` URL (Node), a `Blob` or `File`, or
   * bytes. It is streamed, whatever its size.
   */
  file?: FileInput | undefined;
}

/** How much of a file has been sent. */
export interface SendProgress {
  /** Bytes that the network has taken. */
  readonly sent: number;
  /** Bytes in all, which is a little more than the file has. */
  readonly total: number;
}

/** Options of `videos.create()`. */
export interface CreateVideoOptions extends RequestOptions {
  /**
   * Told how much of the file has been sent: after each piece in Node, at the end in browsers, which
   * do not tell. What it throws is ignored.
   */
  onProgress?: ((progress: SendProgress) => void) | undefined;
}

/** The endpoints of a factory's videos. */
export function videoRoutes(
  client: FlipClient,
): Routes<VideoData, ListVideosQuery, CreateVideoParams, CreateVideoOptions> {
  return {
    list: (query, options) => unwrap(listVideos(client, { query, ...options }), isListOfObjects),
    find: (id, options) => unwrap(getVideo(client, { path: { id }, ...options }), hasId),
    create: (params, options) => create(client, params, options),
    delete: (id, options) => unwrap(deleteVideo(client, { path: { id }, ...options })),
  };
}

async function create(
  client: FlipClient,
  { file, ...query }: CreateVideoParams,
  { onProgress, signal }: CreateVideoOptions,
): Promise<VideoData> {
  if ((file === undefined) !== isSet(query.source_url)) {
    throw new InvalidArgumentError("params", "must hold either source_url or file");
  }
  if (file === undefined) return unwrap(createVideo(client, { query, signal }), hasId);
  const body = await fileBody(file, onProgress);
  const video = await unwrap(createVideo(client, { query, body, signal }), hasId);
  return video;
}

/** The multipart body of a file. */
export async function fileBody(
  file: FileInput,
  onProgress: CreateVideoOptions["onProgress"],
): Promise<CreateVideoBody> {
  const source = await openFile("file", file);
  if (source.size === 0) throw new InvalidArgumentError("file", "must not be empty");
  // The client's serialiser passes it on as it is: a file as the API takes it, but not in memory.
  return new MultipartBody("file", source, { onProgress }) as unknown as CreateVideoBody;
}
