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
import type { FileInput } from "../http/files/file-input.ts";
import { MultipartBody } from "../http/files/multipart-body.ts";
import { openFile } from "../http/files/open-file.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import { hasId, isListOfObjects, WireObject } from "../http/wire-object.ts";
import { Collection, type DeletedResult, type Routes } from "./collection.ts";
import type { FactoryScope } from "./connection.ts";
import type { FlipClient } from "./create-flip-client.ts";
import {
  type CreateVideoEncodingParams,
  type Encoding,
  type EncodingData,
  videoEncodingRoutes,
} from "./encoding.ts";

/** The fields of a video, as the service gives them. */
export type VideoData = components["schemas"]["Video"];

/** What the service read out of a video's file. */
export type VideoMetadata = components["schemas"]["VideoMetadata"];

/** A factory's videos. */
export type Videos = Collection<
  Video,
  VideoData,
  ListVideosQuery,
  CreateVideoParams,
  CreateVideoOptions
>;

/** A video's encodings. What is created there is made for the video. */
export type VideoEncodings = Collection<
  Encoding,
  EncodingData,
  ListVideoEncodingsQuery,
  CreateVideoEncodingParams
>;

/** The fields of a video as properties: {@link Video} has them all. */
export interface Video extends Readonly<VideoData> {}

/** A source file that was given to the service. Its fields cannot be assigned. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Video extends WireObject<VideoData> {
  readonly #scope: FactoryScope;

  /** @internal */
  constructor(scope: FactoryScope, data: VideoData) {
    super({ kind: "Video", isWritable: () => false }, data);
    this.#scope = scope;
  }

  /** The video's encodings. `create()` adds the `video_id`. */
  get encodings(): VideoEncodings {
    const { client, toEncoding } = this.#scope;
    return new Collection(videoEncodingRoutes(client, this.details.id), toEncoding);
  }

  /**
   * Retrieves what the service read out of the file: a flat object whose fields depend on the file.
   *
   * @throws {HttpError} With status 404 when the video is gone.
   */
  async metadata(options: RequestOptions = {}): Promise<VideoMetadata> {
    return unwrap(getVideoMetadata(this.#scope.client, { ...this.#target(), ...options }));
  }

  /**
   * Deletes the source file from storage. The video and its encodings stay.
   *
   * @throws {HttpError} When the service refuses.
   */
  async deleteSourceFile(options: RequestOptions = {}): Promise<DeletedResult> {
    return unwrap(deleteVideoSource(this.#scope.client, { ...this.#target(), ...options }));
  }

  /**
   * Deletes the video, its encodings, and the files of all of them.
   *
   * @throws {HttpError} With status 404 when it is gone already.
   */
  async delete(options: RequestOptions = {}): Promise<DeletedResult> {
    return unwrap(deleteVideo(this.#scope.client, { ...this.#target(), ...options }));
  }

  /**
   * Retrieves the fields again.
   *
   * @throws {HttpError} With status 404 when the video is gone.
   */
  async reload(options: RequestOptions = {}): Promise<this> {
    const answer = getVideo(this.#scope.client, { ...this.#target(), ...options });
    this.adopt(await unwrap(answer, hasId));
    return this;
  }

  #target(): { path: { id: string } } {
    return { path: { id: this.details.id } };
  }
}

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
