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
import type { FileInput } from "../http/files/file-input.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import { hasId, WireObject } from "../http/wire-object.ts";
import type { UploadedVideo } from "../upload/session/upload-session.ts";
import type { FileDescription } from "../upload/source/file-description.ts";
import { Collection } from "./collection.ts";
import type { FactoryConnection, FactoryScope } from "./connection.ts";
import { isAssignable } from "./connection.ts";
import type { FlipClient } from "./create-flip-client.ts";
import { Encoding, type EncodingData, type Encodings, encodingRoutes } from "./encoding.ts";
import { Profile, type Profiles, profileRoutes } from "./profile.ts";
import { createUploadSession, type UploadOptions, type UploadSession } from "./upload-session.ts";
import { Video, type VideoData, type Videos, videoRoutes } from "./video.ts";

/** The fields of a factory, as the service gives them. */
export type FactoryData = components["schemas"]["Factory"];

/** When and where a factory's notifications are sent. */
export type NotificationSettings = components["schemas"]["NotificationSettings"];

/** Fields that can be changed, but are never answered: storage credentials. */
type WriteOnlyFields = Omit<UpdateFactoryQuery, keyof FactoryData>;

/** The fields of a factory as properties: {@link Factory} has them all. */
export interface Factory extends FactoryData, WriteOnlyFields {}

/** A tenant of the account, with its own bucket, videos, encodings and profiles. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Factory extends WireObject<FactoryData> {
  readonly #scope: FactoryScope;
  readonly #connection: FactoryConnection;

  /**
   * @param connection - The way for requests about this factory.
   * @internal
   */
  constructor(connection: FactoryConnection, data: FactoryData) {
    super({ kind: "Factory", isWritable: isAssignable }, data);
    this.#scope = createScope(connection.client);
    this.#connection = connection;
  }

  get videos(): Videos {
    return this.#scope.videos;
  }

  get encodings(): Encodings {
    return this.#scope.encodings;
  }

  get profiles(): Profiles {
    return this.#scope.profiles;
  }

  /**
   * Sends the fields that were assigned, and takes over the answer. Sends nothing when there are
   * none.
   *
   * @throws {InvalidArgumentError} When a field was unset.
   * @throws {HttpError} When the service refuses. The assigned fields stay as they are.
   */
  async save(options: RequestOptions = {}): Promise<this> {
    const { client } = this.#scope;
    return this.saveChanges((query: UpdateFactoryQuery) =>
      unwrap(updateFactory(client, { ...this.#target(), query, ...options }), hasId),
    );
  }

  /**
   * Retrieves the fields again. What was assigned and not saved is lost.
   *
   * @throws {HttpError} With status 404 when the factory is gone.
   */
  async reload(options: RequestOptions = {}): Promise<this> {
    const answer = getFactory(this.#scope.client, { ...this.#target(), ...options });
    this.adopt(await unwrap(answer, hasId));
    return this;
  }

  /**
   * Retrieves the notification settings.
   *
   * @throws {HttpError} When the service refuses.
   */
  async getNotifications(options: RequestOptions = {}): Promise<NotificationSettings> {
    return unwrap(getNotifications(this.#scope.client, options));
  }

  /**
   * Changes notification settings. What is left out stays as it is.
   *
   * @returns All settings.
   * @throws {InvalidArgumentError} When the settings are no object.
   * @throws {HttpError} When the service refuses.
   */
  async updateNotifications(
    settings: UpdateNotificationsQuery,
    options: RequestOptions = {},
  ): Promise<NotificationSettings> {
    const query = requireObject("settings", settings);
    return unwrap(updateNotifications(this.#scope.client, { query, ...options }));
  }

  /**
   * Creates an upload session for a file. None of it is sent before `start()`.
   *
   * @param source - A path or `file:` URL (Node), a `Blob` or `File`, or bytes; or what
   *   `describeFile()` gave, for a file that is elsewhere: then another one sends it, by the state.
   * @throws {InvalidArgumentError} When an argument cannot be used, or the file is empty.
   * @throws {HttpError} When the service refuses.
   * @throws {UploadError} When the service's answer cannot be used.
   */
  async uploadSession(
    source: FileInput | FileDescription,
    options: UploadOptions = {},
  ): Promise<UploadSession> {
    const { videos, toVideo } = this.#scope;
    const target = {
      ...this.#connection,
      toVideo: async ({ id, data }: UploadedVideo) => (data ? toVideo(data) : videos.find(id)),
    };
    return createUploadSession(target, source, options);
  }

  #target(): { path: { id: string } } {
    return { path: { id: this.details.id } };
  }
}

/** Ties the objects of one factory together. */
function createScope(client: FlipClient): FactoryScope {
  const toEncoding = (data: EncodingData) => new Encoding(scope, data);
  const toVideo = (data: VideoData) => new Video(scope, data);
  const scope: FactoryScope = {
    client,
    toEncoding,
    toVideo,
    videos: new Collection(videoRoutes(client), toVideo),
    encodings: new Collection(encodingRoutes(client), toEncoding),
    profiles: new Collection(profileRoutes(client), (data) => new Profile(client, data)),
  };
  return scope;
}
