import { loadUploadEngine } from "#upload-engine";
import { requireKnownOptions, requireObject } from "../../http/argument-checks.ts";
import type { InvalidArgumentError } from "../../http/errors.ts";
import type { Hooks } from "../../http/send/hooks.ts";
import { createRejection } from "../../http/signals.ts";
import type { ConnectionOptions } from "../../http/transport/transport.ts";
import { unwrap } from "../../http/unwrap.ts";
import { hasId } from "../../http/wire-object.ts";
import { checkLocation } from "../../upload/protocol/location.ts";
import { isPrivateHost } from "../../upload/protocol/private-host.ts";
import type { UploadInit } from "../../upload/session/resumable-upload.ts";
import {
  readSendingOptions,
  type SendingOptions,
  sendingOptions,
} from "../../upload/session/upload-options.ts";
import { UploadSession } from "../../upload/session/upload-session.ts";
import { requireState, type UploadState } from "../../upload/session/upload-state.ts";
import type { FileDescription, FileInput } from "../../upload/source/file-input.ts";
import { isStream } from "../../upload/source/stream-input.ts";
import { UploadError } from "../../upload/upload-error.ts";
import { timeOfResponse } from "../dates.ts";
import type { FactoryRoutes, Generation } from "../generation.ts";
import { findUploadedVideo, type ListVideos, type UploadedFields } from "./find-uploaded-video.ts";
import {
  type Creation,
  describeSource,
  readCreation,
  requireOwnOptions,
  type SessionOptions,
  type UploadSource,
} from "./upload-options.ts";

/** The factory of a new session. */
export interface UploadTarget<Video> {
  readonly createSession: FactoryRoutes<Generation>["createSession"];
  readonly listVideos: ListVideos<UploadedFields>;
  readonly apiHost: string;
  /** How the connections of the client are opened: those of the upload are opened alike. */
  readonly connection: ConnectionOptions;
  /** Functions that observe the requests. */
  readonly hooks: Hooks;
  readonly toVideo: UploadInit<Video>["toVideo"];
  /** Files that are sent in the same session. */
  readonly extraFiles?: SessionFiles | undefined;
}

/** Files that are sent in the session of another one. */
export interface SessionFiles {
  /** Returns what the state of the session contains about them. */
  readonly toState: () => object;
  /** Sends the file of a run, and these files. */
  readonly run: NonNullable<UploadInit<unknown>["run"]>;
}

/**
 * Creates a session through the API. Sends nothing of the file yet.
 *
 * @param source - The file, the description of one that is elsewhere, or a stream.
 * @throws {InvalidArgumentError} When an argument is invalid, or the file is empty.
 * @throws {HttpError} When the service rejects the request.
 * @throws {UploadError} When the service's response is invalid.
 */
export async function createUploadSession<Video>(
  target: UploadTarget<Video>,
  source: UploadSource,
  options: SessionOptions,
): Promise<UploadSession<Video>> {
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
  return new UploadSession<Video>({
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
    run: target.extraFiles?.run,
    recreate,
    findVideo: async (until) => {
      const uploaded = { fileName: file.name, fileSize: file.size, createdAt };
      const video = await findUploadedVideo(target.listVideos, uploaded, until);
      return hasId(video) ? video : undefined;
    },
  });
}

/**
 * Restores a session of a factory from its state.
 *
 * @throws {InvalidArgumentError} When the state or an option is invalid.
 */
export function restoreSession<Video>(
  { apiHost, connection, hooks, toVideo, extraFiles }: UploadTarget<Video>,
  state: UploadState,
  source: FileInput,
  options: SendingOptions,
): UploadSession<Video> {
  requireKnownOptions(requireObject("options", options), sendingOptions);
  return new UploadSession<Video>({
    state: { ...requireState(state, isPrivateHost(apiHost)), ...extraFiles?.toState() },
    run: extraFiles?.run,
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
  { createSession, apiHost, extraFiles }: UploadTarget<unknown>,
  { name: fileName, size: fileSize, fingerprint }: FileDescription,
  { params, ...call }: Creation,
  signal: AbortSignal | undefined,
): Promise<{ state: UploadState; createdAt: number }> {
  const { parseSession } = await loadUploadEngine();
  const result = createSession(params, { ...call, signal });
  const session = parseSession(await unwrap(result), fileSize);
  const createdAt = timeOfResponse((await result).response.headers);
  const isPrivate = isPrivateHost(apiHost);
  requireTrusted(session.location, isPrivate);
  const file = { fileName, fileSize, fingerprint, ...session, ...extraFiles?.toState() };
  const state = { version: 1 as const, isPrivate, ...file };
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
