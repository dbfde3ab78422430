import {
  type CreateProfileQuery,
  createProfile,
  deleteProfile,
  getProfile,
  type ListProfilesQuery,
  listProfiles,
  type UpdateProfileQuery,
  updateProfile,
} from "../../generated/flip/endpoints.ts";
import type { components } from "../../generated/flip/schema.ts";
import { isSet } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import { hasId, isListOfObjects, WireObject } from "../http/wire-object.ts";
import type { Collection, DeletedResult, Routes } from "./collection.ts";
import { isAssignable } from "./connection.ts";
import type { FlipClient } from "./create-flip-client.ts";

/** The fields of a profile, as the service gives them. */
export type ProfileData = components["schemas"]["Profile"];

/** A factory's profiles. */
export type Profiles = Collection<Profile, ProfileData, ListProfilesQuery, CreateProfileQuery>;

/** Fields that can be changed, but are not answered. */
type WriteOnlyFields = Omit<UpdateProfileQuery, keyof ProfileData>;

/** The fields of a profile as properties: {@link Profile} has them all. */
export interface Profile extends ProfileData, WriteOnlyFields {}

/** A recipe for encodings. Assign to its fields, then call {@link Profile.save}. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Profile extends WireObject<ProfileData> {
  readonly #client: FlipClient;

  /** @internal */
  constructor(client: FlipClient, data: ProfileData) {
    super({ kind: "Profile", isWritable: isAssignable }, data);
    this.#client = client;
  }

  /**
   * Sends the fields that were assigned, and takes over the answer. Sends nothing when there are
   * none.
   *
   * @throws {InvalidArgumentError} When a field was unset.
   * @throws {HttpError} When the service refuses. The assigned fields stay as they are.
   */
  async save(options: RequestOptions = {}): Promise<this> {
    return this.saveChanges((query: UpdateProfileQuery) =>
      unwrap(updateProfile(this.#client, { ...this.#target(), query, ...options }), hasId),
    );
  }

  /**
   * Retrieves the fields again. What was assigned and not saved is lost.
   *
   * @throws {HttpError} With status 404 when the profile is gone.
   */
  async reload(options: RequestOptions = {}): Promise<this> {
    const answer = getProfile(this.#client, { ...this.#target(), ...options });
    this.adopt(await unwrap(answer, hasId));
    return this;
  }

  /**
   * Deletes the profile.
   *
   * @throws {HttpError} With status 404 when it is gone already.
   */
  async delete(options: RequestOptions = {}): Promise<DeletedResult> {
    return unwrap(deleteProfile(this.#client, { ...this.#target(), ...options }));
  }

  #target(): { path: { id: string } } {
    return { path: { id: this.details.id } };
  }
}

/** The endpoints of a factory's profiles. */
export function profileRoutes(
  client: FlipClient,
): Routes<ProfileData, ListProfilesQuery, CreateProfileQuery> {
  return {
    list: (query, options) => unwrap(listProfiles(client, { query, ...options }), isListOfObjects),
    find: (id, options) => unwrap(getProfile(client, { path: { id }, ...options }), hasId),
    create: async (query, options) => {
      requireRecipe(query);
      return unwrap(createProfile(client, { query, ...options }), hasId);
    },
    delete: (id, options) => unwrap(deleteProfile(client, { path: { id }, ...options })),
  };
}

function requireRecipe({ preset_name, command, extname }: CreateProfileQuery): void {
  if (isSet(preset_name) || (isSet(command) && isSet(extname))) return;
  throw new InvalidArgumentError("params", "must hold preset_name, or both command and extname");
}
