import { loadUploadEngine } from "#upload-engine";
import { createUploadSession as createSession } from "../../generated/flip/endpoints.ts";
import { requireKnownOptions, requireObject } from "../http/argument-checks.ts";
import type { InvalidArgumentError } from "../http/errors.ts";
import type { Hooks } from "../http/send/hooks.ts";
import { createRejection } from "../http/signals.ts";
import type { ConnectionOptions } from "../http/transport/transport.ts";
import { unwrap } from "../http/unwrap.ts";
import { hasId } from "../http/wire-object.ts";
import { checkLocation } from "../upload/protocol/location.ts";
import { isPrivateHost } from "../upload/protocol/private-host.ts";
import type { UploadInit } from "../upload/session/resumable-upload.ts";
import {
  readSendingOptions,
  type SendingOptions,
  sendingOptions,
} from "../upload/session/upload-options.ts";
import { UploadSession as ResumableUpload } from "../upload/session/upload-session.ts";
import { requireState, type UploadState } from "../upload/session/upload-state.ts";
import type { FileDescription, FileInput } from "../upload/source/file-input.ts";
import { isStream } from "../upload/source/stream-input.ts";
import { UploadError } from "../upload/upload-error.ts";
import type { FlipClient } from "./create-flip-client.ts";
import { findUploadedVideo, timeOfResponse } from "./find-uploaded-video.ts";
import {
  type Creation,
  describeSource,
  readCreation,
  requireOwnOptions,
  type UploadOptions,
  type UploadSource,
} from "./upload-options.ts";
import type { Video } from "./video-and-encoding.ts";

/** The upload of one file of a factory, which ends with a {@link Video}. */
export interface UploadSession extends ResumableUpload<Video> {}

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
  requireOwnOptions(options);
  const { file, opened } = await untilAborted(describeSource(source, options), signal);
  const call = readCreation(file, options);
  let createdAt = 0;
  const create = async (until: AbortSignal | undefined): Promise<UploadState> => {
    const created = await createState(target, file, call, until);
    createdAt = created.createdAt;
    return created.state;
  };
  const state = await create(signal).catch(async (error: unknown) => {
    await opened?.close();
    throw error;
  });
  const recreate = restart ? create : undefined;
  const { toVideo } = target;
  const { StreamSource } = await loadUploadEngine();
  const sent = isStream(source)
    ? new StreamSource(source, { ...file, ...state, ...settings })
    : source;
  return new ResumableUpload<Video>({
    state,
    source: sent,
    opened,
    dispose: () => {
      if (sent instanceof StreamSource) sent.dispose();
      opened?.close().catch(() => {});
    },
    settings,
    status: "initialized",
    toVideo,
    recreate,
    findVideo: async (until) => {
      const uploaded = { fileName: file.name, fileSize: file.size, createdAt };
      const video = await findUploadedVideo(target.client, uploaded, until);
      return hasId(video) ? video : undefined;
    },
  });
}

/**
 * Restores a session of a factory from its state.
 *
 * @throws {InvalidArgumentError} When the state or an option is invalid.
 */
export function restoreSession(
  { apiHost, connection, hooks, toVideo }: UploadTarget,
  state: UploadState,
  source: FileInput,
  options: SendingOptions,
): UploadSession {
  requireKnownOptions(requireObject("options", options), sendingOptions);
  return new ResumableUpload<Video>({
    state: requireState(state, isPrivateHost(apiHost)),
    source,
    settings: readSendingOptions(options, connection, hooks),
    status: "interrupted",
    toVideo,
  });
}

/** Waits for reads, which cannot be canceled: a network drive may hang. */
async function untilAborted<Value>(
  value: Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  const aborted = createRejection(signal);
  try {
    return await Promise.race([value, aborted.promise]);
  } finally {
    aborted.unlink();
  }
}

async function createState(
  { client, apiHost }: UploadTarget,
  { name: fileName, size: fileSize, fingerprint }: FileDescription,
  creation: Creation,
  signal: AbortSignal | undefined,
): Promise<{ state: UploadState; createdAt: number }> {
  const { parseSession } = await loadUploadEngine();
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
