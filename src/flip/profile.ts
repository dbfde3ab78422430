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
import { createHidden } from "../http/hidden.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap, unwrapDeletion, unwrapList, unwrapUpdate } from "../http/unwrap.ts";
import { hasId, targetOf, WireObject } from "../http/wire-object.ts";
import type { Collection, DeletedResult, Routes } from "./collection.ts";
import type { FlipClient } from "./create-flip-client.ts";

/** Fields of a profile, as returned by the service. */
export type ProfileData = components["schemas"]["Profile"];

/** Profiles of a factory. */
export type Profiles = Collection<Profile, ProfileData, ListProfilesQuery, CreateProfileQuery>;

/** Fields that can be assigned but are never returned. */
type WriteOnlyFields = Omit<UpdateProfileQuery, keyof ProfileData>;

/** Fields of a profile, all of which are properties of {@link Profile}. */
export interface Profile extends ProfileData, WriteOnlyFields {}

const clients = /* @__PURE__ */ createHidden<FlipClient>();

/** Settings for encodings. Assign to its fields, then call {@link Profile.save}. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Profile extends WireObject<ProfileData> {
  /** @internal */
  constructor(client: FlipClient, data: ProfileData) {
    super({ kind: "Profile", isWritable: isAssignable }, data);
    clients.set(this, client);
  }

  /**
   * Sends the assigned fields that differ from `details`, and updates all fields from the response.
   * Sends nothing when no field differs.
   *
   * @throws {InvalidArgumentError} When a field was removed or set to `null` or `undefined`.
   * @throws {HttpError} When the service rejects the request. Assigned values are preserved.
   */
  async save(options: RequestOptions = {}): Promise<this> {
    return this.saveChanges((query: UpdateProfileQuery) =>
      unwrapUpdate(updateProfile(clients.of(this), { ...targetOf(this), query, ...options })),
    );
  }

  /**
   * Retrieves the fields again. Unsaved changes are lost.
   *
   * @throws {HttpError} With status 404 when the profile no longer exists.
   */
  async reload(options: RequestOptions = {}): Promise<this> {
    const response = getProfile(clients.of(this), { ...targetOf(this), ...options });
    this.adopt(await unwrap(response, hasId));
    return this;
  }

  /**
   * Deletes the profile.
   *
   * @throws {HttpError} With status 404 when the profile no longer exists.
   */
  async delete(options: RequestOptions = {}): Promise<DeletedResult> {
    return unwrapDeletion(deleteProfile(clients.of(this), { ...targetOf(this), ...options }));
  }
}

/** Returns the endpoints of a factory's profiles. */
export function profileRoutes(
  client: FlipClient,
): Routes<ProfileData, ListProfilesQuery, CreateProfileQuery> {
  return {
    list: (query, options) => unwrapList(listProfiles(client, { query, ...options })),
    find: (id, options) => unwrap(getProfile(client, { path: { id }, ...options }), hasId),
    create: async (query, options) => {
      requireCommand(query);
      return unwrap(createProfile(client, { query, ...options }), hasId);
    },
    delete: (id, options) => unwrapDeletion(deleteProfile(client, { path: { id }, ...options })),
  };
}

/**
 * Checks that a profile can be created from parameters.
 *
 * @throws {InvalidArgumentError} When they contain neither a preset nor a command with an extension.
 */
export function requireCommand(
  { preset_name, command, extname }: CreateProfileQuery,
  argument: string = "params",
): void {
  if (isSet(preset_name) || (isSet(command) && isSet(extname))) return;
  throw new InvalidArgumentError(argument, "must contain preset_name, or both command and extname");
}

const readonlyFields = new Set(["id", "created_at", "updated_at"]);

/** Returns whether a field of a factory or profile can be assigned. */
export function isAssignable(field: string): boolean {
  return !readonlyFields.has(field);
}
