import { isSet, requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";

/** Parameters of a new encoding. */
interface EncodingParams {
  readonly video_id: string;
  readonly profile_id?: string | null | undefined;
  readonly profile_name?: string | null | undefined;
}

/**
 * Checks the parameters of a new encoding.
 *
 * @throws {InvalidArgumentError} When the video is missing, or there is not exactly one profile.
 */
export function requireEncodingParams({
  video_id,
  profile_id,
  profile_name,
}: EncodingParams): void {
  requireText("video_id", video_id);
  if (isSet(profile_id) === isSet(profile_name)) {
    throw new InvalidArgumentError("params", "must contain either profile_id or profile_name");
  }
}

/** Statuses of encodings and videos. */
export const jobStatuses: readonly string[] = ["success", "fail", "processing"];
