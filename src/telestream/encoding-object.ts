import { FlipPiliError } from "../http/errors.ts";
import type { RequestOptions } from "../http/options.ts";
import type { EncodingRoutes, FactoryScope, Generation } from "./generation.ts";
import { encodingScreenshotUrls, encodingUrl, encodingUrls } from "./output-urls.ts";
import { routesOf, ScopedObject, scopeOf } from "./scoped-object.ts";
import type { WaitOptions } from "./wait/wait-options.ts";

/** Video encoded with one profile. Its fields are read-only. */
export abstract class EncodingObject<Types extends Generation> extends ScopedObject<
  Types,
  Types["encodingData"]
> {
  /** @internal */
  constructor(scope: FactoryScope<Types>, data: Types["encodingData"]) {
    super({ kind: "Encoding", isWritable: () => false, routes: "encodings", scope }, data);
  }

  /** URL of the main file in the bucket of the factory; `undefined` until the file exists. */
  get url(): string | undefined {
    const { storage, urlOptions } = scopeOf<Types>(this);
    return encodingUrl(this.details, storage(), urlOptions);
  }

  /** URLs of all files in the bucket of the factory; `undefined` until there are any. */
  get urls(): string[] | undefined {
    const { storage, urlOptions } = scopeOf<Types>(this);
    return encodingUrls(this.details, storage(), urlOptions);
  }

  /**
   * URLs of the screenshots in the bucket of the factory; `undefined` until the encoding has succeeded. Without the
   * field `screenshots` and without screenshots in `files`, they are the seven that most profiles create.
   */
  get screenshotUrls(): string[] | undefined {
    const { storage, urlOptions } = scopeOf<Types>(this);
    return encodingScreenshotUrls(this.details, storage(), urlOptions);
  }

  /**
   * Waits until the encoding has ended, and updates its fields with each response. Temporary failures of the requests
   * do not end the wait.
   *
   * @throws {InvalidArgumentError} When an option is not valid.
   * @throws {EncodingFailedError} When the encoding has failed.
   * @throws {EncodingTimeoutError} When it has not ended after `timeoutMs`.
   * @throws {HttpError} With status 404 when the encoding no longer exists.
   */
  async done(options: WaitOptions<Types["encoding"]> = {}): Promise<Types["encoding"]> {
    // Each generation has one subclass, which is the type of its encodings.
    const encoding = this as unknown as Types["encoding"];
    const { loadWaits, errors } = scopeOf<Types>(this);
    const { waitForEncoding } = await loadWaits();
    return waitForEncoding(encoding, options, errors);
  }

  /**
   * Retrieves the source video.
   *
   * @throws {HttpError} With status 404 when the video no longer exists.
   */
  async video(options: RequestOptions = {}): Promise<Types["video"]> {
    return scopeOf<Types>(this).videos.find(requireField(this, "video_id"), options);
  }

  /**
   * Retrieves the profile of the encoding: by its id, or by its name when the encoding has no
   * profile id.
   *
   * @throws {HttpError} With status 404 when the profile no longer exists.
   */
  async profile(options: RequestOptions = {}): Promise<Types["profile"]> {
    const id = this.details.profile_id || requireField(this, "profile_name");
    return scopeOf<Types>(this).profiles.find(id, options);
  }

  /**
   * Starts a failed encoding again.
   *
   * @throws {HttpError} When the service rejects the request.
   */
  async retry(options: RequestOptions = {}): Promise<Types["retried"]> {
    return routesOf<EncodingRoutes<Types>>(this).retry(this.details.id, options);
  }

  /**
   * Stops the encoding.
   *
   * @throws {HttpError} When the service rejects the request.
   */
  async cancel(options: RequestOptions = {}): Promise<Types["canceled"]> {
    return routesOf<EncodingRoutes<Types>>(this).cancel(this.details.id, options);
  }
}

function requireField<Types extends Generation>(
  encoding: EncodingObject<Types>,
  field: "video_id" | "profile_name",
): string {
  const value = encoding.details[field];
  if (typeof value === "string" && value !== "") return value;
  throw new FlipPiliError(`${encoding} has no ${field}`);
}
