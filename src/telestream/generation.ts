import type { RequestOptions } from "../http/options.ts";
import type { EndpointResult } from "../http/unwrap.ts";
import type { DeletedResult, Routes } from "./collection.ts";
import type {
  EncodingFields,
  OutputUrlOptions,
  StorageLocation,
  VideoFields,
} from "./output-urls.ts";
import type { Waits } from "./tasks.ts";
import type { SessionOptions, SessionParams } from "./upload/upload-options.ts";
import type { WaitErrors } from "./wait/encoding-errors.ts";
import type { StateFields, WaitedEncoding } from "./wait/waited.ts";

/** An object, or its fields. */
interface Identified {
  readonly id: string;
}

/**
 * Types that differ between the generations of the API: the objects, their fields, and the parameters of the calls.
 * Each generation declares an interface with its own.
 */
export interface Generation {
  readonly video: Identified;
  readonly videoData: Identified & VideoFields & StateFields;
  /** Collection of a factory's videos. */
  readonly videos: object;
  readonly createVideo: object;
  readonly createVideoOptions: RequestOptions;
  readonly listVideos: object;
  readonly metadata: object;
  readonly encoding: Identified & WaitedEncoding;
  readonly encodingData: Identified & EncodingFields & WaitedEncoding["details"] & ProfileReference;
  /** Collection of a factory's encodings. */
  readonly encodings: object;
  readonly createEncoding: object;
  readonly listEncodings: object;
  readonly createVideoEncoding: object;
  readonly listVideoEncodings: object;
  readonly canceled: object;
  readonly retried: object;
  readonly profile: Identified;
  readonly profileData: Identified;
  /** Collection of a factory's profiles. */
  readonly profiles: object;
  readonly createProfile: object;
  readonly listProfiles: object;
  readonly updateProfile: object;
  readonly factoryData: Identified & StorageLocation;
  readonly updateFactory: object;
  readonly notificationSettings: object;
  readonly updateNotifications: object;
  readonly upload: SessionOptions;
}

/** Fields by which an encoding refers to its profile. */
interface ProfileReference {
  readonly profile_id?: string | null | undefined;
}

/** Endpoints of a factory's videos. */
export interface VideoRoutes<Types extends Generation>
  extends Routes<
    Types["videoData"],
    Types["listVideos"],
    Types["createVideo"],
    Types["createVideoOptions"]
  > {
  metadata(id: string, options: RequestOptions): Promise<Types["metadata"]>;
  deleteSource(id: string, options: RequestOptions): Promise<DeletedResult>;
}

/** Endpoints of a factory's encodings. */
export interface EncodingRoutes<Types extends Generation>
  extends Routes<Types["encodingData"], Types["listEncodings"], Types["createEncoding"]> {
  retry(id: string, options: RequestOptions): Promise<Types["retried"]>;
  cancel(id: string, options: RequestOptions): Promise<Types["canceled"]>;
  /** Returns the endpoints of the encodings of one video. */
  ofVideo(videoId: string): VideoEncodingRoutes<Types>;
}

/** Endpoints of a video's encodings. */
export type VideoEncodingRoutes<Types extends Generation> = Routes<
  Types["encodingData"],
  Types["listVideoEncodings"],
  Types["createVideoEncoding"]
>;

/** Endpoints of a factory's profiles. */
export interface ProfileRoutes<Types extends Generation>
  extends Routes<Types["profileData"], Types["listProfiles"], Types["createProfile"]> {
  update(
    id: string,
    changes: Types["updateProfile"],
    options: RequestOptions,
  ): Promise<Types["profileData"] | undefined>;
}

/** Endpoints of a factory itself. */
export interface FactoryRoutes<Types extends Generation> {
  find(id: string, options: RequestOptions): Promise<Types["factoryData"]>;
  update(
    id: string,
    changes: Types["updateFactory"],
    options: RequestOptions,
  ): Promise<Types["factoryData"] | undefined>;
  getNotifications(options: RequestOptions): Promise<Types["notificationSettings"]>;
  updateNotifications(
    settings: Types["updateNotifications"],
    options: RequestOptions,
  ): Promise<Types["notificationSettings"]>;
  /** Creates an upload session. Other parameters are those of the generation. */
  createSession(params: SessionParams, options: RequestOptions): Promise<EndpointResult<unknown>>;
}

/** Endpoints of one factory. */
export interface ScopeRoutes<Types extends Generation> {
  readonly factory: FactoryRoutes<Types>;
  readonly videos: VideoRoutes<Types>;
  readonly encodings: EncodingRoutes<Types>;
  readonly profiles: ProfileRoutes<Types>;
}

/** A collection, as far as its objects are found in it. */
interface Finder<Model> {
  find(id: string, options?: RequestOptions): Promise<Model>;
}

/** What the objects of one factory share. */
export interface FactoryScope<Types extends Generation> {
  readonly routes: ScopeRoutes<Types>;
  readonly videos: Finder<Types["video"]> & Types["videos"];
  readonly encodings: Types["encodings"];
  readonly profiles: Finder<Types["profile"]> & Types["profiles"];
  /** Creates a video from its fields. */
  readonly toVideo: (data: Types["videoData"]) => Types["video"];
  /** Creates an encoding from its fields. */
  readonly toEncoding: (data: Types["encodingData"]) => Types["encoding"];
  /** Returns whether a field of a profile can be assigned. */
  readonly isAssignable: (field: string) => boolean;
  /** Returns where the files of the factory are stored, as of its last response. */
  readonly storage: () => StorageLocation;
  readonly urlOptions: OutputUrlOptions;
  // Not imported by the objects: whoever only restores uploads does not load them.
  readonly loadWaits: () => Promise<Waits>;
  /** What the waits throw. */
  readonly errors: WaitErrors<Types["encoding"]>;
}
