import type { FlipClient } from "./create-flip-client.ts";
import type { Encoding, EncodingData, Encodings } from "./encoding.ts";
import type { Profiles } from "./profile.ts";
import type { Video, VideoData, Videos } from "./video.ts";

/** What the objects of one factory reach: each other, and the client that speaks for them. */
export interface Scope {
  readonly client: FlipClient;
  readonly videos: Videos;
  readonly encodings: Encodings;
  readonly profiles: Profiles;
  /** Makes an encoding out of data. */
  readonly toEncoding: (data: EncodingData) => Encoding;
  /** Makes a video out of data. */
  readonly toVideo: (data: VideoData) => Video;
}
