import type { VideoMetadata } from "../../../flip/index.ts";
import type {
  EncodingRecord,
  FactoryRecord,
  NotificationRecord,
  ProfileRecord,
  VideoRecord,
} from "./records.ts";

/** A record with an id. A change replaces its data. */
export interface Stored<Data extends { readonly id: string }> {
  data: Data;
}

/** A video in the mock. */
export interface StoredVideo extends Stored<VideoRecord> {
  /** Template of the paths of its encodings. */
  readonly pathFormat: string;
  /** Time of its creation, in milliseconds of the clock. */
  readonly createdMs: number;
  /** Whether its source can be imported. */
  readonly isImportable: boolean;
  /** Whether its source was deleted: it cannot be encoded any more. */
  isSourceDeleted: boolean;
  /** Metadata of its file, empty until it is imported. */
  metadata: VideoMetadata;
}

/** An encoding in the mock. */
export interface StoredEncoding extends Stored<EncodingRecord> {
  readonly video: StoredVideo;
  /** The profile at the time when it was chosen. */
  profile: ProfileRecord;
  /** Time of its creation, in milliseconds of the clock. */
  readonly createdMs: number;
}

/** The notification settings of a factory. */
interface StoredNotifications {
  settings: NotificationRecord;
  /** Whether a request has set the URL. Nothing is sent to that of the example. */
  isUrlSetByRequest: boolean;
}

/** A factory and its content, newest first. */
export interface StoredFactory extends Stored<FactoryRecord> {
  readonly videos: StoredVideo[];
  readonly encodings: StoredEncoding[];
  readonly profiles: Stored<ProfileRecord>[];
  /** Profiles that work orders start. */
  readonly workflows: Stored<ProfileRecord>[];
  readonly notifications: StoredNotifications;
  /** Whether new files of its input bucket become videos. */
  isSynchronized: boolean;
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

/** The examples of the spec that are the initial state: all of them belong to the first factory. */
export interface Examples {
  readonly factories: readonly FactoryRecord[];
  readonly videos: readonly VideoRecord[];
  readonly encodings: readonly EncodingRecord[];
  readonly profiles: readonly ProfileRecord[];
  readonly workflows: readonly ProfileRecord[];
  /** Metadata of the imported videos. */
  readonly metadata: VideoMetadata;
  readonly notifications: NotificationRecord;
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
export function emptyFactory(data: FactoryRecord): StoredFactory {
  return {
    data,
    videos: [],
    encodings: [],
    profiles: [],
    workflows: [],
    notifications: defaultNotifications(),
    isSynchronized: false,
  };
}

/**
 * Creates the initial state.
 *
 * @param factoryId - Id of the only factory. Without it there are those of the spec, and every unknown id
 *   stands for the first.
 */
export function createState(examples: Examples, factoryId: string | undefined): State {
  const [first, ...others] = examples.factories.map(emptyFactory);
  if (first === undefined) throw new Error("Cannot create the state: the spec has no factory");
  fillFactory(first, examples);
  const deletedFactoryIds = new Set<string>();
  if (factoryId === undefined) {
    return { factories: [first, ...others], defaultFactory: first, deletedFactoryIds };
  }
  first.data = { ...first.data, id: factoryId };
  return { factories: [first], defaultFactory: undefined, deletedFactoryIds };
}

function fillFactory(factory: StoredFactory, examples: Examples): void {
  const { videos, encodings, profiles, workflows, notifications } = factory;
  profiles.push(...examples.profiles.map((data) => ({ data })));
  workflows.push(...examples.workflows.map((data) => ({ data })));
  videos.push(...examples.videos.map((video) => seedVideo(video, examples.metadata)));
  encodings.push(...examples.encodings.flatMap((data) => seedEncoding(data, videos, profiles)));
  notifications.settings = examples.notifications;
}

function seedVideo(data: VideoRecord, metadata: VideoMetadata): StoredVideo {
  const isImported = data.status === "success";
  return {
    data,
    pathFormat: data.path_format ?? ":id",
    createdMs: 0,
    isImportable: data.status !== "fail",
    isSourceDeleted: false,
    metadata: isImported ? metadata : {},
  };
}

/** Returns an encoding if its video exists. A missing profile is replaced by one with the same extension. */
function seedEncoding(
  data: EncodingRecord,
  videos: readonly StoredVideo[],
  profiles: readonly Stored<ProfileRecord>[],
): StoredEncoding[] {
  const video = videos.find((other) => other.data.id === data.video_id);
  const profile =
    profiles.find((other) => other.data.id === data.profile_id) ??
    profiles.find((other) => other.data.extname === data.extname);
  if (video === undefined || profile === undefined) return [];
  const { id: profile_id, name: profile_name = null } = profile.data;
  return [
    { data: { ...data, profile_id, profile_name }, video, profile: profile.data, createdMs: 0 },
  ];
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
