import { requireText } from "../http/argument-checks.ts";
import type { RequestOptions } from "../http/options.ts";
import { Collection } from "./collection.ts";
import { timeOf } from "./dates.ts";
import type { Generation } from "./generation.ts";

/** Encodings of a video. `create()` adds the `video_id`. */
export class VideoEncodings<Types extends Generation> extends Collection<
  Types["encoding"],
  Types["encodingData"],
  Types["listVideoEncodings"],
  Types["createVideoEncoding"]
> {
  /**
   * Finds the encoding with a profile. When several have it, the latest is returned.
   *
   * `find()` takes only ids: they are opaque, so that a name may look like one.
   *
   * @returns The encoding, or `undefined` when the video has none with this profile.
   * @throws {InvalidArgumentError} When the name is not a string, or empty.
   * @throws {HttpError} With status 404 when the video no longer exists.
   */
  async byProfile(
    name: string,
    options: RequestOptions = {},
  ): Promise<Types["encoding"] | undefined> {
    // Where the list has no such filter, the endpoint ignores it.
    const query: object = { profile_name: requireText("name", name) };
    const listed = await this.all(query as Types["listVideoEncodings"], options);
    const found = listed.filter(({ details }) => details.profile_name === name);
    return found.reduce<Types["encoding"] | undefined>(laterOf, undefined);
  }
}

/** Returns the encoding that was created later. Among equals, the service lists the latest first. */
function laterOf<Encoding extends Dated>(a: Encoding | undefined, b: Encoding): Encoding {
  if (a === undefined) return b;
  const isLater = timeOf(b.details) > (timeOf(a.details) || Number.NEGATIVE_INFINITY);
  return isLater ? b : a;
}

interface Dated {
  readonly details: Parameters<typeof timeOf>[0];
}
