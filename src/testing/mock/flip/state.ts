import type {
  EncodingData,
  FactoryData,
  NotificationSettings,
  ProfileData,
  VideoData,
  VideoMetadata,
} from "../../../flip/index.ts";
import type { FindExample } from "../../spec/find-example.ts";

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
interface StoredNotifications {
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
function freshNotifications(): StoredNotifications {
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

/** Writes a time as the service does, in UTC: `2015/12/14 14:21:54 +0000`. */
export function formatDate(date: Date): string {
  const [day = "", time = ""] = date.toISOString().split("T");
  return `${day.replaceAll("-", "/")} ${time.slice(0, 8)} +0000`;
}

/** What the tokens of a path template stand for, without their colons. */
type PathTokens = Readonly<
  Record<"id" | "video_id" | "original" | "date" | "profile" | "type" | "resolution", string>
>;

/** Fills a template such as `:video_id/:profile/:id` in. What is no token stays. */
export function formatPath(template: string, tokens: PathTokens): string {
  return template.replace(/:([a-z]+(?:_id)?)/g, (token, name: string) =>
    Object.hasOwn(tokens, name) ? tokens[name as keyof PathTokens] : token,
  );
}
