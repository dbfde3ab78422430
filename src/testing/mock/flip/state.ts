import type {
  EncodingData,
  FactoryData,
  NotificationSettings,
  operations,
  ProfileData,
  VideoData,
  VideoMetadata,
} from "../../../flip/index.ts";
import type { FindExample } from "../../spec/find-example.ts";

/** A record with an id. A change replaces its data. */
export interface Stored<Data extends { readonly id: string }> {
  data: Data;
}

/** A video in the mock. */
export interface StoredVideo extends Stored<VideoData> {
  /** Whether its source can be imported. */
  readonly isImportable: boolean;
  /** Whether its source was deleted: it cannot be encoded any more. */
  isSourceDeleted: boolean;
  /** Metadata of its file, empty until it is imported. */
  metadata: VideoMetadata;
}

/** An encoding in the mock. */
export interface StoredEncoding extends Stored<EncodingData> {
  readonly video: StoredVideo;
  /** The profile at the time when the encoding was created. */
  readonly profile: ProfileData;
}

/** The notification settings of a factory. */
interface StoredNotifications {
  settings: NotificationSettings;
  /** Whether a request has set the URL. Nothing is sent to that of the example. */
  isUrlSetByRequest: boolean;
}

/** A factory and its content, newest first. */
export interface StoredFactory extends Stored<FactoryData> {
  readonly videos: StoredVideo[];
  readonly encodings: StoredEncoding[];
  readonly profiles: Stored<ProfileData>[];
  readonly notifications: StoredNotifications;
}

/** Records of the service. */
export interface State {
  /** In the order of their creation. */
  readonly factories: StoredFactory[];
  /** Factory that every unknown id stands for, if there is one. */
  readonly defaultFactory: StoredFactory | undefined;
  /** Ids of deleted factories, which no longer stand for the default factory. */
  readonly deletedFactoryIds: Set<string>;
}

/** Returns the settings of a new factory. */
function defaultNotifications(): StoredNotifications {
  const events = {
    video_created: false,
    video_encoded: false,
    encoding_progress: false,
    encoding_completed: false,
  };
  // The real service returns this string instead of null.
  const settings = { url: "null", delay: 10, send_video_payload: false, events };
  return { settings, isUrlSetByRequest: false };
}

/** Creates a factory without content. */
export function emptyFactory(data: FactoryData): StoredFactory {
  return { data, videos: [], encodings: [], profiles: [], notifications: defaultNotifications() };
}

/**
 * Creates the initial state: the examples of the spec, all of them in the first factory.
 *
 * @param factoryId - Id of the only factory. Without it there are those of the spec, and every unknown id
 *   stands for the first.
 */
export function createState(
  findExample: FindExample<operations>,
  factoryId: string | undefined,
): State {
  const [first, ...others] = findExample("listFactories").map(emptyFactory);
  if (first === undefined) throw new Error("Cannot create the state: the spec has no factory");
  fillFactory(first, findExample);
  const deletedFactoryIds = new Set<string>();
  if (factoryId === undefined) {
    return { factories: [first, ...others], defaultFactory: first, deletedFactoryIds };
  }
  first.data = { ...first.data, id: factoryId };
  return { factories: [first], defaultFactory: undefined, deletedFactoryIds };
}

function fillFactory(factory: StoredFactory, findExample: FindExample<operations>): void {
  const { videos, encodings, profiles, notifications } = factory;
  const metadata = findExample("getVideoMetadata");
  profiles.push(...findExample("listProfiles").map((data) => ({ data })));
  videos.push(...findExample("listVideos").map((video) => seedVideo(video, metadata)));
  const examples = findExample("listEncodings");
  encodings.push(...examples.flatMap((data) => seedEncoding(data, videos, profiles)));
  notifications.settings = findExample("getNotifications");
}

function seedVideo(data: VideoData, metadata: VideoMetadata): StoredVideo {
  const isImported = data.status === "success";
  return {
    data,
    isImportable: data.status !== "fail",
    isSourceDeleted: false,
    metadata: isImported ? metadata : {},
  };
}

/** Returns an encoding if its video exists. A missing profile is replaced by one with the same extension. */
function seedEncoding(
  data: EncodingData,
  videos: readonly StoredVideo[],
  profiles: readonly Stored<ProfileData>[],
): StoredEncoding[] {
  const video = videos.find((other) => other.data.id === data.video_id);
  const profile =
    profiles.find((other) => other.data.id === data.profile_id) ??
    profiles.find((other) => other.data.extname === data.extname);
  if (video === undefined || profile === undefined) return [];
  const { id: profile_id, name: profile_name = null } = profile.data;
  return [{ data: { ...data, profile_id, profile_name }, video, profile: profile.data }];
}

/** Formats a time like the service, in UTC: `2015/12/14 14:21:54 +0000`. */
export function formatDate(date: Date): string {
  const [day = "", time = ""] = date.toISOString().split("T");
  return `${day.replaceAll("-", "/")} ${time.slice(0, 8)} +0000`;
}

/** Values of the tokens in a path template, named without their colons. */
type PathTokens = Readonly<
  Record<"id" | "video_id" | "original" | "date" | "profile" | "type" | "resolution", string>
>;

/** Replaces the tokens of a template such as `:video_id/:profile/:id`. Unknown ones are left unchanged. */
export function formatPath(template: string, tokens: PathTokens): string {
  return template.replace(/:([a-z]+(?:_id)?)/g, (token, name: string) =>
    Object.hasOwn(tokens, name) ? tokens[name as keyof PathTokens] : token,
  );
}
