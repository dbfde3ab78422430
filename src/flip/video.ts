import {
  type CreateVideoBody,
  type CreateVideoQuery,
  createVideo,
  deleteVideo,
  deleteVideoSource,
  getVideo,
  getVideoMetadata,
  type ListVideoEncodingsQuery,
  type ListVideosQuery,
  listVideos,
} from "../../generated/flip/endpoints.ts";
import type { components } from "../../generated/flip/schema.ts";
import { isSet } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { MultipartBody } from "../http/files/multipart-body.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import { hasId, isListOfObjects, WireObject } from "../http/wire-object.ts";
import { type FileInput, openSource, streamsRequestBodies } from "../upload/source/open-source.ts";
import { Collection, type DeletedResult, type Routes } from "./collection.ts";
import type { FactoryScope } from "./connection.ts";
import type { FlipClient } from "./create-flip-client.ts";
import {
  type CreateVideoEncodingParams,
  type Encoding,
  type EncodingData,
  jobStatuses,
  videoEncodingRoutes,
} from "./encoding.ts";

/** Fields of a video, as returned by the service. */
export type VideoData = components["schemas"]["Video"];

/** Metadata that the service extracted from the file of a video. */
export type VideoMetadata = components["schemas"]["VideoMetadata"];

/** Videos of a factory. */
export type Videos = Collection<
  Video,
  VideoData,
  ListVideosQuery,
  CreateVideoParams,
  CreateVideoOptions
>;

/** Encodings of a video. `create()` adds the `video_id`. */
export type VideoEncodings = Collection<
  Encoding,
  EncodingData,
  ListVideoEncodingsQuery,
  CreateVideoEncodingParams
>;

/** Fields of a video, all of which are properties of {@link Video}. */
export interface Video extends Readonly<VideoData> {}

/** Source file that was sent to the service. Its fields are read-only. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Video extends WireObject<VideoData> {
  readonly #scope: FactoryScope;

  /** @internal */
  constructor(scope: FactoryScope, data: VideoData) {
    super({ kind: "Video", isWritable: () => false }, data);
    this.#scope = scope;
  }

  /** Encodings of the video. `create()` adds the `video_id`. */
  get encodings(): VideoEncodings {
    const { client, toEncoding } = this.#scope;
    return new Collection(videoEncodingRoutes(client, this.details.id), toEncoding);
  }

  /**
   * Retrieves the metadata of the file: a flat object whose fields depend on the file.
   *
   * @throws {HttpError} With status 404 when the video no longer exists.
   */
  async metadata(options: RequestOptions = {}): Promise<VideoMetadata> {
    return unwrap(getVideoMetadata(this.#scope.client, { ...this.#target(), ...options }));
  }

  /**
   * Deletes the source file from storage. The video and its encodings are preserved.
   *
   * @throws {HttpError} When the service rejects the request.
   */
  async deleteSourceFile(options: RequestOptions = {}): Promise<DeletedResult> {
    return unwrap(deleteVideoSource(this.#scope.client, { ...this.#target(), ...options }));
  }

  /**
   * Deletes the video, its encodings and all their files.
   *
   * @throws {HttpError} With status 404 when the video no longer exists.
   */
  async delete(options: RequestOptions = {}): Promise<DeletedResult> {
    return unwrap(deleteVideo(this.#scope.client, { ...this.#target(), ...options }));
  }

  /**
   * Retrieves the fields again.
   *
   * @throws {HttpError} With status 404 when the video no longer exists.
   */
  async reload(options: RequestOptions = {}): Promise<this> {
    const response = getVideo(this.#scope.client, { ...this.#target(), ...options });
    this.adopt(await unwrap(response, hasId));
    return this;
  }

  #target(): { path: { id: string } } {
    return { path: { id: this.details.id } };
  }
}

/** Parameters of a new video: those of the API, or a file instead of `source_url`. */
export interface CreateVideoParams extends CreateVideoQuery {
  /**
   * Video file, sent in the same request: a path or `file:` URL (Node), a `Blob` or `File`, or bytes.
   * It is streamed, whatever its size.
   */
  file?: FileInput | undefined;
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
    throw new InvalidArgumentError("params", "must contain either source_url or file");
  }
  if (file === undefined) return unwrap(createVideo(client, { query, signal }), hasId);
  return sendFile(file, onProgress, (body) =>
    unwrap(createVideo(client, { query, body, signal }), hasId),
  );
}

/** Opens a file, sends it as a multipart body, and closes it again. */
export async function sendFile<Result>(
  file: FileInput,
  onProgress: CreateVideoOptions["onProgress"],
  send: (body: CreateVideoBody) => Promise<Result>,
): Promise<Result> {
  const source = await openSource("file", file);
  try {
    if (source.size === 0) throw new InvalidArgumentError("file", "must not be empty");
    const options = { onProgress, isStreamed: streamsRequestBodies };
    // The serializer passes a MultipartBody on unchanged, so that the file is not read into memory.
    return await send(new MultipartBody("file", source, options) as unknown as CreateVideoBody);
  } finally {
    await source.close();
  }
}
