import type { EncodingData } from "../../../flip/encoding.ts";
import type { FactoryData, NotificationSettings } from "../../../flip/factory.ts";
import type { ProfileData } from "../../../flip/profile.ts";
import type { VideoData, VideoMetadata } from "../../../flip/video.ts";

/** Something that has an id. Changes replace its data. */
export interface Stored<Data extends { readonly id: string }> {
  data: Data;
}

/** A video. */
export interface StoredVideo extends Stored<VideoData> {
  /** Whether its source can be imported. */
  readonly isGood: boolean;
  /** Whether its source was deleted, and cannot be encoded any more. */
  isSourceDeleted: boolean;
  /** What was read from its file, once that has been. */
  metadata: VideoMetadata;
}

/** An encoding. */
export interface StoredEncoding extends Stored<EncodingData> {
  readonly video: StoredVideo;
  /** As it was when the encoding was made. */
  readonly profile: ProfileData;
}

/** The notification settings of a factory. */
export interface StoredNotifications {
  settings: NotificationSettings;
  /** Whether the URL was set by a request. That of an example is a stranger's. */
  isUrlOwn: boolean;
}

/** A factory with all that is in it, what is new in front. */
export interface StoredFactory extends Stored<FactoryData> {
  readonly videos: StoredVideo[];
  readonly encodings: StoredEncoding[];
  readonly profiles: Stored<ProfileData>[];
  readonly notifications: StoredNotifications;
}

/** What the service knows. */
export interface State {
  /** In the order of their creation. */
  readonly factories: StoredFactory[];
  /**
   * The factory that every unknown id stands for, if one does.
   */
  readonly standIn: StoredFactory | undefined;
  /** Ids that stand for nothing any more. */
  readonly deletedFactoryIds: Set<string>;
}

/** The settings that a new factory has. */
export function freshNotifications(): StoredNotifications {
  const events = {
    video_created: false,
    video_encoded: false,
    encoding_progress: false,
    encoding_completed: false,
  };
  // The text, and not null: so it was seen.
  const settings = { url: "null", delay: 10, send_video_payload: false, events };
  return { settings, isUrlOwn: false };
}

/** A factory with nothing in it. */
export function emptyFactory(data: FactoryData): StoredFactory {
  return { data, videos: [], encodings: [], profiles: [], notifications: freshNotifications() };
}
