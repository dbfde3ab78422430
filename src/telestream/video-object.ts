import type { RequestOptions } from "../http/options.ts";
import type { DeletedResult } from "./collection.ts";
import type { FactoryScope, Generation, VideoRoutes } from "./generation.ts";
import { videoPreviewUrl, videoUrl } from "./output-urls.ts";
import { routesOf, ScopedObject, scopeOf } from "./scoped-object.ts";
import { VideoEncodings } from "./video-encodings.ts";
import type { VideoWaitOptions } from "./wait/wait-options.ts";

/** Source file that was sent to the service. Its fields are read-only. */
export abstract class VideoObject<Types extends Generation> extends ScopedObject<
  Types,
  Types["videoData"]
> {
  /** @internal */
  constructor(scope: FactoryScope<Types>, data: Types["videoData"]) {
    super({ kind: "Video", isWritable: () => false, routes: "videos", scope }, data);
  }

  /** Encodings of the video. `create()` adds the `video_id`. */
  get encodings(): VideoEncodings<Types> {
    const { routes, toEncoding } = scopeOf<Types>(this);
    return new VideoEncodings<Types>(routes.encodings.ofVideo(this.details.id), toEncoding);
  }

  /**
   * URL of the source file in the bucket of the factory; `undefined` until the video is imported. The file exists
   * only if the factory stores source files (`upload_original_video`).
   */
  get url(): string | undefined {
    const { storage, urlOptions } = scopeOf<Types>(this);
    return videoUrl(this.details, storage(), urlOptions);
  }

  /** URL of the preview image in the bucket of the factory; `undefined` until the video is imported. */
  get previewUrl(): string | undefined {
    const { storage, urlOptions } = scopeOf<Types>(this);
    return videoPreviewUrl(this.details, storage(), urlOptions);
  }

  /**
   * Waits until no encoding of the video is in progress. Until the video is imported, its fields are updated.
   *
   * Temporary failures of the requests do not end the wait. A video without encodings resolves with an empty array
   * after `graceMs`.
   *
   * @returns All encodings of the video, all of which have succeeded.
   * @throws {InvalidArgumentError} When an option is not valid.
   * @throws {EncodingFailedError} When an encoding has failed, after all have ended; or when the import of the video
   *   has failed.
   * @throws {EncodingTimeoutError} When they have not ended after `timeoutMs`.
   * @throws {HttpError} With status 404 when the video no longer exists.
   */
  async waitForEncodings(
    options: VideoWaitOptions<Types["encoding"]> = {},
  ): Promise<Types["encoding"][]> {
    const { loadWaits, errors } = scopeOf<Types>(this);
    const { waitForEncodings } = await loadWaits();
    return waitForEncodings(this, options, errors);
  }

  /**
   * Retrieves the metadata of the file: a flat object whose fields depend on the file.
   *
   * @throws {HttpError} With status 404 when the video no longer exists.
   */
  async metadata(options: RequestOptions = {}): Promise<Types["metadata"]> {
    return routesOf<VideoRoutes<Types>>(this).metadata(this.details.id, options);
  }

  /**
   * Deletes the source file from storage. The video and its encodings are preserved.
   *
   * @throws {HttpError} When the service rejects the request.
   */
  async deleteSourceFile(options: RequestOptions = {}): Promise<DeletedResult> {
    return routesOf<VideoRoutes<Types>>(this).deleteSource(this.details.id, options);
  }
}
