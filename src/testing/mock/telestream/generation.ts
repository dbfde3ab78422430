import type { ReceivedCall, SpecOperation } from "../../spec/operation.ts";
import type { Fields } from "./fields.ts";
import type { Units } from "./media.ts";
import type { Examples } from "./state.ts";

/** A list of records in a response. */
export type ListName = "factories" | "videos" | "encodings" | "profiles";

/** The peculiarities of one generation of the API. */
export interface Generation {
  readonly units: Units;
  /** Status of a response with a new factory or video. */
  readonly createdStatus: 200 | 201;
  /** Initial fields of a factory, before the settings of the request. */
  readonly newFactory: Fields;
  /** Setting with the name of the bucket. */
  readonly bucketField: string;
  /** Returns the parameters of a valid call, without those that authorize it. */
  readonly readFields: (call: ReceivedCall) => Fields;
  /** Returns the body of a response with a list, or with the page of it that the fields select. */
  readonly writeList: (name: ListName, items: readonly unknown[], fields: Fields) => unknown;
  /** Returns the examples of the spec that are the initial state. */
  readonly readExamples: (operations: readonly SpecOperation[]) => Examples;
}
