import {
  type CreateEncodingQuery,
  cancelEncoding,
  createEncoding,
  deleteEncoding,
  getEncoding,
  type ListEncodingsQuery,
  type ListVideoEncodingsQuery,
  listEncodings,
  listVideoEncodings,
  retryEncoding,
} from "../../generated/flip/endpoints.ts";
import type { components } from "../../generated/flip/schema.ts";
import { isSet, requireText } from "../http/argument-checks.ts";
import { FlipPiliError, InvalidArgumentError } from "../http/errors.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import { hasId, isListOfObjects, WireObject } from "../http/wire-object.ts";
import type { Collection, DeletedResult, Routes } from "./collection.ts";
import type { FactoryScope } from "./connection.ts";
import type { FlipClient } from "./create-flip-client.ts";
import type { Profile } from "./profile.ts";
import type { Video } from "./video.ts";

/** The fields of an encoding, as the service gives them. */
export type EncodingData = components["schemas"]["Encoding"];

/** The encodings of a factory. */
export type Encodings = Collection<Encoding, EncodingData, ListEncodingsQuery, CreateEncodingQuery>;

/** The service's answer to {@link Encoding.cancel}. */
export type CanceledResult = components["schemas"]["CanceledResult"];

/** The service's answer to {@link Encoding.retry}. */
export type RetriedResult = components["schemas"]["RetriedResult"];

/** The fields of an encoding as properties: {@link Encoding} has them all. */
export interface Encoding extends Readonly<EncodingData> {}

/** A video encoded with one profile. Its fields cannot be assigned. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Encoding extends WireObject<EncodingData> {
  readonly #scope: FactoryScope;

  /** @internal */
  constructor(scope: FactoryScope, data: EncodingData) {
    super({ kind: "Encoding", isWritable: () => false }, data);
    this.#scope = scope;
  }

  /**
   * Retrieves the video that was encoded.
   *
   * @throws {HttpError} With status 404 when it is gone.
   */
  async video(options: RequestOptions = {}): Promise<Video> {
    return this.#scope.videos.find(this.#require("video_id"), options);
  }

  /**
   * Retrieves the profile that it was encoded with: by its id, or by its name where there is no id.
   *
   * @throws {HttpError} With status 404 when it is gone.
   */
  async profile(options: RequestOptions = {}): Promise<Profile> {
    const id = this.details.profile_id || this.#require("profile_name");
    return this.#scope.profiles.find(id, options);
  }

  /**
   * Starts a failed encoding anew.
   *
   * @throws {HttpError} When the service refuses.
   */
  async retry(options: RequestOptions = {}): Promise<RetriedResult> {
    return unwrap(retryEncoding(this.#scope.client, { ...this.#target(), ...options }));
  }

  /**
   * Stops the encoding.
   *
   * @throws {HttpError} When the service refuses.
   */
  async cancel(options: RequestOptions = {}): Promise<CanceledResult> {
    return unwrap(cancelEncoding(this.#scope.client, { ...this.#target(), ...options }));
  }

  /**
   * Deletes the encoding and the files that it has in storage.
   *
   * @throws {HttpError} With status 404 when it is gone already.
   */
  async delete(options: RequestOptions = {}): Promise<DeletedResult> {
    return unwrap(deleteEncoding(this.#scope.client, { ...this.#target(), ...options }));
  }

  /**
   * Retrieves the fields again.
   *
   * @throws {HttpError} With status 404 when the encoding is gone.
   */
  async reload(options: RequestOptions = {}): Promise<this> {
    const answer = getEncoding(this.#scope.client, { ...this.#target(), ...options });
    this.adopt(await unwrap(answer, hasId));
    return this;
  }

  #target(): { path: { id: string } } {
    return { path: { id: this.details.id } };
  }

  #require(field: "video_id" | "profile_name"): string {
    const value = this.details[field];
    if (typeof value === "string" && value !== "") return value;
    throw new FlipPiliError(`${this} has no ${field}`);
  }
}

/** Parameters of an encoding for a video that is already known. */
export type CreateVideoEncodingParams = Omit<CreateEncodingQuery, "video_id">;

/** The endpoints of a factory's encodings. */
export function encodingRoutes(
  client: FlipClient,
): Routes<EncodingData, ListEncodingsQuery, CreateEncodingQuery> {
  return {
    list: (query, options) => unwrap(listEncodings(client, { query, ...options }), isListOfObjects),
    find: (id, options) => unwrap(getEncoding(client, { path: { id }, ...options }), hasId),
    create: async (query, options) => {
      requireEncodingParams(query);
      return unwrap(createEncoding(client, { query, ...options }), hasId);
    },
    delete: (id, options) => unwrap(deleteEncoding(client, { path: { id }, ...options })),
  };
}

/** The endpoints of one video's encodings: those of the factory, but listed and made for the video. */
export function videoEncodingRoutes(
  client: FlipClient,
  videoId: string,
): Routes<EncodingData, ListVideoEncodingsQuery, CreateVideoEncodingParams> {
  const factory = encodingRoutes(client);
  const path = { id: videoId };
  return {
    ...factory,
    list: (query, options) =>
      unwrap(listVideoEncodings(client, { path, query, ...options }), isListOfObjects),
    create: (params, options) => factory.create({ ...params, video_id: videoId }, options),
  };
}

function requireEncodingParams({ video_id, profile_id, profile_name }: CreateEncodingQuery): void {
  requireText("video_id", video_id);
  if (isSet(profile_id) === isSet(profile_name)) {
    throw new InvalidArgumentError("params", "must name either profile_id or profile_name");
  }
}
