import type { ReceivedCall, SpecOperation } from "../../spec/operation.ts";
import type { Fields } from "./fields.ts";
import type { Units } from "./media.ts";
import type { FactoryRecord } from "./records.ts";
import type { Examples, StoredFactory, StoredVideo } from "./state.ts";

/** A list of records in a response. */
export type ListName = "factories" | "videos" | "encodings" | "profiles" | "workflows";

/** The peculiarities of one generation of the API. */
export interface Generation {
  readonly units: Units;
  /** Status of a response with a new factory or video. */
  readonly createdStatus: 200 | 201;
  /** Initial fields of a factory, before the settings of the request. */
  readonly newFactory: Fields;
  /** Setting with the name of the bucket. */
  readonly bucketField: string;
  /** Parameters of a new video that are fields of it. */
  readonly videoParameters: readonly string[];
  /** Whether an upload has parts if the request does not say so. */
  readonly isMultiChunk: boolean;
  /** Fields of a profile that are omitted from responses while they have these values. */
  readonly profileDefaults: Fields;
  /** Which encodings can be created and changed. */
  readonly limits: EncodingLimits;
  /** Returns the parameters of a valid call, without those that authorize it. */
  readonly readFields: (call: ReceivedCall) => Fields;
  /** Returns the body of a response with a list, or with the page of it that the fields select. */
  readonly writeList: (name: ListName, items: readonly unknown[], fields: Fields) => unknown;
  /** Returns a factory as in a response. */
  readonly showFactory: (factory: FactoryRecord, fields: Fields) => unknown;
  /** Returns a video as in a response. */
  readonly showVideo: (video: StoredVideo, factory: StoredFactory) => unknown;
  /** Returns the examples of the spec that are the initial state. */
  readonly readExamples: (operations: readonly SpecOperation[]) => Examples;
}

/** Limits of the videos and encodings that a service works with. */
interface EncodingLimits {
  /** Maximum age of a video that is encoded, and of an encoding that is changed, in days. */
  readonly maxDays: number;
  /** Whether a video that has failed is accepted: then its encodings fail. */
  readonly acceptsFailedVideos: boolean;
}
