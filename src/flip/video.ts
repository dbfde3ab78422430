import {
  deleteVideo,
  deleteVideoSource,
  getVideo,
  getVideoMetadata,
  type ListVideoEncodingsQuery,
  type ListVideosQuery,
} from "../../generated/flip/endpoints.ts";
import type { components } from "../../generated/flip/schema.ts";
import type { RequestOptions } from "../http/request-options.ts";
import { unwrap } from "../http/unwrap.ts";
import { hasId, WireObject } from "../http/wire-object.ts";
import { Collection, type DeletedResult } from "./collection.ts";
import type { Encoding, EncodingData } from "./encoding.ts";
import { type CreateVideoEncodingParams, videoEncodingRoutes } from "./encoding-routes.ts";
import type { Scope } from "./scope.ts";
import type { CreateVideoOptions, CreateVideoParams } from "./video-routes.ts";

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
  readonly #scope: Scope;

  /** @internal */
  constructor(scope: Scope, data: VideoData) {
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
