import { isSet, requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";

/** A reference to a profile. */
interface ProfileReference {
  readonly profile_id?: string | null | undefined;
  readonly profile_name?: string | null | undefined;
}

/**
 * Checks the parameters of a new encoding.
 *
 * @throws {InvalidArgumentError} When the video is missing, or there is not exactly one profile.
 */
export function requireEncodingParams(
  params: ProfileReference & { readonly video_id: string },
): void {
  requireText("video_id", params.video_id);
  requireOneProfile("params", params);
}

/**
 * Checks a reference to a profile.
 *
 * @throws {InvalidArgumentError} When it has neither an id nor a name, or both.
 */
export function requireOneProfile(
  argument: string,
  { profile_id, profile_name }: ProfileReference,
): void {
  if (isSet(profile_id) === isSet(profile_name)) {
    throw new InvalidArgumentError(argument, "must contain either profile_id or profile_name");
  }
}

/** Statuses of encodings and videos. */
export const jobStatuses: readonly string[] = ["success", "fail", "processing"];
