import {
  type CreateUploadSessionQuery,
  createUploadSession as createSession,
} from "../../generated/flip/endpoints.ts";
import { requireObject } from "../http/argument-checks.ts";
import { FlipPiliError, InvalidArgumentError } from "../http/errors.ts";
import { unwrap } from "../http/unwrap.ts";
import { checkLocation, isPrivateHost, type LocationPolicy } from "../upload/protocol/location.ts";
import { readSessionAnswer } from "../upload/protocol/responses.ts";
import { readSendingOptions, type SendingOptions } from "../upload/session/upload-options.ts";
import {
  UploadSession as ResumableUpload,
  type UploadSessionParts,
} from "../upload/session/upload-session.ts";
import { requireState, type UploadState } from "../upload/session/upload-state.ts";
import {
  describeFile,
  type FileDescription,
  isFileDescription,
  requireFileDescription,
} from "../upload/source/file-description.ts";
import type { FileInput } from "../upload/source/open-source.ts";
import { UploadError } from "../upload/upload-error.ts";
import type { FlipClient } from "./create-flip-client.ts";
import { type FactoryScope, Video } from "./video-and-encoding.ts";

/** The upload of one file of a factory, which ends with a {@link Video}. */
export interface UploadSession extends ResumableUpload<Video> {}

/** Options of a new session: how it is sent, and what becomes of the video. */
export interface UploadOptions
  extends SendingOptions,
    Omit<CreateUploadSessionQuery, "file_name" | "file_size" | "multi_chunk"> {
  /**
   * Whether the file goes up in parts, several at a time. Without, in ranges, one after the other.
   *
   * @default true
   */
  multiChunk?: boolean | undefined;
  /**
   * Whether a session that the service has forgotten is created again, once, and the file sent from the
   * start. `state` is another one from then on.
   *
   * @default false
   */
  restart?: boolean | undefined;
}

/** What a new session needs to know of the factory that it belongs to. */
interface UploadTarget {
  readonly client: FlipClient;
  readonly apiHost: string;
  /** Whether the API is spoken to over https: then the location must be https too. */
  readonly isSecure: boolean;
  readonly toVideo: UploadSessionParts<Video>["toVideo"];
}

/**
 * Creates a session over the signed API. None of the file is sent yet.
 *
 * @param source - The file, or the description of one that is elsewhere.
 * @throws {InvalidArgumentError} When an argument cannot be used, or the file is empty.
 * @throws {HttpError} When the service refuses.
 * @throws {UploadError} When the service's answer cannot be used.
 */
export async function createUploadSession(
  target: UploadTarget,
  source: FileInput | FileDescription,
  options: UploadOptions = {},
): Promise<UploadSession> {
  const settings = readSendingOptions(requireObject("options", options));
  const { restart = false, signal } = options;
  if (typeof restart !== "boolean") throw new InvalidArgumentError("restart", "must be a boolean");
  const file = isFileDescription(source)
    ? requireFileDescription(source)
    : await describeFile(source);
  const create = (until: AbortSignal | undefined) => createState(target, file, options, until);
  const state = await create(signal);
  const recreate = restart ? create : undefined;
  const { toVideo } = target;
  return new ResumableUpload<Video>({
    state,
    source,
    settings,
    status: "initialized",
    toVideo,
    recreate,
  });
}

async function createState(
  { client, apiHost, isSecure }: UploadTarget,
  { name: fileName, size: fileSize, fingerprint }: FileDescription,
  options: UploadOptions,
  signal: AbortSignal | undefined,
): Promise<UploadState> {
  const query = toQuery({ file_name: fileName, file_size: fileSize }, options);
  const answer = await unwrap(createSession(client, { query, signal }));
  const { location, parts, partSize, maxConnections } = readSessionAnswer(answer, fileSize);
  const isPrivate = isPrivateHost(apiHost);
  requireTrusted(location, { isPrivate, isSecure });
  const file = { fileName, fileSize, fingerprint };
  return { version: 1, location, isPrivate, ...file, parts, partSize, maxConnections };
}

function requireTrusted(location: string, policy: LocationPolicy): void {
  try {
    checkLocation(location, policy);
  } catch (cause) {
    const { message } = cause as InvalidArgumentError;
    throw new UploadError("protocol", `The server's location cannot be used: ${message}`);
  }
}

/** The API's parameters, without those that say how the file is sent. */
function toQuery(
  file: Pick<CreateUploadSessionQuery, "file_name" | "file_size">,
  options: UploadOptions,
): CreateUploadSessionQuery {
  const {
    concurrency,
    onProgress,
    signal,
    attempts,
    stallMs,
    answerMs,
    connectMs,
    retryMs,
    restart,
    ...rest
  } = options;
  const { multiChunk = true, profiles = "h264", ...query } = rest;
  return { ...query, profiles, ...file, ...(multiChunk && { multi_chunk: true }) };
}

/**
 * Restores a session from its state: in another process, on another machine, in a browser. It needs
 * no credentials and sends nothing until `resume()`.
 *
 * The file must be the one that the session was created for; its name and its times may differ.
 * The video that comes of it has its fields, but no methods that ask the service.
 *
 * @throws {InvalidArgumentError} When the state or an option cannot be used.
 */
export function restoreUploadSession(
  state: UploadState,
  source: FileInput,
  options: SendingOptions = {},
): UploadSession {
  const settings = readSendingOptions(requireObject("options", options));
  return new ResumableUpload<Video>({
    state: structuredClone(requireState(state)),
    source,
    settings,
    status: "interrupted",
    toVideo: async ({ id, data }) => new Video(detachedScope, { ...data, id }),
  });
}

function refuse(): never {
  throw new FlipPiliError("This video was uploaded without credentials: find it by its id");
}

/** Stands for the factory that a restored session does not know. */
const detachedScope: FactoryScope = {
  get client() {
    return refuse();
  },
  get videos() {
    return refuse();
  },
  get encodings() {
    return refuse();
  },
  get profiles() {
    return refuse();
  },
  toEncoding: refuse,
  toVideo: refuse,
};
