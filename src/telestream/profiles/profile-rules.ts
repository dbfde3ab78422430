/** Value of a profile's field. `null` stands for a field that is not set. */
export type ProfileValue = string | number | boolean | null;

/** Fields of a profile, by name. */
export type ProfileValues = Readonly<Record<string, ProfileValue>>;

/** What one generation of the API knows about profiles. */
export interface ProfileRules {
  /** Returns whether a field can be written. */
  readonly isAssignable: (field: string) => boolean;
  /** Fields that the service accepts, but does not return. */
  readonly hiddenFields: readonly string[];
  /**
   * Checks that a profile can be created from fields.
   *
   * @throws {InvalidArgumentError} When required fields are missing.
   */
  readonly requireCreatable: (fields: object, argument: string) => void;
}
