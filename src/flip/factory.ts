import {
  getFactory,
  getNotifications,
  type UpdateFactoryQuery,
  type UpdateNotificationsQuery,
  updateFactory,
  updateNotifications,
} from "../../generated/flip/endpoints.ts";
import type { components } from "../../generated/flip/schema.ts";
import { requireObject } from "../http/argument-checks.ts";
import { createHidden } from "../http/hidden.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap, unwrapFields, unwrapUpdate } from "../http/unwrap.ts";
import { hasId, targetOf, WireObject } from "../http/wire-object.ts";
import type { UploadedVideo } from "../upload/session/resumable-upload.ts";
import type { SendingOptions } from "../upload/session/upload-options.ts";
import type { UploadState } from "../upload/session/upload-state.ts";
import type { FileInput } from "../upload/source/file-input.ts";
import { Collection } from "./collection.ts";
import type { FactoryConnection } from "./connection.ts";
import { type EncodingData, encodingRoutes } from "./encoding-routes.ts";
import { isAssignable, Profile, type Profiles, profileRoutes } from "./profile.ts";
import type { UploadOptions, UploadSource } from "./upload-options.ts";
import { createUploadSession, restoreSession, type UploadSession } from "./upload-session.ts";
import {
  Encoding,
  type Encodings,
  type FactoryScope,
  Video,
  type Videos,
} from "./video-and-encoding.ts";
import { type VideoData, videoRoutes } from "./video-routes.ts";
import { waitForEncoding, waitForEncodings } from "./wait-for-encodings.ts";

/** Fields of a factory, as returned by the service. */
export type FactoryData = components["schemas"]["Factory"];

/** Settings that control when and where a factory sends notifications. */
export type NotificationSettings = components["schemas"]["NotificationSettings"];

/** Fields that can be assigned but are never returned: storage credentials. */
type WriteOnlyFields = Omit<UpdateFactoryQuery, keyof FactoryData>;

/** Fields of a factory, all of which are properties of {@link Factory}. */
export interface Factory extends FactoryData, WriteOnlyFields {}

/** Clients and collections of a factory. */
interface FactoryState {
  readonly scope: FactoryScope;
  readonly connection: FactoryConnection;
}

const states = /* @__PURE__ */ createHidden<FactoryState>();

/**
 * Tenant of the account, with its own bucket, videos, encodings and profiles. Assign to its fields,
 * then call {@link Factory.save}.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Factory extends WireObject<FactoryData> {
  /**
   * @param connection - Connection for requests about this factory.
   * @internal
   */
  constructor(connection: FactoryConnection, data: FactoryData) {
    super({ kind: "Factory", isWritable: isAssignable }, data);
    states.set(this, { scope: createScope(connection, () => this.details), connection });
  }

  /** Videos of the factory. */
  get videos(): Videos {
    return states.of(this).scope.videos;
  }

  /** Encodings of the factory. */
  get encodings(): Encodings {
    return states.of(this).scope.encodings;
  }

  /** Profiles of the factory. */
  get profiles(): Profiles {
    return states.of(this).scope.profiles;
  }

  /**
   * Sends the assigned fields that differ from `details`, and updates all fields from the response.
   * Sends nothing when no field differs.
   *
   * @throws {InvalidArgumentError} When a field was removed or set to `null` or `undefined`.
   * @throws {HttpError} When the service rejects the request. Assigned values are preserved.
   */
  async save(options: RequestOptions = {}): Promise<this> {
    const { client } = states.of(this).scope;
    return this.saveChanges(async (query: UpdateFactoryQuery): Promise<FactoryData> => {
      const response = updateFactory(client, { ...targetOf(this), query, ...options });
      // Storage credentials are never part of a factory that was saved.
      const { aws_access_key, aws_secret_key, ...fields } = query;
      return (await unwrapUpdate(response)) ?? Object.assign({ ...this.details }, fields);
    });
  }

  /**
   * Retrieves the fields again. Unsaved changes are lost.
   *
   * @throws {HttpError} With status 404 when the factory no longer exists.
   */
  async reload(options: RequestOptions = {}): Promise<this> {
    const response = getFactory(states.of(this).scope.client, { ...targetOf(this), ...options });
    this.adopt(await unwrap(response, hasId));
    return this;
  }

  /**
   * Retrieves the notification settings.
   *
   * @throws {HttpError} When the service rejects the request.
   */
  async getNotifications(options: RequestOptions = {}): Promise<NotificationSettings> {
    return unwrapFields(getNotifications(states.of(this).scope.client, options));
  }

  /**
   * Updates notification settings. Settings that are not given stay unchanged.
   *
   * @returns All settings.
   * @throws {InvalidArgumentError} When `settings` is not an object.
   * @throws {HttpError} When the service rejects the request.
   */
  async updateNotifications(
    settings: UpdateNotificationsQuery,
    options: RequestOptions = {},
  ): Promise<NotificationSettings> {
    const query = requireObject("settings", settings);
    return unwrapFields(updateNotifications(states.of(this).scope.client, { query, ...options }));
  }

  /**
   * Creates an upload session for a file. The file is not sent until `start()`.
   *
   * Without `profiles`, the video is encoded with `h264` only, whereas `videos.create()` then uses all profiles of
   * the factory.
   *
   * @param source - A path or `file:` URL (Node), a `Blob` or `File`, or bytes. For a file that is on
   *   another machine, the result of `describeFile()`: that machine restores the session from its
   *   state and sends the file. Or a `ReadableStream` or `AsyncIterable` of bytes, with the option `size`: it
   *   is read once, up to `concurrency` parts of it are in memory, and no other process can resume the session.
   * @throws {InvalidArgumentError} When an argument is not valid, or the file is empty.
   * @throws {HttpError} When the service rejects the request.
   * @throws {UploadError} When the service's response is not valid.
   */
  async uploadSession(source: UploadSource, options: UploadOptions = {}): Promise<UploadSession> {
    return createUploadSession(targetOfUploads(states.of(this)), source, options);
  }

  /**
   * Restores an upload session of this factory from its state, with the connections and hooks of the factory.
   * Sends nothing until `resume()`. Without the factory, `restoreUploadSession()` does it.
   *
   * @param source - The file that the session was created for; its name and times may differ.
   * @throws {InvalidArgumentError} When the state or an option is invalid, or its location is on a private network
   *   and the API is not.
   */
  restoreUploadSession(
    state: UploadState,
    source: FileInput,
    options: SendingOptions = {},
  ): UploadSession {
    return restoreSession(targetOfUploads(states.of(this)), state, source, options);
  }
}

function targetOfUploads({ scope: { videos, toVideo }, connection }: FactoryState) {
  return {
    ...connection,
    toVideo: async ({ id, data }: UploadedVideo) => (data ? toVideo(data) : videos.find(id)),
  };
}

/** Creates the collections of a factory and the functions that its objects share. */
function createScope(
  { client, httpsUrls }: FactoryConnection,
  storage: FactoryScope["storage"],
): FactoryScope {
  const toEncoding = (data: EncodingData) => new Encoding(scope, data);
  const toVideo = (data: VideoData) => new Video(scope, data);
  const scope: FactoryScope = {
    client,
    toEncoding,
    toVideo,
    storage,
    urlOptions: { https: httpsUrls },
    waitForEncodings,
    waitForEncoding,
    videos: new Collection(videoRoutes(client), toVideo),
    encodings: new Collection(encodingRoutes(client), toEncoding),
    profiles: new Collection(profileRoutes(client), (data) => new Profile(client, data)),
  };
  return scope;
}
