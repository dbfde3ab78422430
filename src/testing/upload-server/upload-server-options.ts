import type { VideoData } from "../../flip/index.ts";
import {
  describe,
  requireFunction,
  requireInteger,
  requireObject,
} from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import type { CorsOrigins } from "./cors.ts";
import { describeVideo } from "./describe-video.ts";
import type { UploadServerSession } from "./upload-server-session.ts";

/** Options of {@link startUploadServer}. */
export interface UploadServerOptions {
  /**
   * Port on 127.0.0.1. With 0 it is a free one.
   *
   * @default 0
   */
  port?: number | undefined;
  /**
   * In bytes.
   *
   * @default 5242880
   */
  partSize?: number | undefined;
  /**
   * What sessions name as the most requests at the same time. It is not enforced: look at the
   * session's requests.
   *
   * @default 16
   */
  maxConnections?: number | undefined;
  /**
   * Whether pages of other origins may use the server: all, none, or those of certain origins.
   *
   * @default false
   */
  cors?: boolean | readonly string[] | undefined;
  /**
   * Keeps only the hash of each part, for benchmarks; with `"count"` not even that.
   *
   * @default false
   */
  discard?: boolean | "count" | undefined;
  /**
   * Largest file, in bytes, that is kept in memory. Larger ones go to a temporary file.
   *
   * @default 67108864
   */
  memoryLimit?: number | undefined;
  /**
   * How sessions write numbers.
   *
   * @default "text"
   */
  numbersAs?: "text" | "number" | undefined;
  /**
   * Makes the video of a session that is complete.
   *
   * @default one that is being processed, with a random id
   */
  video?: ((session: UploadServerSession) => VideoData) | undefined;
}

/** Options that have been checked. */
export interface ReadOptions {
  readonly port: number;
  readonly partSize: number;
  readonly maxConnections: number;
  readonly cors: CorsOrigins;
  readonly discard: boolean | "count";
  readonly memoryLimit: number;
  readonly numbersAs: "text" | "number";
  readonly video: (session: UploadServerSession) => VideoData;
}

const mebibyte = 1024 * 1024;

/** @throws {InvalidArgumentError} When an option cannot be used. */
export function readOptions(options: UploadServerOptions): ReadOptions {
  const { cors = false, discard = false } = requireObject("options", options);
  const { port = 0, partSize = 5 * mebibyte, maxConnections = 16 } = options;
  const { memoryLimit = 64 * mebibyte, numbersAs = "text", video = describeVideo } = options;
  return {
    port: requireInteger("port", port, 0, 65_535),
    partSize: requireInteger("partSize", partSize, 1, Number.MAX_SAFE_INTEGER),
    maxConnections: requireInteger("maxConnections", maxConnections, 1, Number.MAX_SAFE_INTEGER),
    memoryLimit: requireInteger("memoryLimit", memoryLimit, 0, 2 ** 31),
    video: requireFunction("video", video),
    ...{ cors, discard, numbersAs: requireNumbersAs(numbersAs) },
  };
}

/** @throws {InvalidArgumentError} When it is neither. */
export function requireNumbersAs(value: unknown): "text" | "number" {
  if (value === "text" || value === "number") return value;
  throw new InvalidArgumentError("numbersAs", `must be text or number, not ${describe(value)}`);
}
