import type { RequestOptions } from "../http/options.ts";
import type { FactoryScope, Generation, ProfileRoutes } from "./generation.ts";
import { routesOf, ScopedObject } from "./scoped-object.ts";

/** Settings for encodings. Assign to its fields, then call {@link ProfileObject.save}. */
export abstract class ProfileObject<Types extends Generation> extends ScopedObject<
  Types,
  Types["profileData"]
> {
  /** @internal */
  constructor(scope: FactoryScope<Types>, data: Types["profileData"]) {
    super({ kind: "Profile", isWritable: scope.isAssignable, routes: "profiles", scope }, data);
  }

  /**
   * Sends the assigned fields that differ from `details`, and updates all fields from the response.
   * Sends nothing when no field differs.
   *
   * @throws {InvalidArgumentError} When a field was removed or set to `null` or `undefined`.
   * @throws {HttpError} When the service rejects the request. Assigned values are preserved.
   */
  async save(options: RequestOptions = {}): Promise<this> {
    return this.saveChanges((changes: Types["updateProfile"]) =>
      routesOf<ProfileRoutes<Types>>(this).update(this.details.id, changes, options),
    );
  }
}
