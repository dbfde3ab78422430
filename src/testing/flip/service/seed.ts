import type { EncodingData } from "../../../flip/encoding.ts";
import type { FactoryData, NotificationSettings } from "../../../flip/factory.ts";
import type { ProfileData } from "../../../flip/profile.ts";
import type { VideoData, VideoMetadata } from "../../../flip/video.ts";
import type { FindExample } from "../../prism/examples.ts";
import {
  emptyFactory,
  type State,
  type Stored,
  type StoredEncoding,
  type StoredFactory,
  type StoredVideo,
} from "./state.ts";

/**
 * The state that a service begins with: the examples of the spec, all in its first factory.
 *
 * @param factoryId - Id of the only factory. Without it there are those of the spec, and the first
 *   stands for every other.
 */
export function createState(findExample: FindExample, factoryId: string | undefined): State {
  const listed = findExample("listFactories") as FactoryData[];
  const [first, ...others] = listed.map(emptyFactory);
  if (first === undefined) throw new Error("The spec has no example of a factory");
  fillFactory(first, findExample);
  const deletedFactoryIds = new Set<string>();
  if (factoryId === undefined) {
    return { factories: [first, ...others], standIn: first, deletedFactoryIds };
  }
  first.data = { ...first.data, id: factoryId };
  return { factories: [first], standIn: undefined, deletedFactoryIds };
}

function fillFactory(factory: StoredFactory, findExample: FindExample): void {
  const { videos, encodings, profiles, notifications } = factory;
  const metadata = findExample("getVideoMetadata") as VideoMetadata;
  profiles.push(...(findExample("listProfiles") as ProfileData[]).map((data) => ({ data })));
  videos.push(...(findExample("listVideos") as VideoData[]).map((v) => seedVideo(v, metadata)));
  const examples = findExample("listEncodings") as EncodingData[];
  encodings.push(...examples.flatMap((data) => seedEncoding(data, videos, profiles)));
  notifications.settings = findExample("getNotifications") as NotificationSettings;
}

function seedVideo(data: VideoData, metadata: VideoMetadata): StoredVideo {
  const isImported = data.status === "success";
  return {
    data,
    isGood: data.status !== "fail",
    isSourceDeleted: false,
    metadata: isImported ? metadata : {},
  };
}

/** An encoding whose video is known. Where its profile is not, it gets one that makes such files. */
function seedEncoding(
  data: EncodingData,
  videos: readonly StoredVideo[],
  profiles: readonly Stored<ProfileData>[],
): StoredEncoding[] {
  const video = videos.find((known) => known.data.id === data.video_id);
  const profile =
    profiles.find((known) => known.data.id === data.profile_id) ??
    profiles.find((known) => known.data.extname === data.extname);
  if (video === undefined || profile === undefined) return [];
  const { id: profile_id, name: profile_name = null } = profile.data;
  return [{ data: { ...data, profile_id, profile_name }, video, profile: profile.data }];
}
