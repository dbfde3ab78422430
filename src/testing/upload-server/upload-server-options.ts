import type { VideoData } from "../../flip/index.ts";
import {
  requireFunction,
  requireInteger,
  requireKnownOptions,
  requireObject,
  requireOneOf,
} from "../../http/argument-checks.ts";
import {
  type CheckAccess,
  createAccessCheck,
  requireAllowHosts,
} from "../exchange/check-access.ts";
import { type ListenOptions, requireBind } from "../exchange/listen.ts";
import { allowsOrigin, type CorsOrigins, requireCors } from "./cors.ts";
import { type CompleteAs, completeForms, type NumbersAs, numberForms } from "./session-options.ts";
import type { Certificate } from "./tls-server.ts";
import type { UploadServerSession } from "./upload-server-session.ts";
import { describeVideo } from "./video-data.ts";

/** Options of {@link startUploadServer}. */
export interface UploadServerOptions extends ListenOptions {
  /**
   * Port to listen on. With 0 the system chooses a free one.
   *
   * @default 0
   */
  port?: number | undefined;
  /**
   * Size of a part in bytes.
   *
   * @default 5242880
   */
  partSize?: number | undefined;
  /**
   * Maximum number of concurrent requests that sessions announce. It is not enforced: a test can check
   * the `mostAtOnce` of a session.
   *
   * @default 16
   */
  maxConnections?: number | undefined;
  /**
   * Pages of other origins that may use the server: all, none, or those of the listed origins.
   *
   * @default false
   */
  cors?: boolean | readonly string[] | undefined;
  /**
   * Whether bytes are discarded, for benchmarks: only the hash of each part is stored, or with
   * `"count"` nothing at all.
   *
   * @default false
   */
  discard?: boolean | "count" | undefined;
  /**
   * Largest file, in bytes, that is stored in memory. Larger ones go to a temporary file.
   *
   * @default 67108864
   */
  memoryLimit?: number | undefined;
  /**
   * Certificate and key in PEM format, with which the server speaks TLS. The URL of the server then has
   * the host name `localhost`.
   */
  tls?: Certificate | undefined;
  /**
   * Scheme of the locations of sessions. With `http`, a server that speaks TLS has locations like those
   * in the documentation of the service.
   *
   * @default `https` with `tls`, otherwise `http`
   */
  locationScheme?: "http" | "https" | undefined;
  /**
   * Format of numbers in the responses that create sessions.
   *
   * @default "text"
   */
  numbersAs?: NumbersAs | undefined;
  /**
   * Response to a query for the missing parts when none is missing. All of them have been seen.
   *
   * - `parts-and-video`: `{"missing_parts":[],"media_id":"<id of the video>"}`
   * - `parts`: `{"missing_parts":[]}`
   * - `video`: `{"media_id":"<id of the video>"}`
   * - `empty`: an empty body
   * - `status`: `{"status":"processing"}`
   *
   * @default "parts-and-video"
   */
  completeAs?: CompleteAs | undefined;
  /**
   * Returns the video of a session that is complete.
   *
   * @default a video in processing, with a random id
   */
  video?: ((session: UploadServerSession) => VideoData) | undefined;
}

/** Checked options, with defaults. */
export interface ResolvedUploadServerOptions {
  readonly port: number;
  /** Address to listen on. */
  readonly bind: string;
  readonly checkAccess: CheckAccess;
  readonly partSize: number;
  readonly maxConnections: number;
  readonly cors: CorsOrigins;
  readonly discard: boolean | "count";
  readonly memoryLimit: number;
  readonly tls: Certificate | undefined;
  readonly locationScheme: "http" | "https";
  readonly numbersAs: NumbersAs;
  readonly completeAs: CompleteAs;
  readonly video: (session: UploadServerSession) => VideoData;
}

/** Every option. The type requires each of them to be listed. */
const knownOptions = {
  port: true,
  bind: true,
  allowHosts: true,
  partSize: true,
  maxConnections: true,
  cors: true,
  discard: true,
  memoryLimit: true,
  tls: true,
  locationScheme: true,
  numbersAs: true,
  completeAs: true,
  video: true,
} satisfies Record<keyof UploadServerOptions, true>;

/**
 * Checks that an object has no options but those of a server.
 *
 * @throws {InvalidArgumentError} When it is not an object, or an option is not known.
 */
export function requireUploadServerOptions(argument: string, options: UploadServerOptions): void {
  requireKnownOptions(requireObject(argument, options), knownOptions);
}

const mebibyte = 1024 * 1024;

/**
 * Checks the options of a server and fills in the defaults.
 *
 * @throws {InvalidArgumentError} When an option is invalid.
 */
export function resolveUploadServerOptions(
  options: UploadServerOptions,
): ResolvedUploadServerOptions {
  requireUploadServerOptions("options", options);
  const { discard = false } = options;
  const { port = 0, partSize = 5 * mebibyte, maxConnections = 16 } = options;
  const { memoryLimit = 64 * mebibyte, numbersAs = "text", video = describeVideo } = options;
  const { completeAs = "parts-and-video", tls } = options;
  const { locationScheme = tls === undefined ? "http" : "https" } = options;
  return {
    port: requireInteger("port", port, 0, 65_535),
    ...readAccess(options),
    partSize: requireInteger("partSize", partSize, 1, Number.MAX_SAFE_INTEGER),
    maxConnections: requireInteger("maxConnections", maxConnections, 1, Number.MAX_SAFE_INTEGER),
    discard,
    memoryLimit: requireInteger("memoryLimit", memoryLimit, 0, 2 ** 31),
    tls: tls && requireObject("tls", tls),
    locationScheme: requireOneOf("locationScheme", locationScheme, ["http", "https"]),
    numbersAs: requireOneOf("numbersAs", numbersAs, numberForms),
    completeAs: requireOneOf("completeAs", completeAs, completeForms),
    video: requireFunction("video", video),
  };
}

/** Checks the options that say where the server listens, and who may use it. */
function readAccess(options: UploadServerOptions) {
  const bind = requireBind(options.bind);
  const cors = requireCors(options.cors ?? false);
  const checkAccess = createAccessCheck({
    bind,
    allowHosts: requireAllowHosts(options.allowHosts),
    allowsOrigin: (origin) => allowsOrigin(origin, cors),
  });
  return { bind, cors, checkAccess };
}
