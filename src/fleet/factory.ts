import type {
  Factory as Factory30,
  UploadSession as UploadSession30,
  Video as Video30,
} from "../flip/index.ts";
import type {
  Factory as Factory31,
  UploadSession as UploadSession31,
  Video as Video31,
} from "../flip-3.1/index.ts";

/** A factory of API 3.0 or 3.1. */
export type Factory = Factory30 | Factory31;

/** A video of API 3.0 or 3.1. */
export type Video = Video30 | Video31;

/** A video of a factory. */
export type VideoOf<Own extends Factory> = Own extends Factory31 ? Video31 : Video30;

/** An upload session of API 3.0 or 3.1. */
export type UploadSession = UploadSession30 | UploadSession31;
