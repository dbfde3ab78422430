import { readConnectionOptions } from "#transport";
import {
  type CreateUploadSessionQuery,
  createUploadSession as createSession,
} from "../../generated/flip/endpoints.ts";
import { isPlainObject, requireFunction, requireObject } from "../http/argument-checks.ts";
import { FlipPiliError, InvalidArgumentError } from "../http/errors.ts";
import type { RequestOptions } from "../http/options.ts";
import type { Hooks } from "../http/send/hooks.ts";
import { onAbort } from "../http/signals.ts";
import type { ConnectionOptions } from "../http/transport/transport.ts";
import { unwrap } from "../http/unwrap.ts";
import { hasId } from "../http/wire-object.ts";
import { checkLocation } from "../upload/protocol/location.ts";
import { isPrivateHost } from "../upload/protocol/private-host.ts";
import { parseSession } from "../upload/protocol/responses.ts";
import type { UploadInit } from "../upload/session/resumable-upload.ts";
import { readSendingOptions, type SendingOptions } from "../upload/session/upload-options.ts";
import { UploadSession as ResumableUpload } from "../upload/session/upload-session.ts";
import { requireState, type UploadState } from "../upload/session/upload-state.ts";
import { streamSample } from "../upload/source/byte-source.ts";
import {
  describeFile,
  type FileDescription,
  type FileInput,
  isFileDescription,
  requireFileDescription,
} from "../upload/source/file-input.ts";
import { requireFileName, toBaseName } from "../upload/source/file-name.ts";
import { isStream, requireStreamSize, type StreamInput } from "../upload/source/stream-input.ts";
import { StreamSource } from "../upload/source/stream-source.ts";
import { UploadError } from "../upload/upload-error.ts";
import type { FlipClient } from "./create-flip-client.ts";
import { findUploadedVideo, timeOfResponse } from "./find-uploaded-video.ts";
import { type FactoryScope, Video } from "./video-and-encoding.ts";
import { requireProfiles } from "./video-routes.ts";

/** The upload of one file of a factory, which ends with a {@link Video}. */
export interface UploadSession extends ResumableUpload<Video> {}

/**
 * Options of a new session: those for sending, parameters of the video, and `headers`, `retries` and
 * `timeoutMs` of the call that creates the session.
 */
export interface UploadOptions
  extends SendingOptions,
    Omit<RequestOptions, "signal">,
    Omit<CreateUploadSessionQuery, "file_name" | "file_size" | "multi_chunk" | "profiles"> {
  /**
   * Profiles to encode with: names or ids, separated by commas or in an array. Without it, only `h264` is used,
   * unless `use_all_profiles` is set. `videos.create()` without it uses all profiles of the factory.
   *
   * @default "h264"
   */
  profiles?: CreateUploadSessionQuery["profiles"];
  /**
   * Name of the file, without a folder, that the service stores as `original_filename`.
   *
   * @default the base name of the file; `file` for bytes and streams
   */
  fileName?: string | undefined;
  /** Number of bytes of a stream. Only for a stream, and required unless the stream has a property `size`. */
  size?: number | undefined;
  /**
   * Whether the file is sent in parts, several at a time. Otherwise in ranges, one after the other.
   *
   * @default true
   */
  multiChunk?: boolean | undefined;
  /**
   * Whether an expired session is created again, once, and the file sent from the start. `state` then
   * changes. A file that had been sent completely is not sent again: the session looks for its video.
   *
   * @default false
   */
  restart?: boolean | undefined;
}

/** What a session is created for: a file, the description of a file that is elsewhere, or a stream. */
export type UploadSource = FileInput | FileDescription | StreamInput;

/** The factory of a new session. */
interface UploadTarget {
  readonly client: FlipClient;
  readonly apiHost: string;
  /** How the connections of the client are opened: those of the upload are opened alike. */
  readonly connection: ConnectionOptions;
  /** Functions that observe the requests. */
  readonly hooks: Hooks;
  readonly toVideo: UploadInit<Video>["toVideo"];
}

/**
 * Creates a session through the signed API. Sends nothing of the file yet.
 *
 * @param source - The file, the description of one that is elsewhere, or a stream.
 * @throws {InvalidArgumentError} When an argument is invalid, or the file is empty.
 * @throws {HttpError} When the service rejects the request.
 * @throws {UploadError} When the service's response is invalid.
 */
export async function createUploadSession(
  target: UploadTarget,
  source: UploadSource,
  options: UploadOptions = {},
): Promise<UploadSession> {
  const { connection, hooks } = target;
  const settings = readSendingOptions(requireObject("options", options), connection, hooks);
  const { restart = false, signal } = options;
  requireProfiles(options.profiles);
  if (typeof restart !== "boolean") throw new InvalidArgumentError("restart", "must be a boolean");
  const file = await untilAborted(describeSource(source, options), signal);
  const call = readCreation(file, options);
  let createdAt = 0;
  const create = async (until: AbortSignal | undefined): Promise<UploadState> => {
    const created = await createState(target, file, call, until);
    createdAt = created.createdAt;
    return created.state;
  };
  const state = await create(signal);
  const recreate = restart ? create : undefined;
  const { toVideo } = target;
  return new ResumableUpload<Video>({
    state,
    source: isStream(source)
      ? new StreamSource(source, { ...file, ...state, ...settings })
      : source,
    settings,
    status: "initialized",
    toVideo,
    recreate,
    findVideo: async (until) => {
      const sent = { fileName: file.name, fileSize: file.size, createdAt };
      const video = await findUploadedVideo(target.client, sent, until);
      return hasId(video) ? video : undefined;
    },
  });
}

/** Waits for reads, which cannot be canceled: a network drive may hang. */
async function untilAborted<Value>(
  value: Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  let unlink = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    unlink = onAbort(signal, reject);
  });
  try {
    return await Promise.race([value, aborted]);
  } finally {
    unlink();
  }
}

/** Returns the description of a source. That of a stream contains no more than its declared size. */
async function describeSource(
  source: UploadSource,
  { fileName, size, restart }: UploadOptions,
): Promise<FileDescription> {
  const name = fileName === undefined ? undefined : requireFileName("fileName", fileName);
  if (isStream(source)) {
    const declared = requireStreamSize(source, size);
    if (restart) throw new InvalidArgumentError("restart", "is not possible with a stream");
    return { name: name ?? toBaseName(""), size: declared, fingerprint: { sample: streamSample } };
  }
  if (size !== undefined) throw new InvalidArgumentError("size", "is only for a stream");
  const file = isFileDescription(source)
    ? requireFileDescription(source)
    : await describeFile(source);
  return { ...file, name: name ?? file.name };
}

/** Options of the call that creates a session, the first time and after it has expired. */
interface Creation extends Omit<RequestOptions, "signal"> {
  readonly query: CreateUploadSessionQuery;
}

/** Copies the options of the call: later changes by the caller have no effect. */
function readCreation({ name, size }: FileDescription, options: UploadOptions): Creation {
  const { headers, retries, timeoutMs } = options;
  return { query: toQuery(name, size, options), headers: copyValue(headers), retries, timeoutMs };
}

/** Copies a value of an option: a list, or an object of text. Anything else is rejected or immutable. */
function copyValue<Value>(value: Value): Value {
  if (Array.isArray(value)) return [...value] as Value & unknown[];
  return isPlainObject(value) ? { ...value } : value;
}

async function createState(
  { client, apiHost }: UploadTarget,
  { name: fileName, size: fileSize, fingerprint }: FileDescription,
  creation: Creation,
  signal: AbortSignal | undefined,
): Promise<{ state: UploadState; createdAt: number }> {
  const result = createSession(client, { ...creation, signal });
  const session = parseSession(await unwrap(result), fileSize);
  const createdAt = timeOfResponse((await result).response.headers);
  const isPrivate = isPrivateHost(apiHost);
  requireTrusted(session.location, isPrivate);
  const state = { version: 1 as const, isPrivate, fileName, fileSize, fingerprint, ...session };
  return { state, createdAt };
}

function requireTrusted(location: string, allowsPrivate: boolean): void {
  try {
    checkLocation(location, allowsPrivate);
  } catch (cause) {
    const { message } = cause as InvalidArgumentError;
    throw new UploadError("protocol", `The server's location is invalid: ${message}`);
  }
}

/** Options that are not parameters of the API. The type requires each of them to be listed. */
const ownOptions = {
  concurrency: true,
  onProgress: true,
  onStateChange: true,
  tls: true,
  signal: true,
  attempts: true,
  stallMs: true,
  answerMs: true,
  connectMs: true,
  retryMs: true,
  multiChunk: true,
  restart: true,
  fileName: true,
  size: true,
  headers: true,
  retries: true,
  timeoutMs: true,
} satisfies Record<Exclude<keyof UploadOptions, keyof CreateUploadSessionQuery>, true>;

/** Returns the API's parameters. */
function toQuery(
  file_name: string,
  file_size: number,
  options: UploadOptions,
): CreateUploadSessionQuery {
  const { multiChunk = true } = options;
  const parameters = Object.entries(options)
    .filter(([name, value]) => !Object.hasOwn(ownOptions, name) && value !== undefined)
    .map(([name, value]) => [name, copyValue(value)]);
  return {
    ...(options.use_all_profiles !== true && { profiles: "h264" }),
    ...Object.fromEntries(parameters),
    file_name,
    file_size,
    ...(multiChunk && { multi_chunk: true }),
  };
}

/** Options of a restored session. */
export interface RestoreOptions extends SendingOptions, ConnectionOptions, Hooks {
  /**
   * Whether the location in the state may be on a private network, such as that of a mock server. Set it
   * only for states that nobody else can change: the file is sent to their location.
   *
   * @default false
   */
  allowPrivateHost?: boolean | undefined;
}

/**
 * Restores a session from its state: in another process, on another machine, in a browser. It needs
 * no credentials and sends nothing until `resume()`.
 *
 * The file must be the one that the session was created for; its name and times may differ. The video
 * that the session returns has fields, but its methods that send requests throw.
 *
 * @throws {InvalidArgumentError} When the state or an option is invalid, or the location is on a private
 *   network and `allowPrivateHost` is not set.
 */
export function restoreUploadSession(
  state: UploadState,
  source: FileInput,
  options: RestoreOptions = {},
): UploadSession {
  const { fetch, agent, ca, allowPrivateHost = false } = requireObject("options", options);
  const connection = readConnectionOptions({ fetch, agent, ca });
  const settings = readSendingOptions(options, connection, readHooks(options));
  if (typeof allowPrivateHost !== "boolean") {
    throw new InvalidArgumentError("allowPrivateHost", "must be a boolean");
  }
  return new ResumableUpload<Video>({
    state: requireState(state, allowPrivateHost),
    source,
    settings,
    status: "interrupted",
    toVideo: async ({ id, data }) => new Video(detachedScope, { ...data, id }),
  });
}

function readHooks({ onRequest, onResponse, onRetry }: Hooks): Hooks {
  const hooks = { onRequest, onResponse, onRetry };
  for (const [name, hook] of Object.entries(hooks)) {
    if (hook !== undefined) requireFunction(name, hook);
  }
  return hooks;
}

function rejectDetached(): never {
  throw new FlipPiliError("This video was uploaded without credentials: find it by its id");
}

/** Stand-in for the factory, which a restored session does not know. */
const detachedScope: FactoryScope = {
  get client() {
    return rejectDetached();
  },
  get videos() {
    return rejectDetached();
  },
  get encodings() {
    return rejectDetached();
  },
  get profiles() {
    return rejectDetached();
  },
  toEncoding: rejectDetached,
  toVideo: rejectDetached,
};
