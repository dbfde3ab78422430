import {
  type CreateUploadSessionQuery,
  createUploadSession as createSession,
} from "../../../generated/flip/endpoints.ts";
import { requireObject } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import type { FileInput } from "../../http/files/file-input.ts";
import { unwrap } from "../../http/unwrap.ts";
import type { FlipClient } from "../create-flip-client.ts";
import { readSessionAnswer } from "./answers.ts";
import { checkLocation, isPrivateHost, type LocationPolicy } from "./location.ts";
import { openSource } from "./open-source.ts";
import { UploadError } from "./upload-error.ts";
import { readSendingOptions, type SendingOptions } from "./upload-options.ts";
import { UploadSession, type UploadSessionParts } from "./upload-session.ts";
import type { UploadSource } from "./upload-source.ts";
import type { UploadState } from "./upload-state.ts";

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
}

/** What a new session needs to know of the factory that it belongs to. */
export interface UploadTarget {
  readonly client: FlipClient;
  readonly apiHost: string;
  /** Whether the API is spoken to over https: then the location must be https too. */
  readonly isSecure: boolean;
  readonly toVideo: UploadSessionParts["toVideo"];
}

/**
 * Creates a session over the signed API. None of the file is sent yet.
 *
 * @throws {InvalidArgumentError} When an argument cannot be used, or the file is empty.
 * @throws {HttpError} When the service refuses.
 * @throws {UploadError} When the service's answer cannot be used.
 */
export async function createUploadSession(
  target: UploadTarget,
  source: FileInput,
  options: UploadOptions = {},
): Promise<UploadSession> {
  const settings = readSendingOptions(requireObject("options", options));
  const opened = await openSource(source);
  try {
    if (opened.size === 0) throw new InvalidArgumentError("source", "must not be empty");
    const state = await createState(target, opened, options);
    const { toVideo } = target;
    return new UploadSession({ state, source, settings, status: "initialized", toVideo });
  } finally {
    await opened.close();
  }
}

async function createState(
  { client, apiHost, isSecure }: UploadTarget,
  source: UploadSource,
  options: UploadOptions,
): Promise<UploadState> {
  const fingerprint = await source.fingerprint();
  const query = toQuery(source, options);
  const answer = await unwrap(createSession(client, { query, signal: options.signal }));
  const { location, parts, partSize, maxConnections } = readSessionAnswer(answer, source.size);
  const isPrivate = isPrivateHost(apiHost);
  requireTrusted(location, { isPrivate, isSecure });
  const file = { fileName: source.name, fileSize: source.size, fingerprint };
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
function toQuery(source: UploadSource, options: UploadOptions): CreateUploadSessionQuery {
  const {
    concurrency,
    onProgress,
    signal,
    attempts,
    stallMs,
    answerMs,
    connectMs,
    retryMs,
    ...rest
  } = options;
  const { multiChunk = true, profiles = "h264", ...query } = rest;
  return {
    ...query,
    profiles,
    file_name: source.name,
    file_size: source.size,
    ...(multiChunk && { multi_chunk: true }),
  };
}
