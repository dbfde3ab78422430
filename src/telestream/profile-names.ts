import { isSet, requireItems } from "../http/argument-checks.ts";

/**
 * Checks the profiles of a new video.
 *
 * @throws {InvalidArgumentError} When the value is neither a list of names as text, nor an array of names.
 */
export function requireProfiles(profiles: unknown): void {
  if (!isSet(profiles) || typeof profiles === "string") return;
  requireItems("profiles", profiles as readonly unknown[], (name) => typeof name === "string", {
    array: "names separated by commas, or an array of names",
    item: "must be a string",
  });
}

/**
 * Returns the profiles of a new video as text.
 *
 * @throws {InvalidArgumentError} As {@link requireProfiles}.
 */
export function joinNames(profiles: string | readonly string[] | undefined): string | undefined {
  requireProfiles(profiles);
  return typeof profiles === "object" ? profiles?.join(",") : profiles;
}
