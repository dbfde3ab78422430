import {
  type CreateProfileQuery,
  deleteProfile,
  getProfile,
  type ListProfilesQuery,
  type UpdateProfileQuery,
  updateProfile,
} from "../../generated/flip/endpoints.ts";
import type { components } from "../../generated/flip/schema.ts";
import type { RequestOptions } from "../http/request-options.ts";
import { unwrap } from "../http/unwrap.ts";
import { hasId, WireObject } from "../http/wire-object.ts";
import { isChangeable } from "./changeable-fields.ts";
import type { Collection, DeletedResult } from "./collection.ts";
import type { FlipClient } from "./create-flip-client.ts";

/** The fields of a profile, as the service gives them. */
export type ProfileData = components["schemas"]["Profile"];

/** A factory's profiles. */
export type Profiles = Collection<Profile, ProfileData, ListProfilesQuery, CreateProfileQuery>;

/** Fields that can be changed, but are not answered. */
type UnansweredFields = Omit<UpdateProfileQuery, keyof ProfileData>;

/** The fields of a profile as properties: {@link Profile} has them all. */
export interface Profile extends ProfileData, UnansweredFields {}

/** A recipe for encodings. Assign to its fields, then call {@link Profile.save}. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Profile extends WireObject<ProfileData> {
  readonly #client: FlipClient;

  /** @internal */
  constructor(client: FlipClient, data: ProfileData) {
    super({ kind: "Profile", isWritable: isChangeable }, data);
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
